/** The releases of a package before the one that is judged. */
import semver from 'semver'
import type { Release } from '../../src/model.js'

export const HOUR = 3_600_000
export const DAY = 24 * HOUR

const LOOSE = { loose: true }

/** Earlier releases, oldest first, by their place in the history; without place, all but itself. */
export function before(history: readonly Release[], release: Release): readonly Release[] {
  const at = history.findIndex(({ version }) => version === release.version)
  return at < 0 ? history : history.slice(0, at)
}

/** Milliseconds since 1970; `null` where the time is not known. */
export function momentOf({ publishedAt }: Release): number | null {
  const moment = publishedAt.known ? Date.parse(publishedAt.value) : Number.NaN
  return Number.isNaN(moment) ? null : moment
}

/** A published version that is no prerelease; nightly builds follow other habits. */
export const isStable = ({ version }: Release): boolean => semver.prerelease(version, LOOSE) === null

export const majorOf = ({ version }: Release): number => semver.parse(version, LOOSE)?.major ?? 0

/** `1.4` of 1.4.2: what patches follow each other in. */
export function lineOf({ version }: Release): string {
  const parsed = semver.parse(version, LOOSE)
  return parsed === null ? version : `${parsed.major}.${parsed.minor}`
}

/** Negative where the first version precedes the second. */
export const precedence = (a: Release, b: Release): number => semver.compareBuild(a.version, b.version, LOOSE)

/** Accounts that published, each with the number of its releases and the time of the first one, in the order of their first. */
export function accounts(
  releases: readonly Release[],
): ReadonlyMap<string, { releases: number; since: number | null }> {
  const found = new Map<string, { releases: number; since: number | null }>()
  for (const release of releases) {
    if (!release.publisher.known) continue
    const account = found.get(release.publisher.value) ?? { releases: 0, since: momentOf(release) }
    account.releases++
    found.set(release.publisher.value, account)
  }
  return found
}

/** Whether it was published by a pipeline, and not with someone's token. */
export function isFromPipeline({ publication }: Release): boolean {
  const pipeline = publication?.trustedPublisher
  return pipeline?.known === true && pipeline.value !== null
}
