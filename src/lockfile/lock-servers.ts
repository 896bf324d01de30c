/** From what was decided of each server to the new lock: which entries stay, change, come and go. Pure. */
import { compareText, type LockedOccurrence, type LockedServer, type Lockfile } from '../model.js'
import { isSettled, type Settled } from './decide-servers.js'
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
  readonly from: readonly Settled[]
}

export interface NewLock {
  readonly lock: Lockfile
  /** Keys of entries that are configured no more. */
  readonly gone: readonly string[]
}

/**
 * Those that an entry of the lock speaks for: what was settled, and with it what nobody touched, where that is locked at the same
 * bytes already. Nothing where nothing was settled.
 */
export function spokenFor(from: readonly Settled[]): readonly Settled[] {
  const settled = from.filter((each) => isSettled(each) && each.locked !== null)
  const first = settled[0]?.locked
  if (!first) return []
  const isSame = ({ standing, locked }: Settled): boolean =>
    standing === 'untouched' && locked !== null && locked.purl !== null && isSameRelease(locked, first)
  return [...settled, ...from.filter(isSame)]
}

const isSameRelease = (a: LockedServer, b: LockedServer): boolean => a.purl === b.purl && a.integrity === b.integrity

/**
 * @param old `null` where there is no lock yet
 * @param isUnseen whether nobody looked where an occurrence of the old lock would stand: then it stays
 * @param forgotten what becomes of entries that nothing starts any more
 */
export function lockServers(
  old: Lockfile | null,
  placed: readonly PlacedServer[],
  isUnseen: (occurrence: LockedOccurrence) => boolean,
  forgotten: 'dropped' | 'kept' = 'dropped',
): NewLock {
  const servers = new Map<string, LockedServer>()
  const known = new Set(placed.flatMap(({ from }) => from.flatMap(({ key }) => key ?? [])))
  const gone: string[] = []
  for (const [key, entry] of old?.servers ?? []) {
    if (known.has(key)) continue
    const unseen = forgotten === 'kept' ? entry.configured : entry.configured.filter(isUnseen)
    // That a server must not be configured holds while it is not.
    if (forgotten === 'kept' || entry.decision === 'block' || unseen.length > 0)
      servers.set(key, { ...entry, configured: unseen })
    else gone.push(key)
  }
  const spoken = new Set(placed.flatMap(({ from }) => spokenFor(from)))
  for (const each of placed.flatMap(({ from }) => from)) {
    const { key, standing, before, locked } = each
    const stays = standing === 'untouched' ? locked : before
    if (!spoken.has(each) && key !== null && stays !== null) servers.set(key, stays)
  }
  const waiting: (readonly [id: string, entry: LockedServer])[] = []
  for (const server of placed) {
    const entry = entryOf(server, isUnseen)
    if (entry === null) continue
    const key = spokenFor(server.from).flatMap((each) => each.key ?? [])
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
  const speaking = spokenFor(from)
  const own = speaking.flatMap(({ locked }) => locked ?? [])
  const [first] = own
  if (first === undefined) return null
  const unseen = speaking.flatMap(({ before }) => before?.configured.filter(isUnseen) ?? [])
  // An exact spec that became another one goes on to follow what it stood for.
  const replaced = speaking.flatMap(
    ({ report, locked }) => (report.package?.floating ? locked?.spec : locked?.follows) ?? [],
  )
  const acknowledged = new Map(own.flatMap((each) => each.acknowledged).map((each) => [each.fingerprint, each]))
  return {
    ...first,
    spec: spec ?? first.spec,
    follows: spec === null || floating ? null : (replaced[0] ?? null),
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
