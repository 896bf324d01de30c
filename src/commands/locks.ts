/** Which lock `verify` and `update` hold everything to. */
import type { Host } from '../host.js'
import { LockError } from '../lockfile/lock-error.js'
import { ownLocks } from '../lockfile/own-locks.js'
import { lockPlaces, type OpenLock, openLocks } from '../lockfile/place.js'
import { UsageError } from './io.js'
import type { SharedOptions } from './options.js'

/**
 * The nearest that is there: the one that is named, else the project's, else the user's.
 *
 * @param dir the project; absolute
 * @throws LockError where there is none, or it can't be used; UsageError where options exclude each other
 */
export async function lockToCompare(
  host: Host,
  dir: string,
  { lockfile, global }: Pick<SharedOptions, 'lockfile' | 'global'>,
): Promise<OpenLock> {
  if (lockfile !== undefined && global) {
    throw new UsageError('--lockfile names a lock, and --global another one', 'Leave one of them out.')
  }
  const [nearest] = await openLocks(host, { dir, lockfile, global })
  if (nearest !== undefined) return nearest
  const { project, user } = await lockPlaces(host, { dir })
  const { file } = global ? user : project
  const remedy = `\`touchstone pin${global ? ' --global' : ''}\` reviews what is configured, and makes one.`
  throw new LockError(file, null, 'does not exist', remedy)
}

/** That a project's lock is somebody else's word, and how to take it. */
export const notOwn = (file: string): string =>
  `${file} was not written by you on this machine, so all is judged anew; --lockfile ${file} takes it at its word`

/**
 * `update` judges what is newer against what was accepted, so it needs a lock that this user accepted.
 *
 * @throws UsageError where somebody else wrote it
 */
export async function requireOwn(host: Host, lock: OpenLock): Promise<void> {
  const { foreign } = await ownLocks(host, [lock])
  if (foreign.length === 0) return
  throw new UsageError(
    `${lock.file} was not written by you on this machine, so nothing newer can be judged against it`,
    `\`touchstone pin\` reviews what is configured; \`touchstone update --lockfile ${lock.file}\` takes the lock at its word.`,
  )
}
