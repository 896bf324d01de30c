/** What a function is called back with, where the call that it is handed to is known. */
import type { Binding } from './bindings.js'
import type { Evaluator } from './evaluate.js'
import { steppedArguments, steppedGenerator } from './interop.js'
import type { Module } from './module.js'
import { type CallNode, type FunctionNode, isFunction, type Node, writtenName } from './syntax.js'
import {
  elementOf,
  type Frame,
  join,
  reference,
  source,
  sourcesOf,
  stringOf,
  UNDEFINED,
  UNKNOWN,
  unknownFrom,
  type Value,
} from './values.js'

const ELEMENT_FIRST = new Set(['forEach', 'map', 'filter', 'find', 'findIndex', 'findLast', 'some', 'every', 'flatMap'])
/** How often a function hands on what it is handed. */
const MOST_HOPS = 3
const MOST_USES = 16

/** Parameter of a function that is called at once, or handed to `new Promise`. */
export function immediateParameter(on: Evaluator, fn: FunctionNode, index: number, module: Module): Value | undefined {
  const call: Node | undefined = fn.parent
  if (call?.type === 'NewExpression' && call.callee !== (fn as Node)) {
    return call.callee.type === 'Identifier' && call.callee.name === 'Promise' && call.callee.binding === undefined
      ? UNKNOWN
      : undefined
  }
  if (call?.type === 'CallExpression' && call.callee === (fn as Node)) {
    // (function (a, b) {…})(x, y)
    const arg = call.arguments[index]
    return arg === undefined ? UNDEFINED : arg.type === 'SpreadElement' ? UNKNOWN : on.value(arg, module)
  }
  return undefined
}

/**
 * Parameter of a function that is handed to a call: `use` is the function there, or its name.
 * @returns undefined where nothing is known of the call
 */
export function callbackParameter(
  on: Evaluator,
  use: Node,
  call: CallNode,
  index: number,
  module: Module,
  tag: () => string,
): Value | undefined {
  const { callee } = call
  if (callee.type === 'Super') return undefined
  if (isFunction(use) && steppedGenerator(call) === use) {
    const args = steppedArguments(call)
    const arg = args[index]
    if (args.length > 0) return arg == null ? UNDEFINED : on.value(arg, module)
  }
  if (callee.type === 'MemberExpression') {
    const name = writtenName(callee)
    if (name !== undefined && callee.object.type !== 'Super') {
      if (ELEMENT_FIRST.has(name)) return index === 0 ? elementOf(on.value(callee.object, module)) : UNKNOWN
      if (name === 'reduce' || name === 'reduceRight')
        return index === 1 ? elementOf(on.value(callee.object, module)) : UNKNOWN
      if (name === 'then' && call.arguments[0] === use) return on.settled(on.value(callee.object, module))
      // What a request fails with holds its response.
      if (name === 'catch' && index === 0) return unknownFrom(sourcesOf(on.settled(on.value(callee.object, module))))
      if (name === 'catch' || name === 'sort' || name === 'replace' || name === 'replaceAll') return UNKNOWN
      if (LISTENS.test(name)) {
        const emitted = emittedTo(on, call, index, module)
        if (emitted !== undefined) return emitted
      }
    }
  }
  const target = on.value(callee as Node, module)
  if (target.t === 'function') return handedTo(on, target, use, call, index, module, 0)
  if (target.t !== 'ref') return undefined
  const args = (): Value[] =>
    on.values(
      call.arguments.filter((each) => each !== use),
      module,
    )
  if (/^node:fs\.(readFile|readdir|read)$/.test(target.path))
    return index === 1 ? reference(`${target.path}()`, { args: args() }) : UNKNOWN
  if (/^node:https?\.(get|request)$/.test(target.path)) return reference(`${target.path}()`, { args: args() })
  if (/^node:child_process\.\w+$/.test(target.path))
    return index === 0 ? UNKNOWN : reference(`${target.path}()`, { args: args() })
  if (/^node:(?:zlib|crypto|util|stream)\./.test(target.path))
    return index === 0 ? UNKNOWN : unknownFrom(new Set(args().flatMap((each) => [...sourcesOf(each)])))
  if (/\.interceptors\.(?:request|response)\.use$/.test(target.path)) {
    // All that the client sends or gets passes here, on its way to where it belongs.
    return { t: 'unknown', sources: new Set(['argument', tag(), 'passing']) }
  }
  // The process tells its own errors, warnings and signals; messages come from another process.
  if (/^(?:global:|node:)process\.(?:on|once|addListener|prependListener)$/.test(target.path)) {
    const [event] = call.arguments
    const name = event === undefined || event.type === 'SpreadElement' ? undefined : stringOf(on.value(event, module))
    return name === undefined || name === 'message' ? undefined : UNKNOWN
  }
  if (LISTENS_AT_END.test(target.path)) {
    const object =
      callee.type === 'MemberExpression' && callee.object.type !== 'Super' ? on.value(callee.object, module) : UNKNOWN
    const sources = sourcesOf(object)
    return sources.size > 0 ? unknownFrom(sources) : undefined
  }
  return undefined
}

const LISTENS = /^(?:on|once|addListener|prependListener|subscribe)$/
const LISTENS_AT_END = /\.(?:on|once|addListener|addEventListener)$/

const emitsOf = new WeakMap<Module, ReadonlyMap<string, readonly CallNode[]>>()

/** Calls of `emit` in a file, by the event. */
function emitsIn(on: Evaluator, module: Module): ReadonlyMap<string, readonly CallNode[]> {
  const known = emitsOf.get(module)
  if (known !== undefined) return known
  const byEvent = new Map<string, CallNode[]>()
  emitsOf.set(module, byEvent)
  for (const emit of module.callsOfMethod('emit')) {
    const [event] = emit.arguments
    if (event === undefined || event.type === 'SpreadElement') continue
    const name = stringOf(on.value(event, module))
    if (name === undefined) continue
    const list = byEvent.get(name)
    if (list === undefined) byEvent.set(name, [emit])
    else list.push(emit)
  }
  return byEvent
}

/** What listeners of an event are told: `emit` of the same event, in the same file. */
function emittedTo(on: Evaluator, call: CallNode, index: number, module: Module): Value | undefined {
  const [event] = call.arguments
  if (event === undefined || event.type === 'SpreadElement' || module.callsOfMethod('emit').length === 0)
    return undefined
  const name = stringOf(on.value(event, module))
  const emits = name === undefined ? undefined : emitsIn(on, module).get(name)
  const out: Value[] = []
  for (const emit of (emits ?? []).slice(0, MOST_USES)) {
    const given = emit.arguments[index + 1]
    if (given !== undefined) out.push(on.value(given as Node, module))
  }
  return out.length === 0 ? undefined : join(out)
}

/** What a function of the package calls its parameter with. */
function handedTo(
  on: Evaluator,
  target: Value & { t: 'function' },
  use: Node,
  call: CallNode,
  index: number,
  module: Module,
  hops: number,
): Value | undefined {
  const at = call.arguments.indexOf(use as never)
  const param = target.node.params[at]
  const spreads = call.arguments.some((each, place) => place < at && each.type === 'SpreadElement')
  if (!on.follows()) return undefined
  if (at < 0 || spreads || param?.type !== 'Identifier' || param.binding === undefined) return undefined
  const frame: Frame = {
    fn: target.node,
    // The callback itself is what we ask about: it stands for nothing here.
    args: call.arguments.map((each) =>
      each === use || each.type === 'SpreadElement' ? UNKNOWN : on.value(each, module),
    ),
    self: undefined,
    depth: 1,
    outer: target.frame,
    memo: new Map(),
  }
  return calledWith(on, param.binding, target.module, frame, index, hops)
}

function calledWith(
  on: Evaluator,
  binding: Binding,
  module: Module,
  frame: Frame,
  index: number,
  hops: number,
): Value | undefined {
  const out: Value[] = []
  for (const use of binding.references.slice(0, MOST_USES)) {
    const call: Node | undefined = use.parent
    if (call?.type !== 'CallExpression') continue
    if (call.callee === use) {
      const args = on.values(call.arguments, module, frame)
      out.push(args[index] ?? UNDEFINED)
    } else if (hops < MOST_HOPS && call.callee.type !== 'Super') {
      const next = on.value(call.callee as Node, module, frame)
      const inner = next.t === 'function' ? handedTo(on, next, use, call, index, module, hops + 1) : undefined
      if (inner !== undefined) out.push(inner)
    }
  }
  return out.length === 0 ? undefined : join(out)
}

/** What is written over a hook is given: `transport.onmessage = (message) => …`, `process.stdout.write = (chunk) => …`. */
export function hookParameter(on: Evaluator, fn: FunctionNode, index: number, module: Module): Value | undefined {
  const write: Node | undefined = fn.parent
  if (write?.type !== 'AssignmentExpression' || write.right !== (fn as Node)) return undefined
  const { left } = write
  if (left.type !== 'MemberExpression' || left.object.type === 'Super' || index > 0) return undefined
  const name = writtenName(left)
  if (name !== 'onmessage' && name !== 'send' && name !== 'write') return undefined
  const object = on.value(left.object, module)
  if (name === 'write')
    return object.t === 'ref' && /^global:process\.std(?:out|err)$/.test(object.path) ? source('transport') : undefined
  const own = object.t === 'ref' && /Transport$/.test(object.path)
  if (own) return source('transport')
  // A transport that somebody else made.
  return name === 'onmessage' && object.t === 'unknown' && object.sources.has('argument')
    ? source('transport')
    : undefined
}
