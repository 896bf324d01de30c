/** Where servers stand in a document: under a client's own keys, or found by what they look like. Pure. */
import type { KeyPath, Shape } from './client.js'
import { clients } from './clients/index.js'
import { child, childLike, children, isMap, type Located } from './document.js'
import { looksLikeEntry } from './entry.js'

export { looksLikeEntry }

export interface ServerMap {
  readonly at: Located
  /** Keys that lead here; empty for the document itself. */
  readonly keys: KeyPath
  /** The key that stood for `*`: a project's folder. */
  readonly project: string | null
  /** The document is one entry, without a name of its own. */
  readonly single?: true
  /** Its keys are written in another case than any client has them. */
  readonly misspelled?: true
  /** What stands in for a name then. */
  readonly name?: string
}

/** Shapes that are told by more than their keys; the keys of all others are those of plain files, too. */
const SHAPES_APART: ReadonlySet<Shape | undefined> = new Set(['goose', 'docker-catalog', 'bundle', 'registry-server'])

/** Keys under which any known client keeps servers, for files whose client is not known: each once, in the order of the clients. */
const KNOWN_KEYS: readonly KeyPath[] = [
  ...new Map(
    clients
      .flatMap(({ files }) => files)
      .filter(({ shape }) => !SHAPES_APART.has(shape))
      .flatMap(({ servers }) => servers)
      .filter((keys) => keys.length > 0)
      .map((keys) => [JSON.stringify(keys), keys] as const),
  ).values(),
]

/**
 * Values that stand at a key path; any type of value, as a wrong one has to be reported.
 *
 * @param find how a key is looked up
 */
export function mapsAt(root: Located, keys: KeyPath, find = child): readonly ServerMap[] {
  if (keys.length === 0) return isFlat(root) ? [{ at: root, keys, project: null }] : []
  let places: readonly { readonly at: Located; readonly project: string | null }[] = [{ at: root, project: null }]
  for (const key of keys) {
    places = places.flatMap(({ at, project }) => {
      if (key === '*') return children(at).map((one) => ({ at: one, project: one.key }))
      const next = find(at, key)
      return next ? [{ at: next, project }] : []
    })
  }
  return places.map(({ at, project }) => ({ at, keys, project }))
}

/** Maps at keys that only case tells from a client's: Go's and .NET's parsers take them all the same. */
export const misspelledMaps = (root: Located, keys: KeyPath): readonly ServerMap[] => {
  const [map] = keys.length > 0 && mapsAt(root, keys).length === 0 ? mapsAt(root, keys, childLike) : []
  return map && children(map.at).some(looksLikeEntry) ? [map] : []
}

/** Places on the way to a map whose key stands more than once, so that an earlier map is not read. */
export function repeatedAbove(root: Located, keys: KeyPath): readonly { readonly at: Located; readonly key: string }[] {
  let places: readonly Located[] = [root]
  const found: { readonly at: Located; readonly key: string }[] = []
  for (const key of keys) {
    for (const at of places) {
      if (at.node.type === 'map' && key !== '*' && at.node.repeated.includes(key)) found.push({ at, key })
    }
    places = places.flatMap((at) => (key === '*' ? children(at) : (child(at, key) ?? [])))
  }
  return found
}

/**
 * Maps of servers in a file of any client, by content. Nothing is found in a document that holds something else, and
 * `{}` holds nothing else: the caller tells these apart.
 */
export function recognise(root: Located): readonly ServerMap[] {
  const found = KNOWN_KEYS.flatMap((keys) => mapsAt(root, keys)).filter(
    // `mcp` is a map of servers for some clients and a group of settings for others.
    ({ at, keys }) => keys.at(-1) !== 'mcp' || isEmpty(at) || children(at).some(looksLikeEntry),
  )
  if (found.length > 0) return found
  const misspelled = KNOWN_KEYS.flatMap((keys) => misspelledMaps(root, keys))
  const [first] = misspelled
  if (first) return [{ ...first, misspelled: true }]
  if (looksLikeEntry(root)) return [{ at: root, keys: [], project: null, single: true }]
  return mapsAt(root, [])
}

/** A map without keys, a list without items, or `null`. */
export function isEmpty({ node }: Located): boolean {
  if (node.type === 'map') return node.entries.size === 0
  return node.type === 'list' ? node.items.length === 0 : node.type === 'other' && node.value === null
}

/** A document that is itself the map: `{name: entry}`. */
const isFlat = (root: Located): boolean => isMap(root) && !looksLikeEntry(root) && children(root).some(looksLikeEntry)
