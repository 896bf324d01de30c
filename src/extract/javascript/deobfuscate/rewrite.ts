/** Walks over a tree, and makes a tree that was changed ready for another pass over its names. */
import type * as acorn from 'acorn'
import { KEYS } from 'eslint-visitor-keys'
import type { Node } from '../syntax.js'

type Loose = Record<string, unknown> & { type: string }

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && typeof (value as Loose).type === 'string'

const OWN = new Set(['parent', 'scope', 'binding', 'memo', 'folded'])

export function childrenOf(node: Node): Node[] {
  const loose = node as unknown as Loose
  const keys = KEYS[node.type] ?? Object.keys(loose).filter((key) => !OWN.has(key))
  const out: Node[] = []
  for (const key of keys) {
    const child = loose[key]
    if (Array.isArray(child)) {
      for (const each of child) if (isNode(each)) out.push(each)
    } else if (isNode(child)) out.push(child)
  }
  return out
}

/** Calls `visit` on every node, outer ones first; stops going deeper, or at all, where it says so. */
export function walk(root: Node, visit: (node: Node) => 'skip' | 'stop' | undefined): void {
  const stack: Node[] = [root]
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    const answer = visit(node)
    if (answer === 'stop') return
    if (answer === 'skip') continue
    const children = childrenOf(node)
    for (let i = children.length - 1; i >= 0; i--) stack.push(children[i] as Node)
  }
}

/** Takes away what a pass over the names wrote on the nodes. */
export function forget(program: acorn.Program): void {
  walk(program, (node) => {
    // Deleting would make each node a slow one.
    node.memo = undefined
    const loose = node as { parent?: unknown; scope?: unknown; binding?: unknown }
    if (loose.parent !== undefined) loose.parent = undefined
    if (loose.scope !== undefined) loose.scope = undefined
    if (loose.binding !== undefined) loose.binding = undefined
  })
}

/** Makes one node another one, in its place. */
export function become(node: Node, fields: Record<string, unknown> & { type: Node['type'] }): void {
  const loose = node as unknown as Record<string, unknown>
  for (const key of Object.keys(loose)) if (!/^(?:start|end|loc|range|parent)$/.test(key)) delete loose[key]
  Object.assign(loose, fields)
}
