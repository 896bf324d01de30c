/**
 * A configuration file as a neutral tree, whatever its format: JSON with comments today. Keys live in a `Map`, so that
 * `__proto__` and `constructor` are names like any other. Pure.
 */
import { createScanner, type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser'
import { type Lines, linesOf } from './formats/lines.js'

export type ConfigNode = {
  /** In the file, from 1: of the value's key where it has one, else of the value. */
  readonly line: number
} & (
  | {
      readonly type: 'map'
      /** Of a key that stands several times, the last value: what `JSON.parse` gives the client. */
      readonly entries: ReadonlyMap<string, ConfigNode>
      readonly repeated: readonly string[]
    }
  | { readonly type: 'list'; readonly items: readonly ConfigNode[] }
  | { readonly type: 'text'; readonly value: string }
  | { readonly type: 'other'; readonly value: number | boolean | null }
)

export type ConfigMap = Extract<ConfigNode, { type: 'map' }>

/** A node and the RFC 6901 pointer that leads to it. */
export interface Located<N extends ConfigNode = ConfigNode> {
  readonly node: N
  readonly pointer: string
}

/** `root` is `null` for a document without a value: empty, or nothing but white space and comments. */
export type Document =
  | { readonly ok: true; readonly root: ConfigNode | null }
  | { readonly ok: false; readonly message: string }

/**
 * Deepest nesting that is read. Real files stay under 20 levels; the parser below recurses once per level and would
 * overflow the stack at some thousands.
 */
export const MAX_DEPTH = 200

/**
 * Most tokens that are read. A tree of nine million numbers, which fit into the file limit, takes 2.8 GB and nine seconds;
 * a million takes 0.2 s. Claude Code's largest files have some hundred thousand.
 */
export const MAX_TOKENS = 1_000_000

/**
 * Reads JSON with comments and trailing commas.
 *
 * @param text without byte order mark
 * @returns the tree, or why there is none, by line and column and never with a piece of the text: it may hold secrets
 */
export function parseJsonc(text: string): Document {
  const lines = linesOf(text)
  const excess = findExcess(text)
  if (excess) return { ok: false, message: `${lines.placeOf(excess.offset)}: ${excess.what}` }
  const errors: ParseError[] = []
  const tree = parseTree(text, errors, { allowTrailingComma: true, allowEmptyContent: true })
  const [first] = errors
  if (first) {
    const what = printParseErrorCode(first.error)
      .replace(/([a-z])([A-Z])/g, '$1 $2')
      .toLowerCase()
    const end = first.offset >= text.trimEnd().length ? ' (the file ends early)' : ''
    return { ok: false, message: `${lines.placeOf(first.offset)}: ${what}${end}` }
  }
  return { ok: true, root: tree ? convert(tree, lines.lineAt(tree.offset), lines) : null }
}

/** The child of a map, or `undefined` where the node is no map or has no such key. */
export function child(of: Located, key: string): Located | undefined {
  if (of.node.type !== 'map') return undefined
  const node = of.node.entries.get(key)
  return node && { node, pointer: `${of.pointer}/${escapePointer(key)}` }
}

/** All children of a map (by key) or a list (by index). */
export function children(of: Located): readonly (Located & { readonly key: string })[] {
  const pairs: readonly (readonly [string, ConfigNode])[] =
    of.node.type === 'map'
      ? [...of.node.entries]
      : of.node.type === 'list'
        ? of.node.items.map((node, index) => [String(index), node] as const)
        : []
  return pairs.map(([key, node]) => ({ key, node, pointer: `${of.pointer}/${escapePointer(key)}` }))
}

export const isMap = (located: Located | undefined): located is Located<ConfigMap> => located?.node.type === 'map'

/** RFC 6901, section 3. */
export const escapePointer = (key: string): string => key.replaceAll('~', '~0').replaceAll('/', '~1')

/** Where a text goes beyond what the parser can take; `null` where it does not. Does not recurse. */
function findExcess(text: string): { readonly offset: number; readonly what: string } | null {
  const scanner = createScanner(text, true)
  let depth = 0
  for (let tokens = 0; ; tokens += 1) {
    // The numbers are jsonc-parser's `SyntaxKind`: an ambient const enum, which isolated modules can't name.
    const token: number = scanner.scan()
    if (token === 17) return null
    const offset = scanner.getTokenOffset()
    if (tokens > MAX_TOKENS) return { offset, what: `more than ${MAX_TOKENS} tokens` }
    if (token === 1 || token === 3) {
      depth += 1
      if (depth > MAX_DEPTH) return { offset, what: `nested deeper than ${MAX_DEPTH} levels` }
    } else if (token === 2 || token === 4) depth -= 1
  }
}

function convert(node: Node, line: number, lines: Lines): ConfigNode {
  if (node.type === 'array') {
    const items = (node.children ?? []).map((item) => convert(item, lines.lineAt(item.offset), lines))
    return { type: 'list', line, items }
  }
  if (node.type === 'string') return { type: 'text', line, value: String(node.value) }
  if (node.type !== 'object') return { type: 'other', line, value: node.value }
  const entries = new Map<string, ConfigNode>()
  const repeated = new Set<string>()
  for (const property of node.children ?? []) {
    const [key, value] = property.children ?? []
    if (!key || !value) continue
    if (entries.has(key.value)) repeated.add(key.value)
    entries.set(key.value, convert(value, lines.lineAt(key.offset), lines))
  }
  return { type: 'map', line, entries, repeated: [...repeated] }
}
