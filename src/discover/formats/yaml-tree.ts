/** A composed YAML document as a neutral tree: aliases and merge keys followed, within bounds. */
import { type Document, isAlias, isMap, isScalar, isSeq, type ParsedNode, type Scalar, type YAMLMap } from 'yaml'
import type { ConfigMap, ConfigNode } from '../document.js'
import { MAX_DEPTH, MAX_TOKENS, tooDeep, Unreadable } from './limits.js'
import { type Lines, linesOf } from './lines.js'
import type { ScalarRange, ScalarStyle, Sources } from './source.js'
import { resolvePlain } from './yaml-scalar.js'

/** Most text, in UTF-16 units, that a tree may hold with its aliases followed: what the largest file could hold itself. */
const MAX_TEXT = 20 * 1024 * 1024

/**
 * An alias gives the value of its anchor, which is shared and not copied. A tree that would be too large if it were copied
 * is refused, since whoever walks through it meets every copy. Merge keys (`<<`) count as in YAML 1.1: several clients'
 * parsers follow them, and a server that hides behind one has to be seen. Keys are text, as JavaScript writes them.
 *
 * Throws `Unreadable`.
 */
export function treeOf({ contents }: Document.Parsed, text: string, sources?: Sources): ConfigNode | null {
  if (contents === null || isNothing(contents)) return null
  return new Tree(linesOf(text), sources).convert(contents, contents.range[0], 1)
}

const isNothing = (node: ParsedNode): boolean =>
  isScalar(node) && node.source === '' && node.type === 'PLAIN' && node.tag === undefined

/** What a node is with all that hangs on it, aliases followed. */
interface Size {
  readonly nodes: number
  readonly text: number
  /** Levels of maps and lists. */
  readonly height: number
}

interface Anchor {
  readonly of: ParsedNode
  /** `null` while its value is being read. */
  node: ConfigNode | null
}

class Tree {
  private readonly lines: Lines
  private readonly sources: Sources | undefined
  private readonly anchors = new Map<string, Anchor>()
  private readonly sizes = new WeakMap<ConfigNode, Size>()
  private merged = 0

  constructor(lines: Lines, sources: Sources | undefined) {
    this.lines = lines
    this.sources = sources
  }

  /** @param lineOffset of what says the node's line */
  convert(node: ParsedNode | null, lineOffset: number, depth: number): ConfigNode {
    const line = this.lines.lineAt(lineOffset)
    if (node === null) return { type: 'other', line, value: null }
    if (isAlias(node)) return this.follow(node.source, node.range[0], line, depth)
    if (node.anchor === undefined) return this.build(node, line, depth)
    // An alias means the last anchor of its name that stands before it, even where that one is still open.
    const anchor: Anchor = { of: node, node: null }
    this.anchors.set(node.anchor, anchor)
    anchor.node = this.build(node, line, depth)
    return anchor.node
  }

  private follow(name: string, offset: number, line: number, depth: number): ConfigNode {
    const anchor = this.anchors.get(name)
    if (anchor === undefined) throw new Unreadable(offset, 'an alias without an anchor before it')
    if (anchor.node === null) throw new Unreadable(offset, 'an alias inside of what it stands for')
    const size = this.sizeOf(anchor.node)
    if (depth - 1 + size.height > MAX_DEPTH) throw tooDeep(offset)
    const copy = { ...anchor.node, line }
    this.sizes.set(copy, size)
    const { of } = anchor
    this.sources?.reused({ start: of.range[0], end: of.range[1] })
    if (isScalar(of)) this.sources?.scalar(copy, rangeOf(of))
    return copy
  }

  private build(node: Exclude<ParsedNode, { source: string; value?: never }>, line: number, depth: number): ConfigNode {
    if (isScalar(node)) {
      const value = scalarValue(node)
      const scalar: ConfigNode =
        typeof value === 'string' ? { type: 'text', line, value } : { type: 'other', line, value }
      this.sources?.scalar(scalar, rangeOf(node))
      return scalar
    }
    if (isMap(node)) return this.map(node, line, depth)
    const items = isSeq(node) ? node.items.map((item) => this.convert(item, item.range[0], depth + 1)) : []
    return this.sized({ type: 'list', line, items }, items, 0, node.range[0])
  }

  private map(node: YAMLMap.Parsed, line: number, depth: number): ConfigNode {
    const entries = new Map<string, ConfigNode>()
    const repeated = new Set<string>()
    const bases: ConfigMap[] = []
    for (const pair of node.items) {
      const [offset] = pair.key.range
      const key = this.key(pair.key, depth)
      const value = this.convert(pair.value, offset, depth + 1)
      const merged = isMergeKey(pair.key) ? mapsIn(value) : null
      if (merged !== null) bases.push(...merged)
      else if (!entries.has(key.name)) entries.set(key.name, value)
      else if (key.scalar) throw new Unreadable(offset, 'a key that stands twice in its map')
      else repeated.add(key.name)
    }
    for (const base of bases) this.merge(base, entries, node.range[0])
    const names = [...entries.keys()].reduce((sum, name) => sum + name.length, 0)
    return this.sized({ type: 'map', line, entries, repeated: [...repeated] }, entries.values(), names, node.range[0])
  }

  /** Keys that are maps or lists, which no client can name, stand as `{…}` and `[…]`. */
  private key(node: ParsedNode, depth: number): { readonly name: string; readonly scalar: boolean } {
    const key = this.convert(node, node.range[0], depth + 1)
    if (key.type === 'map') return { name: '{…}', scalar: false }
    if (key.type === 'list') return { name: '[…]', scalar: false }
    return { name: String(key.value), scalar: true }
  }

  /** What the map says itself stays, and so does what it took from an earlier base. */
  private merge(base: ConfigMap, entries: Map<string, ConfigNode>, offset: number): void {
    this.merged += base.entries.size
    if (this.merged > MAX_TOKENS.yaml) throw tooLarge(offset)
    for (const [name, node] of base.entries) if (!entries.has(name)) entries.set(name, node)
  }

  private sized(node: ConfigNode, parts: Iterable<ConfigNode>, text: number, offset: number): ConfigNode {
    const size = { nodes: 1, text, height: 1 }
    for (const part of parts) {
      const { nodes, text, height } = this.sizeOf(part)
      size.nodes += nodes
      size.text += text
      size.height = Math.max(size.height, height + 1)
    }
    if (size.nodes > MAX_TOKENS.yaml || size.text > MAX_TEXT) throw tooLarge(offset)
    this.sizes.set(node, size)
    return node
  }

  private sizeOf(node: ConfigNode): Size {
    const text = node.type === 'text' ? node.value.length : 0
    return this.sizes.get(node) ?? { nodes: 1, text, height: 0 }
  }
}

const tooLarge = (offset: number): Unreadable => new Unreadable(offset, 'aliases that stand for too much')

/** As js-yaml has it: `<<` without quotes and without a tag. */
const isMergeKey = (node: ParsedNode): boolean =>
  isScalar(node) && node.source === '<<' && node.type === 'PLAIN' && node.tag === undefined

/** The maps that a merge key takes over; `null` where its value is something else, and `<<` a key like any other. */
function mapsIn(node: ConfigNode): readonly ConfigMap[] | null {
  if (node.type === 'map') return [node]
  if (node.type !== 'list') return null
  const maps = node.items.filter((item) => item.type === 'map')
  return maps.length === node.items.length ? maps : null
}

const CORE_TAGS = new Set(['null', 'bool', 'int', 'float'].map((name) => `tag:yaml.org,2002:${name}`))

function scalarValue({ source, type, tag }: Scalar.Parsed): string | number | boolean | null {
  const resolves = tag === undefined ? type === 'PLAIN' : CORE_TAGS.has(tag)
  return resolves ? resolvePlain(source) : source
}

const STYLES: Record<Scalar.Type, ScalarStyle> = {
  PLAIN: 'yaml-plain',
  QUOTE_SINGLE: 'yaml-single',
  QUOTE_DOUBLE: 'yaml-double',
  BLOCK_LITERAL: 'yaml-literal',
  BLOCK_FOLDED: 'yaml-folded',
}

const rangeOf = ({ range, type = 'PLAIN' }: Scalar.Parsed): ScalarRange => ({
  start: range[0],
  end: range[1],
  style: STYLES[type],
})
