/**
 * The values that a name stands for one by one: each round of a loop over a list, each call of a helper. The evaluator joins
 * them; a registration in a loop registers each of them by itself.
 */

import type { Module } from '../module.js'
import { type CallNode, enclosingFunction, type FunctionNode, isFunction, type Node, writtenName } from '../syntax.js'
import { alternatives, type Frame, type Value } from '../values.js'
import type { Scope } from './describe.js'

const MOST_INSTANCES = 400
const MOST_HOPS = 4
const MOST_LOOKED_AT = 60
const ELEMENT_FIRST = /^(?:forEach|map|flatMap|filter)$/

/** @returns a scope for each round or call that the given expressions depend on; one, the plain one, where there are none */
export function instancesOf(scope: Scope, nodes: readonly Node[], hops = 0): Scope[] {
  if (hops >= MOST_HOPS) return [scope]
  const origin = originOf(nodes)
  if (origin === undefined) return [scope]
  if (origin.type === 'loop') {
    const list = scope.on.value(origin.list, scope.module, scope.frame)
    const outer = itemsOf(list).length > 0 ? [scope] : instancesOf(scope, [origin.list], hops + 1)
    const out: Scope[] = []
    for (const each of outer) {
      for (const item of itemsOf(scope.on.value(origin.list, each.module, each.frame))) {
        if (out.length >= MOST_INSTANCES) return out
        // The loop stands for a function that is called with each element of the list.
        const memo = new Map<object, Value>([[origin.list, { t: 'array', items: [item], rest: [] }]])
        out.push({ ...scope, frame: frameOf(origin.loop as unknown as FunctionNode, [], each.frame, memo) })
      }
    }
    return out.length > 0 ? out : [scope]
  }
  const { fn } = origin
  const over = listOver(fn)
  const out: Scope[] = []
  if (over !== undefined) {
    const direct = itemsOf(scope.on.value(over, scope.module, scope.frame))
    const outer = direct.length > 0 ? [scope] : instancesOf(scope, [over], hops + 1)
    for (const each of outer)
      for (const item of itemsOf(scope.on.value(over, each.module, each.frame)))
        if (out.length < MOST_INSTANCES) out.push({ ...scope, frame: frameOf(fn, [item], each.frame) })
    return out.length > 0 ? out : [scope]
  }
  for (const { call, module } of callsOf(fn, scope.module)) {
    const given = call.arguments.filter((each) => each.type !== 'SpreadElement') as Node[]
    for (const each of instancesOf({ on: scope.on, module }, given, hops + 1)) {
      if (out.length >= MOST_INSTANCES) return out
      out.push({ ...scope, frame: frameOf(fn, scope.on.values(call.arguments, module, each.frame), undefined) })
    }
  }
  return out.length > 0 ? out : [scope]
}

const frameOf = (
  fn: FunctionNode,
  args: readonly Value[],
  outer: Frame | undefined,
  memo: Map<object, Value> = new Map(),
): Frame => ({ fn, args, self: undefined, depth: 0, outer, memo })

type Origin =
  | { readonly type: 'loop'; readonly loop: Node; readonly list: Node }
  | { readonly type: 'parameter'; readonly fn: FunctionNode }

/** The loop or the function that the first of the names in the expressions gets its value from. */
function originOf(nodes: readonly Node[]): Origin | undefined {
  const queue: Node[] = [...nodes]
  const seen = new Set<Node>()
  for (const node of queue) {
    if (seen.size > MOST_LOOKED_AT) return undefined
    if (seen.has(node) || isFunction(node)) continue
    seen.add(node)
    switch (node.type) {
      case 'Identifier':
        for (const definition of (node.binding?.definitions ?? []).slice(0, 3)) {
          if (definition.type === 'element') {
            const loop = definition.node.parent
            if (loop !== undefined) return { type: 'loop', loop, list: definition.node }
          } else if (definition.type === 'parameter') return { type: 'parameter', fn: definition.fn }
          else if (definition.type === 'value' && enclosingFunction(node) !== undefined) queue.push(definition.node)
          else if (definition.type === 'value' && definition.path.length > 0) queue.push(definition.node)
          else if (definition.type === 'value' && definition.node.type === 'MemberExpression')
            queue.push(definition.node)
        }
        break
      case 'MemberExpression':
        if (node.object.type !== 'Super') queue.push(node.object)
        break
      case 'TemplateLiteral':
        queue.push(...node.expressions)
        break
      case 'BinaryExpression':
        queue.push(node.left as Node, node.right)
        break
      case 'CallExpression':
        if (node.callee.type === 'MemberExpression' && node.callee.object.type !== 'Super')
          queue.push(node.callee.object)
        for (const each of node.arguments) if (each.type !== 'SpreadElement') queue.push(each)
        break
      case 'ObjectExpression':
        for (const each of node.properties.slice(0, 12)) if (each.type === 'Property') queue.push(each.value)
        break
      case 'LogicalExpression':
        queue.push(node.left, node.right)
        break
    }
  }
  return undefined
}

/** The list whose elements a callback is given. */
function listOver(fn: FunctionNode): Node | undefined {
  const call = fn.parent
  if (call?.type !== 'CallExpression' || call.callee.type !== 'MemberExpression' || call.arguments[0] !== (fn as Node))
    return undefined
  const { object } = call.callee
  return ELEMENT_FIRST.test(writtenName(call.callee) ?? '') && object.type !== 'Super' ? object : undefined
}

const spread = new WeakMap<Value, readonly Value[]>()

function itemsOf(value: Value): readonly Value[] {
  const known = spread.get(value)
  if (known !== undefined) return known
  const out: Value[] = []
  for (const each of alternatives(value)) {
    if (each.t !== 'array') continue
    out.push(...each.items)
    for (const rest of each.rest)
      for (const one of alternatives(rest)) if (one.t === 'array' && one !== value) out.push(...one.items)
  }
  const items = [...new Set(out)].slice(0, MOST_INSTANCES)
  spread.set(value, items)
  return items
}

const MOST_CALLS = 300

/** The calls of a function that can be seen: by its name, by the method's name, and from other files. */
function callsOf(fn: FunctionNode, module: Module): readonly { readonly call: CallNode; readonly module: Module }[] {
  const out: { call: CallNode; module: Module }[] = []
  const parent: Node | undefined = fn.parent
  const id =
    fn.type === 'FunctionDeclaration'
      ? fn.id
      : parent?.type === 'VariableDeclarator' && parent.id.type === 'Identifier'
        ? parent.id
        : undefined
  for (const use of id?.binding?.references ?? []) {
    const call: Node | undefined = use.parent
    if (call?.type === 'CallExpression' && call.callee === use && out.length < MOST_CALLS) out.push({ call, module })
  }
  const member =
    parent?.type === 'MethodDefinition' || parent?.type === 'Property' || parent?.type === 'PropertyDefinition'
  const name = member ? writtenName(parent) : undefined
  if (name !== undefined) for (const call of module.callsOfMethod(name).slice(0, MOST_CALLS)) out.push({ call, module })
  for (const { call, module: from } of module.links.callsFromOutside(module, fn)) out.push({ call, module: from })
  return out.slice(0, MOST_CALLS)
}
