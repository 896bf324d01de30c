/** Which entry of a lock is which server. Pure. */
import {
  compareText,
  type Launch,
  type LockedOccurrence,
  type LockedServer,
  type Lockfile,
  type PackageRef,
} from '../model.js'
import { lockKey, portable } from './portable.js'

/** What a server is recognised by. */
export interface Recognised {
  readonly id: string
  readonly launch: Launch
  readonly package: PackageRef | null
  readonly configured: readonly LockedOccurrence[]
}

/** What both sides are compared by. */
interface Traits {
  /** Kind, and the package where there is one. */
  readonly group: string
  /** The spec of a package; else the origin, of a path its last part: a lock holds no path of a machine. */
  readonly spec: string
  /** Of a path all that is known of it. */
  readonly path: string | null
  readonly configured: readonly LockedOccurrence[]
}

/** How a server and an entry of a lock find each other. */
interface Way {
  readonly bySpec: boolean
  /** Texts of which they have one in common. */
  readonly keys: (traits: Traits) => readonly string[]
}

const together = (...parts: readonly string[]): string => JSON.stringify(parts)

const exactly = ({ client, scope, name, launch }: LockedOccurrence): string => together(client, scope, name, launch)
const byName = ({ client, name }: LockedOccurrence): string => together(client, name)

/** The surest first. */
const WAYS: readonly Way[] = [
  {
    bySpec: true,
    keys: ({ group, spec, configured }) => configured.map((each) => together(group, spec, exactly(each))),
  },
  {
    bySpec: true,
    keys: ({ group, spec, configured }) => configured.map((each) => together(group, spec, byName(each))),
  },
  // Two of which it is not known what they start need not be the same.
  { bySpec: true, keys: ({ group, spec }) => (spec === '' ? [] : [together(group, spec)]) },
  { bySpec: false, keys: ({ group, configured }) => configured.map((each) => together(group, exactly(each))) },
  { bySpec: false, keys: ({ group, configured }) => configured.map((each) => together(group, byName(each))) },
]

/**
 * By package and spec (or by origin, of what is taken from no registry) first, and among several by the entries that start it; then
 * by package and the entries; then by the package alone, where only one is left on both sides. The number in an id or a key tells
 * nothing. What is found first depends on the order of `servers` and on the keys of the lock, and on nothing else.
 *
 * @returns for each server its entry, each entry at most once
 */
export function matchServers<T extends Recognised>(
  lock: Lockfile,
  servers: readonly T[],
): ReadonlyMap<T, { readonly key: string; readonly locked: LockedServer }> {
  const entries = [...lock.servers]
    .sort(([a], [b]) => compareText(a, b))
    .map(([key, locked]) => ({ key, locked, traits: traitsOfLocked(key, locked) }))
  const waiting = new Map(servers.map((server) => [server, traitsOf(server)]))
  const free = new Set(entries)
  const found = new Map<T, { readonly key: string; readonly locked: LockedServer }>()
  const pair = (server: T, entry: (typeof entries)[number]): void => {
    waiting.delete(server)
    free.delete(entry)
    found.set(server, { key: entry.key, locked: entry.locked })
  }
  for (const { bySpec, keys } of WAYS) {
    const index = grouped(free, ({ traits }) => keys(traits))
    for (const [server, traits] of waiting) {
      const fits = (each: (typeof entries)[number]): boolean =>
        free.has(each) && !(bySpec && contradict(each.traits, traits))
      const entry = firstOf(index, keys(traits), fits)
      if (entry !== undefined) pair(server, entry)
    }
  }
  const left = grouped(free, ({ traits }) => [traits.group])
  const alone = grouped(waiting.keys(), (server) => [waiting.get(server)?.group ?? ''])
  for (const [group, [server, ...others]] of alone) {
    const [entry, ...more] = left.get(group) ?? []
    if (server?.package == null || entry === undefined || others.length > 0 || more.length > 0) continue
    pair(server, entry)
  }
  return found
}

function grouped<V>(values: Iterable<V>, keysOf: (value: V) => readonly string[]): Map<string, V[]> {
  const groups = new Map<string, V[]>()
  for (const value of values) {
    for (const key of keysOf(value)) {
      const group = groups.get(key)
      if (group === undefined) groups.set(key, [value])
      else group.push(value)
    }
  }
  return groups
}

/** Candidates under one key that are looked at: more servers of one package and spec are nobody's configuration. */
const MOST_CANDIDATES = 1000

/** The first that fits under one of the keys. */
function firstOf<V>(
  index: ReadonlyMap<string, V[]>,
  keys: readonly string[],
  fits: (value: V) => boolean,
): V | undefined {
  for (const key of keys) {
    const found = index.get(key)?.slice(0, MOST_CANDIDATES).find(fits)
    if (found !== undefined) return found
  }
  return undefined
}

function traitsOf({ launch, package: ref, configured }: Recognised): Traits {
  if (ref !== null) {
    return { group: lockKey(`${ref.ecosystem}:${ref.name}`), spec: portable(ref.spec), path: null, configured }
  }
  return { group: launch.kind, ...origin(launch.kind, launch.origin), configured }
}

function traitsOfLocked(key: string, { kind, spec, configured }: LockedServer): Traits {
  // The number tells apart servers of one package when they are locked, and may be another one today.
  if (PACKAGED.has(kind)) return { group: key.replace(/#\d+$/, ''), spec: spec ?? '', path: null, configured }
  return { group: kind, ...origin(kind, spec), configured }
}

const PACKAGED: ReadonlySet<string> = new Set(['npm', 'pypi', 'oci'])

function origin(kind: string, written: string | null): Pick<Traits, 'spec' | 'path'> {
  if (kind !== 'local' || written === null) return { spec: portable(written ?? ''), path: null }
  const path = written.replaceAll('\\', '/').replace(/^(?:~|\.)\//, '')
  return { spec: path.split('/').at(-1) ?? '', path }
}

/** Whether two paths of the same last part can't be one: a lock holds the end of a path, from the home, the project, or less. */
const contradict = ({ path: one }: Traits, { path: other }: Traits): boolean =>
  one !== null && other !== null && !`/${one}`.endsWith(`/${other}`) && !`/${other}`.endsWith(`/${one}`)
