/** Whether code runs when its module is loaded, rather than when somebody asks for it by a command or a tool. */
import type { Module } from './module.js'
import { type FunctionNode, isFunction, type Node } from './syntax.js'

/** A condition that reads the command line asks what the user wants. */
const ASKS = /argv|command|\bcmd\b|install|setup|\binit\b|option|flag|prompt|confirm|answer|--/i
const MOST_HOPS = 4

/**
 * @returns true for statements at the top of a module and in functions that it calls from there; false in handlers and
 * callbacks, and behind a condition on the command line
 */
export function runsAtLoad(node: Node, module: Module, hops = 0): boolean {
  let at = node
  for (let up = node.parent; up !== undefined; up = up.parent) {
    if (up.type === 'IfStatement' && up.test !== at && ASKS.test(module.text(up.test).slice(0, 500))) return false
    if (up.type === 'SwitchCase') return false
    if (
      (up.type === 'ConditionalExpression' || up.type === 'LogicalExpression') &&
      ASKS.test(module.text(up).slice(0, 200))
    )
      return false
    if (isFunction(up)) return isCalledAtLoad(up, module, hops)
    at = up
  }
  return true
}

function isCalledAtLoad(fn: FunctionNode, module: Module, hops: number): boolean {
  if (hops >= MOST_HOPS) return false
  const parent: Node | undefined = fn.parent
  if (parent?.type === 'CallExpression') {
    if (parent.callee === fn) return runsAtLoad(parent, module, hops + 1)
    // Timers and promises run by themselves; everything else waits for an event.
    const callee = parent.callee
    const name =
      callee.type === 'Identifier'
        ? callee.name
        : callee.type === 'MemberExpression' && callee.property.type === 'Identifier'
          ? callee.property.name
          : ''
    return (
      /^(?:setTimeout|setInterval|setImmediate|nextTick|queueMicrotask|then|finally|forEach|map)$/.test(name) &&
      runsAtLoad(parent, module, hops + 1)
    )
  }
  const binding =
    fn.type === 'FunctionDeclaration'
      ? fn.id?.binding
      : parent?.type === 'VariableDeclarator' && parent.id.type === 'Identifier'
        ? parent.id.binding
        : undefined
  return (binding?.references ?? [])
    .slice(0, 12)
    .some(
      (use) =>
        use.parent?.type === 'CallExpression' && use.parent.callee === use && runsAtLoad(use.parent, module, hops + 1),
    )
}
