/** Which entry of a lock is which server. Pure. */
import type { Launch, LockedOccurrence, LockedServer, Lockfile, PackageRef } from '../model.js'

/** What a server is recognised by. */
export interface Recognised {
  readonly id: string
  readonly launch: Launch
  readonly package: PackageRef | null
  readonly configured: readonly LockedOccurrence[]
}

/** @returns for each server its entry, each entry at most once: by package and spec first, then by the entries that start it */
export function matchServers<T extends Recognised>(
  _lock: Lockfile,
  _servers: readonly T[],
): ReadonlyMap<T, { readonly key: string; readonly locked: LockedServer }> {
  throw new Error('not built yet')
}
