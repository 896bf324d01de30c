/** Which entry of a lock is which server. Pure. */
import {
  compareText,
  type Launch,
  type LockedOccurrence,
  type LockedServer,
  type Lockfile,
  type PackageRef,
} from '../model.js'

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
  /** The spec of a package; else the origin. */
  readonly spec: string
  readonly configured: readonly LockedOccurrence[]
}

/** Texts under which a server and an entry of a lock find each other. */
type Way = (traits: Traits) => readonly string[]

const together = (...parts: readonly string[]): string => JSON.stringify(parts)

/** The surest first. */
const WAYS: readonly Way[] = [
  ({ group, spec, configured }) =>
    configured.map(({ client, scope, name, launch }) => together(group, spec, client, scope, name, launch)),
  ({ group, spec, configured }) => configured.map(({ client, name }) => together(group, spec, client, name)),
  ({ group, spec }) => [together(group, spec)],
  ({ group, configured }) =>
    configured.map(({ client, scope, name, launch }) => together(group, client, scope, name, launch)),
  ({ group, configured }) => configured.map(({ client, name }) => together(group, client, name)),
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
  for (const way of WAYS) {
    const index = grouped(free, ({ traits }) => way(traits))
    for (const [server, traits] of waiting) {
      const entry = firstOf(index, way(traits), (each) => free.has(each))
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

/** The first free entry under one of the keys. What is taken is dropped, so that many servers of one package stay cheap. */
function firstOf<V>(index: Map<string, V[]>, keys: readonly string[], isFree: (value: V) => boolean): V | undefined {
  for (const key of keys) {
    const group = index.get(key)
    while (group !== undefined && group.length > 0) {
      const [first] = group
      if (first !== undefined && isFree(first)) return first
      group.shift()
    }
  }
  return undefined
}

function traitsOf({ launch, package: ref, configured }: Recognised): Traits {
  if (ref !== null) return { group: together(ref.ecosystem, ref.name), spec: ref.spec, configured }
  return { group: together(launch.kind), spec: originKey(launch.kind, launch.origin), configured }
}

function traitsOfLocked(key: string, { kind, spec, configured }: LockedServer): Traits {
  if (kind !== 'npm' && kind !== 'pypi' && kind !== 'oci') {
    return { group: together(kind), spec: originKey(kind, spec), configured }
  }
  // The number tells apart servers of one package when they are locked, and may be another one today.
  return { group: together(kind, key.slice(kind.length + 1).replace(/#\d+$/, '')), spec: spec ?? '', configured }
}

/** A lock holds no path of a machine, so that of paths the last part counts. */
function originKey(kind: string, origin: string | null): string {
  return kind === 'local' && origin !== null ? (origin.split(/[\\/]/).at(-1) ?? origin) : (origin ?? '')
}
