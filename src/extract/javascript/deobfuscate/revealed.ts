/** What a fact owes to a text that was decoded: its detail says so, and what such texts are used for is a sign of its own. */
import { draft as draftOf, type FactDraft } from '../../draft.js'
import type { Module } from '../module.js'
import { isFunction, type Node } from '../syntax.js'

const MOST_DEPTH = 8
const MOST_PARTS = 24

/** Uses of a text for which hiding it has no honest reason, by kind of fact. */
const TELLING =
  /^(?:process\.spawn|net\.(?:egress|host|raw-ip|drop-service|dns)|module\.dynamic|fs\.(?:write|delete|secret-path)|agent\.(?:config|invoke)|persistence)$/

/** @returns whether what stands at a node is made with a text that was decoded; functions inside of it apart */
export function isRevealed(node: Node, module: Module): boolean {
  return module.decoded.length > 0 && holds(node, 0)
}

function holds(node: Node | null | undefined, depth: number): boolean {
  if (node == null || depth > MOST_DEPTH || isFunction(node)) return false
  if (node.decoded === true || node.folded !== undefined) return true
  const any = (nodes: readonly (Node | null)[]): boolean =>
    nodes.slice(0, MOST_PARTS).some((each) => holds(each, depth + 1))
  switch (node.type) {
    case 'Identifier':
      return (node.binding?.definitions ?? [])
        .slice(0, 4)
        .some((each) => each.type === 'value' && holds(each.node, depth + 2))
    case 'CallExpression':
    case 'NewExpression':
      return holds(node.callee as Node, depth + 1) || any(node.arguments)
    case 'MemberExpression':
      return (node.computed && holds(node.property, depth + 1)) || holds(node.object as Node, depth + 1)
    case 'ObjectExpression':
      return any(node.properties.map((each) => (each.type === 'Property' ? each.value : each.argument)))
    case 'ArrayExpression':
      return any(node.elements)
    case 'TemplateLiteral':
      return any(node.expressions)
    case 'BinaryExpression':
    case 'AssignmentExpression':
    case 'LogicalExpression':
      return any([node.left as Node, node.right])
    case 'ConditionalExpression':
      return any([node.consequent, node.alternate])
    case 'AwaitExpression':
    case 'SpreadElement':
    case 'UnaryExpression':
      return holds(node.argument, depth + 1)
    case 'ImportExpression':
      return holds(node.source, depth + 1)
    case 'ExpressionStatement':
    case 'ChainExpression':
      return holds(node.expression, depth + 1)
    default:
      return false
  }
}

/** @returns the fact that says what it was hidden for, where that tells something */
export function hiddenUse(fact: FactDraft): FactDraft | undefined {
  if (!TELLING.test(fact.kind) || fact.value === '{}' || fact.detail['mention'] === true) return undefined
  return draftOf('code.obfuscated', 'hidden-text', { which: 'hidden-text', metric: 1, of: [fact.kind] })
}
