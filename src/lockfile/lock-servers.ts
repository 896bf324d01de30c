/** From what was decided of each server to the new lock: which entries stay, change, come and go. Pure. */
import { compareText, type LockedOccurrence, type LockedServer, type Lockfile } from '../model.js'
import type { Decided } from './decide-servers.js'
import { lockKey } from './portable.js'
import { byFingerprint, byOccurrence } from './write.js'

/** A server as it stands in the configurations when all is written. */
export interface PlacedServer {
  readonly id: string
  /** Of its package, as written then; `null` for what is taken from no registry. */
  readonly spec: string | null
  readonly floating: boolean
  /** How those of its entries start it that are locked. */
  readonly configured: readonly LockedOccurrence[]
  /** What was decided of it: of more than one where what they start has become the same. */
  readonly from: readonly Decided[]
}

export interface NewLock {
  readonly lock: Lockfile
  /** Keys of entries that are configured no more. */
  readonly gone: readonly string[]
}

/**
 * @param old `null` where there is no lock yet
 * @param isUnseen whether nobody looked where an occurrence of the old lock would stand: then it stays
 */
export function lockServers(
  old: Lockfile | null,
  placed: readonly PlacedServer[],
  isUnseen: (occurrence: LockedOccurrence) => boolean,
): NewLock {
  const servers = new Map<string, LockedServer>()
  const known = new Set(placed.flatMap(({ from }) => from.flatMap(({ key }) => key ?? [])))
  const gone: string[] = []
  for (const [key, entry] of old?.servers ?? []) {
    if (known.has(key)) continue
    const unseen = entry.configured.filter(isUnseen)
    // That a server must not be configured holds while it is not.
    if (entry.decision === 'block' || unseen.length > 0) servers.set(key, { ...entry, configured: unseen })
    else gone.push(key)
  }
  for (const { key, standing, before } of placed.flatMap(({ from }) => from)) {
    if (standing === 'refused' && key !== null && before !== null) servers.set(key, before)
  }
  const waiting: (readonly [id: string, entry: LockedServer])[] = []
  for (const server of placed) {
    const entry = entryOf(server, isUnseen)
    if (entry === null) continue
    const key = server.from.flatMap((each) => (each.standing === 'refused' ? [] : (each.key ?? [])))
    const free = key.find((each) => !servers.has(each))
    if (free === undefined) waiting.push([server.id, entry])
    else servers.set(free, entry)
  }
  for (const [id, entry] of waiting) servers.set(freeKey(id, servers), entry)
  return { lock: { lockfileVersion: 1, servers }, gone }
}

function entryOf(
  { spec, floating, configured, from }: PlacedServer,
  isUnseen: (occurrence: LockedOccurrence) => boolean,
): LockedServer | null {
  const own = from.filter(({ standing }) => standing !== 'refused').flatMap(({ locked }) => locked ?? [])
  const [first] = own
  if (first === undefined) return null
  const unseen = from.flatMap(({ before }) => before?.configured.filter(isUnseen) ?? [])
  const replaced = floating ? [] : own.flatMap((each) => (each.spec === spec ? each.follows : each.spec) ?? [])
  const acknowledged = new Map(own.flatMap((each) => each.acknowledged).map((each) => [each.fingerprint, each]))
  return {
    ...first,
    spec: spec ?? first.spec,
    follows: spec === null ? null : (replaced[0] ?? null),
    configured: sortedOnce([...configured, ...unseen]),
    acknowledged: [...acknowledged.values()].sort(byFingerprint),
    findings: [...new Set(own.flatMap((each) => each.findings))]
      .filter((fingerprint) => !acknowledged.has(fingerprint))
      .sort(compareText),
  }
}

function sortedOnce(all: readonly LockedOccurrence[]): readonly LockedOccurrence[] {
  const keyOf = ({ client, scope, name, launch }: LockedOccurrence): string =>
    JSON.stringify([client, scope, name, launch])
  const once = new Map(all.map((each) => [keyOf(each), each]))
  return [...once.values()].sort(byOccurrence)
}

/** The id where that is free, else the next number. */
function freeKey(id: string, taken: ReadonlyMap<string, unknown>): string {
  let key = lockKey(id)
  const base = key.replace(/#\d+$/, '')
  for (let number = 2; taken.has(key); number += 1) key = `${base}#${number}`
  return key
}
