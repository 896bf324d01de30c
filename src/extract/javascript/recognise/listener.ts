/** What whoever connects can make the machine do: programs and code that a listener runs from what it gets. */
import { calleeOf } from '../apply.js'
import { type CallNode, type FunctionNode, isFunction, type Node, writtenName } from '../syntax.js'
import { alternatives, sourcesOf, stringOf, textOf, type Value } from '../values.js'
import type { Recogniser } from './context.js'
import { calledName } from './place.js'

const SPAWNS =
  /^node:child_process\.(exec|execSync|spawn|spawnSync|execFile|execFileSync|fork)$|^pkg:(?:shelljs\.exec|execa(?:\.\w+)?|(?:@lydell\/)?node-pty\.spawn)$/
const EVALUATES = /^(?:new )?global:(?:eval|Function)$|^node:vm\.run\w+$|^new node:vm\.Script$/
const LISTENS =
  /^node:(?:http|https|http2|net|tls)\.create(?:Secure)?Server$|^node:dgram\.createSocket$|^new node:net\.Server$|^new pkg:(?:ws|isomorphic-ws)\.(?:WebSocketServer|Server|WebSocket\.Server)$|^new pkg:socket\.io\.Server$|^global:(?:Bun|Deno)\.(?:serve|listen)$|^pkg:(?:express|fastify|koa|hono|restify|polka|connect|h3|micro|@hono\/node-server)\b/
const ROUTES = new Set(['get', 'post', 'put', 'patch', 'all', 'delete', 'use', 'route'])
const EVENTS = new Set(['connection', 'message', 'data', 'request', 'end', 'upgrade', 'stream', 'line'])
const BARE_SHELL = /^(?:\S*[\\/])?(?:(?:ba|z|da|k|fi|a)?sh|cmd(?:\.exe)?|powershell(?:\.exe)?|pwsh)(?:\s+-[ilc]+)*$/i

/** Calls inside of the functions that a listener of the package hands what it gets. */
export function recogniseListeners(to: Recogniser): void {
  const { survey } = to.module
  const handlers = survey.calls.flatMap((call) => handlersOf(to, call))
  if (handlers.length === 0) return
  for (const call of survey.calls) {
    const home = handlers.find((fn) => call.start > fn.start && call.end < fn.end)
    if (home === undefined || call.callee.type === 'Super') continue
    for (const target of alternatives(calleeOf(to.on, call, to.module).target).slice(0, 4)) {
      if (target.t !== 'ref') continue
      const path = call.type === 'NewExpression' ? `new ${target.path}` : target.path
      const args = to.on.values(call.arguments, to.module)
      if (EVALUATES.test(path)) {
        if (args.some((arg) => isFromOutside(arg))) flow(to, call, 'eval', 'eval')
      } else {
        const name = SPAWNS.exec(path)
        if (name !== null) recogniseCommand(to, call, name[1] ?? 'exec', args)
      }
    }
  }
}

function recogniseCommand(to: Recogniser, call: CallNode, name: string, args: readonly Value[]): void {
  const [command, list] = args
  if (command === undefined) return
  const text = textOf(command) ?? '{}'
  const shell =
    /^exec(?:Sync)?$/.test(name) || args.some((arg) => arg.t === 'object' && arg.props.get('shell') !== undefined)
  const words = list?.t === 'array' ? list.items : []
  const script = words.some(
    (word, index) => index > 0 && isFromOutside(word) && /^-\w*c$|^\/c$|^-e$/i.test(stringOf(words[index - 1]) ?? ''),
  )
  // A fixed program that gets a word of a request is what servers do; a shell that gets it is not.
  if (
    isFromOutside(command)
      ? shell || text === '{}'
      : script ||
        (BARE_SHELL.test(text) &&
          words.length <= 1 &&
          !words.some((word) => stringOf(word) === '-c' || stringOf(word) === '/c'))
  )
    flow(to, call, `spawn:${text.slice(0, 120)}`, 'spawn')
}

function flow(to: Recogniser, call: CallNode, sink: string, sinkKind: string): void {
  to.add(
    {
      kind: 'data.flow',
      value: `listener -> ${sink}`,
      detail: { source: 'listener', sourceKind: 'listener', sink, sinkKind, slot: '' },
    },
    call,
  )
}

function isFromOutside(value: Value): boolean {
  const sources = sourcesOf(value)
  return sources.has('argument') && !sources.has('tool')
}

/** Functions that a call hands what comes over the network. */
function handlersOf(to: Recogniser, call: CallNode): FunctionNode[] {
  if (call.callee.type === 'Super') return []
  const method = calledName(call.callee as Node)
  const event = method === 'on' || method === 'once' || method === 'addListener'
  const route = method !== undefined && ROUTES.has(method)
  const starts =
    method !== undefined && /^(?:create(?:Secure)?Server|serve|listen|Server|WebSocketServer)$/.test(method)
  if (!event && !route && !starts) return []
  const functions = call.arguments.flatMap((each) => functionsOf(to, each))
  if (functions.length === 0) return []
  if (event) {
    const first = call.arguments[0]
    const name =
      first === undefined || first.type === 'SpreadElement' ? undefined : stringOf(to.on.value(first, to.module))
    if (name === undefined || !EVENTS.has(name)) return []
  }
  const callee = call.callee as Node
  const of = callee.type === 'MemberExpression' && callee.object.type !== 'Super' ? callee.object : callee
  const target = starts ? to.on.value(callee, to.module) : to.on.value(of, to.module)
  const path = target.t === 'ref' ? (starts && call.type === 'NewExpression' ? `new ${target.path}` : target.path) : ''
  return LISTENS.test(path.replace(/\(\)/g, '').replace(/^new new /, 'new ')) ? functions : []
}

function functionsOf(to: Recogniser, node: Node): FunctionNode[] {
  if (isFunction(node)) return [node]
  if (node.type === 'ObjectExpression')
    return node.properties.flatMap((each) =>
      each.type === 'Property' && /^(?:fetch|message|data|open|handler|request|socket)$/.test(writtenName(each) ?? '')
        ? functionsOf(to, each.value)
        : [],
    )
  if (node.type !== 'Identifier') return []
  const value = to.on.value(node, to.module)
  return value.t === 'function' && value.module === to.module ? [value.node] : []
}

const checking = new WeakMap<Recogniser['module'], boolean>()

/** Whether the file that listens compares what a caller shows with what it knows: a token, a key, a session. */
export function checksCallers(to: Recogniser): boolean {
  const known = checking.get(to.module)
  if (known !== undefined) return known
  const { source } = to.module
  const found =
    source.length < MOST_SOURCE &&
    /\bauthorization\b|x-api-key|requireBearerAuth|basicAuth/i.test(source) &&
    /\b401\b|\b403\b|timingSafeEqual|requireBearerAuth|basicAuth|jwtVerify|\bverify\(/.test(source)
  checking.set(to.module, found)
  return found
}

/** A bundle names these words somewhere, whatever it does. */
const MOST_SOURCE = 400_000
