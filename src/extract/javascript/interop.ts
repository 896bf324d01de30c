/**
 * Calls that bundlers and compilers put around modules. They are known by what their helper's own text holds, since a
 * minifier keeps property names and string literals but no local name.
 */
import { inline } from './apply.js'
import type { Evaluator } from './evaluate.js'
import type { Module } from './module.js'
import { isBuiltin, moduleReference } from './references.js'
import { type CallNode, type FunctionNode, isFunction, type Node, writtenName } from './syntax.js'
import { alternatives, type Frame, join, reference, stringOf, type Value } from './values.js'

/** Helpers are short; a longer function is the package's own. */
const MOST_HELPER_LENGTH = 1_500

/** The value of a call that is a module wrapper's, or undefined for every other call. */
export function interopCall(
  on: Evaluator,
  node: CallNode,
  module: Module,
  frame: Frame | undefined,
): Value | undefined {
  if (node.type !== 'CallExpression' || node.callee.type === 'Super') return undefined
  const { callee } = node
  const [first] = node.arguments
  const named = webpackModule(on, node, module)
  if (named !== undefined) return opened(on, named)
  if (
    callee.type !== 'Identifier' &&
    callee.type !== 'SequenceExpression' &&
    callee.type !== 'MemberExpression' &&
    // A helper that is used once is written where it is called.
    !(isFunction(callee) && isFunction(first))
  )
    return undefined
  const target = on.value(callee, module, frame)
  if (target.t === 'commonjs' && node.arguments.length === 0) return opened(on, target)
  if (first === undefined || first.type === 'SpreadElement') return undefined
  const steps = steppedGenerator(node)
  for (const each of alternatives(target)) {
    if (each.t !== 'function') continue
    const text = helperText(each.node, each.module)
    if (text === undefined) continue
    if (steps !== undefined && STEPS.test(text)) {
      const generator: Value = { t: 'function', node: steps, module, frame }
      const self = first.type === 'ThisExpression' ? on.value(first, module, frame) : undefined
      return inline(on, generator, on.values(steppedArguments(node), module, frame), self, frame)
    }
    const field = privateField(on, node, text, module)
    if (field !== undefined) return field
    const wrapped = wrappedModule(first)
    if (wrapped !== undefined && /\bexports\s*:/.test(text)) {
      return { t: 'commonjs', node: wrapped, module, exportsAt: 0, moduleAt: 1 }
    }
    if (text.includes('__esModule')) return on.value(first, module, frame)
    if (isRequireShim(text)) return requireCall(on, on.value(first, module, frame), module)
  }
  if (target.t === 'ref' && target.path === 'node:module.createRequire()')
    return requireCall(on, on.value(first, module, frame), module)
  // A wrapper that we can't see through, called with the name of one of Node's modules, gives that module.
  const unseen = target.t === 'unknown' || target.t === 'function' || (target.t === 'const' && target.v === undefined)
  if (unseen && node.arguments.length === 1) {
    const name = stringOf(on.value(first, module, frame))
    if (
      name !== undefined &&
      /^(node:.+|child_process|https?|http2|net|tls|dgram|dns|fs|fs\/promises|os|vm|worker_threads)$/.test(name) &&
      isBuiltin(name)
    ) {
      return moduleReference(name)
    }
  }
  return undefined
}

/** `require(x)`: a file of the package, a module of Node's, another package; unknown where x is computed. */
export function requireCall(on: Evaluator, argument: Value, module: Module): Value {
  return join(
    alternatives(argument).map((each) => {
      const name = stringOf(each)
      return name === undefined ? reference('global:require()') : on.moduleValue(module, name)
    }),
  )
}

/** What bundlers put in the place of `require` in an ES module: it passes on to `require` where there is one. */
function isRequireShim(text: string): boolean {
  return text.includes('Dynamic require of') || text.includes('Calling `require` for')
}

/** Whether a function is a bundler's stand-in for `require`. */
export function standsForRequire(value: Value): boolean {
  if (value.t !== 'function') return false
  const text = helperText(value.node, value.module)
  return text !== undefined && isRequireShim(text)
}

/** A wrapped module that only hands on what it requires is that: `module.exports = require('axios')`. */
function opened(on: Evaluator, wrapped: Value & { t: 'commonjs' }): Value {
  const { body } = wrapped.node
  if (body.end - body.start > MOST_HANDED_ON) return wrapped
  const whole = on.commonjsMember(wrapped, undefined)
  return whole.t === 'ref' ? whole : wrapped
}

const MOST_HANDED_ON = 300

/** esbuild's `__async`, TypeScript's `__awaiter`: a promise that is driven by a generator, `yield` standing for `await`. */
const STEPS = /\.next\([\s\S]*\.done\b/

/** The generator among the arguments of a call such as `__async(this, [a], function* (x) {…})`. */
export function steppedGenerator(call: CallNode): FunctionNode | undefined {
  if (call.arguments.length > 5) return undefined
  const last = call.arguments.at(-1)
  return last !== undefined && isFunction(last) && last.generator === true ? last : undefined
}

/** What the generator is applied to: the list before it. */
export function steppedArguments(call: CallNode): readonly (Node | null)[] {
  const list = call.arguments.find((each) => each.type === 'ArrayExpression')
  return list?.type === 'ArrayExpression' ? list.elements : []
}

/** `__privateGet(this, _field)`: a private field that an older language keeps in a map from objects to values. */
function privateField(on: Evaluator, node: CallNode, text: string, module: Module): Value | undefined {
  const [object, map] = node.arguments
  if (node.arguments.length < 2 || object?.type !== 'ThisExpression' || map?.type !== 'Identifier') return undefined
  if (!/\.get\(/.test(text) || map.binding === undefined) return undefined
  const out: Value[] = []
  for (const use of map.binding.references) {
    const call: Node | undefined = use.parent
    if (call?.type !== 'CallExpression') continue
    const at = call.arguments.indexOf(use)
    const given = at < 0 ? call.arguments[1] : call.arguments[at + 1]
    if (given !== undefined && given.type !== 'SpreadElement' && call !== node) out.push(on.value(given, module))
    if (out.length >= MOST_FIELD_WRITES) break
  }
  return out.length === 0 ? undefined : join(out)
}

const MOST_FIELD_WRITES = 8

function helperText(fn: FunctionNode, module: Module): string | undefined {
  return fn.end - fn.start <= MOST_HELPER_LENGTH ? module.text(fn) : undefined
}

/** esbuild's `__commonJS({ "path"(exports, module) {…} })`, minified `z((e, t) => {…})`. */
function wrappedModule(argument: Node): FunctionNode | undefined {
  if (isFunction(argument)) return argument
  if (argument.type !== 'ObjectExpression' || argument.properties.length !== 1) return undefined
  const [only] = argument.properties
  return only?.type === 'Property' && isFunction(only.value) ? only.value : undefined
}

/** webpack's `__webpack_require__(id)`: the third parameter of a module function, called with a sibling's key. */
function webpackModule(on: Evaluator, node: CallNode, module: Module): (Value & { t: 'commonjs' }) | undefined {
  const [first] = node.arguments
  if (node.callee.type !== 'Identifier' || first?.type !== 'Literal') return undefined
  const key = first.value
  if (typeof key !== 'number' && typeof key !== 'string') return undefined
  for (const definition of node.callee.binding?.definitions ?? []) {
    if (definition.type === 'parameter' && definition.index === 2) {
      const table = tableOf(definition.fn)
      const found = table === undefined ? undefined : entryOf(table, String(key))
      if (found !== undefined) return { t: 'commonjs', node: found, module, exportsAt: 1, moduleAt: 0 }
    }
    if (definition.type === 'function' && definition.node.params.length === 1) {
      const found = runtimeEntry(on, definition.node, module, String(key))
      if (found !== undefined) return { t: 'commonjs', node: found, module, exportsAt: 1, moduleAt: 0 }
    }
  }
  return undefined
}

function tableOf(fn: FunctionNode): Node | undefined {
  const parent: Node | undefined = fn.parent
  if (parent?.type === 'Property') return parent.parent
  return parent?.type === 'ArrayExpression' ? parent : undefined
}

const entries = new WeakMap<Node, ReadonlyMap<string, FunctionNode>>()

function entryOf(table: Node, key: string): FunctionNode | undefined {
  if (table.type === 'ArrayExpression') {
    const item = table.elements[Number(key)]
    return isFunction(item) ? item : undefined
  }
  if (table.type !== 'ObjectExpression') return undefined
  const known = entries.get(table)
  if (known !== undefined) return known.get(key)
  const byKey = new Map<string, FunctionNode>()
  for (const property of table.properties) {
    const name = property.type === 'Property' && isFunction(property.value) ? writtenName(property) : undefined
    if (name !== undefined && !byKey.has(name)) byKey.set(name, (property as { value: FunctionNode }).value)
  }
  entries.set(table, byKey)
  return byKey.get(key)
}

/** The runtime's own function: its body indexes the table of modules by its parameter. */
function runtimeEntry(on: Evaluator, fn: FunctionNode, module: Module, key: string): FunctionNode | undefined {
  const [param] = fn.params
  if (param?.type !== 'Identifier' || fn.end - fn.start > MOST_HELPER_LENGTH) return undefined
  for (const use of param.binding?.references ?? []) {
    const member: Node | undefined = use.parent
    if (
      member?.type !== 'MemberExpression' ||
      !member.computed ||
      member.property !== use ||
      member.object.type !== 'Identifier'
    )
      continue
    for (const definition of member.object.binding?.definitions ?? []) {
      if (definition.type !== 'value' || definition.path.length > 0) continue
      const found = entryOf(definition.node, key)
      if (found !== undefined) return found
    }
  }
  void on
  void module
  return undefined
}
