/** How old a package and its release are. */
import type { Known, Release } from '../../src/model.js'
import { YOUNG_HOURS } from '../young-release.js'

const HOUR = 3_600_000
/** A package that attacks is made for it: those of the incidents were hours to days old when they were used. */
const YOUNG_PACKAGE_DAYS = 30

/** Published within the last three days; false where nobody says when. A time in the future is no age. */
export function isYoungRelease(release: Release | null, now: Date): boolean {
  return release !== null && hoursSince(release.publishedAt, now) < YOUNG_HOURS
}

/** First published within the last month; false where nobody says when. */
export const isYoungPackage = (since: Known<string>, now: Date): boolean =>
  hoursSince(since, now) < YOUNG_PACKAGE_DAYS * 24

/** Infinite where it is not known. */
export function hoursSince(moment: Known<string>, now: Date): number {
  if (!moment.known) return Number.POSITIVE_INFINITY
  const hours = (now.getTime() - Date.parse(moment.value)) / HOUR
  return hours >= 0 ? hours : Number.POSITIVE_INFINITY
}
