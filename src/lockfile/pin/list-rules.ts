/** Rules of a list of commands, changed in their own characters, or copied beside themselves. Pure. */
import { findNodeAtLocation, type Node, parseTree } from 'jsonc-parser'
import type { ConfigNode, Located } from '../../discover/document.js'
import { formatOf } from '../../discover/load.js'
import type { ConfigEdit, ServerEntry } from '../../model.js'
import { commaBefore, type Splice, spliced, splicesOf } from './splice.js'
import { type Change, changed, keysOf, nodeAt, sameTree } from './tree.js'
import { readWritten, type Written } from './written.js'

export interface ListFile {
  readonly file: string
  readonly text: string
}

export interface RuleChange {
  /** Pointer of the rule, which holds the command as `serverCommand`. */
  readonly rule: string
  readonly from: readonly string[]
  readonly to: readonly string[]
  /** Of the entries that it follows: words that may be shown. */
  readonly edits: readonly ConfigEdit[]
  readonly entries: readonly ServerEntry[]
  /** `not`: it would have to be, and may not be. */
  readonly how: 'instead' | 'beside' | 'not'
}

export interface ChangedRules {
  readonly after: string
  readonly edits: readonly ConfigEdit[]
  /** Entries whose rules could not be changed. */
  readonly refused: readonly ServerEntry[]
}

/** @param changesIn what is to become of the rules in a document */
export async function withRules(
  { file, text }: ListFile,
  changesIn: (root: Located) => readonly RuleChange[],
): Promise<ChangedRules> {
  const none = { after: text, edits: [], refused: [] }
  const written = await readWritten(text, formatOf(file) ?? 'json')
  // What can't be read says nothing, to discovery as well.
  if ('problem' in written) return none
  const wanted = changesIn({ node: written.root, pointer: '' })
  if (wanted.length === 0) return none
  const refused = new Set(wanted.flatMap(({ how, entries }) => (how === 'not' ? entries : [])))
  const open = wanted.filter(({ how }) => how !== 'not')
  const all = open.map((change) => ({ change, made: madeOf(written, change) }))
  for (const { change, made } of all) if (made === null) for (const entry of change.entries) refused.add(entry)
  const made = all.flatMap((one) => one.made ?? [])
  const after = await verified(written, made)
  if (after === null) return { ...none, refused: [...new Set(wanted.flatMap(({ entries }) => entries))] }
  const edits = made.flatMap((one) => one.edits.map((edit) => ({ ...edit, file })))
  return { after, edits, refused: [...refused] }
}

interface Made {
  readonly changes: readonly Change[]
  readonly splices: readonly Splice[]
  readonly edits: readonly Omit<ConfigEdit, 'file'>[]
}

function madeOf(written: Written, change: RuleChange): Made | null {
  const { rule, from, to, how } = change
  const changes = wordChanges(`${rule}/serverCommand`, from, to)
  const splices = changes && splicesOf(written, changes)
  if (changes === null || splices === null) return null
  const edits = change.edits.map((edit) => ({ pointer: `${rule}/serverCommand`, from: edit.from, to: edit.to }))
  if (how === 'instead') return { changes, splices, edits }
  const found = nodeAt(written.root, rule)
  const source = rangeOf(written, rule)
  const parent = found?.parent
  if (!found || !parent || source === null) return null
  const [start, end] = source
  const inside = splices.map((one) => ({ ...one, start: one.start - start, end: one.end - start }))
  const copy = spliced(written.text.slice(start, end), inside)
  if (copy === null) return null
  const item: ConfigNode = changed(found.node, rule, changes)
  return {
    changes: [{ kind: 'item', pointer: rule, item }],
    splices: [{ start, end: start, text: `${copy}${commaBefore(written, parent, start)}` }],
    edits,
  }
}

/** Where a value stands in a file of JSON: the only one in which such lists are known. */
function rangeOf(written: Written, pointer: string): readonly [number, number] | null {
  if (written.format !== 'json') return null
  const mark = written.text.startsWith('\ufeff') ? 1 : 0
  let node: Node | undefined = parseTree(written.text.slice(mark), [], { allowTrailingComma: true })
  for (const key of keysOf(pointer)) {
    node = node && findNodeAtLocation(node, [node.type === 'array' ? Number(key) : key])
  }
  return node === undefined ? null : [node.offset + mark, node.offset + node.length + mark]
}

/** Words that become others, and options that are put in; `null` where these can't be told apart. */
function wordChanges(list: string, from: readonly string[], to: readonly string[]): readonly Change[] | null {
  const changes: Change[] = []
  let added = to.length - from.length
  let at = 0
  for (const text of to) {
    const before = from[at]
    if (before === undefined) return null
    const pointer = `${list}/${at}`
    if (added > 0 && text !== before && /^--(before|exclude-newer)=/.test(text)) {
      changes.push({ kind: 'item', pointer, item: { type: 'text', line: 1, value: text } })
      added -= 1
      continue
    }
    if (text !== before) changes.push({ kind: 'text', pointer, pieces: [{ start: 0, end: before.length, text }] })
    at += 1
  }
  return added === 0 && at === from.length ? changes : null
}

async function verified(written: Written, made: readonly Made[]): Promise<string | null> {
  const after = spliced(
    written.text,
    made.flatMap(({ splices }) => splices),
  )
  if (after === null) return null
  const other = await readWritten(after, written.format)
  const wanted = changed(
    written.root,
    '',
    made.flatMap(({ changes }) => changes),
  )
  return 'problem' in other || !sameTree(wanted, other.root) ? null : after
}
