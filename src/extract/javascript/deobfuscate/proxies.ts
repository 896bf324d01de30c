/** Calls that go through a stand-in (`o.x(f, a)` for `f(a)`, `o.y(a, b)` for `a + b`) are written as what they do. */
import { type CallNode, isFunction, type Node } from '../syntax.js'
import { Closure } from './concrete.js'
import { become } from './rewrite.js'
import type { StaticValues } from './statics.js'

/** @returns whether the call was changed */
export function inlineProxy(call: CallNode, statics: StaticValues): boolean {
  const { callee } = call
  if (call.type !== 'CallExpression' || call.arguments.some((each) => each.type === 'SpreadElement')) return false
  if (callee.type !== 'Identifier' && !(callee.type === 'MemberExpression' && callee.object.type === 'Identifier'))
    return false
  const target = statics.peek(callee)
  if (!(target instanceof Closure) || target.scope !== undefined) return false
  const body = returnedBy(target.node)
  if (body === undefined) return false
  const place = (node: Node): Node | undefined => {
    if (node.type !== 'Identifier' || node.binding === undefined) return undefined
    const index = target.node.params.findIndex((each) => each.type === 'Identifier' && each.binding === node.binding)
    return index < 0 ? undefined : call.arguments[index]
  }
  if (body.type === 'CallExpression') {
    const inner = place(body.callee as Node)
    const args = body.arguments.map(place)
    if (inner === undefined || args.some((each) => each === undefined)) return false
    call.callee = inner as never
    call.arguments = args as never
    return true
  }
  if (body.type === 'BinaryExpression' || body.type === 'LogicalExpression') {
    const left = place(body.left as Node)
    const right = place(body.right)
    if (left === undefined || right === undefined) return false
    become(call, { type: body.type, operator: body.operator, left, right })
    return true
  }
  return false
}

function returnedBy(fn: Node): Node | undefined {
  if (!isFunction(fn) || fn.params.some((each) => each.type !== 'Identifier')) return undefined
  if (fn.body.type !== 'BlockStatement') return fn.body
  const [only] = fn.body.body
  return fn.body.body.length === 1 && only?.type === 'ReturnStatement' ? (only.argument ?? undefined) : undefined
}
