/** Where a call sends data, what it carries, and what listens. */
import { hostFacts, hostOfUrl } from '../../classify/hosts.js'
import { argumentsOf, type Callee, calleeOf } from '../apply.js'
import { egressCall, pathText, type Target, targetsOf, urlTexts } from '../catalogue.js'
import { shownSources } from '../origins.js'
import type { CallNode, Node } from '../syntax.js'
import { alternatives, type RefValue, type Sources, sourcesOf, stringOf, textOf, type Value } from '../values.js'
import type { Recogniser } from './context.js'
import { type Carried, carriedBy, carriedSources, flowsToHost, recordFlow } from './flow.js'
import { instancesAt } from './instances.js'
import { checksCallers } from './listener.js'
import { calledName, placeOf } from './place.js'
import { sending } from './sending.js'

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
  const method = egress.method === '*' ? methodOf(args, egress.shape === 'send') : egress.method
  const targets = targetsOf(egress, args, ref.on)
  if (targets.length < 2 || !isShared(args)) {
    record(to, call, targets, method, args, egress.shape !== 'socket')
    return true
  }
  const each = instancesAt(to, call).map((frame) => {
    const callee = calleeOf(to.on, call, to.module, frame)
    const own = argumentsOf(to.on, call, callee, to.module, frame)
    const target = callee.target.t === 'ref' ? callee.target : ref
    return { args: own, targets: targetsOf(egress, own, target.on) }
  })
  const found = new Set(each.flatMap((one) => one.targets.map(({ host }) => host)))
  if (each.length > 1 && targets.every(({ host }) => found.has(host)))
    for (const one of each) record(to, call, one.targets, method, one.args)
  else record(to, call, targets, method, args)
  return true
}

/** Whether several secrets go where several callers' requests go. */
function isShared(args: readonly Value[]): boolean {
  let secrets = 0
  for (const source of carriedSources(carriedBy(args))) if (/^(?:env|secret):/.test(source)) secrets++
  return secrets > 1
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
  addressed = true,
): void {
  const carried = carriedBy(args, addressed)
  const carries = carriedSources(carried)
  const hosts = targets.length === 0 ? [{ host: '*', scheme: '', url: '' }] : targets
  for (const { host, scheme, url } of hosts) {
    const besides = sending(to, call, host, carried)
    to.add({ kind: 'net.egress', value: `${method} ${host}`, detail: { method, host, carries, scheme, besides } }, call)
    if (url !== '') for (const draft of hostFacts(url, true)) to.add(draft, call)
    flowsToHost(to, call, host, method, carried)
    if (/^(?:POST|PUT|PATCH|\*)$/.test(method)) accountsInPath(to, call, carried, args[0])
    if (host === '*') namedByAnswer(to, call, carried, args[0])
  }
}

/** A name that only one account, workspace or list of a service has: `acc_90217731`. */
const ACCOUNT_ID = /^(?!v\d|\d{4}-\d{2})(?=(?:[^\d]*\d){4})[A-Za-z]{0,24}[_-]?[A-Za-z0-9]{6,64}$/

/** What is written below an account that the address names by a constant. */
function accountsInPath(to: Recogniser, call: CallNode, carried: readonly Carried[], address: Value | undefined): void {
  const given = new Set(
    carried.flatMap(({ slot, sources }) => (slot === 'body' || slot === 'query' ? [...sources] : [])),
  )
  if (given.size === 0 || address === undefined) return
  for (const text of urlTexts(address).slice(0, 4)) {
    const path = text
      .slice(0, 500)
      .replace(/^[a-z]+:\/\/[^/]*/i, '')
      .replace(/[?#].*/s, '')
    for (const id of path
      .split('/')
      .filter((part) => ACCOUNT_ID.test(part))
      .slice(0, 2)) {
      for (const source of shownSources(given)) {
        if (/^(?:net|recon|env):/.test(source)) continue
        const sink = `account:path ${id}`
        recordFlow(to, call, {
          source,
          sink,
          sinkKind: 'account',
          slot: 'path',
          via: sink,
          sources: given,
          fromTool: given.has('tool'),
        })
      }
    }
  }
}

/** Sent to an address that another host's answer names: whoever answers decides who gets it. */
function namedByAnswer(to: Recogniser, call: CallNode, carried: readonly Carried[], address: Value | undefined): void {
  const by = address === undefined ? [] : [...sourcesOf(address)].filter((each) => /^net:[^*{]+$/.test(each))
  if (by.length === 0 || by.length > 3) return
  const given = new Set(carried.flatMap(({ slot, sources }) => (slot === 'url' ? [] : [...sources])))
  for (const each of by) {
    const sink = `named by:${each.slice('net:'.length)}`
    for (const source of shownSources(given)) {
      if (source.startsWith('net:') || source.startsWith('recon:')) continue
      recordFlow(to, call, {
        source,
        sink,
        sinkKind: 'named',
        slot: 'body',
        via: sink,
        sources: given,
        fromTool: given.has('tool'),
      })
    }
  }
}

/** `request.write(x)`, `socket.send(x)`, `stream.pipe(request)`: data that follows a connection made earlier. */
export function recogniseFollowUp(to: Recogniser, call: CallNode, callee: Callee, args: readonly Value[]): void {
  const { self, method } = callee
  if (callee.target.t === 'ref' && /^node:stream\.(?:promises\.)?pipeline$/.test(callee.target.path)) {
    recognisePipeline(to, call, args)
    return
  }
  if (self === undefined || method === undefined) return
  const pipes = method === 'pipe' || method === 'pipeTo'
  if (!pipes && !/^(?:write|end|send|emit|sendText|postMessage|push)$/.test(method)) return
  const [first] = args
  const connections = pipes ? (first === undefined ? [] : connectionsOf(first)) : connectionsOf(self)
  if (connections.length === 0) return
  const sources = new Set(pipes ? sourcesOf(self) : args.flatMap((arg) => [...sourcesOf(arg)]))
  if (sources.size === 0) return
  sendTo(to, call, connections, sources)
}

function sendTo(to: Recogniser, call: CallNode, connections: readonly Connection[], sources: Sources): void {
  const carried: readonly Carried[] = [{ sources, slot: 'body' }]
  for (const { host, method: by, scheme } of connections) {
    const detail = {
      method: by,
      host,
      carries: carriedSources(carried),
      scheme,
      besides: sending(to, call, host, carried),
    }
    to.add({ kind: 'net.egress', value: `${by} ${host}`, detail }, call)
    flowsToHost(to, call, host, by, carried)
  }
}

/** `pipeline(from, through, request)`: what comes first goes into what comes later. */
function recognisePipeline(to: Recogniser, call: CallNode, args: readonly Value[]): void {
  const before = new Set<string>()
  for (const arg of args.slice(0, 8)) {
    if (before.size > 0) sendTo(to, call, connectionsOf(arg), new Set(before))
    for (const source of sourcesOf(arg)) before.add(source)
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
export function recogniseUrlArgument(
  to: Recogniser,
  call: CallNode,
  args: readonly Value[],
  seen?: ReadonlyMap<string, string>,
): void {
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
  if (hosts.size > 1 && seen === undefined && isShared(args)) {
    const each = instancesAt(to, call).map((frame) =>
      argumentsOf(to.on, call, calleeOf(to.on, call, to.module, frame), to.module, frame),
    )
    if (each.length > 1) {
      for (const own of each) recogniseUrlArgument(to, call, own, hosts)
      return
    }
  }
  if (hosts.size > 3) return
  const sends = call.type === 'NewExpression' || SENDS.test(calledName(call.callee as Node) ?? '')
  const carried = carriedBy(args)
    .map((each) => (isRequest ? each : { ...each, sources: withoutArgument(each.sources) }))
    .filter((each) => each.sources.size > 0)
  for (const [host] of hosts) {
    if (isRequest) {
      const method = methodOf(args, false)
      const detail = {
        method,
        host,
        carries: carriedSources(carried),
        scheme: '',
        besides: sending(to, call, host, carried),
      }
      to.add({ kind: 'net.egress', value: `${method} ${host}`, detail }, call)
    }
    if (isRequest || sends) flowsToHost(to, call, host, isRequest ? methodOf(args, false) : '*', carried)
  }
}

function withoutArgument(sources: Sources): Sources {
  return sources.has('argument') ? new Set(shownSources(sources).filter((each) => each !== 'argument')) : sources
}

/** Methods of clients that we can't name, by which what they are given leaves. */
const SENDS =
  /^(?:get|post|put|patch|request|fetch|send|upload|report|track|ping|notify|publish|emit|beacon|axios|got|http|https|call|submit|forward)/i

function collectUrls(value: Value, into: Set<string>, depth: number): void {
  if (depth > 3 || into.size > 16) return
  for (const each of alternatives(value)) {
    if (each.t === 'object') {
      // A schema's address is its name.
      for (const [name, inner] of each.props)
        if (!/^\$(?:id|schema|ref)$/.test(name)) collectUrls(inner, into, depth + 1)
    } else if (each.t === 'array') for (const inner of each.items.slice(0, 32)) collectUrls(inner, into, depth + 1)
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
