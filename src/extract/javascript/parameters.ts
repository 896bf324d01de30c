/** What a function's parameter may be: from the calls that can be seen, from the method that it is a callback of, else the outside. */
import type { Binding, Definition } from './bindings.js'
import { type Evaluator, MOST_FRAMES } from './evaluate.js'
import { steppedArguments, steppedGenerator } from './interop.js'
import type { Module } from './module.js'
import { type CallNode, type FunctionNode, isClass, isFunction, type Node, writtenName } from './syntax.js'
import {
  elementOf,
  type Frame,
  join,
  reference,
  source,
  sourcesOf,
  UNDEFINED,
  UNKNOWN,
  unknownFrom,
  type Value,
} from './values.js'

/** A function with more visible calls than this is an interface: its parameter is anything. */
const MOST_CALLS = 48
/** Methods are found by name only, so few calls must be enough. */
const MOST_METHOD_CALLS = 6

const ELEMENT_FIRST = new Set(['forEach', 'map', 'filter', 'find', 'findIndex', 'findLast', 'some', 'every', 'flatMap'])

export function parameterValue(
  on: Evaluator,
  definition: Definition & { type: 'parameter' },
  module: Module,
  frame: Frame | undefined,
): Value {
  const { fn, index, rest } = definition
  for (let at = frame, hops = 0; at !== undefined && hops < MOST_FRAMES; at = at.outer, hops++) {
    if (at.fn === fn)
      return rest ? { t: 'array', items: at.args.slice(index), rest: [] } : (at.args[index] ?? UNDEFINED)
  }
  const asCallback = callbackParameter(on, fn, index, module)
  if (asCallback !== undefined) return rest ? { t: 'array', items: [asCallback], rest: [] } : asCallback
  const handler = handlerOf(fn)
  if (handler !== undefined) return fromTool(handler, fn, module)
  const calls = callsOf(fn, module)
  const given: Value[] = []
  for (const { call, module: from } of calls.list) {
    const args = call.arguments
    if (rest) {
      given.push({ t: 'array', items: on.values(args.slice(index), from), rest: [] })
      continue
    }
    const spread = args.findIndex((each) => each.type === 'SpreadElement')
    if (spread >= 0 && spread <= index) {
      given.push(elementOf(on.value((args[spread] as { argument: Node }).argument, from)))
      continue
    }
    const arg = args[index]
    given.push(arg === undefined ? UNDEFINED : tagged(on.value(arg, from), call, from))
  }
  if (calls.open || given.length === 0) given.push({ t: 'unknown', sources: new Set(['argument', tagOf(fn, module)]) })
  return join(given)
}

/** What a client of the server gives: the arguments of a tool, and more broadly of any function that others call. */
function fromTool(register: string, fn: FunctionNode, module: Module): Value {
  // A request handler serves all tools: that one of them sends on what it is given says nothing of another.
  const tag = register === 'setRequestHandler' ? [] : [tagOf(fn, module)]
  return { t: 'unknown', sources: new Set(['argument', 'tool', ...tag]) }
}

/** What a request handler hands on is told apart by the branch that hands it on: one tool's argument. */
function tagged(value: Value, call: CallNode, module: Module): Value {
  const sources = sourcesOf(value)
  if (!sources.has('tool')) return value
  for (const each of sources) if (each.startsWith('at:')) return value
  const [branch] = branchesOf(call, undefined)
  const tag = `at:${module.path}:${branch?.start ?? 0}`
  if (value.t === 'unknown') return { t: 'unknown', sources: new Set([...sources, tag]) }
  return join([value, source(tag)])
}

/** The branches around a node up to a function, innermost first: cases of a switch, sides of an `if`, the function. */
export function branchesOf(node: Node, home: FunctionNode | undefined): Node[] {
  const out: Node[] = []
  let at: Node = node
  for (let up = node.parent; up !== undefined; up = up.parent) {
    if (up.type === 'SwitchCase') out.push(up)
    else if (up.type === 'IfStatement' && up.test !== at) out.push(at)
    else if (isFunction(up) && (home === undefined || up === home)) {
      out.push(up)
      break
    }
    at = up
  }
  return out
}

/** Tells one function's argument from another's; never shown. */
function tagOf(fn: FunctionNode, module: Module): string {
  return `at:${module.path}:${fn.start}`
}

const REGISTERS =
  /^(?:tool|registerTool|addTool|setRequestHandler|prompt|registerPrompt|addPrompt|resource|registerResource|defineTool|createTool)$/

/** The method that registers a function as a tool's, prompt's or request's handler. */
export function handlerOf(fn: FunctionNode): string | undefined {
  let at: Node = fn
  for (let steps = 0; at.parent !== undefined && steps < 4; steps++) {
    const parent: Node = at.parent
    if (parent.type === 'CallExpression') {
      if (parent.callee === at) return undefined
      const callee = parent.callee
      const name =
        callee.type === 'Identifier'
          ? callee.name
          : callee.type === 'MemberExpression'
            ? writtenName(callee)
            : undefined
      return name !== undefined && REGISTERS.test(name) ? name : undefined
    }
    if (parent.type !== 'Property' && parent.type !== 'ObjectExpression') return undefined
    at = parent
  }
  return undefined
}

interface Calls {
  readonly list: readonly { readonly call: CallNode; readonly module: Module }[]
  /** Whether others may call it too. */
  readonly open: boolean
}

function callsOf(fn: FunctionNode, module: Module): Calls {
  const binding = nameOf(fn)
  if (binding === undefined && isWrittenToMember(fn)) {
    // exports.send = (text) => …
    const list = module.links.callsFromOutside(module, fn)
    return list.length > MOST_CALLS || list.length === 0 ? { list: [], open: true } : { list, open: false }
  }
  if (binding !== undefined) {
    const own = callsThrough(binding, module, false)
    const top = module.survey.top.names.get(binding.name) === binding
    const outside = own.open || top ? module.links.callsFromOutside(module, fn) : []
    const list = [...own.list, ...outside]
    if (list.length > MOST_CALLS) return { list: [], open: true }
    // An exported function that the package calls itself is its own helper; one that it never calls is for others.
    return { list, open: own.open && outside.length === 0 }
  }
  const parent: Node | undefined = fn.parent
  if (parent?.type === 'MethodDefinition' && parent.kind === 'constructor') {
    const owner = parent.parent?.parent
    if (owner?.parent?.type === 'NewExpression' && owner.parent.callee === owner)
      return { list: [{ call: owner.parent, module }], open: false }
    const of = owner !== undefined && isClass(owner) ? classBinding(owner) : undefined
    if (of === undefined && !(owner !== undefined && isWrittenToMember(owner))) return { list: [], open: true }
    const own = of === undefined ? { list: [] } : callsThrough(of, module, true)
    const outside = owner !== undefined && isClass(owner) ? module.links.callsFromOutside(module, owner) : []
    const list = [...own.list, ...outside]
    return list.length > MOST_CALLS || list.length === 0 ? { list: [], open: true } : { list, open: false }
  }
  if (parent?.type === 'MethodDefinition' || parent?.type === 'PropertyDefinition' || parent?.type === 'Property') {
    const name = writtenName(parent)
    const calls = name === undefined ? [] : module.callsOfMethod(name)
    if (calls.length > 0 && calls.length <= MOST_METHOD_CALLS)
      return { list: calls.map((call) => ({ call, module })), open: true }
  }
  return { list: [], open: true }
}

function callsThrough(binding: Binding, module: Module, construct: boolean): Calls {
  const list: { call: CallNode; module: Module }[] = []
  let open = false
  for (const use of binding.references) {
    const parent: Node | undefined = use.parent
    if ((parent?.type === 'CallExpression' || parent?.type === 'NewExpression') && parent.callee === use) {
      if (construct === (parent.type === 'NewExpression') || !construct) list.push({ call: parent, module })
    } else open = true
    if (list.length > MOST_CALLS) return { list: [], open: true }
  }
  return { list, open }
}

function nameOf(fn: FunctionNode): Binding | undefined {
  if (fn.type === 'FunctionDeclaration') return fn.id?.binding
  const parent: Node | undefined = fn.parent
  if (parent?.type === 'VariableDeclarator' && parent.id.type === 'Identifier') return parent.id.binding
  if (parent?.type === 'AssignmentExpression' && parent.left.type === 'Identifier') return parent.left.binding
  return undefined
}

function isWrittenToMember(node: Node): boolean {
  const parent = node.parent
  return parent?.type === 'AssignmentExpression' && parent.right === node && parent.left.type === 'MemberExpression'
}

function classBinding(node: Node): Binding | undefined {
  if (node.type === 'ClassDeclaration') return node.id?.binding
  const parent = node.parent
  if (parent?.type === 'VariableDeclarator' && parent.id.type === 'Identifier') return parent.id.binding
  if (parent?.type === 'AssignmentExpression' && parent.left.type === 'Identifier') return parent.left.binding
  return undefined
}

/** Parameter of a function that is handed to a call whose meaning is known. */
function callbackParameter(on: Evaluator, fn: FunctionNode, index: number, module: Module): Value | undefined {
  const call: Node | undefined = fn.parent
  if (call?.type === 'NewExpression') {
    if (call.callee.type === 'Identifier' && call.callee.name === 'Promise' && call.callee.binding === undefined)
      return UNKNOWN
    return undefined
  }
  if (call?.type !== 'CallExpression' || call.callee === (fn as Node)) {
    if (call?.type === 'CallExpression') {
      // (function (a, b) {…})(x, y)
      const arg = call.arguments[index]
      return arg === undefined ? UNDEFINED : arg.type === 'SpreadElement' ? UNKNOWN : on.value(arg, module)
    }
    return undefined
  }
  const { callee } = call
  if (steppedGenerator(call) === fn) {
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
      if (name === 'then' && index === 0) return on.settled(on.value(callee.object, module))
      // What a request fails with holds its response.
      if (name === 'catch' && index === 0) return unknownFrom(sourcesOf(on.settled(on.value(callee.object, module))))
      if (name === 'catch' || name === 'sort' || name === 'replace' || name === 'replaceAll') return UNKNOWN
    }
  }
  const target = on.value(callee as Node, module)
  if (target.t !== 'ref') return undefined
  const args = (): Value[] =>
    on.values(
      call.arguments.filter((each) => each !== (fn as Node)),
      module,
    )
  if (/^node:fs\.(readFile|readdir|read)$/.test(target.path))
    return index === 1 ? reference(`${target.path}()`, { args: args() }) : UNKNOWN
  if (/^node:https?\.(get|request)$/.test(target.path)) return reference(`${target.path}()`, { args: args() })
  if (/^node:child_process\./.test(target.path))
    return index === 0 ? UNKNOWN : reference(`${target.path}()`, { args: args() })
  if (/\.interceptors\.(?:request|response)\.use$/.test(target.path)) {
    // All that the client sends or gets passes here, on its way to where it belongs.
    return { t: 'unknown', sources: new Set(['argument', tagOf(fn, module), 'passing']) }
  }
  if (/\.(on|once|addListener|addEventListener)$/.test(target.path)) {
    const object =
      callee.type === 'MemberExpression' && callee.object.type !== 'Super' ? on.value(callee.object, module) : UNKNOWN
    const sources = sourcesOf(object)
    return sources.size > 0 ? unknownFrom(sources) : undefined
  }
  return undefined
}
