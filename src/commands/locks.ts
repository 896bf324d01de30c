/** Which lock `verify` and `update` hold everything to. */
import type { Host } from '../host.js'
import { LockError } from '../lockfile/lock-error.js'
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
