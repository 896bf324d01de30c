/**
 * Whether a registry's times of publication can be believed.
 *
 * A mirror may state when it first copied a version rather than when that was published. Such times contradict the order
 * of versions, or are all the same. A maintainer's own habit looks different: 1.9.9 after 2.0.0 is a back-port, but
 * within one line (the patches of a minor, the first releases of a major's minors, the first releases of the majors)
 * each release follows the one before it.
 */
import semver from 'semver'

/** Early releases of npm packages have numbers like `1.0.0beta`. */
const LOOSE = { loose: true }

/** npm's first release: January 2010. Earlier times are placeholders. */
const EARLIEST = Date.parse('2010-01-01T00:00:00Z')

/** Shares from which contradictions are a mirror's and not one publisher's slip. Measured on one mirror: 25 to 60 %. */
const MOST_INVERTED_SHARE = 0.1
const FEWEST_INVERTED = 2
/** One contradiction counts too where there is little to compare. */
const FEW_COMPARISONS = 3

/** At least so many versions at one second, being more than half of all, were copied together. */
const FEWEST_AT_ONCE = 3

/**
 * @param times version → time as the registry states it; other values than ISO 8601 strings are ignored
 * @returns the believable times as milliseconds, or why none can be believed
 */
export function believableTimes(times: ReadonlyMap<string, unknown>): {
  readonly times: ReadonlyMap<string, number>
  readonly doubt: string | null
} {
  const valid = new Map<string, number>()
  for (const [version, time] of times) {
    const moment = typeof time === 'string' ? Date.parse(time) : Number.NaN
    if (moment >= EARLIEST && semver.valid(version, LOOSE) !== null) valid.set(version, moment)
  }
  const doubt = doubtOf(valid)
  return { times: doubt === null ? valid : new Map(), doubt }
}

function doubtOf(times: ReadonlyMap<string, number>): string | null {
  if (copiedAtOnce([...times.values()])) return 'the registry gives most versions the same time of publication'
  const { compared, inverted, example } = inversions(times)
  const many = inverted >= FEWEST_INVERTED && inverted / compared >= MOST_INVERTED_SHARE
  const fewToCompare = inverted >= 1 && compared <= FEW_COMPARISONS
  if (!many && !fewToCompare) return null
  return `the registry's times of publication contradict the order of versions (${example})`
}

function copiedAtOnce(moments: readonly number[]): boolean {
  const perSecond = new Map<number, number>()
  for (const moment of moments) {
    const second = Math.floor(moment / 1000)
    perSecond.set(second, (perSecond.get(second) ?? 0) + 1)
  }
  const most = Math.max(0, ...perSecond.values())
  return most >= FEWEST_AT_ONCE && most > moments.length / 2
}

/** Prereleases are left out: nightly builds of several lines interleave. */
function inversions(times: ReadonlyMap<string, number>): { compared: number; inverted: number; example: string } {
  const stable = [...times.keys()]
    .filter((version) => semver.prerelease(version, LOOSE) === null)
    .sort((a, b) => semver.compare(a, b, LOOSE))
  let compared = 0
  let inverted = 0
  let example = ''
  const compare = (earlier: string | undefined, later: string) => {
    if (earlier === undefined) return
    compared++
    if ((times.get(earlier) ?? 0) > (times.get(later) ?? 0)) {
      inverted++
      example = `${earlier} after ${later}`
    }
  }
  let previous: string | undefined
  let firstOfMajor: string | undefined
  let firstOfMinor: string | undefined
  for (const version of stable) {
    const newMajor = previous === undefined || semver.major(previous, LOOSE) !== semver.major(version, LOOSE)
    const newMinor =
      newMajor || previous === undefined || semver.minor(previous, LOOSE) !== semver.minor(version, LOOSE)
    if (newMajor) {
      compare(firstOfMajor, version)
      firstOfMajor = version
      firstOfMinor = version
    } else if (newMinor) {
      compare(firstOfMinor, version)
      firstOfMinor = version
    } else compare(previous, version)
    previous = version
  }
  return { compared, inverted, example }
}
