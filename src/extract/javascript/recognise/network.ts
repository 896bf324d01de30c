/** Where a call sends data, what it carries, and what listens. */
import { hostFacts, hostOfUrl } from '../../classify/hosts.js'
import type { Callee } from '../apply.js'
import { egressCall, pathText, type Target, targetsOf, urlTexts } from '../catalogue.js'
import { branchesOf, handlerOf } from '../parameters.js'
import { type CallNode, type FunctionNode, isFunction, type Node } from '../syntax.js'
import { alternatives, type RefValue, sourcesOf, stringOf, textOf, type Value } from '../values.js'
import type { Recogniser } from './context.js'
import { checksCallers } from './listener.js'
import { calledName, placeOf } from './place.js'

type Slot = 'header' | 'body' | 'query' | 'url'

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

/** @returns whether the call was recognised as egress */
export function recogniseEgress(
  to: Recogniser,
  call: CallNode,
  ref: RefValue,
  path: string,
  args: readonly Value[],
): boolean {
  const egress = egressCall(path)
  if (egress === undefined) return false
  if (egress.shape === 'socket' && isLocalSocket(args[0])) return true
  const targets = targetsOf(egress, args, ref.on)
  const method = egress.method === '*' ? methodOf(args, egress.shape === 'send') : egress.method
  record(to, call, targets, method, args)
  return true
}

/** A socket file or named pipe stays on the machine. */
function isLocalSocket(value: Value | undefined): boolean {
  if (value === undefined) return false
  return alternatives(value).every((each) => {
    if (each.t === 'object') return each.props.has('path') && !each.props.has('host') && !each.props.has('port')
    const text = textOf(each)
    return text !== undefined && /[\\/]|\.sock$|^\{\}$/.test(text)
  })
}

function methodOf(args: readonly Value[], send: boolean): string {
  if (send) return stringOf(args[0])?.toUpperCase() ?? '*'
  for (const arg of args) {
    if (arg.t !== 'object') continue
    const method = arg.props.get('method')
    if (method === undefined) continue
    const text = stringOf(method)
    return text !== undefined && /^[a-z]{3,8}$/i.test(text) ? text.toUpperCase() : '*'
  }
  const options = args.find((arg) => arg.t === 'object')
  return options !== undefined && options.t === 'object' && options.rest.length > 0 ? '*' : 'GET'
}

function record(
  to: Recogniser,
  call: CallNode,
  targets: readonly Target[],
  method: string,
  args: readonly Value[],
): void {
  const carried = carriedBy(args)
  const carries = shown(carried)
  const hosts = targets.length === 0 ? [{ host: '*', scheme: '', url: '' }] : targets
  for (const { host, scheme, url } of hosts) {
    const besides = sending(to, call, host, carried)
    to.add({ kind: 'net.egress', value: `${method} ${host}`, detail: { method, host, carries, scheme, besides } }, call)
    if (url !== '') for (const draft of hostFacts(url, true)) to.add(draft, call)
    flows(to, call, host, carried)
  }
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

interface Carried {
  readonly source: string
  readonly slot: Slot
  /** Name of the header, where it is one. */
  readonly name?: string
}

/** Sources as facts name them. */
function shown(carried: readonly Carried[]): string[] {
  return [...new Set(carried.map((each) => each.source))]
    .filter((each) => each !== 'tool' && each !== 'passing' && !each.startsWith('at:'))
    .sort()
}

/** Notes that an argument leaves for a host. @returns the list of other hosts that get it, filled when all files are read */
function sending(to: Recogniser, call: Node, host: string, carried: readonly Carried[]): string[] {
  const besides: string[] = carried.some((each) => each.source === 'passing') ? ['*'] : []
  if (!carried.some((each) => each.source === 'argument')) return besides
  if (handsOn(to, call, carried)) besides.push('*')
  const tags = carried.map((each) => each.source).filter((each) => each.startsWith('at:'))
  const home = homeOf(call)
  // A request handler serves all tools, each in a branch of its own; any other function does one thing.
  const places = home === undefined ? [] : handlerOf(home) === 'setRequestHandler' ? branchesOf(call, home) : [home]
  const chain = places.map((each) => `in:${to.module.path}:${each.start}`)
  to.sent.push({ host, tags: [...new Set(tags)], chain, besides })
  return besides
}

/** Whether a function around the call sends its own argument, and gives it to a function that it was itself given: a wrapper. */
function handsOn(to: Recogniser, call: Node, carried: readonly Carried[]): boolean {
  const sources = new Set(carried.map((each) => each.source))
  for (let up = call.parent; up !== undefined; up = up.parent) {
    if (!isFunction(up) || !sources.has(`at:${to.module.path}:${up.start}`)) continue
    for (const param of up.params) {
      for (const use of param.type === 'Identifier' ? (param.binding?.references ?? []) : []) {
        const given = use.parent
        if (given?.type !== 'CallExpression' || given.callee === use || given.callee.type !== 'Identifier') continue
        const callee = to.on.value(given.callee, to.module)
        if (callee.t === 'unknown' && callee.sources.has('argument')) return true
      }
    }
  }
  return false
}

/** The function that a call belongs to: not the callback of a promise or a list. */
function homeOf(node: Node): FunctionNode | undefined {
  for (let up = node.parent; up !== undefined; up = up.parent) {
    if (!isFunction(up)) continue
    const parent = up.parent
    const isCallback = parent?.type === 'CallExpression' && parent.callee !== up && handlerOf(up) === undefined
    if (!isCallback) return up
  }
  return undefined
}

function carriedBy(args: readonly Value[]): Carried[] {
  const out: Carried[] = []
  const put = (value: Value, slot: Slot, name?: string): void => {
    for (const source of sourcesOf(value)) out.push(name === undefined ? { source, slot } : { source, slot, name })
  }
  args.forEach((arg, index) => {
    for (const each of alternatives(arg)) {
      if (each.t !== 'object') {
        put(each, index === 0 ? 'url' : 'body')
        continue
      }
      for (const [name, value] of each.props) {
        if (URL_KEYS.has(name)) put(value, 'url')
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

const KINDS: readonly (readonly [RegExp, string])[] = [
  [/^env:\*$/, 'env.bulk'],
  [/^env:/, 'env'],
  [/^secret:/, 'secret'],
  [/^file:/, 'file'],
  [/^recon:/, 'recon'],
  [/^argument$/, 'argument'],
  [/^clipboard$/, 'clipboard'],
]

/** Records what of interest flows to a sink. */
export function recordFlow(
  to: Recogniser,
  node: Node,
  source: string,
  sink: string,
  sinkKind: string,
  slot: string,
  fromTool = false,
): void {
  const sourceKind = KINDS.find(([pattern]) => pattern.test(source))?.[1]
  if (sourceKind === undefined || source === 'env:{}') return
  to.add(
    {
      kind: 'data.flow',
      value: `${source} -> ${sink}`,
      detail: { source, sourceKind, sink, sinkKind, slot, fromTool: fromTool && source === 'argument' },
    },
    node,
  )
  if (source === 'env:*' && sinkKind === 'net') {
    to.add({ kind: 'env.bulk', value: 'net', detail: { to: 'net', host: sink.slice('net:'.length) } }, node)
  }
}

function flows(to: Recogniser, call: Node, host: string, carried: readonly Carried[]): void {
  const seen = new Set<string>()
  // A header says more than a body, and a body more than the address itself.
  for (const slot of ['header', 'body', 'query', 'url'] as const) {
    for (const each of carried) {
      if (each.slot !== slot || seen.has(each.source)) continue
      // The user's own home or configured base URL in the address is where the call goes, not what it carries.
      if (slot === 'url' && each.source.startsWith('env:') && host === '*') continue
      if (each.source === 'argument' && !tellsOfArgument(to, call, slot)) continue
      seen.add(each.source)
      recordFlow(
        to,
        call,
        each.source,
        `net:${host}`,
        'net',
        each.name === undefined ? slot : `${slot} ${each.name.toLowerCase()}`,
      )
    }
  }
}

/** `request.write(x)`, `socket.send(x)`, `stream.pipe(request)`: data that follows a connection made earlier. */
export function recogniseFollowUp(to: Recogniser, call: CallNode, callee: Callee, args: readonly Value[]): void {
  const { self, method } = callee
  if (self === undefined || method === undefined) return
  const pipes = method === 'pipe' || method === 'pipeTo'
  if (!pipes && !/^(?:write|end|send|emit|sendText|postMessage|push)$/.test(method)) return
  const [first] = args
  const connections = pipes ? (first === undefined ? [] : connectionsOf(first)) : connectionsOf(self)
  if (connections.length === 0) return
  const sources = new Set(pipes ? sourcesOf(self) : args.flatMap((arg) => [...sourcesOf(arg)]))
  if (sources.size === 0) return
  const carried = [...sources].map((source): Carried => ({ source, slot: 'body' }))
  for (const { host, method: by, scheme } of connections) {
    const detail = { method: by, host, carries: shown(carried), scheme, besides: sending(to, call, host, carried) }
    to.add({ kind: 'net.egress', value: `${by} ${host}`, detail }, call)
    flows(to, call, host, carried)
  }
}

interface Connection {
  readonly host: string
  readonly method: string
  readonly scheme: string
}

/** The connections that a value may be. */
function connectionsOf(value: Value): readonly Connection[] {
  const out: Connection[] = []
  for (const each of alternatives(value)) {
    if (each.t !== 'ref') continue
    const path = each.path.endsWith('()') ? each.path.slice(0, -2) : each.path
    if (path === 'new global:XMLHttpRequest') {
      const urls = (each.written ?? []).flatMap((one) => urlTexts(one)).map((text) => hostOfUrl(text)?.host)
      const hosts = urls.filter((host) => host !== undefined)
      for (const host of hosts.length > 0 ? hosts : ['*']) out.push({ host, method: '*', scheme: '' })
      continue
    }
    const egress = egressCall(path)
    if (egress === undefined) continue
    const args = each.args ?? []
    const method = egress.method === '*' ? methodOf(args, false) : egress.method
    const targets = targetsOf(egress, args, each.on)
    if (targets.length === 0) out.push({ host: '*', method, scheme: '' })
    for (const { host, scheme } of targets) out.push({ host, method, scheme })
  }
  return out
}

const HTTP_OPTIONS = ['method', 'headers', 'body', 'data', 'json'] as const
const ABSOLUTE = /^(?:https?|wss?|ftp):\/\/[^\s]{3,}$/i

/** A call of something that we can't name, with a URL among its arguments: a bundled or injected client. */
export function recogniseUrlArgument(to: Recogniser, call: CallNode, args: readonly Value[]): void {
  const urls = new Set<string>()
  for (const arg of args.slice(0, 6)) collectUrls(arg, urls, 0)
  if (urls.size === 0 || placeOf(call.arguments[0] as Node).silent) return
  const [first, second] = args
  const firstTexts = first === undefined ? [] : urlTexts(first)
  const options = [first, second].find((arg) => arg?.t === 'object' && HTTP_OPTIONS.some((name) => arg.props.has(name)))
  const isRequest = options !== undefined && firstTexts.some((text) => ABSOLUTE.test(text))
  const hosts = new Map<string, string>()
  for (const url of urls) {
    const found = hostOfUrl(url)
    if (found === null || found.host === '' || found.host === '{}') continue
    hosts.set(found.host, url)
    for (const draft of hostFacts(url, true)) to.add(draft, call)
  }
  if (hosts.size > 3) return
  const sends = call.type === 'NewExpression' || SENDS.test(calledName(call.callee as Node) ?? '')
  const carried = carriedBy(args).filter((each) => each.source !== 'argument' || isRequest)
  for (const [host] of hosts) {
    if (isRequest) {
      const method = methodOf(args, false)
      const detail = { method, host, carries: shown(carried), scheme: '', besides: sending(to, call, host, carried) }
      to.add({ kind: 'net.egress', value: `${method} ${host}`, detail }, call)
    }
    if (isRequest || sends) flows(to, call, host, carried)
  }
}

/** Methods of clients that we can't name, by which what they are given leaves. */
const SENDS =
  /^(?:get|post|put|patch|request|fetch|send|upload|report|track|ping|notify|publish|emit|beacon|axios|got|http|https|call|submit|forward)/i

function collectUrls(value: Value, into: Set<string>, depth: number): void {
  if (depth > 3 || into.size > 16) return
  for (const each of alternatives(value)) {
    if (each.t === 'object') for (const inner of each.props.values()) collectUrls(inner, into, depth + 1)
    else if (each.t === 'array') for (const inner of each.items.slice(0, 32)) collectUrls(inner, into, depth + 1)
    else if (each.t === 'const' || each.t === 'template' || (each.t === 'ref' && each.path === 'new global:URL')) {
      const text = textOf(each)
      if (text !== undefined && text.length < 2_000 && ABSOLUTE.test(text)) into.add(text)
    }
  }
}

/** `server.listen(port, host)`, `serve({ port, hostname })`. */
export function recogniseListen(
  to: Recogniser,
  call: CallNode,
  callee: Callee,
  path: string | undefined,
  args: readonly Value[],
): void {
  const [first, second] = args
  const serves =
    path !== undefined && /^(?:pkg:@hono\/node-server\.serve|global:Bun\.serve|global:Deno\.serve)$/.test(path)
  if (callee.method !== 'listen' && !serves) return
  if (first === undefined || first.t === 'function') return
  const options = first.t === 'object' ? first : undefined
  const port = options === undefined ? first : (options.props.get('port') ?? undefined)
  const host = options === undefined ? second : (options.props.get('host') ?? options.props.get('hostname'))
  if (port === undefined || (port.t === 'const' && typeof port.v === 'string' && !/^\d+$/.test(port.v))) return
  const portText = stringOf(port) ?? '*'
  const hostText =
    host === undefined || host.t === 'function' || (host.t === 'const' && typeof host.v !== 'string')
      ? '*'
      : (pathText(host) ?? '{}')
  const open = hostText === '*' || hostText === '0.0.0.0' || hostText === '::'
  to.add(
    {
      kind: 'net.listen',
      value: `${hostText}:${portText}`,
      detail: {
        address: hostText,
        port: portText,
        allInterfaces: open,
        given: hostText !== '*',
        checked: checksCallers(to),
      },
    },
    call,
  )
}
