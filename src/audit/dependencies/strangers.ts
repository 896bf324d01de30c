/**
 * Packages that are read though nothing changed, where nobody accepted the tree: who makes a server for its own sake puts what it does
 * one level down, and waits until that is old.
 */
import { POPULAR_PACKAGES } from '../../../heuristics/knowledge/popular-packages.js'
import { compareText, type NotEvaluated, type Release } from '../../model.js'
import type { Chosen } from './choose.js'
import { unpackedSize } from './platform.js'
import type { Releases } from './releases.js'
import { nameOf, remark } from './remarks.js'

/** Packages that are read for their own sake; what a server asks for itself, and few know, is seldom more than a dozen. */
const MOST_READ = 40
const OF_SERVER = 2

/**
 * All that run scripts when they are installed, then those that the server itself asks for and that are not known to be popular, the
 * smallest first: a payload needs no room.
 *
 * @param standing packages of registries for this machine, none of which is read for another reason
 */
export async function chooseStrangers(standing: readonly Chosen[], releases: Releases): Promise<readonly Chosen[]> {
  const scripted = standing.filter(({ dependency }) => dependency.installScript)
  const asked = standing.filter(
    ({ dependency: { installScript, path, name } }) =>
      !installScript && path.length === OF_SERVER && !POPULAR_PACKAGES.has(name),
  )
  if (scripted.length + asked.length <= MOST_READ) return [...scripted, ...asked]
  const sizes = new Map(
    await Promise.all(asked.map(async (each) => [each, await sizeOf(each.dependency.release, releases)] as const)),
  )
  const size = (each: Chosen): number => sizes.get(each) ?? Number.POSITIVE_INFINITY
  const smallest = asked.toSorted((a, b) => size(a) - size(b) || compareText(nameOf(a), nameOf(b)))
  return [...scripted, ...smallest].slice(0, MOST_READ)
}

/** The registry's short description of a package does not hold its size; `null` where nobody states it. */
async function sizeOf(release: Release, releases: Releases): Promise<number | null> {
  const stated = unpackedSize(release)
  if (stated !== null) return stated
  const listing = await releases.list(release.name)
  const whole =
    listing.type === 'listed' && listing.packument.releases.find(({ version }) => version === release.version)
  return whole ? unpackedSize(whole) : null
}

/** What is left, where not even an earlier tree says that it stood there. */
export function unreadOf(root: Release, read: number, all: number): NotEvaluated[] {
  if (read === all) return []
  const why = `${all - read} of ${all} are not read: popular ones, and those deeper down that run nothing at install`
  return remark(root, 'code of its dependencies', [why])
}
