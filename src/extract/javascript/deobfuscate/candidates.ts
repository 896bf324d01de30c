/** A cheap look at an expression, before anything is interpreted: whether it could be made of constants alone. */
import type { Binding } from '../bindings.js'
import { type CallNode, isClass, isFunction, type Node } from '../syntax.js'
import { isKnownGlobal, knownModule } from './natives.js'

/** A decoder is short; a longer function is a part of a program. */
const LONGEST_FUNCTION = 8000
const LONGEST_WITHOUT_ARGUMENTS = 4000
const MOST_LOOKED_AT = 48
const MOST_DEPTH = 24

export function mayFold(node: Node, depth = 0): boolean {
  if (depth > MOST_DEPTH) return true
  const all = (nodes: readonly (Node | null)[]): boolean =>
    nodes.slice(0, MOST_LOOKED_AT).every((each) => each === null || mayFold(each, depth + 1))
  switch (node.type) {
    case 'Literal':
      return true
    case 'TemplateLiteral':
      return all(node.expressions)
    case 'Identifier':
      return node.binding === undefined
        ? isKnownGlobal(node.name) || /^(?:global|globalThis|window|undefined|NaN)$/.test(node.name)
        : mayBeConstant(node.binding)
    case 'CallExpression':
    case 'NewExpression':
      return mayFoldCall(node, depth, all)
    case 'ChainExpression':
    case 'ParenthesizedExpression':
      return mayFold(node.expression, depth + 1)
    case 'MemberExpression':
      return (
        node.object.type !== 'Super' &&
        mayFold(node.object, depth + 1) &&
        (!node.computed || mayFold(node.property, depth + 1))
      )
    case 'BinaryExpression':
      return mayFold(node.left as Node, depth + 1) && mayFold(node.right, depth + 1)
    case 'LogicalExpression':
      return mayFold(node.left, depth + 1) && mayFold(node.right, depth + 1)
    case 'ConditionalExpression':
      return all([node.test, node.consequent, node.alternate])
    case 'UnaryExpression':
    case 'SpreadElement':
      return mayFold(node.argument, depth + 1)
    case 'ArrayExpression':
      return all(node.elements)
    case 'ObjectExpression':
      return node.properties.length <= 4096
    case 'FunctionExpression':
    case 'ArrowFunctionExpression':
      return !node.async && !node.generator && node.end - node.start <= LONGEST_FUNCTION
    default:
      return false
  }
}

function mayFoldCall(node: CallNode, depth: number, all: (nodes: readonly Node[]) => boolean): boolean {
  const { callee } = node
  if (callee.type === 'Super') return false
  if (callee.type === 'Identifier') {
    if (callee.binding === undefined) {
      if (callee.name !== 'require' && !isKnownGlobal(callee.name)) return false
      const [first] = node.arguments
      if (callee.name === 'require')
        return first?.type === 'Literal' && typeof first.value === 'string' && knownModule(first.value) !== undefined
    } else if (!mayBeDecoder(callee.binding, node.arguments.length)) return false
  } else if (isFunction(callee)) {
    if (callee.end - callee.start > (node.arguments.length > 0 ? LONGEST_FUNCTION : LONGEST_WITHOUT_ARGUMENTS))
      return false
  } else if (!mayFold(callee, depth + 1)) return false
  return all(node.arguments)
}

function mayBeConstant(binding: Binding): boolean {
  if (binding.definitions.length === 0) return false
  return binding.definitions.slice(0, 8).every((each) => {
    switch (each.type) {
      case 'opaque':
      case 'element':
      case 'key':
        return false
      case 'class':
        return each.node.end - each.node.start <= LONGEST_FUNCTION
      case 'import':
        return knownModule(each.from) !== undefined
      case 'parameter':
        return each.fn.parent?.type === 'CallExpression' && each.fn.parent.callee === each.fn
      default:
        return true
    }
  })
}

/** Whether what a name is called for could be a decoder of the file's own. */
function mayBeDecoder(binding: Binding, given: number): boolean {
  if (!mayBeConstant(binding)) return false
  const [first] = binding.definitions
  if (first === undefined || !('node' in first)) return true
  const { node } = first
  if (!isFunction(node)) return given > 0 || isClass(node)
  return node.end - node.start <= (given > 0 ? LONGEST_FUNCTION : LONGEST_WITHOUT_ARGUMENTS)
}
