/** Text that becomes code, modules named at run time, and changes to what all code shares. */
import type * as acorn from 'acorn'
import { hostFacts } from '../../classify/hosts.js'
import { draft } from '../../draft.js'
import { standsForRequire } from '../interop.js'
import { type CallNode, enclosingFunction, isFunction, type Node, writtenName } from '../syntax.js'
import { alternatives, type Sources, sourcesOf, stringOf, textOf, type Value } from '../values.js'
import type { Recogniser } from './context.js'
import { recordFlow } from './flow.js'
import { calledName } from './place.js'

const EVALUATORS: Readonly<Record<string, string>> = Object.assign(Object.create(null), {
  'global:eval': 'eval',
  'global:Function': 'Function',
  'new global:Function': 'Function',
  'new global:AsyncFunction': 'Function',
  'node:vm.runInNewContext': 'vm',
  'node:vm.runInThisContext': 'vm',
  'node:vm.runInContext': 'vm',
  'node:vm.compileFunction': 'vm',
  'new node:vm.Script': 'vm',
  'new node:vm.SourceTextModule': 'vm',
  'node:vm.Script': 'vm',
  'new pkg:vm2.VM().run': 'vm',
  'new node:module._compile': 'module',
  'node:module.prototype._compile': 'module',
  'global:execScript': 'eval',
})
const TIMERS = new Set(['global:setTimeout', 'global:setInterval', 'global:setImmediate'])

/** Probes for the global object and for syntax, in nearly every bundle: they run nothing of anybody's. */
const PROBE =
  /^\s*while\s*\(true\)\s*\{\s*\}\s*$|^\s*(?:return\s+)?(?:\(function\s*\(\)\s*\{\}\.constructor\("return this"\)\(\s*\)\)|this|globalThis|self|async\s*(?:\(\)\s*)?=>\s*\{\s*\}|import\(\s*\w+\s*\)|"use strict";?\s*return this|debugger);?\s*$/

/** What obfuscators put in against those who look: a debugger that is called for ever, or a loop without an end. */
const WATCHDOG = /^\s*(?:debugger|while\s*\(true\)\s*\{\s*\});?\s*$/

/** @returns whether the call evaluates text */
export function recogniseEval(to: Recogniser, call: CallNode, path: string, args: readonly Value[]): boolean {
  const which = EVALUATORS[path] ?? (/\._compile$/.test(path) ? 'module' : undefined)
  if (which === undefined) {
    if (!TIMERS.has(path)) return false
    const script = stringOf(args[0])
    if (script !== undefined && args[0]?.t === 'const' && typeof args[0].v === 'string')
      evaluates(to, call, 'timer', args[0], call.arguments[0] as Node)
    return true
  }
  const index = which === 'Function' ? args.length - 1 : 0
  const text = args[index]
  if (text === undefined) return true
  if (isFunction(call.arguments[index] as Node)) return true
  evaluates(to, call, which, text, call.arguments[index] as Node)
  return true
}

function evaluates(to: Recogniser, call: Node, which: string, value: Value, node: Node): void {
  const script = stringOf(value)
  if (script !== undefined && WATCHDOG.test(script))
    to.add(draft('code.obfuscated', 'self-defending', { which: 'self-defending', metric: 1 }), call)
  if (script !== undefined && PROBE.test(script)) return
  const origin = originOf(to, value, node)
  to.add({ kind: 'code.eval', value: `${origin} ${which}`, detail: { origin, via: which } }, call)
  for (const source of sourcesOf(value)) {
    recordFlow(to, call, { source, sink: 'eval', sinkKind: 'eval', slot: '', sources: sourcesOf(value) })
  }
  for (const each of alternatives(value)) {
    const text = stringOf(each)
    if (text !== undefined && text.length > 12) to.embed(text, call)
  }
  // A file of the package itself that is read and run is the package's code, whatever its name ends in.
  for (const source of sourcesOf(value)) {
    const text = source.startsWith('file:<dir>/')
      ? to.module.links.text(to.module, source.slice('file:'.length))
      : undefined
    if (text !== undefined) to.embed(text, call)
  }
}

function originOf(to: Recogniser, value: Value, node: Node): string {
  if (value.t === 'const' || value.t === 'bytes') return isDecoded(to, node) ? 'decoded' : 'constant'
  const sources: Sources = sourcesOf(value)
  for (const source of sources) if (source.startsWith('net:')) return 'net'
  for (const source of sources) if (source.startsWith('file:') || source.startsWith('secret:')) return 'file'
  if (sources.has('argument')) return 'argument'
  for (const source of sources) if (source.startsWith('env:')) return 'env'
  // Code put together from constant pieces, as template compilers do.
  return value.t === 'template' ? 'constant' : 'unknown'
}

const DECODERS =
  /^(?:new )?global:(?:atob|unescape|String\.fromCharCode|String\.fromCodePoint|TextDecoder|Uint8Array\.from|Uint8Array)$|^node:zlib\./

/** Whether an expression takes its text out of an encoding: base64, hex, character codes, a reversed string. */
function isDecoded(to: Recogniser, node: Node | null | undefined, hops = 0): boolean {
  if (node == null || hops > 12) return false
  if (node.decoded === true || node.folded !== undefined) return true
  const inner = (each: Node | null | undefined): boolean => isDecoded(to, each, hops + 1)
  switch (node.type) {
    case 'Identifier':
      return (node.binding?.definitions ?? []).slice(0, 8).some((each) => each.type === 'value' && inner(each.node))
    case 'MemberExpression':
      return node.object.type !== 'Super' && inner(node.object)
    case 'TemplateLiteral':
      return node.expressions.some(inner)
    case 'BinaryExpression':
      return inner(node.left as Node) || inner(node.right)
    case 'LogicalExpression':
      return inner(node.left) || inner(node.right)
    case 'ConditionalExpression':
      return inner(node.consequent) || inner(node.alternate)
    case 'AwaitExpression':
    case 'SpreadElement':
      return inner(node.argument)
    case 'ChainExpression':
      return inner(node.expression)
    case 'CallExpression':
    case 'NewExpression': {
      if (node.callee.type === 'Super') return false
      const name = calledName(node.callee as Node)
      if (name === 'reverse' || name === 'toReversed' || name === 'fromCharCode' || name === 'charCodeAt') return true
      const target = to.on.value(node.callee as Node, to.module)
      if (target.t === 'ref') {
        if (DECODERS.test(target.path)) return true
        if (
          target.path === 'global:Buffer.from' &&
          /^(?:base64|base64url|hex|latin1|binary)$/i.test(stringOf(encodingOf(to, node)) ?? '')
        )
          return true
      }
      if (target.t === 'function' && target.module === to.module) {
        const returns = to.module.survey.returns.get(target.node) ?? []
        if (returns.slice(0, 4).some(inner)) return true
      }
      return node.arguments.some(inner) || (node.callee.type === 'MemberExpression' && inner(node.callee))
    }
    default:
      return false
  }
}

function encodingOf(to: Recogniser, call: CallNode): Value | undefined {
  const second = call.arguments[1]
  return second === undefined || second.type === 'SpreadElement' ? undefined : to.on.value(second, to.module)
}

/** `import(x)`: dynamic where x is not written out. */
export function recogniseImport(to: Recogniser, node: acorn.ImportExpression): void {
  dynamicModule(to, node, to.on.value(node.source, to.module), node.source)
}

/** `spawn(process.execPath, ['-e', text])`, where the text is none that stands there. */
export function recogniseScriptText(to: Recogniser, call: CallNode, command: Value, words: readonly Value[]): void {
  const runs = alternatives(command).some((each) =>
    each.t === 'ref'
      ? /^global:process\.(?:execPath|argv0)/.test(each.path)
      : /(?:^|[/\\])(?:node|bun|deno|python3?|perl|ruby)(?:\.exe)?$/.test(textOf(each) ?? ''),
  )
  const at = words.findIndex((each) => /^(?:-e|--eval|-p|--print|-pe|-c)$/.test(stringOf(each) ?? '')) + 1
  const text = words[at]
  if (!runs || at === 0 || text === undefined || text.t === 'const') return
  const list = call.arguments.find((each) => each.type === 'ArrayExpression')
  const element = list?.type === 'ArrayExpression' ? list.elements[at] : undefined
  const origin = element != null && isDecoded(to, element) ? 'decoded' : originOf(to, text, element ?? call)
  to.add({ kind: 'code.eval', value: `${origin} command`, detail: { origin, via: 'command' } }, call)
  for (const source of sourcesOf(text)) {
    const own = source.startsWith('file:<dir>/')
      ? to.module.links.text(to.module, source.slice('file:'.length))
      : undefined
    if (own !== undefined) to.embed(own, call)
  }
}

/** `require(x)` where x is not a literal. */
export function recogniseRequire(to: Recogniser, call: CallNode, args: readonly Value[]): void {
  const [first] = args
  const node = call.arguments[0]
  if (passesOn(to, call)) return
  if (first !== undefined && node !== undefined && node.type !== 'SpreadElement') dynamicModule(to, call, first, node)
}

/** `process.dlopen(module, path)`: native code, without the ways of `require`. */
export function recogniseNativeLoad(to: Recogniser, call: CallNode, path: string, args: readonly Value[]): void {
  const node = call.arguments[1]
  if (path !== 'global:process.dlopen' || args[1] === undefined || node === undefined) return
  if (node.type !== 'SpreadElement') dynamicModule(to, call, args[1], node)
}

/** `require.apply(this, arguments)` in a bundler's stand-in for `require`: the calls of the stand-in say what is loaded. */
function passesOn(to: Recogniser, call: CallNode): boolean {
  const last = call.arguments.at(-1)
  const fn = last?.type === 'Identifier' && last.name === 'arguments' ? enclosingFunction(call) : undefined
  return fn !== undefined && standsForRequire({ t: 'function', node: fn, module: to.module, frame: undefined })
}

/** A text that stands there in one piece; minifiers write literals as templates. */
function writtenText(node: Node): string | undefined {
  if (node.decoded === true) return undefined
  if (node.type === 'Literal') return typeof node.value === 'string' ? node.value : undefined
  if (node.type !== 'TemplateLiteral' || node.expressions.length > 0) return undefined
  return node.quasis[0]?.value.cooked ?? undefined
}

function dynamicModule(to: Recogniser, at: Node, value: Value, node: Node): void {
  const written = writtenText(node)
  if (written !== undefined && !/^(?:https?|data):/.test(written)) {
    to.link(written, at)
    return
  }
  for (const each of alternatives(value)) {
    const name = textOf(each)
    if (name === undefined) {
      const sources = sourcesOf(each)
      const origin = [...sources].some((source) => source.startsWith('net:'))
        ? 'net'
        : sources.has('argument')
          ? 'argument'
          : 'unknown'
      to.add({ kind: 'module.dynamic', value: '{}', detail: { origin } }, at)
      to.link('{}', at)
      continue
    }
    if (/^https?:/.test(name)) {
      to.add({ kind: 'code.eval', value: 'net import', detail: { origin: 'net', via: 'import' } }, at)
      for (const each of hostFacts(name, true)) to.add(each, at)
      continue
    }
    const data = /^data:(?:text|application)\/javascript(;[^,]*)?,(.*)$/s.exec(name)
    if (data !== null) {
      to.add({ kind: 'code.eval', value: 'decoded import', detail: { origin: 'decoded', via: 'import' } }, at)
      to.add({ kind: 'module.dynamic', value: 'data:', detail: { origin: 'constant' } }, at)
      const body = data[2] ?? ''
      to.embed(data[1]?.includes('base64') ? Buffer.from(body, 'base64').toString('utf8') : safeDecode(body), at)
      continue
    }
    to.add(
      {
        kind: 'module.dynamic',
        value: name.slice(0, 200),
        detail: { origin: isDecoded(to, node) ? 'decoded' : each.t === 'const' ? 'constant' : 'template' },
      },
      at,
    )
    to.link(name, at)
  }
}

function safeDecode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** Globals and prototypes that other code relies on. */
const SHARED =
  /^global:(?:fetch|XMLHttpRequest|WebSocket|Request|Response|Headers|crypto|process|console|require|JSON|Promise|Buffer|eval|Function|setTimeout|setInterval|Object|Array|String|Map|Date|Math|URL)(?:$|\.)/
const PATCHED_MODULES = /^node:(?:http|https|net|tls|fs|child_process|module|dns|crypto|vm)\.(?:prototype\.)?\w/
const PACKAGE_PROTOTYPE = /^pkg:[^()]+\.prototype\.\w/

/** `globalThis.fetch = …`, `XMLHttpRequest.prototype.send = …`, `Module._load = …`, `require('http').request = …`. */
export function recognisePatch(to: Recogniser, write: acorn.AssignmentExpression): void {
  const left = write.left
  if (left.type !== 'MemberExpression' || left.object.type === 'Super' || left.object.type === 'ThisExpression') return
  const name = writtenName(left) ?? (left.computed ? stringOf(to.on.value(left.property, to.module)) : undefined)
  if (name === undefined) return
  const object = to.on.value(left.object, to.module)
  if (object.t !== 'ref') return
  patch(to, write, object, name, write.right, write.operator)
}

/** `Object.defineProperty(globalThis, 'fetch', …)`. */
export function recogniseDefinedPatch(to: Recogniser, call: CallNode, path: string, args: readonly Value[]): void {
  if (
    path !== 'global:Object.defineProperty' &&
    path !== 'global:Reflect.set' &&
    path !== 'global:Object.assign' &&
    path !== 'global:Reflect.defineProperty'
  )
    return
  const [object, second] = args
  if (object?.t !== 'ref') return
  if (path === 'global:Object.assign') {
    if (second?.t === 'object') for (const name of second.props.keys()) patch(to, call, object, name, undefined, '=')
    return
  }
  const name = stringOf(second)
  if (name !== undefined) patch(to, call, object, name, undefined, '=')
}

function patch(
  to: Recogniser,
  at: Node,
  object: Value & { t: 'ref' },
  name: string,
  right: Node | undefined,
  operator: string,
): void {
  if (object.args !== undefined || object.on !== undefined || object.path.includes('(')) return
  const member = to.on.member(object, name, to.module)
  const path = member.t === 'ref' ? member.path : `${object.path}.${name}`
  if (
    /^global:(?:process\.env|process\.exitCode|process\.title|process\.argv|module|exports|console\._)/.test(path) ||
    path.startsWith('commonjs:')
  )
    return
  if (!SHARED.test(path) && !PATCHED_MODULES.test(path) && !PACKAGE_PROTOTYPE.test(path)) return
  if (
    /^global:(?:Object|Array|String|Map|Date|Math|Promise|Function|JSON|URL|Buffer)\.(?!prototype\b)/.test(path) &&
    !/^global:JSON\.(?:parse|stringify)$/.test(path)
  )
    return
  const target = path
    .replace(/^global:/, path.slice(7).includes('.') ? '' : 'globalThis.')
    .replace(/^(?:node|pkg):/, '')
  to.add(
    {
      kind: 'global.patch',
      value: target,
      detail: {
        target,
        polyfill: isPolyfill(at, name, right, operator),
        handsOn: handsOn(to, right, path),
        console: target.startsWith('console.'),
      },
    },
    at,
  )
}

/** Whether a replacement calls what it replaces, and nothing else: it sets an option, and sees no more than the original. */
function handsOn(to: Recogniser, right: Node | undefined, path: string): boolean {
  if (!isFunction(right)) return false
  const inside = to.module.survey.calls.filter((call) => call.start > right.start && call.end < right.end)
  return (
    inside.length > 0 &&
    inside.every((call) => {
      if (call.callee.type === 'Super') return false
      const target = to.on.value(call.callee as Node, to.module)
      return target.t === 'ref' && target.path === path
    })
  )
}

/** A fallback for a missing global stands under a test for it, or uses `??=`. */
function isPolyfill(at: Node, name: string, right: Node | undefined, operator: string): boolean {
  if (operator === '??=' || operator === '||=') return true
  if (right?.type === 'LogicalExpression' && (right.operator === '||' || right.operator === '??')) return true
  for (let up = at.parent, steps = 0; up !== undefined && steps < 6; up = up.parent, steps++) {
    const test =
      up.type === 'IfStatement' || up.type === 'ConditionalExpression'
        ? up.test
        : up.type === 'LogicalExpression'
          ? up.left
          : undefined
    if (test !== undefined && mentions(test, name)) return true
    if (isFunction(up)) return false
  }
  return false
}

function mentions(node: Node, name: string, depth = 0): boolean {
  if (depth > 6) return false
  switch (node.type) {
    case 'Identifier':
      return node.name === name
    case 'Literal':
      return node.value === name
    case 'MemberExpression':
      return writtenName(node) === name || (node.object.type !== 'Super' && mentions(node.object, name, depth + 1))
    case 'UnaryExpression':
      return mentions(node.argument, name, depth + 1)
    case 'BinaryExpression':
    case 'LogicalExpression':
      return mentions(node.left as Node, name, depth + 1) || mentions(node.right, name, depth + 1)
    default:
      return false
  }
}
