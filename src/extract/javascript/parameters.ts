/** What a function's parameter may be: from the calls that can be seen, from the method that it is a callback of, else the outside. */
import type { Definition } from './bindings.js'
import { type CallSite, callsOf, givenAt, givenFrom } from './call-sites.js'
import { callbackParameter, hookParameter, immediateParameter } from './callbacks.js'
import { type Evaluator, MOST_FRAMES } from './evaluate.js'
import type { Module } from './module.js'
import { type CallNode, type FunctionNode, isFunction, type Node, writtenName } from './syntax.js'
import { type Frame, join, source, sourcesOf, UNDEFINED, type Value } from './values.js'

export function parameterValue(
  on: Evaluator,
  definition: Definition & { type: 'parameter' },
  module: Module,
  frame: Frame | undefined,
): Value {
  const { fn, index, rest } = definition
  for (let at = frame, hops = 0; at !== undefined && hops < MOST_FRAMES; at = at.outer, hops++) {
    if (at.fn !== fn || at.args === undefined) continue
    return rest ? { t: 'array', items: at.args.slice(index), rest: [] } : (at.args[index] ?? UNDEFINED)
  }
  const tag = (): string => on.origins.note(fn, module)
  const known =
    immediateParameter(on, fn, index, module) ??
    (fn.parent?.type === 'CallExpression' ? callbackParameter(on, fn, fn.parent, index, module, tag) : undefined) ??
    hookParameter(on, fn, index, module)
  if (known !== undefined) return rest ? { t: 'array', items: [known], rest: [] } : known
  const handler = handlerOf(fn)
  if (handler !== undefined) return fromTool(handler, tag())
  const calls = callsOf(fn, module)
  const given: Value[] = []
  for (const site of calls.list) {
    if (rest) {
      given.push({ t: 'array', items: givenFrom(on, site, index), rest: [] })
      continue
    }
    const value = givenAt(on, site, index)
    if (value !== undefined) given.push(tagged(on, value, site))
  }
  let { open } = calls
  for (const { use, call } of calls.passed) {
    const register = registerOf(use)
    const back =
      register === undefined ? callbackParameter(on, use, call, index, module, tag) : fromTool(register, tag())
    if (back === undefined) open = true
    else given.push(rest ? { t: 'array', items: [back], rest: [] } : back)
  }
  if (open || given.length === 0)
    given.push({ t: 'unknown', sources: new Set(['argument', tag(), ...wordFor(fn, index)]) })
  return join(given)
}

/** What a reader calls a parameter: its name, where a minifier left one, else its place. */
function wordFor(fn: FunctionNode, index: number): string[] {
  const param = fn.params[index]
  const id = param?.type === 'AssignmentPattern' ? param.left : param
  if (id?.type !== 'Identifier') return []
  return [id.name.length > 2 ? `as:${id.name}` : `as:#${index + 1}`]
}

/** What a client of the server gives: the arguments of a tool, and more broadly of any function that others call. */
function fromTool(register: string, tag: string): Value {
  // A request handler serves all tools: that one of them sends on what it is given says nothing of another.
  const own = register === 'setRequestHandler' ? ['request'] : [tag]
  return { t: 'unknown', sources: new Set(['argument', 'tool', ...own]) }
}

/** What a request handler hands on is told apart by the branch that hands it on: one tool's argument. */
function tagged(on: Evaluator, value: Value, { call, module }: CallSite): Value {
  const sources = sourcesOf(value)
  if (!sources.has('tool')) return value
  for (const each of sources) if (each.startsWith('at:')) return value
  const [branch] = branchesOf(call, undefined)
  const tag = branch === undefined ? `at:${module.path}:0` : on.origins.note(branch, module)
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

const REGISTERS =
  /^(?:tool|registerTool|addTool|setRequestHandler|prompt|registerPrompt|addPrompt|resource|registerResource|defineTool|createTool)$/

/** The method that registers a function as a tool's, prompt's or request's handler. */
export const handlerOf = (fn: FunctionNode): string | undefined => registerOf(fn)

/** @param use the function where it is written, or its name */
export function registerOf(use: Node): string | undefined {
  let at: Node = use
  for (let steps = 0; at.parent !== undefined && steps < 4; steps++) {
    const parent: Node = at.parent
    if (parent.type === 'CallExpression') return parent.callee === at ? undefined : registersBy(parent)
    if (parent.type !== 'Property' && parent.type !== 'ObjectExpression') return undefined
    at = parent
  }
  return undefined
}

function registersBy(call: CallNode): string | undefined {
  const { callee } = call
  const name =
    callee.type === 'Identifier' ? callee.name : callee.type === 'MemberExpression' ? writtenName(callee) : undefined
  return name !== undefined && REGISTERS.test(name) ? name : undefined
}
