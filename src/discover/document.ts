/**
 * A configuration file as a neutral tree, whatever its format: JSON with comments, TOML, YAML, or the YAML at the top of a
 * Markdown file. Keys live in a `Map`, so that `__proto__` and `constructor` are names like any other. Pure.
 */
import { parseJsonc } from './formats/json.js'
import { Unreadable } from './formats/limits.js'
import { linesOf } from './formats/lines.js'
import type { Sources } from './formats/source.js'

export { parseJsonc }

/** `frontmatter` is YAML between two lines of `---` at the top of a Markdown file. */
export type Format = 'json' | 'toml' | 'yaml' | 'frontmatter'

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
  | {
      readonly ok: true
      readonly root: ConfigNode | null
      /** What of the text stands outside of the tree, and why; absent where all is in it. */
      readonly unread?: { readonly what: string; readonly why: string }
    }
  | { readonly ok: false; readonly message: string }

type Parse = (text: string, sources?: Sources) => Document

/** Loaded when a file of the format is read: YAML's parser alone takes 30 ms, and most machines have JSON only. */
const parsers: Record<Format, () => Promise<Parse>> = {
  json: async () => parseJsonc,
  toml: async () => (await import('./formats/toml.js')).parseToml,
  yaml: async () => (await import('./formats/yaml.js')).parseYaml,
  frontmatter: async () => (await import('./formats/frontmatter.js')).parseFrontmatter,
}

/**
 * Reads a document of any format. Never throws for what the text holds.
 *
 * @param text may begin with a byte order mark; lines and columns do not count it
 * @param sources told where scalars stand, in the text without its mark
 * @returns the tree, or why there is none, by line and column and never with a piece of the text: it may hold secrets
 */
export async function parseDocument(text: string, format: Format, sources?: Sources): Promise<Document> {
  const parse = await parsers[format]()
  const plain = text.startsWith('\ufeff') ? text.slice(1) : text
  try {
    return parse(plain, sources)
  } catch (error) {
    if (error instanceof Unreadable) {
      return { ok: false, message: `${linesOf(plain).placeOf(error.offset)}: ${error.message}` }
    }
    // The parsers are other people's, and their errors may quote the text.
    const what = error instanceof RangeError ? 'it is nested too deeply, or too large' : 'its parser fails on it'
    return { ok: false, message: what }
  }
}

/** The child of a map, or `undefined` where the node is no map or has no such key. */
export function child(of: Located, key: string): Located | undefined {
  if (of.node.type !== 'map') return undefined
  const node = of.node.entries.get(key)
  return node && { node, pointer: `${of.pointer}/${escapePointer(key)}` }
}

/** The child under a key, or else under one that only case tells from it: parsers written in Go and .NET take it, too. */
export function childLike(of: Located, key: string): Located | undefined {
  const exact = child(of, key)
  if (exact !== undefined || of.node.type !== 'map') return exact
  const folded = key.toLowerCase()
  for (const other of of.node.entries.keys()) {
    if (other.length === key.length && other.toLowerCase() === folded) return child(of, other)
  }
  return undefined
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
