/** Changes to a configuration as a tree: what it has to read as, when its characters are changed. Pure. */
import { type ConfigNode, children, type Located } from '../../discover/document.js'

/** Characters of a decoded string that are replaced; `start` and `end` in its UTF-16 units. */
export interface Piece {
  readonly start: number
  readonly end: number
  readonly text: string
}

export type Change =
  /** Of a scalar. Pieces don't overlap. */
  | { readonly kind: 'text'; readonly pointer: string; readonly pieces: readonly Piece[] }
  /** An item that comes to stand before the one at `pointer`. */
  | { readonly kind: 'item'; readonly pointer: string; readonly item: ConfigNode }

/** What a scalar says as text, as words of a command are read; `null` for what is none. */
export function scalarText(node: ConfigNode): string | null {
  if (node.type === 'text') return node.value
  return node.type === 'other' && node.value !== null ? String(node.value) : null
}

export function withPieces(text: string, pieces: readonly Piece[]): string {
  let [done, at] = ['', 0]
  for (const piece of pieces.toSorted((a, b) => a.start - b.start || a.end - b.end)) {
    done += text.slice(at, piece.start) + piece.text
    at = piece.end
  }
  return done + text.slice(at)
}

export const keysOf = (pointer: string): readonly string[] =>
  pointer
    .split('/')
    .slice(1)
    .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'))

export interface Found {
  readonly node: ConfigNode
  /** What it stands in; `null` for the document itself. */
  readonly parent: ConfigNode | null
  /** Position in its list; -1 elsewhere. */
  readonly index: number
  /** Whether a key on the way stands more than once in its map. */
  readonly repeated: boolean
}

/** What an RFC 6901 pointer leads to. */
export function nodeAt(root: ConfigNode, pointer: string): Found | null {
  let found: Found = { node: root, parent: null, index: -1, repeated: false }
  for (const key of keysOf(pointer)) {
    const { node: parent, repeated } = found
    const index = parent.type === 'list' && /^\d+$/.test(key) ? Number(key) : -1
    const node =
      parent.type === 'list' ? parent.items[index] : parent.type === 'map' ? parent.entries.get(key) : undefined
    if (node === undefined) return null
    found = { node, parent, index, repeated: repeated || (parent.type === 'map' && parent.repeated.includes(key)) }
  }
  return found
}

interface Branch {
  readonly children: Map<string, Branch>
  pieces: readonly Piece[]
  /** Items that come to stand before this one. */
  items: readonly ConfigNode[]
}

const branch = (): Branch => ({ children: new Map(), pieces: [], items: [] })

/**
 * @param pointer of `root` itself; every change stands at or below it
 * @returns the tree with the changes in it; what no change touches is shared
 */
export function changed(root: ConfigNode, pointer: string, changes: readonly Change[]): ConfigNode {
  const top = branch()
  const skipped = keysOf(pointer).length
  for (const change of changes) {
    let at = top
    for (const key of keysOf(change.pointer).slice(skipped)) {
      const next = at.children.get(key) ?? branch()
      at.children.set(key, next)
      at = next
    }
    if (change.kind === 'text') at.pieces = [...at.pieces, ...change.pieces]
    else at.items = [...at.items, change.item]
  }
  return grown(root, top)
}

function grown(node: ConfigNode, { children: below, pieces }: Branch): ConfigNode {
  if (pieces.length > 0) {
    const text = scalarText(node)
    return text === null ? node : { type: 'text', line: node.line, value: withPieces(text, pieces) }
  }
  if (below.size === 0) return node
  if (node.type === 'map') {
    const entries = new Map(node.entries)
    for (const [key, own] of below) {
      const value = entries.get(key)
      if (value !== undefined) entries.set(key, grown(value, own))
    }
    return { ...node, entries }
  }
  if (node.type !== 'list') return node
  const items = node.items.flatMap((item, index) => {
    const own = below.get(String(index))
    return own === undefined ? [item] : [...own.items, grown(item, own)]
  })
  return { ...node, items }
}

/** Whether two trees hold the same, wherever it stands in their files. */
export function sameTree(a: ConfigNode, b: ConfigNode): boolean {
  if (a === b) return true
  if (a.type === 'map') {
    if (b.type !== 'map' || a.entries.size !== b.entries.size || a.repeated.join() !== b.repeated.join()) return false
    const others = [...b.entries]
    return [...a.entries].every(([key, value], index) => {
      const [otherKey, other] = others[index] ?? []
      return key === otherKey && other !== undefined && sameTree(value, other)
    })
  }
  if (a.type === 'list') {
    if (b.type !== 'list' || a.items.length !== b.items.length) return false
    return a.items.every((item, index) => {
      const other = b.items[index]
      return other !== undefined && sameTree(item, other)
    })
  }
  return a.type === b.type && Object.is(a.value, (b as typeof a).value)
}

/** Every node with its place; one that YAML's aliases share stands at several. */
export function* everyNode(root: ConfigNode): Generator<Located> {
  const waiting: Located[] = [{ node: root, pointer: '' }]
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    yield at
    for (const one of children(at)) waiting.push(one)
  }
}
