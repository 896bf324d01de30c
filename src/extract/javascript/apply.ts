/** Calls: of the language's own functions on constants, of the package's functions by inlining, of the outside by reference. */
import { callBuiltin } from './builtins.js'
import { type Evaluator, MOST_FRAMES } from './evaluate.js'
import { requireCall } from './interop.js'
import { callMethod } from './methods.js'
import type { Module } from './module.js'
import { canonicalPath, memberPath } from './references.js'
import { type CallNode, isFunction, type Node, writtenName } from './syntax.js'
import {
  alternatives,
  constant,
  elementOf,
  type Frame,
  join,
  type RefValue,
  reference,
  source,
  sourcesOf,
  stringOf,
  textOf,
  UNDEFINED,
  UNKNOWN,
  unknownFrom,
  type Value,
} from './values.js'

const MOST_TARGETS = 6
const MOST_RETURNS = 8
/** Calls of one function that are followed with their own arguments. */
const MOST_INLINED = 200

/** What a call goes to, with `call`, `apply` and `bind` seen through. */
export interface Callee {
  readonly target: Value
  /** The value left of the dot, where there is one. */
  readonly self: Value | undefined
  readonly method: string | undefined
  /** How many leading arguments are not the target's own. */
  readonly skip: number
  /** Whether the arguments come as one array: `f.apply(x, args)`. */
  readonly spread: boolean
}

export function calleeOf(on: Evaluator, node: CallNode, module: Module, frame?: Frame): Callee {
  const callee: Node =
    node.callee.type === 'ChainExpression' ? (node.callee as { expression: Node }).expression : (node.callee as Node)
  if (callee.type === 'Super') return { target: UNKNOWN, self: undefined, method: undefined, skip: 0, spread: false }
  if (callee.type !== 'MemberExpression' || callee.object.type === 'Super') {
    const target = on.value(callee, module, frame)
    return { target, self: undefined, method: undefined, skip: 0, spread: false }
  }
  const name = writtenName(callee) ?? (callee.computed ? stringOf(on.value(callee.property, module, frame)) : undefined)
  const object = on.value(callee.object, module, frame)
  if (object.t === 'ref' && object.path === 'global:Reflect' && (name === 'apply' || name === 'construct')) {
    const target = argumentValue(on, node, 0, module, frame)
    return { target, self: undefined, method: undefined, skip: name === 'apply' ? 2 : 1, spread: true }
  }
  if (
    (name === 'call' || name === 'apply') &&
    (object.t === 'function' || object.t === 'ref') &&
    !/\.(Reflect|Function\.prototype)$/.test(object.t === 'ref' ? object.path : '')
  ) {
    return { target: object, self: undefined, method: undefined, skip: 1, spread: name === 'apply' }
  }
  const target = name === undefined ? on.value(callee, module, frame) : on.member(object, name, module)
  return { target, self: object, method: name, skip: 0, spread: false }
}

function argumentValue(on: Evaluator, node: CallNode, index: number, module: Module, frame: Frame | undefined): Value {
  const arg = node.arguments[index]
  return arg === undefined || arg.type === 'SpreadElement' ? UNKNOWN : on.value(arg, module, frame)
}

/** The target's own arguments. */
export function argumentsOf(on: Evaluator, node: CallNode, callee: Callee, module: Module, frame?: Frame): Value[] {
  const all = on.values(node.arguments, module, frame)
  const own = all.slice(callee.skip)
  const bound = callee.target.t === 'ref' ? callee.target.bound : undefined
  if (bound !== undefined) return [...bound, ...own]
  if (!callee.spread) return own
  const [list] = own
  return list?.t === 'array' ? [...list.items] : own
}

export function applyCall(on: Evaluator, node: CallNode, module: Module, frame: Frame | undefined): Value {
  const callee = calleeOf(on, node, module, frame)
  const { target, self, method } = callee
  if (alternatives(target).some((each) => each.t === 'ref' && isRequire(each.path))) {
    const [first] = argumentsOf(on, node, callee, module, frame)
    return first === undefined ? UNKNOWN : requireCall(on, first, module)
  }
  if (node.type === 'CallExpression' && method === 'bind' && (self?.t === 'function' || self?.t === 'ref')) {
    const preset = on.values(node.arguments.slice(1), module, frame)
    return preset.length > 0 ? { ...self, bound: [...(self.bound ?? []), ...preset] } : self
  }
  const args = argumentsOf(on, node, callee, module, frame)
  if (node.type === 'CallExpression' && self !== undefined && method !== undefined) {
    const later = thenOf(on, self, method, args, frame)
    if (later !== undefined) return later
    if (method === 'createMessage' && asksModel(args[0])) return source('conversation')
    const own = callMethod(on, self, method, args, frame)
    if (own !== undefined) return own
  }
  return join(
    alternatives(target)
      .slice(0, MOST_TARGETS)
      .map((each) => applyOne(on, each, self, args, node, module, frame)),
  )
}

function applyOne(
  on: Evaluator,
  target: Value,
  self: Value | undefined,
  args: readonly Value[],
  node: CallNode,
  module: Module,
  frame: Frame | undefined,
): Value {
  const construct = node.type === 'NewExpression'
  switch (target.t) {
    case 'ref':
      return applyReference(on, target, args, construct, node, module)
    case 'function':
      if (construct) return { t: 'instance', of: target, args }
      return target.node.generator === true
        ? handedOut(on, target, args, self, frame)
        : inline(on, target, args, self, frame)
    case 'class':
      return construct ? { t: 'instance', of: target, args } : UNKNOWN
    case 'namespace': {
      const whole = on.wholeExport(target.module)
      return whole.t === 'function' || whole.t === 'class' || whole.t === 'ref'
        ? applyOne(on, whole, self, args, node, module, frame)
        : UNKNOWN
    }
    case 'commonjs': {
      const whole = on.commonjsMember(target, undefined)
      return whole.t === 'function' || whole.t === 'class' || whole.t === 'ref'
        ? applyOne(on, whole, self, args, node, module, frame)
        : UNKNOWN
    }
    default: {
      const sources = new Set<string>()
      for (const each of args) for (const name of sourcesOf(each)) sources.add(name)
      if (self !== undefined) for (const name of sourcesOf(self)) sources.add(name)
      return unknownFrom(sources)
    }
  }
}

function applyReference(
  on: Evaluator,
  target: RefValue,
  args: readonly Value[],
  construct: boolean,
  node: CallNode,
  module: Module,
): Value {
  const path = canonicalPath(target)
  const known = callBuiltin(on, construct ? `new ${path}` : path, args, target)
  if (known !== undefined) return known
  if (construct && path === 'global:Promise')
    return reference('new global:Promise', { args: [], written: resolvedValues(on, node, module) })
  const rest: { args: readonly Value[]; on?: Value } = { args }
  if (target.on !== undefined || target.args !== undefined || target.written !== undefined) rest.on = target
  return reference(construct ? `new ${path.replace(/^new /, '')}` : `${path}()`, rest)
}

/** What a promise's `then` gives: what its callback returns. */
function thenOf(
  on: Evaluator,
  self: Value,
  method: string,
  args: readonly Value[],
  frame: Frame | undefined,
): Value | undefined {
  if (method === 'catch' || method === 'finally') return args[0]?.t === 'function' ? self : undefined
  const [callback] = args
  return method === 'then' && callback?.t === 'function'
    ? inline(on, callback, [on.settled(self)], undefined, frame)
    : undefined
}

/** What the executor of `new Promise((resolve) => …)` resolves with. */
function resolvedValues(on: Evaluator, node: CallNode, module: Module): Value[] {
  const [executor] = node.arguments
  if (!isFunction(executor as Node | undefined)) return []
  const param = (executor as { params: readonly Node[] }).params[0]
  if (param?.type !== 'Identifier') return []
  const out: Value[] = []
  for (const use of param.binding?.references ?? []) {
    const call: Node | undefined = use.parent
    const arg = call?.type === 'CallExpression' && call.callee === use ? call.arguments[0] : undefined
    if (arg !== undefined && arg.type !== 'SpreadElement') out.push(on.value(arg, module))
  }
  return out.slice(0, MOST_RETURNS)
}

/** What a generator hands out, as a list. */
function handedOut(
  on: Evaluator,
  target: Value & { t: 'function' },
  args: readonly Value[],
  self: Value | undefined,
  frame: Frame | undefined,
): Value {
  const { node, module } = target
  const yields = module.survey.yields.get(node) ?? []
  const inner = innerFrame(on, target, args, self, frame)
  const items = yields.slice(0, MOST_RETURNS).map(({ node: given, each }) => {
    const value = on.value(given, module, inner)
    return each ? elementOf(value) : value
  })
  return { t: 'array', items: [], rest: [{ t: 'array', items, rest: [] }] }
}

/** The frame of a call that is followed; undefined where it is followed no further. */
function innerFrame(
  on: Evaluator,
  target: Value & { t: 'function' },
  args: readonly Value[],
  self: Value | undefined,
  frame: Frame | undefined,
): Frame | undefined {
  const { node } = target
  let depth = 0
  for (let at = frame; at !== undefined; at = at.outer) {
    depth = Math.max(depth, at.depth)
    if (at.fn === node) return undefined
  }
  if (depth >= MOST_FRAMES) return undefined
  const times = on.inlined.get(node) ?? 0
  if (times >= MOST_INLINED) return undefined
  on.inlined.set(node, times + 1)
  return {
    fn: node,
    args: target.bound === undefined ? args : [...target.bound, ...args],
    self: node.type === 'ArrowFunctionExpression' ? undefined : self,
    depth: depth + 1,
    outer: target.frame ?? frame,
    memo: new Map(),
  }
}

/** The join of a function's returns, with its parameters bound; unknown with the arguments' sources where it can't be seen. */
export function inline(
  on: Evaluator,
  target: Value & { t: 'function' },
  args: readonly Value[],
  self: Value | undefined,
  frame: Frame | undefined,
): Value {
  const { node, module } = target
  const returns = module.survey.returns.get(node) ?? []
  if (returns.length === 0) return UNDEFINED
  const sources = new Set<string>()
  for (const each of args) for (const name of sourcesOf(each)) sources.add(name)
  const withSources = (value: Value): Value =>
    value.t === 'unknown' && value.sources.size === 0 ? unknownFrom(sources) : value
  let depth = 0
  for (let at = frame; at !== undefined; at = at.outer) {
    depth = Math.max(depth, at.depth)
    if (at.fn === node) return unknownFrom(sources)
  }
  if (depth >= MOST_FRAMES) return unknownFrom(sources)
  const times = on.inlined.get(node) ?? 0
  const tells = args.some((each) => each.t !== 'unknown') || target.frame !== undefined || target.bound !== undefined
  // Arguments that say nothing give what any call gives; a helper called everywhere is not followed at each call.
  if (!tells || times >= MOST_INLINED) {
    const value = on.returned(node, module)
    return sources.size === 0 || value.t !== 'unknown' ? value : unknownFrom(new Set([...value.sources, ...sources]))
  }
  const inner = innerFrame(on, target, args, self, frame)
  return withSources(join(returns.slice(0, MOST_RETURNS).map((each) => on.value(each, module, inner))))
}

/** Whether a call asks the client's model: what it answers is of the conversation. */
function asksModel(request: Value | undefined): boolean {
  return (
    request?.t === 'object' &&
    request.props.has('messages') &&
    (request.props.has('maxTokens') || request.props.has('systemPrompt'))
  )
}

function isRequire(path: string): boolean {
  return (
    path === 'global:require' ||
    path === 'global:process.getBuiltinModule' ||
    path === 'node:module.createRequire()' ||
    path === 'commonjs:module.require' ||
    path === 'node:module._load' ||
    path === 'node:module.prototype.require' ||
    path === 'global:process.mainModule.require' ||
    path === 'global:import.meta.require'
  )
}

/** `reference.name`. */
export function memberOfReference(ref: RefValue, name: string): Value {
  if (ref.path === 'global:process.env' || ref.path === 'global:Bun.env' || ref.path === 'global:import.meta.env')
    return source(`env:${name}`)
  if (ref.path === 'global:import.meta') {
    if (name === 'url' || name === 'filename') return constant('<dir>/<file>')
    if (name === 'dirname' || name === 'dir') return constant('<dir>')
  }
  if (ref.path === 'commonjs:module' && name === 'constructor') return reference('node:module')
  if (ref.path === 'commonjs:module' && name === 'exports') return reference('commonjs:exports')
  if (ref.path === 'new global:URL') {
    const url = ref.args?.[0] ?? UNKNOWN
    if (name === 'href') return url
    if (name === 'host' || name === 'hostname') {
      const text = textOf(url)
      const host = text === undefined ? null : /^[a-z][a-z0-9+.-]*:\/\/([^/?#]*)/i.exec(text)
      return host?.[1] === undefined ? unknownFrom(sourcesOf(url)) : constant(host[1])
    }
  }
  // `[].filter.constructor` and `{}.constructor.constructor` end at Function.
  if (
    name === 'constructor' &&
    ref.args === undefined &&
    /^global:(?:[A-Z]\w*|[A-Z]\w*\.prototype\.\w+|Function\.prototype)$/.test(ref.path)
  ) {
    return reference('global:Function')
  }
  // A setting of what a schema made of the environment is the variable of that name.
  const sources = ref.path.startsWith('pkg:') && (ref.args ?? ref.on) !== undefined ? sourcesOf(ref) : undefined
  if (sources?.has('env:{}') === true && /^[A-Z][A-Z0-9_]{2,63}$/.test(name)) return source(`env:${name}`)
  const path = memberPath(ref.path, name)
  return ref.args !== undefined || ref.on !== undefined || ref.written !== undefined
    ? reference(path, { on: ref })
    : reference(path)
}
