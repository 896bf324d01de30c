/** What flows where: a source of interest, a sink, the slot in between, and whose it is. */
import type { FactDraft } from '../../draft.js'
import { shownSources } from '../origins.js'
import { isFunction, type Node } from '../syntax.js'
import { alternatives, partsOf, type Sources, sourcesOf, type Value } from '../values.js'
import type { Recogniser } from './context.js'

export type Slot = 'header' | 'body' | 'query' | 'url' | 'subdomain'

/** What one slot of a request carries. */
export interface Carried {
  readonly slot: Slot
  readonly sources: Sources
  /** Name of the header, where it is one. */
  readonly name?: string
}

const HEADER_KEYS = new Set(['headers', 'auth', 'authorization', 'cookies', 'token'])
const QUERY_KEYS = new Set(['params', 'searchParams', 'query', 'qs', 'path', 'pathname', 'search'])
const URL_KEYS = new Set([
  'url',
  'uri',
  'href',
  'baseURL',
  'baseUrl',
  'prefixUrl',
  'hostname',
  'host',
  'port',
  'protocol',
])
const BODY_KEYS = new Set(['body', 'data', 'json', 'form', 'formData', 'payload', 'multipart'])

/**
 * What the arguments of a request carry, by slot.
 * @param addressed whether the first argument may be an address; a datagram's is its data
 */
export function carriedBy(args: readonly Value[], addressed = true): Carried[] {
  const out: Carried[] = []
  const put = (value: Value, slot: Slot, name?: string): void => {
    const sources = sourcesOf(value)
    if (sources.size > 0) out.push(name === undefined ? { sources, slot } : { sources, slot, name })
  }
  args.forEach((arg, index) => {
    for (const each of alternatives(arg)) {
      if (each.t !== 'object') {
        if (index === 0 && addressed) out.push(...carriedByUrl(each))
        else put(each, 'body')
        continue
      }
      for (const [name, value] of each.props) {
        if (URL_KEYS.has(name)) out.push(...carriedByUrl(value, name === 'hostname' || name === 'host'))
        else if (name === 'headers' && value.t === 'object') {
          for (const [header, inner] of value.props) put(inner, 'header', header)
          for (const inner of value.rest) put(inner, 'header')
        } else if (HEADER_KEYS.has(name)) put(value, 'header')
        else if (QUERY_KEYS.has(name)) put(value, 'query')
        else if (BODY_KEYS.has(name) || index > 0) put(value, 'body')
      }
      for (const rest of each.rest) put(rest, 'body')
    }
  })
  return out
}

/** What an address carries. Its beginning says where the call goes: settings that it is made of are no data. */
function carriedByUrl(value: Value, host = false): Carried[] {
  const out: Carried[] = []
  for (const each of alternatives(value)) {
    if (each.t === 'object') continue
    const parts = partsOf(each) ?? []
    let text = ''
    for (const part of parts) {
      if (typeof part === 'string') {
        text += part
        continue
      }
      const slot = slotOfHole(text, host)
      const sources = slot === 'base' ? new Set([...part].filter((name) => !name.startsWith('env:'))) : part
      if (sources.size > 0) out.push({ slot: slot === 'base' ? 'url' : slot, sources })
      text += '{}'
    }
  }
  return out
}

/** Where in an address a hole stands that this text comes before. */
function slotOfHole(before: string, host: boolean): Slot | 'base' {
  if (before === '') return host ? 'subdomain' : 'base'
  if (/[?#]/.test(before)) return 'query'
  const rest = /^[a-z][a-z0-9+.-]*:\/\/(.*)$/is.exec(before)?.[1]
  if (host || (rest !== undefined && !rest.includes('/'))) return 'subdomain'
  return 'url'
}

/** All that is carried, as facts name it. */
export function carriedSources(carried: readonly Carried[]): string[] {
  return shownSources(carried.flatMap((each) => [...each.sources]))
}

const KINDS: readonly (readonly [RegExp, string])[] = [
  [/^env:\*$/, 'env.bulk'],
  [/^env:/, 'env'],
  [/^secret:/, 'secret'],
  [/^file:/, 'file'],
  [/^recon:/, 'recon'],
  [/^argument$/, 'argument'],
  [/^clipboard$/, 'clipboard'],
  [/^conversation$/, 'conversation'],
  [/^transport$/, 'transport'],
  [/^stdin$/, 'stdin'],
  [/^net:/, 'net'],
  [/^output:/, 'output'],
]

export interface Flow {
  readonly source: string
  /**
   * `net:<host>`, `dns:<name>`, `spawn:<command>`, `file:<path>`, `eval`, `tool text`, `telemetry:<package>`,
   * `account:<slot> <constant>`, `named by:<host>`: where a host's answer says where to.
   */
  readonly sink: string
  readonly sinkKind: 'net' | 'dns' | 'spawn' | 'file' | 'eval' | 'tool' | 'telemetry' | 'account' | 'named'
  readonly slot: string
  /** The slot in words, where `slot` alone does not say: `POST body`. */
  readonly via?: string
  /** All that the sink is given, with the tags that say whose it is. */
  readonly sources?: Iterable<string>
  readonly fromTool?: boolean
  /** Whether an exported function sends it, rather than a tool. */
  readonly exported?: boolean
  /** Of a file: whether others than its user get what it holds. */
  readonly shared?: boolean
}

/** Records what of interest flows to a sink. */
export function recordFlow(to: Recogniser, node: Node, flow: Flow): void {
  const { source, sink, sinkKind, slot } = flow
  const sourceKind = KINDS.find(([pattern]) => pattern.test(source))?.[1]
  if (sourceKind === undefined || source === 'env:{}') return
  // What programs print is written to files and given to programs as a matter of course.
  if (sourceKind === 'output' && !/^(?:net|dns|telemetry|account|named)$/.test(sinkKind)) return
  const argument = source === 'argument'
  const origin = argument
    ? to.on.origins.of(flow.sources ?? [], { node, module: to.module })
    : { tools: [], fields: [], where: undefined }
  const detail = {
    source,
    sourceKind,
    sink,
    sinkKind,
    slot,
    via: flow.via ?? slot,
    fromTool: flow.fromTool === true && argument,
    ...(flow.shared === true ? { shared: true } : {}),
    ...(argument ? { tools: origin.tools, fields: origin.fields, exported: flow.exported === true } : {}),
  }
  const draft: FactDraft = { kind: 'data.flow', value: `${source} -> ${sink}`, detail }
  to.add(origin.where === undefined ? draft : { ...draft, source: origin.where }, node)
  if (source === 'env:*' && sinkKind === 'net') {
    to.add({ kind: 'env.bulk', value: 'net', detail: { to: 'net', host: sink.slice('net:'.length) } }, node)
  }
}

const SLOTS: readonly Slot[] = ['header', 'body', 'query', 'url', 'subdomain']

/** Records what a request to a host carries, each source once, by the slot that says most of it. */
export function flowsToHost(
  to: Recogniser,
  call: Node,
  host: string,
  method: string,
  carried: readonly Carried[],
): void {
  const seen = new Set<string>()
  const all = new Set(carried.flatMap((each) => [...each.sources]))
  // A header says more than a body, and a body more than the address itself.
  for (const slot of SLOTS) {
    for (const each of carried) {
      if (each.slot !== slot) continue
      for (const source of shownSources(each.sources)) {
        if (seen.has(source)) continue
        // The user's own home or configured base URL in the address is where the call goes, not what it carries.
        if (slot === 'url' && source.startsWith('env:') && host === '*') continue
        const exported = source === 'argument' && tellsOfArgument(to, call, slot)
        if (source === 'argument' && host === '*' && !exported) continue
        if (source.startsWith('net:') && !isHandedOn(source.slice(4), host, each)) continue
        seen.add(source)
        const named = each.name === undefined ? slot : `${slot} ${each.name.toLowerCase()}`
        recordFlow(to, call, {
          source,
          sink: `net:${host}`,
          sinkKind: 'net',
          slot: named,
          via: slot === 'header' || slot === 'subdomain' ? named : `${method === '*' ? 'request' : method} ${slot}`,
          sources: all,
          fromTool: all.has('tool'),
          exported,
        })
      }
    }
  }
}

/** Whether what one host answers is sent on to another: its data, not the token that it gave for it, nor the next address. */
function isHandedOn(from: string, host: string, { slot, name }: Carried): boolean {
  if (host === '*' || from === '*' || from === host || host.includes('{}') || from.includes('{}')) return false
  return (
    slot === 'body' ||
    slot === 'query' ||
    (slot === 'header' && name !== undefined && !/auth|token|key|cookie/i.test(name))
  )
}

/** An argument that a header carries, or that an exported helper sends, leaves in a way that no tool's schema shows. */
function tellsOfArgument(to: Recogniser, node: Node, slot: string): boolean {
  if (slot === 'header') return true
  let outermost: Node | undefined
  for (let up = node.parent; up !== undefined; up = up.parent) if (isFunction(up)) outermost = up
  if (outermost === undefined || !isFunction(outermost)) return false
  const parent = outermost.parent
  if (parent?.type === 'ExportNamedDeclaration' || parent?.type === 'ExportDefaultDeclaration') return true
  const named =
    outermost.type === 'FunctionDeclaration'
      ? outermost.id?.name
      : parent?.type === 'VariableDeclarator' && parent.id.type === 'Identifier'
        ? parent.id.name
        : undefined
  if (named !== undefined) {
    for (const from of to.module.survey.exports.values())
      if (from.type === 'binding' && from.name === named) return true
  }
  return (
    parent?.type === 'AssignmentExpression' &&
    /^(?:module\.)?exports\b/.test(to.module.text(parent.left as Node).slice(0, 20))
  )
}
