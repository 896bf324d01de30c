/** Which packages of a tree are read: what came, moved, holds other bytes, or is so young that nobody can have looked at it. */
import { isYoungRelease } from '../../../heuristics/knowledge/dependency-age.js'
import { compareText, type Dependency, type NotEvaluated, type Release } from '../../model.js'
import type { ComparedPackage, Comparison, EarlierTree } from './compare.js'
import { fits, type Platform, unpackedSize } from './platform.js'
import type { Releases } from './releases.js'
import { listed, nameOf, remark } from './remarks.js'
import { chooseStrangers, unreadOf } from './strangers.js'

/** Packages that are read for one server: an update of a large server moves some dozens, one of a year some hundreds. */
const MOST_READ = 500
/** Bytes of a package for another machine, unpacked, up to which it is read where a lock is to be kept: its binaries say nothing. */
const FOREIGN_BYTES = 8 * 1024 * 1024

export type Chosen = ComparedPackage & { readonly dependency: Dependency & { readonly release: Release } }

export interface Choice {
  /** Those that are read though nothing changed; what can't be read of them is no gap. */
  readonly strangers: readonly Chosen[]
  /** The most urgent first. */
  readonly chosen: readonly Chosen[]
  /** Whether that is all that is to be read for this machine. */
  readonly complete: boolean
  readonly notEvaluated: readonly NotEvaluated[]
}

/** What no machine of this kind installs is read only for a lock's sake, which other machines share. */
export async function choosePackages(
  root: Release,
  { packages }: Comparison,
  earlier: EarlierTree | null,
  { releases, now, platform }: { readonly releases: Releases; readonly now: Date; readonly platform: Platform },
): Promise<Choice> {
  const changed = packages.filter((each): each is Chosen => isOfRegistry(each) && isToRead(each, now))
  const ours = changed.filter(({ dependency }) => fits(dependency.release, platform))
  const foreign = earlier?.from === 'lock' ? changed.filter((each) => !ours.includes(each)) : []
  const wantedOfForeign = await Promise.all(foreign.map((each) => isWantedElsewhere(each, releases)))
  const wanted = [...ours, ...foreign.filter((_, index) => wantedOfForeign[index] === true)].sort(byUrgency(now))
  const large = foreign.filter((_, index) => wantedOfForeign[index] !== true)
  const elsewhere = packages.filter(({ dependency: { source } }) => OF_NO_REGISTRY.has(source))
  const left = wanted.slice(MOST_READ)
  const accepted = earlier?.from === 'lock'
  const standing = packages
    .filter((each): each is Chosen => isOfRegistry(each))
    .filter((each) => !isToRead(each, now) && fits(each.dependency.release, platform))
  const strangers = accepted ? [] : await chooseStrangers(standing, releases)
  return {
    chosen: wanted.slice(0, MOST_READ),
    strangers,
    complete: left.length === 0,
    notEvaluated: [
      ...(earlier === null ? unreadOf(root, wanted.length - left.length + strangers.length, packages.length) : []),
      ...remark(
        root,
        'code of changed dependencies',
        left.length === 0
          ? []
          : [
              `${listed(left.map(nameOf))}: ${left.length} of ${wanted.length} changed packages, of which no more than ${MOST_READ} are read`,
            ],
      ),
      ...remark(
        root,
        'code of changed dependencies',
        large.length === 0
          ? []
          : [`${listed(large.map(nameOf))}: made for other platforms, and ${large.length === 1 ? 'is' : 'are'} large`],
      ),
      ...remark(
        root,
        'code of dependencies of no registry',
        elsewhere.length === 0
          ? []
          : [`${listed(elsewhere.map(nameOf))}: taken from elsewhere at each install, and not read`],
      ),
    ],
  }
}

/** Sources of which the tree states no bytes. What is bundled is read with the package that holds it. */
const OF_NO_REGISTRY: ReadonlySet<Dependency['source']> = new Set(['git', 'url', 'file'])

const isOfRegistry = ({ dependency }: ComparedPackage): boolean => dependency.release !== null

/** What was not there before; and what is so young that nobody had the time to find out what it is. */
function isToRead({ status, otherBytes, dependency }: ComparedPackage, now: Date): boolean {
  if (status === 'unknown') return isYoungRelease(dependency.release, now)
  return status !== 'same' || otherBytes
}

/** What moved for another machine is left out where it is large: binaries, which say nothing. */
async function isWantedElsewhere({ status, otherBytes, dependency }: Chosen, releases: Releases): Promise<boolean> {
  if (status === 'added' || otherBytes || dependency.installScript) return true
  return await isSmall(dependency.release, releases)
}

/** The registry's short description of a package does not hold its size. */
async function isSmall(release: Release, releases: Releases): Promise<boolean> {
  const stated = unpackedSize(release)
  if (stated !== null) return stated <= FOREIGN_BYTES
  const listing = await releases.list(release.name)
  const whole =
    listing.type === 'listed'
      ? listing.packument.releases.find(({ version }) => version === release.version)
      : undefined
  const size = whole === undefined ? null : unpackedSize(whole)
  return size !== null && size <= FOREIGN_BYTES
}

/**
 * Where not all can be read, what nobody has seen before comes first, then what runs when it is installed, then what the server
 * itself asks for, then what is nearest and newest. Names decide last: who attacks chooses them.
 */
function byUrgency(now: Date): (a: Chosen, b: Chosen) => number {
  const urgency = ({ status, otherBytes, dependency }: Chosen): readonly number[] => [
    otherBytes ? 0 : 1,
    status === 'added' || isYoungRelease(dependency.release, now) ? 0 : 1,
    dependency.installScript ? 0 : 1,
    dependency.path.length,
    // What changed lately has a time; of all else the short form of packuments says none.
    dependency.release.publishedAt.known ? -Date.parse(dependency.release.publishedAt.value) : 0,
  ]
  const ranks = new Map<Chosen, readonly number[]>()
  const rankOf = (each: Chosen): readonly number[] => {
    const rank = ranks.get(each) ?? urgency(each)
    ranks.set(each, rank)
    return rank
  }
  return (a, b) => {
    const [one, other] = [rankOf(a), rankOf(b)]
    const at = one.findIndex((part, index) => part !== other[index])
    return at < 0 ? compareText(nameOf(a), nameOf(b)) : (one[at] ?? 0) - (other[at] ?? 0)
  }
}
