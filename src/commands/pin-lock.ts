/** Which lock `pin` writes, and what of that which is configured does not stand in it. */
import { groupServers } from '../audit/servers.js'
import type { Discovery } from '../discover/discover.js'
import { type Host, pathsOf } from '../host.js'
import { covers, type LockPlace, lockPlaces, requireInside } from '../lockfile/place.js'
import type { Scope } from '../model.js'
import type { DiscoveryOptions } from './discovery.js'
import { UsageError } from './io.js'
import type { SharedOptions } from './options.js'

type LockOptions = Pick<SharedOptions, 'lockfile' | 'global'> & DiscoveryOptions

/**
 * The named lock; with `--global` the user's; else the project's where the project configures servers or has a lock, and the
 * user's, for everything, where it does not.
 *
 * @param dir the project; absolute
 * @throws UsageError where options exclude each other, or what is named can't be a lock; LockError where the project's leads out of it
 */
export async function choosePlace(host: Host, dir: string, found: Discovery, options: LockOptions): Promise<LockPlace> {
  const { lockfile, global } = options
  if (lockfile !== undefined && global) {
    throw new UsageError('--lockfile names a lock, and --global another one', 'Leave one of them out.')
  }
  const { project, user, named } = await lockPlaces(host, { dir, lockfile, global })
  const place = named ?? (global ? { ...user, covers: 'user' as const } : await nearest(host, found, project, user))
  if (place === project && project.file !== user.file) await requireInside(host, project.file)
  const type = await host.files.type(place.file)
  if (type !== null && type !== 'file') {
    throw new UsageError(`${place.file} is ${type === 'folder' ? 'a folder' : 'no regular file'}`, 'Name a file.')
  }
  const folder = pathsOf(host).dirname(place.file)
  if (named !== null && (await host.files.type(folder)) !== 'folder') {
    throw new UsageError(`there is no folder ${folder}`, 'Make it, or name a file in one that exists.')
  }
  return place
}

async function nearest(host: Host, found: Discovery, project: LockPlace, user: LockPlace): Promise<LockPlace> {
  const isOfProject = ({ scope }: { readonly scope: Scope }): boolean => covers(project.covers, scope)
  // A file of the project that can't be read holds servers, as far as anybody can tell.
  const failed = found.searched.filter(({ found }) => found === 'failed')
  if ([...found.entries, ...failed].some(isOfProject)) return project
  return (await host.files.type(project.file)) === null ? { ...user, covers: 'all' } : project
}

/** Servers that were found and that the lock does not cover, where `--global` would lock them. */
export function lockedElsewhere(place: LockPlace, found: Discovery, { global }: LockOptions): number {
  if (global || place.covers !== 'project') return 0
  return groupServers(found.entries.filter(({ scope }) => !covers(place.covers, scope))).length
}
