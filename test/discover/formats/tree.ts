/** Trees of configuration files as plain data, to compare them with what other readers give. */
import { type ConfigNode, children, type Document, type Located } from '../../../src/discover/document.js'

/** Maps become objects without a prototype, so that `__proto__` is a key like any other. */
export function dataOf(node: ConfigNode): unknown {
  if (node.type === 'list') return node.items.map(dataOf)
  if (node.type !== 'map') return node.value
  const object: Record<string, unknown> = Object.create(null)
  for (const [key, value] of node.entries) object[key] = dataOf(value)
  return object
}

/** The data of a document that can be read; `undefined` for an empty one. */
export function dataIn(document: Document): unknown {
  if (!document.ok) throw new Error(document.message)
  return document.root === null ? undefined : dataOf(document.root)
}

/** Every node of a document, the root first. */
export function nodesIn(document: Document): readonly Located[] {
  const root = document.ok ? document.root : null
  const found: Located[] = root ? [{ node: root, pointer: '' }] : []
  for (const located of found) found.push(...children(located))
  return found
}

export function messageOf(document: Document): string {
  return document.ok ? 'is read' : document.message
}
