/** Which locks the decisions of a review go into, as they stand now. */
import type { Discovery } from '../../discover/discover.js'
import { type Host, pathsOf } from '../../host.js'
import { LockError } from '../../lockfile/lock-error.js'
import { ownLocks } from '../../lockfile/own-locks.js'
import {
  type Coverage,
  covers,
  type LockChoice,
  type LockPlace,
  lockPlaces,
  requireInside,
} from '../../lockfile/place.js'
import { type LockText, readLock } from '../../lockfile/read.js'
import type { LockedOccurrence, Scope } from '../../model.js'
import { notLookedAt } from '../seen.js'
import type { Server } from '../servers.js'

export interface CoveringLock {
  readonly place: LockPlace
  /** `null` where there is none yet. */
  readonly old: LockText | null
  /** Whether what it says is this user's own word. */
  readonly isOwn: boolean
}

/**
 * What a project configures goes into the project's lock, all else into the user's; everything into the user's where the project
 * configures nothing and has no lock, and into the named one where one is named. Only those of which a server is decided about.
 *
 * @param servers that are decided about
 * @throws LockError
 */
export async function locksFor(
  host: Host,
  found: Discovery,
  servers: readonly Server[],
  choice: LockChoice,
): Promise<readonly CoveringLock[]> {
  const scopes = new Set(servers.flatMap(({ occurrences }) => occurrences.map(({ scope }) => scope)))
  const places = await placesOf(host, found, choice)
  const locks: CoveringLock[] = []
  for (const place of places.filter((each) => [...scopes].some((scope) => covers(each.covers, scope)))) {
    if (place.covers === 'project') await requireInside(host, place.file)
    const old = await readLock(host, place.file)
    const isOwn = old === null || (await ownLocks(host, [{ ...place, ...old }])).own.length > 0
    locks.push({ place, old, isOwn })
  }
  return locks
}

async function placesOf(host: Host, found: Discovery, choice: LockChoice): Promise<readonly LockPlace[]> {
  const { project, user, named } = await lockPlaces(host, choice)
  if (named !== null) {
    const folder = pathsOf(host).dirname(named.file)
    if ((await host.files.type(folder)) === 'folder') return [named]
    throw new LockError(named.file, null, 'would stand in a folder that does not exist', 'Make the folder.')
  }
  const isOfProject = ({ scope }: { readonly scope: Scope }): boolean => covers('project', scope)
  // A file of the project that can't be read holds servers, as far as anybody can tell.
  const failed = found.searched.filter((each) => each.found === 'failed')
  const isThere = (await host.files.type(project.file)) !== null
  // Who works in the folder of the user's lock has one lock and not two.
  const isOne = project.file === user.file || !(isThere || [...found.entries, ...failed].some(isOfProject))
  return isOne ? [{ ...user, covers: 'all' }] : [project, user]
}

/**
 * Whether nobody looked where an entry of a lock would stand. That a client has no entries in a scope is known only where its files
 * of that scope were looked for.
 */
export function notSeenIn(found: Discovery, coverage: Coverage): (occurrence: LockedOccurrence) => boolean {
  const keyOf = ({ client, scope }: { readonly client: string; readonly scope: Scope }): string => `${client}\n${scope}`
  const looked = new Set([...found.searched, ...found.entries].map(keyOf))
  const configs = found.searched.filter(({ scope }) => scope === 'explicit').map(({ file }) => file)
  const notLooked = notLookedAt({ configs }, coverage, found)
  return (occurrence) => !looked.has(keyOf(occurrence)) || notLooked(occurrence)
}
