/** What one file holds, as a client reads it: entries, and what can't be understood or is only remarked. Pure. */
import type { Failure, NotEvaluated } from '../model.js'
import { type ConfigNode, children, isMap, type Located } from './document.js'
import { type EntryReading, looksLikeEntry, readEntry } from './entry.js'
import type { Dialect } from './grants.js'
import { failure, type Loaded } from './load.js'
import type { ServerMap } from './maps.js'
import { nameOf, textOf } from './values.js'

/** Servers of one map that are read; a larger one is no person's configuration. */
export const MAX_SERVERS = 10_000

/** An entry, or what stands in the place of one. */
export interface Candidate {
  readonly name: string
  readonly at: Located
  /** The folder of the project that the file itself names for it, as Claude Code's local servers have one. */
  readonly project: string | null
  readonly reading: EntryReading
}

/** Of one file. */
export interface FileReading {
  readonly file: string
  readonly loaded: Loaded
  readonly candidates: readonly Candidate[]
  readonly failures: readonly Failure[]
  readonly remarks: readonly NotEvaluated[]
}

export type Contents = Omit<FileReading, 'file' | 'loaded'>

export const NOTHING: Contents = { candidates: [], failures: [], remarks: [] }

export const join = (parts: readonly Contents[]): Contents => ({
  candidates: parts.flatMap(({ candidates }) => candidates),
  failures: parts.flatMap(({ failures }) => failures),
  remarks: parts.flatMap(({ remarks }) => remarks),
})

/** A place in a file, as subject of a failure or remark. */
export const placeIn = (file: string, { pointer }: Pick<Located, 'pointer'>): string => `${file}#${pointer}`

/** The entries of several maps. One may stand within another, as `mcp.servers` does in `mcp`: it is no entry of that. */
export function readMaps(file: string, maps: readonly ServerMap[], dialect?: Dialect): Contents {
  const others = new Set(maps.map(({ at }) => at.pointer))
  return join(maps.map((map) => readMap(file, map, dialect, others)))
}

/**
 * The entries of a map, or of a list of entries that hold their names.
 *
 * @param others pointers of maps that are read by themselves
 */
export function readMap(
  file: string,
  map: ServerMap,
  dialect?: Dialect,
  others: ReadonlySet<string> = new Set(),
): Contents {
  const { at } = map
  if (at.node.type === 'text' || (at.node.type === 'other' && at.node.value !== null)) {
    const wrong = failure(placeIn(file, at), 'the servers are no object', 'Write them as {"name": {…}}.')
    return { ...NOTHING, failures: [wrong] }
  }
  const isList = at.node.type === 'list'
  const { all, failures } = bounded(file, at, map.name === undefined ? children(at) : [{ ...at, key: map.name }])
  const read = (one: Located & { readonly key: string }): Candidate => ({
    name: (isList ? nameIn(one) : undefined) ?? one.key,
    at: one,
    project: map.project,
    reading: readEntry(one, dialect),
  })
  const parts = all.map((one): Contents => {
    if (others.has(one.pointer) && one.pointer !== at.pointer) return NOTHING
    if (isNote(one)) return NOTHING
    const own = read(one)
    const holdsEntries = isMap(one) && children(one).some(looksLikeEntry)
    if (own.reading.kind !== 'problem' || !holdsEntries) return { ...NOTHING, candidates: [own] }
    const nested = bounded(file, one, children(one))
    return { candidates: nested.all.map(read), failures: nested.failures, remarks: [oneLevelBelow(file, one)] }
  })
  const entries = join(parts)
  return {
    ...entries,
    failures: [...failures, ...entries.failures],
    remarks: [...repeatedKeys(file, at), ...entries.remarks],
  }
}

/** What people write beside servers in a format without comments: `"//": "…"`, `"_comment": "…"`. It starts nothing. */
const isNote = ({ key, node }: Located & { readonly key: string }): boolean =>
  /^(\/\/|_[a-z]|[#$]|comment|note)/i.test(key) && isProse(node)

const isProse = (node: ConfigNode): boolean =>
  node.type === 'list' ? node.items.every(({ type }) => type === 'text') : node.type !== 'map'

const oneLevelBelow = (file: string, at: Located): NotEvaluated => ({
  subject: placeIn(file, at),
  what: 'whether these servers are started',
  why: 'they stand one level below the place where servers are looked for',
})

/** The first of many. */
export function bounded<T>(
  file: string,
  at: Located,
  all: readonly T[],
): { readonly all: readonly T[]; readonly failures: readonly Failure[] } {
  if (all.length <= MAX_SERVERS) return { all, failures: [] }
  const message = `it lists ${all.length} servers, and ${MAX_SERVERS} are read`
  const remedy = 'Split the file, and name its parts with --config.'
  return { all: all.slice(0, MAX_SERVERS), failures: [failure(placeIn(file, at), message, remedy)] }
}

/** Keys of a map that stand more than once. */
export const repeatedKeys = (file: string, at: Located): readonly NotEvaluated[] =>
  at.node.type === 'map' ? at.node.repeated.map((key) => earlier(file, at, key)) : []

export const earlier = (file: string, at: Located, key: string): NotEvaluated => ({
  subject: placeIn(file, at),
  what: `the earlier value of "${brief(key)}"`,
  why: 'the key stands more than once, and clients take the last value',
})

/** Names come from files of strangers: a message takes so much of one. */
const MAX_NAME = 100

export const brief = (name: string): string => (name.length > MAX_NAME ? `${name.slice(0, MAX_NAME)}…` : name)

export const problem = (message: string): EntryReading => ({ kind: 'problem', message })

/** The problem of a value that has to be something else; `wanted` with its article. */
export const notA = (wanted: string, at: Located): EntryReading => problem(`it is ${nameOf(at)}, not ${wanted}`)

function nameIn(entry: Located): string | undefined {
  if (entry.node.type !== 'map') return undefined
  const name = entry.node.entries.get('name')
  return (name && textOf({ node: name, pointer: '' })) || undefined
}
