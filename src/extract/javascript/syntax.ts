/** The syntax tree as the evaluator reads it: acorn's ESTree, plus what the binding pass writes on its nodes. */
import type * as acorn from 'acorn'
import type { Binding, ScopeNode } from './bindings.js'
import type { Value } from './values.js'

declare module 'acorn' {
  interface Node {
    /** Set by the binding pass; absent on the program. */
    parent?: AnyNode
    /** On an identifier that reads or writes a variable: the variable; absent for globals. */
    binding?: Binding
    /** On a node that opens a scope. */
    scope?: ScopeNode
    /** Result of evaluating the expression outside any call. */
    memo?: Value | undefined
    /** What it gives, where that was found by interpreting it; see `deobfuscate/`. */
    folded?: Value
    /** On a literal that stands for what an expression decodes. */
    decoded?: boolean
  }
}

export type Node = acorn.AnyNode
export type FunctionNode = acorn.FunctionDeclaration | acorn.FunctionExpression | acorn.ArrowFunctionExpression
export type ClassNode = acorn.ClassDeclaration | acorn.ClassExpression
export type CallNode = acorn.CallExpression | acorn.NewExpression

export function isFunction(node: Node | undefined | null): node is FunctionNode {
  return (
    node != null &&
    (node.type === 'FunctionExpression' ||
      node.type === 'ArrowFunctionExpression' ||
      node.type === 'FunctionDeclaration')
  )
}

export function isClass(node: Node | undefined | null): node is ClassNode {
  return node != null && (node.type === 'ClassDeclaration' || node.type === 'ClassExpression')
}

/** The name of a property or method that is written out: `a.b`, `a['b']`, `{b: …}`, `{'b': …}`; else undefined. */
export function writtenName(node: {
  readonly key?: Node
  readonly property?: Node
  readonly computed: boolean
}): string | undefined {
  const key = node.key ?? node.property
  if (key === undefined) return undefined
  if (!node.computed && key.type === 'Identifier') return key.name
  if (key.type === 'PrivateIdentifier') return `#${key.name}`
  if (key.type === 'Literal' && (typeof key.value === 'string' || typeof key.value === 'number')) {
    return String(key.value)
  }
  return undefined
}

/** The nearest function around a node (or undefined at the top level), not counting the node itself. */
export function enclosingFunction(node: Node): FunctionNode | undefined {
  for (let up = node.parent; up !== undefined; up = up.parent) if (isFunction(up)) return up
  return undefined
}

/** The statement that a node stands in. */
export function enclosingStatement(node: Node): Node {
  let at: Node = node
  while (at.parent !== undefined && !/Statement$|Declaration$|^Program$|^PropertyDefinition$/.test(at.type))
    at = at.parent
  return at
}
