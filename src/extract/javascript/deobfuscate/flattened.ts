/** Statements that a loop around a `switch` runs in an order of its own are put in that order. */
import type * as acorn from 'acorn'
import type { Node } from '../syntax.js'
import { become, walk } from './rewrite.js'
import type { StaticValues } from './statics.js'

/** @returns whether anything was put in order */
export function unflatten(program: acorn.Program, statics: StaticValues): boolean {
  const loops: { readonly loop: Node; readonly turn: acorn.SwitchStatement; readonly order: string[] }[] = []
  walk(program, (node) => {
    if (node.type !== 'WhileStatement' && node.type !== 'ForStatement') return undefined
    const [turn, end] = node.body.type === 'BlockStatement' ? node.body.body : []
    if (turn?.type !== 'SwitchStatement' || end?.type !== 'BreakStatement') return undefined
    const { discriminant } = turn
    if (discriminant.type !== 'MemberExpression' || discriminant.property.type !== 'UpdateExpression') return undefined
    const order = statics.peek(discriminant.object)
    if (Array.isArray(order) && order.every((each) => typeof each === 'string')) loops.push({ loop: node, turn, order })
    return undefined
  })
  let changed = false
  for (const { loop, turn, order } of loops) {
    const cases = new Map(
      turn.cases.map((each) => [each.test?.type === 'Literal' ? String(each.test.value) : '', each]),
    )
    if (new Set(order).size !== order.length || order.some((each) => !cases.has(each))) continue
    // What the order leaves out is dead, and stays to be seen.
    const rest = [...cases].filter(([name]) => !order.includes(name)).map(([, each]) => each)
    const inOrder = [...order.map((each) => cases.get(each)), ...rest]
    const body = inOrder.flatMap((each) => each?.consequent ?? []).filter((each) => each.type !== 'ContinueStatement')
    become(loop, { type: 'BlockStatement', body })
    changed = true
  }
  return changed
}
