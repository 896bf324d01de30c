/** A lock that somebody else wrote: what it says that decides nothing, and what of it is kept all the same. Pure. */
import type { LockedServer, Lockfile } from '../model.js'

/**
 * The same servers under the same keys, without a release, an acknowledgement or a fact that somebody else vouches for. That a
 * server must not be configured stays: it lets nothing pass.
 */
export const unreviewed = (lock: Lockfile): Lockfile => ({
  lockfileVersion: 1,
  servers: new Map([...lock.servers].map(([key, locked]) => [key, emptied(locked)])),
})

const emptied = (locked: LockedServer): LockedServer => ({
  ...locked,
  follows: null,
  decision: locked.decision === 'block' ? 'block' : 'accept',
  reason: locked.decision === 'block' ? locked.reason : null,
  purl: null,
  integrity: null,
  publisher: null,
  provenance: null,
  behaviour: null,
  acknowledged: [],
  findings: [],
  dependencies: null,
})

/**
 * Servers that were not reviewed this time, since nobody looked for them or they were refused, stand in the new lock as they stood
 * in the one of somebody else.
 *
 * @param reviewed keys of those that were
 * @returns the lock, and whether all of it was reviewed
 */
export function withUnreviewed(
  lock: Lockfile,
  original: Lockfile,
  reviewed: ReadonlySet<string>,
): { readonly lock: Lockfile; readonly whole: boolean } {
  let whole = true
  const servers = new Map<string, LockedServer>()
  for (const [key, locked] of lock.servers) {
    const before = original.servers.get(key)
    const theirs = before !== undefined && !reviewed.has(key)
    servers.set(key, theirs ? { ...before, configured: locked.configured } : locked)
    if (theirs) whole = false
  }
  return { lock: { lockfileVersion: 1, servers }, whole }
}
