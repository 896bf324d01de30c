/** The lines of a configuration that a finding is about, without a value that may be secret. */

import { type ConfigNode, child, children, type Located, parseDocument } from '../../discover/document.js'
import { formatOf } from '../../discover/load.js'
import type { CodeDiff, CodeLine } from '../../evidence/code-diff.js'
import { guarded, isLonger, tonedPieces } from '../../evidence/pieces.js'
import { tokenised } from '../../evidence/tokens.js'
import type { Host } from '../../host.js'
import type { Finding, ServerReport, Where } from '../../model.js'
import { maskConfiguration } from '../../report/mask.js'

/** As discovery reads them. */
const MOST_BYTES = 20 << 20
/** Lines above the place, and from it on. */
const ABOVE = 2
const BELOW = 16
/** Characters of a line that people read. */
const READABLE = 320
const CHANGED = 'The file has changed since it was audited; r on the list of servers audits again.'
const REMARK = 'Values are masked: they may be secret.'

/** @throws FileError where it can't be read */
export async function codeOfConfiguration(
  host: Host,
  report: ServerReport,
  { subject }: Finding,
  where: Where,
): Promise<CodeDiff> {
  const text = await host.files.readText(where.file, { maxBytes: MOST_BYTES })
  const pointer = entryOf(report, subject)
  const entry = pointer === null ? null : await entryAt(text, where.file, pointer)
  const isChanged = entry !== null && (entry.at === null || entry.at.line !== where.line || isOther(entry.at, report))
  // Where the entry stands now, if it does.
  const line = entry?.at?.line ?? where.line
  const { lines, first } = linesAround(text, line - 1)
  const common = { where, beforeFile: null }
  const place = line - 1 - first
  const own = lines[place]
  const specs = report.launch.packages.map(({ spec }) => spec).filter((spec) => !spec.includes('://'))
  if (own === undefined || (entry !== null && entry.at === null)) {
    return { ...common, formatted: false, hunks: [], remark: CHANGED }
  }
  const remark = isChanged ? `${CHANGED} ${REMARK}` : REMARK
  if (isLonger(own, READABLE)) {
    if (entry === null || entry.at === null || formatOf(where.file) !== 'json') {
      const why = 'It stands on a line that is too long to be read, and that may hold secrets.'
      return { ...common, formatted: true, hunks: [], remark: isChanged ? `${CHANGED} ${why}` : why }
    }
    const shown = JSON.stringify(named(entry.name, entry.at), null, 2)
      .split('\n')
      .slice(0, BELOW + ABOVE)
    const hunk = { side: null, lines: shown.map((_, index) => lineOf(shown, specs, index, '.json', null, index === 0)) }
    return { ...common, formatted: true, hunks: [hunk], remark }
  }
  const from = Math.max(0, place - ABOVE)
  const to = endOf(lines, place, where.file)
  const hunk = {
    side: null,
    lines: lines
      .slice(from, to)
      .map((_, index) =>
        lineOf(lines, specs, from + index, where.file, first + from + index + 1, from + index === place),
      ),
  }
  return { ...common, formatted: false, hunks: [hunk], remark }
}

/** Pointer of the entry that a finding is about, which may stand within it; `null` where it is about none. */
function entryOf({ occurrences }: ServerReport, subject: string): string | null {
  const found = occurrences.filter(({ file, pointer }) => {
    const entry = `${file}#${pointer}`
    return subject === entry || subject.startsWith(`${entry}/`)
  })
  return found.sort((a, b) => b.pointer.length - a.pointer.length)[0]?.pointer ?? null
}

/** Whether an entry names nothing of what was audited. */
function isOther(node: ConfigNode, { launch: { packages } }: ServerReport): boolean {
  if (packages.length === 0) return false
  // PyPI spells one name in several ways.
  const spelled = (some: string): string => some.toLowerCase().replace(/[-_.]+/g, '-')
  const words = spelled(JSON.stringify(plain(node)))
  return !packages.some(({ name, spec }) => words.includes(spelled(name)) || words.includes(spelled(spec)))
}

/** Lines around one of them, by index, and the index of the first: a file may be nothing but line feeds. */
function linesAround(text: string, place: number): { readonly lines: readonly string[]; readonly first: number } {
  const first = Math.max(0, place - ABOVE - 1)
  const lines: string[] = []
  let at = 0
  for (let index = 0; index <= place + BELOW && at <= text.length; index += 1) {
    const found = text.indexOf('\n', at)
    const end = found < 0 ? text.length : found
    if (index >= first) lines.push(text.slice(at, end).replace(/\r$/, ''))
    at = end + 1
  }
  return { lines, first }
}

/** Where the specs of the packages stand that are started: no secrets, and what findings speak of. */
function specsIn(line: string, specs: readonly string[]): readonly { readonly start: number; readonly end: number }[] {
  const found = specs.flatMap((spec) => {
    const start = line.indexOf(spec)
    const isWord =
      start >= 0 && /^["'\s]?$/.test(line.charAt(start - 1)) && /^["'\s,]?$/.test(line.charAt(start + spec.length))
    return isWord ? [{ start, end: start + spec.length }] : []
  })
  return found.sort((a, b) => a.start - b.start).filter(({ start }, index, all) => start >= (all[index - 1]?.end ?? 0))
}

/** @param specs of packages, which are shown */
function lineOf(
  lines: readonly string[],
  specs: readonly string[],
  index: number,
  file: string,
  number: number | null,
  marked: boolean,
): CodeLine {
  // A line that nobody can read is not masked piece by piece.
  const line = (lines[index] ?? '').slice(0, 4_000)
  const masked = maskConfiguration(line, specsIn(line, specs), lines[index - 1])
    .map(({ text }) => text)
    .join('')
  const tokens = /\.json[c5]?$/i.test(file) ? tokenised(masked) : null
  return {
    change: 'same',
    before: null,
    after: number,
    pieces: guarded(tonedPieces(masked, tokens, 0, masked.length)),
    marked,
  }
}

/** The line after the entry, where its indentation tells; with the bracket that closes it. */
function endOf(lines: readonly string[], place: number, file: string): number {
  const most = Math.min(lines.length, place + BELOW)
  if (!/\.(?:json[c5]?|ya?ml)$/i.test(file)) return most
  const own = indentOf(lines[place] ?? '')
  for (let at = place + 1; at < most; at += 1) {
    const line = lines[at] ?? ''
    if (line.trim() !== '' && indentOf(line) <= own) return /^\s*[}\]]/.test(line) ? at + 1 : at
  }
  return most
}

const indentOf = (line: string): number => line.length - line.trimStart().length

interface Entry {
  readonly name: string
  /** `null`: it is not there any more. */
  readonly at: ConfigNode | null
}

/** An entry of a file by its pointer; `null` where the file's format is not known. */
async function entryAt(text: string, file: string, pointer: string): Promise<Entry | null> {
  const format = formatOf(file)
  if (format === null) return null
  const document = await parseDocument(text, format)
  let at: Located | undefined = document.ok && document.root !== null ? { node: document.root, pointer: '' } : undefined
  let name = ''
  for (const token of pointer.split('/').slice(1)) {
    name = token.replaceAll('~1', '/').replaceAll('~0', '~')
    at = at?.node.type === 'list' ? children(at).find(({ key }) => key === name) : at && child(at, name)
  }
  return { name, at: at?.node ?? null }
}

function named(name: string, node: ConfigNode): Record<string, unknown> {
  const entry: Record<string, unknown> = Object.create(null)
  entry[name] = plain(node)
  return entry
}

function plain(node: ConfigNode): unknown {
  switch (node.type) {
    case 'map': {
      // A null prototype: a key may be called `__proto__`.
      const map: Record<string, unknown> = Object.create(null)
      for (const [key, value] of node.entries) map[key] = plain(value)
      return map
    }
    case 'list':
      return node.items.map(plain)
    default:
      return node.value
  }
}
