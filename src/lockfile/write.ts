/** A lock as text: sorted, the same for the same lock, one line for each dependency, fact and entry. Pure. */
import type { Lockfile } from '../model.js'

/** What `parseLock` reads back as the same lock. Ends in a line break. */
export function printLock(_lock: Lockfile): string {
  throw new Error('not built yet')
}
