/** What code writes into the files that agents obey, and whether anybody asked for it. */
import { agentContent } from '../../classify/agent-content.js'
import type { FactDraft } from '../../draft.js'
import { enclosingFunction, isFunction, type Node, writtenName } from '../syntax.js'
import { alternatives, sourcesOf, stringOf, textOf, type Value } from '../values.js'
import type { Recogniser } from './context.js'
import { guardOf } from './guard.js'

const MOST_SEEN = 400
const DEEPEST = 10
const LONGEST_TEXT = 20_000

interface Gathered {
  readonly keys: Set<string>
  readonly texts: string[]
  readonly starts: string[]
}

/**
 * Adds to a draft when it happens, and to a configuration what is written: then each notable part is a draft of its own, so that it
 * is new when it comes to a file that was written before.
 * @param content what is written, where it is known
 * @returns the draft as it is where none of this can be said of its kind
 */
export function asWritten(to: Recogniser, draft: FactDraft, node: Node, content?: Value): readonly FactDraft[] {
  const { kind, detail } = draft
  if (!TIMED.has(kind) || ((kind === 'agent.config' || kind === 'persistence') && detail.write !== true)) return [draft]
  const guard = guardOf(to, node)
  const when = { atLoad: guard === 'load', asked: guard === 'command' }
  if (kind !== 'agent.config') return [{ ...draft, detail: { ...detail, ...when } }]
  const seen: Gathered = { keys: new Set(), texts: [], starts: [] }
  if (content !== undefined) gather(content, seen, 0)
  const fromArgument = content !== undefined && sourcesOf(content).has('argument') && seen.texts.length === 0
  // A configuration that is read, changed elsewhere and written back: what the function around it names.
  if (seen.keys.size === 0 && !fromArgument && seen.texts.every((text) => text.length < 40))
    gatherAround(to, node, seen)
  const known = Array.isArray(detail.starts) ? (detail.starts as readonly string[]) : []
  const { holds, starts } = agentContent({ ...seen, starts: [...known, ...seen.starts] })
  const whole = { ...draft, detail: { ...detail, ...when, holds, starts, fromArgument } }
  const notable = holds.filter((each) => each !== 'server')
  const parts = starts.map((start) => ({
    ...whole,
    value: `${draft.value}: ${start}`,
    detail: { ...whole.detail, starts: [start] },
  }))
  if (notable.length > 0 || when.atLoad) {
    const said = [...notable, ...(when.atLoad ? ['when it starts'] : [])].join(', ')
    parts.push({ ...whole, value: `${draft.value} (${said})`, detail: { ...whole.detail, starts: [...starts] } })
  }
  return [whole, ...parts]
}

const TIMED: ReadonlySet<string> = new Set(['agent.config', 'agent.invoke', 'persistence', 'process.spawn'])

/** The same for a command line that writes: what it says itself is the content. */
export function asCommanded(to: Recogniser, draft: FactDraft, node: Node, command: string): readonly FactDraft[] {
  return asWritten(to, draft, node, draft.kind === 'agent.config' ? { t: 'const', v: command } : undefined)
}

function gather(value: Value, into: Gathered, depth: number): void {
  if (depth > DEEPEST || into.texts.length + into.keys.size > MOST_SEEN) return
  for (const each of alternatives(value)) {
    switch (each.t) {
      case 'const':
      case 'template': {
        const text = textOf(each)
        if (text !== undefined) into.texts.push(text.slice(0, LONGEST_TEXT))
        break
      }
      case 'object':
        for (const [name, inner] of each.props) {
          into.keys.add(name)
          gather(inner, into, depth + 1)
        }
        startsOf(each.props, into)
        for (const inner of each.rest) gather(inner, into, depth + 1)
        break
      case 'array':
        for (const inner of [...each.items, ...each.rest]) gather(inner, into, depth + 1)
        break
      case 'ref':
        // `JSON.stringify(config, null, 2)`, a parsed file with what was put into it.
        if (
          /(?:stringify|dump|assign|merge|concat|join|format|encode|parse)\w{0,12}\(\)$/i.test(each.path) ||
          each.written !== undefined
        )
          for (const inner of [...(each.args ?? []), ...(each.written ?? [])]) gather(inner, into, depth + 1)
        break
    }
  }
}

/** The command line, or the address, of what looks like a server's entry. */
function startsOf(props: ReadonlyMap<string, Value>, into: Gathered): void {
  const command = props.get('command') ?? props.get('cmd')
  if (command !== undefined) {
    for (const each of alternatives(command).slice(0, 3)) {
      const words = each.t === 'array' ? each.items.map(wordOf) : [wordOf(each), ...(listOf(props.get('args')) ?? [])]
      into.starts.push(words.join(' '))
    }
  }
  const url = props.get('url') ?? props.get('httpUrl') ?? props.get('serverUrl') ?? props.get('uri')
  const address = url === undefined ? undefined : textOf(url)
  if (address !== undefined) into.starts.push(address)
}

const listOf = (value: Value | undefined): readonly string[] | undefined =>
  value === undefined
    ? undefined
    : alternatives(value).flatMap((each) => (each.t === 'array' ? each.items.map(wordOf) : ['{}']))

/** The program that runs and the file that it was started from are the package itself. */
function wordOf(value: Value): string {
  if (value.t === 'ref' && /^global:process\.(?:execPath|argv0?)/.test(value.path)) return '<self>'
  if (value.t === 'ref' && value.path.startsWith('global:import.meta')) return '<self>'
  return textOf(value) ?? stringOf(value) ?? '{}'
}

function gatherAround(to: Recogniser, node: Node, into: Gathered): void {
  const { survey } = to.module
  let around: Node | undefined = enclosingFunction(node)
  // The callback of a list or a promise is a part of the function around it.
  const outer = around === undefined ? undefined : enclosingFunction(around)
  if (around !== undefined && outer !== undefined && around.parent?.type === 'CallExpression') around = outer
  const [from, until] =
    around === undefined ? [Math.max(0, node.start - 3000), node.end + 1000] : [around.start, around.end]
  if (until - from > 40_000) return
  for (const object of survey.objects) {
    if (object.start < from || object.end > until) continue
    if (into.keys.size > MOST_SEEN) break
    const value = to.on.value(object, to.module)
    gather(value, into, 0)
  }
  for (const write of survey.writes) {
    if (write.start < from || write.end > until || write.left.type !== 'MemberExpression') continue
    for (let at: Node = write.left; at.type === 'MemberExpression'; at = at.object as Node) {
      const name = writtenName(at)
      if (name !== undefined) into.keys.add(name)
      if (at.object.type === 'Super') break
    }
    if (!isFunction(write.right)) gather(to.on.value(write.right, to.module), into, 0)
  }
}
