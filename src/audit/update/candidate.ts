/** Which release `update` would have in the place of the locked one. Nothing is judged here. */
import semver from 'semver'
import { readSpec } from '../../launch/npm-spec.js'
import type { LockedServer, PackageRef, Packument, Release } from '../../model.js'
import { type Registry, RegistryError } from '../../registry/registry.js'

export interface CandidateQuestion {
  readonly packument: Packument
  /** As it is configured. */
  readonly ref: PackageRef
  readonly locked: LockedServer
  /** Version that is locked. */
  readonly version: string
  /** Milliseconds; younger releases are left alone. 0 takes every one. */
  readonly minAge: number
  readonly now: Date
  /** Until when packages are taken, where the configuration says so. */
  readonly until: Date | null
  /** Whether a person asked for this server: then an older release than the locked one may be meant. */
  readonly named: boolean
}

export type Candidate =
  /** `remark` speaks of a newer one that is left alone. */
  | { readonly release: Release; readonly remark: string | null }
  | { readonly release: null; readonly remark: string | null }

/**
 * The newest release that the spec admits and that is old enough; an exact spec stands for the floating one that it replaced, or
 * for the tag `latest`. A release of which nobody knows when it was published is not known to be old enough.
 *
 * @throws RegistryError where nothing fits
 */
export function candidateFor(question: CandidateQuestion, registry: Pick<Registry, 'pick'>): Candidate {
  const { packument, minAge, now, until } = question
  const selector = selectorOf(question)
  const newest = registry.pick(packument, selector, until === null ? {} : { before: until })
  const why = whyNot(newest, question)
  if (why === null) return { release: newest, remark: null }
  if (why.kind !== 'age') return { release: null, remark: why.remark }
  const before = new Date(Math.min(now.getTime() - minAge, until?.getTime() ?? Number.POSITIVE_INFINITY))
  const older = pickBefore(registry, packument, selector, before)
  const fits = older !== null && older.version !== newest.version && whyNot(older, question) === null
  return { release: fits ? older : null, remark: why.remark }
}

const LATEST = { type: 'tag', value: 'latest' } as const

function selectorOf({ ref, locked }: CandidateQuestion): PackageRef['selector'] {
  if (ref.floating) return ref.selector
  const followed = locked.follows === null ? null : readSpec({ text: locked.follows, pointer: '', at: 0 }, '')
  return followed?.kind === 'package' && followed.ref.name === ref.name ? followed.ref.selector : LATEST
}

function pickBefore(
  registry: Pick<Registry, 'pick'>,
  packument: Packument,
  selector: PackageRef['selector'],
  before: Date,
): Release | null {
  try {
    return registry.pick(packument, selector, { before })
  } catch (error) {
    if (error instanceof RegistryError) return null
    throw error
  }
}

type Reason = { readonly kind: 'same' | 'older' | 'age'; readonly remark: string | null }

/** Why a release is not taken; `null` where it may be. */
function whyNot(release: Release, { version, minAge, now, named }: CandidateQuestion): Reason | null {
  if (release.version === version) return { kind: 'same', remark: null }
  if (!isNewer(release.version, version) && !named) {
    const remark = `${release.version}, which would run today, is no newer release: name the server to take it`
    return { kind: 'older', remark }
  }
  if (minAge === 0) return null
  if (!release.publishedAt.known) {
    const remark = `when ${release.version} was published is unknown (${release.publishedAt.reason}): \`--min-age 0\` takes it`
    return { kind: 'age', remark }
  }
  const age = now.getTime() - Date.parse(release.publishedAt.value)
  if (age >= minAge) return null
  const remark = `${release.version} is ${age < 0 ? 'dated in the future' : `${inWords(age)} old, and younger than ${inWords(minAge)}`}: it waits${named ? ', and `--min-age 0` takes it' : ''}`
  return { kind: 'age', remark }
}

function isNewer(one: string, other: string): boolean {
  const [a, b] = [semver.parse(one, { loose: true }), semver.parse(other, { loose: true })]
  return a !== null && b !== null && semver.compareBuild(a, b) > 0
}

const HOUR = 3_600_000
const DAY = 24 * HOUR

/** `5 hours`, `3 days`; rounded down. */
export function inWords(milliseconds: number): string {
  const [number, noun] =
    milliseconds >= DAY * 2
      ? [Math.floor(milliseconds / DAY), 'day']
      : milliseconds >= HOUR
        ? [Math.floor(milliseconds / HOUR), 'hour']
        : [Math.floor(milliseconds / 60_000), 'minute']
  return `${number} ${noun}${number === 1 ? '' : 's'}`
}
