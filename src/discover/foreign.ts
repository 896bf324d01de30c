/** Servers in a client's file under keys that the client does not read, or spells in another case. Pure. */
import type { Client, KeyPath, ServerFile } from './client.js'
import { children, type Located } from './document.js'
import { looksLikeEntry } from './entry.js'
import type { Loaded } from './load.js'
import { mapsAt, misspelledMaps, recognise } from './maps.js'
import { type Contents, join, NOTHING, placeIn, readMaps } from './reading.js'

/** A client that reads the file, and how. */
interface Job {
  readonly client: Client
  readonly file: ServerFile
}

/** Servers under keys that none of a file's clients reads: listed once, with a remark. */
export function unreadKeys(path: string, loaded: Loaded, readers: readonly Job[], { client }: Job): Contents {
  if (loaded.found !== 'document' || loaded.root === null) return NOTHING
  const { root } = loaded
  const otherwise = spelledOtherwise(path, root, readers, client)
  // Settings hold much else, but these names mean nothing else anywhere.
  const others = readers.filter(({ file }) => !file.shape)
  const plain = others.some(({ file }) => !file.shared)
  const means = (keys: KeyPath): boolean => plain || (keys.length === 1 && UNMISTAKABLE.has(keys[0] ?? ''))
  if (others.length === 0) return otherwise
  const read = new Set(
    readers.flatMap(({ file }) => file.servers.flatMap((keys) => mapsAt(root, keys))).map(({ at }) => at.pointer),
  )
  const foreign = recognise(root).filter(
    ({ at, keys, misspelled }) =>
      !misspelled && !read.has(at.pointer) && means(keys) && children(at).some(looksLikeEntry),
  )
  if (foreign.length === 0) return otherwise
  const titles = [...new Set(others.map((reader) => reader.client.title))]
  const keys = new Set(others.flatMap(({ file }) => file.servers.filter((one) => one.length > 0).map(quote)))
  const remarks = foreign.map((map) => ({
    subject: placeIn(path, map.at),
    what: `whether ${listed(titles, 'or')} starts these servers`,
    why: `they stand ${map.keys.length ? `under ${quote(map.keys)}` : 'at the top'}, and ${titles.length > 1 ? 'these read' : 'it reads'} ${listed([...keys], 'and')}`,
  }))
  // Of settings, only the remark: the client does not start these.
  const contents = plain ? readMaps(path, foreign, client.dialect) : NOTHING
  return join([otherwise, contents, { ...NOTHING, remarks }])
}

const UNMISTAKABLE = new Set(['mcpServers', 'mcp_servers'])

/** Servers under a client's own key in another case: some clients read them, and others do not. */
function spelledOtherwise(path: string, root: Located, readers: readonly Job[], client: Client): Contents {
  const maps = new Map(
    readers
      .flatMap(({ file }) => file.servers.flatMap((keys) => misspelledMaps(root, keys)))
      .map((map) => [map.at.pointer, map]),
  )
  const remarks = [...maps.values()].map(({ at, keys }) => ({
    subject: placeIn(path, at),
    what: 'whether these servers are started',
    why: `they stand under ${quote(keys)} in another case, which some clients read and others do not`,
  }))
  return join([readMaps(path, [...maps.values()], client.dialect), { ...NOTHING, remarks }])
}

const quote = (keys: KeyPath): string => `\`${keys.join('.')}\``

const listed = (words: readonly string[], before: 'and' | 'or'): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} ${before} ${words.at(-1)}`
