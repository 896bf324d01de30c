/** One sighting of something offered: its place is where its text turns to the model, if it does. */
import { toolTextSigns } from '../../classify/tool-text.js'
import { type FunctionNode, isFunction, type Node } from '../syntax.js'
import { alternatives, type Value } from '../values.js'
import { type Described, described, type Scope } from './describe.js'
import type { Ledger, Offered, Unit } from './ledger.js'

/** Names that clients accept, and a little more. */
export const NAME = /^[A-Za-z0-9_.:/-]{1,128}$/
export const MOST_TEXT = 20_000
const MOST_HANDLERS = 8

export const textOfAll = (of: Described): string => [...of.texts].sort().join('\n').slice(0, MOST_TEXT)

/** @param node what is described; a phrase is looked for in it, and behind it in its file */
export function sight(
  ledger: Ledger,
  scope: Scope,
  node: Node,
  offered: { what: Offered; name: string; described: Described; handlers?: readonly Unit[]; shared?: boolean },
): void {
  const { module } = scope
  const { phrases } = toolTextSigns(textOfAll(offered.described))
  // Hiding from the user tells most.
  const phrase = phrases.find((each) => /mention|tell|inform|reveal|hid|notify/i.test(each)) ?? phrases[0]
  const at = phrase === undefined ? -1 : module.source.indexOf(phrase, node.start)
  const where = at >= 0 && at < node.end ? module.whereAt(at) : module.where(node)
  ledger.sight({ handlers: [], shared: false, ...offered, where })
}

/** The functions that a handler's expression may be: itself, or what a wrapper is given. */
export function handlersOf(ledger: Ledger, scope: Scope, node: Node): Unit[] {
  const out = new Set<Unit>()
  const take = (value: Value): void => {
    for (const each of alternatives(value)) {
      if (each.t !== 'function' || out.size >= MOST_HANDLERS) continue
      const unit = ledger.function(each.node, each.module)
      if (unit !== undefined) out.add(unit)
    }
  }
  const visit = (at: Node, depth: number): void => {
    if (isFunction(at)) {
      const unit = ledger.function(at as FunctionNode, scope.module)
      if (unit !== undefined) out.add(unit)
      return
    }
    take(scope.on.value(at, scope.module, scope.frame))
    if (at.type === 'CallExpression' && depth < 3)
      for (const each of at.arguments) if (each.type !== 'SpreadElement' && mayBeFunction(each)) visit(each, depth + 1)
  }
  visit(node, 0)
  return [...out]
}

export const mayBeFunction = (node: Node): boolean =>
  isFunction(node) ||
  node.type === 'Identifier' ||
  node.type === 'MemberExpression' ||
  node.type === 'CallExpression' ||
  node.type === 'ConditionalExpression'

/** A text that a tool answers with, or that a prompt says: kept only where it turns to the model. */
export function sightResult(ledger: Ledger, scope: Scope, node: Node, text: string): void {
  const { phrases, hidden } = toolTextSigns(text)
  // A bracket alone is how honest servers mark what they say themselves.
  if (phrases.every((each) => /^[[<]/.test(each)) && hidden.length === 0) return
  const into = described()
  into.texts.add(text.slice(0, MOST_TEXT))
  sight(ledger, scope, node, { what: 'result', name: 'answer', described: into })
}
