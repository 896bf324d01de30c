/** The releases that a release descends from: what it is compared with, and what its findings are dated by. Pure. */
import semver from 'semver'
import { type Baseline, NO_BASELINE, type OnMachine, type Packument, type Release } from '../model.js'

/**
 * The stable releases before `candidate`, oldest first, and it: those that were published before it and have a lower
 * version, so that a fix to an old line is compared with that line and not with a newer major. Prereleases count only
 * where there is no stable release before it. In the order of versions.
 */
export function lineageOf({ releases }: Packument, candidate: Release): Release[] {
  const position = releases.findIndex(({ version }) => version === candidate.version)
  const earlier = releases
    .slice(0, Math.max(position, 0))
    .filter(({ version }) => semver.compareBuild(version, candidate.version, { loose: true }) < 0)
    .sort((a, b) => semver.compareBuild(a.version, b.version, { loose: true }))
  const stable = earlier.filter(({ version }) => semver.prerelease(version, { loose: true }) === null)
  return [...(stable.length > 0 ? stable : earlier), candidate]
}

/**
 * What a release is compared with: the release that this machine last ran, where it is another one and the registry still
 * has it, since that is what a fresh start would replace; else an earlier one of its lineage.
 *
 * @param history how far back to go; above 1 a person asks for the lineage, whatever the machine holds
 */
export function baselineFor(
  candidate: Release,
  { releases }: Packument,
  lineage: readonly Release[],
  { copies }: OnMachine,
  history: number,
): Baseline {
  const last = copies.find(({ used }) => used)
  const cached = last && releases.find(({ version }) => version === last.version)
  if (history === 1 && cached && cached.version !== candidate.version) return { from: 'cache', release: cached }
  const earlier = baselineIn(lineage, history)
  return earlier ? { from: 'previous', release: earlier } : NO_BASELINE
}

/**
 * The `history`-th release before the last of a lineage, or the oldest where there are fewer; `null` where the last is
 * the only one.
 */
export const baselineIn = (lineage: readonly Release[], history: number): Release | null =>
  lineage.length < 2 ? null : (lineage[Math.max(lineage.length - 1 - history, 0)] ?? null)

/** Days after which a release is habit: most attacks on npm were found within hours, the quietest after weeks. */
const HABIT_DAYS = 30
/** How far back where the registry's times are not known. */
const HABIT_RELEASES = 5

/**
 * What a release is judged against beside the one before it, where nobody accepted that: an older one that was published a month before
 * it, or the fifth before it where times are unknown, or the oldest where there are fewer. Who publishes an attack publishes a clean
 * release after it.
 *
 * @returns `null` where nothing stands before the release before
 */
export function habitIn(lineage: readonly Release[]): Release | null {
  const candidate = lineage.at(-1)
  const earlier = lineage.slice(0, -2)
  if (candidate === undefined || earlier.length === 0) return null
  const { publishedAt } = candidate
  if (!publishedAt.known || earlier.some((each) => !each.publishedAt.known))
    return earlier.at(1 - HABIT_RELEASES) ?? earlier[0] ?? null
  const latest = Date.parse(publishedAt.value) - HABIT_DAYS * 86_400_000
  return (
    earlier.findLast((each) => each.publishedAt.known && Date.parse(each.publishedAt.value) <= latest) ??
    earlier[0] ??
    null
  )
}
