/** Where locks stand, and which entries each of them speaks of. */
import type { Host } from '../host.js'
import type { Scope } from '../model.js'
import type { LockText } from './read.js'

export const LOCK_NAME = 'mcp-lock.json'

/** A project's lock covers what the project configures, the user's all else; a lock that a person names covers everything. */
export type Coverage = 'project' | 'user' | 'all'

export interface LockPlace {
  /** Absolute. */
  readonly file: string
  readonly covers: Coverage
}

/** A lock that is there. */
export interface OpenLock extends LockPlace, LockText {}

export interface LockChoice {
  /** The project; absolute. */
  readonly dir: string
  /** `--lockfile FILE`, as given. */
  readonly lockfile?: string | undefined
  /** `--global`: the user's lock alone. */
  readonly global?: boolean | undefined
}

/** Whether a lock speaks of an entry of this scope. */
export function covers(_covers: Coverage, _scope: Scope): boolean {
  throw new Error('not built yet')
}

/**
 * Where the lock of the project is, or would be made: the nearest folder from `dir` up to the repository's root that holds one,
 * else the repository's root, else `dir`; and where the user's is.
 */
export async function lockPlaces(
  _host: Host,
  _choice: LockChoice,
): Promise<{ readonly project: LockPlace; readonly user: LockPlace; readonly named: LockPlace | null }> {
  throw new Error('not built yet')
}

/**
 * The locks that are there, the nearest first: the named one alone, else the project's and the user's. Where there is no lock
 * of the project, the user's covers everything.
 *
 * @throws LockError where one can't be read, or a named one is not there
 */
export async function openLocks(_host: Host, _choice: LockChoice): Promise<readonly OpenLock[]> {
  return []
}
