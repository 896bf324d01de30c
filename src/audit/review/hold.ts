/** The release that a server can be held at: the locked one, else the last one against which nothing grave speaks. */
import { worstFirst } from '../../judge.js'
import { isWeighty } from '../../lockfile/entry.js'
import type { Failure, Finding, LockedServer, Packument, Release, ServerReport } from '../../model.js'
import { purlParts } from '../../registry/packument.js'
import { evaluate } from '../evaluate.js'
import { failureOf } from '../failure.js'
import { baselineIn, lineageOf } from '../lineage.js'
import type { SurveyedServer } from '../survey.js'
import type { Workshop } from '../workshop.js'
import { forbids, isOfConfiguration, standingAbove, staysWithAnyRelease, worstOfRelease } from './about.js'

export type HoldTarget =
  | {
      readonly type: 'release'
      readonly version: string
      /** `locked`: the lock's; `before`: the last one without the findings; `today`: what would run, against which nothing speaks. */
      readonly from: 'locked' | 'before' | 'today'
      /** As judged; `null` for the locked one, which is known already. */
      readonly report: ServerReport | null
      /** What is found of that release, of severity medium and above, worst first; empty where nothing is known of it. */
      readonly standing: readonly StandingFinding[]
    }
  /** `why` is a sentence that says what can be done instead. */
  | { readonly type: 'none'; readonly why: string }

/** A finding that counts, as far as it is told. */
export type StandingFinding = Pick<Finding, 'severity' | 'title' | 'heuristic'>

export interface HoldQuestion {
  /** As audited. */
  readonly report: ServerReport
  /** Of the user's own lock. */
  readonly locked: LockedServer | null
  readonly now: Date
  readonly dependencies?: boolean | undefined
  readonly signal?: AbortSignal | undefined
}

/** Earlier releases that are judged, each of which may have findings of its own. */
const MOST_TRIES = 5

/** Never rejects for what a package or the network does, only where `signal` is aborted. */
export async function findHold(question: HoldQuestion, shop: Workshop): Promise<HoldTarget> {
  const { report, locked, signal } = question
  const version = lockedVersion(report, locked)
  if (version !== null) {
    const own = report.release?.version === version ? report.findings.filter((each) => !isOfConfiguration(each)) : []
    return { type: 'release', version, from: 'locked', report: null, standing: standingOf(own) }
  }
  const { package: ref, release } = report
  if (ref?.ecosystem !== 'npm') return none('Only packages of npm are held at an earlier release')
  if (release === null) return none(`Which release of ${ref.name} would run is not known, so neither is one before it`)
  const isRead = report.facts !== null && !isBlocked(locked)
  if (isRead && worstOfRelease(report.findings).length === 0) {
    return { type: 'release', version: release.version, from: 'today', report, standing: [] }
  }
  try {
    return await search(release, isBlocked(locked) ? { ...question, ...withoutPassed(report) } : question, shop)
  } catch (error) {
    signal?.throwIfAborted()
    const { message } = failureOf(error, { stage: 'resolve', subject: report.id })
    return none(`The earlier releases of ${ref.name} could not be read: ${message}`)
  }
}

const none = (why: string): HoldTarget => ({ type: 'none', why: `${why}. Block it, or accept it with a reason.` })

/** `null` where the lock names no release of the package, or says that it must not run. */
function lockedVersion({ package: ref }: ServerReport, locked: LockedServer | null): string | null {
  const parts = locked?.purl == null || isBlocked(locked) ? null : purlParts(locked.purl)
  return parts !== null && parts.name === ref?.name ? parts.version : null
}

const isBlocked = (locked: LockedServer | null): boolean => locked?.decision === 'block'

/** What was let pass before somebody blocked it does not pass any more. */
const withoutPassed = (report: ServerReport): Pick<HoldQuestion, 'report' | 'locked'> => ({
  report: { ...report, findings: report.findings.map(({ acknowledged: _, ...finding }) => finding) },
  locked: null,
})

async function search(release: Release, question: HoldQuestion, shop: Workshop): Promise<HoldTarget> {
  const { report } = question
  const own = report.launch.kind === 'npm' ? report.launch.registry : undefined
  const packument = await shop.registry.packument(release.name, own === undefined ? {} : { registry: own })
  let judged = report
  let at = release
  /** The last one that may run, should there be none of which nothing grave is found. */
  let found: HoldTarget | null = null
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    const lineage = lineageOf(packument, at)
    const earlier = releaseBefore(judged, lineage)
    if (earlier === null) {
      const said =
        lineage.length > 1
          ? `no earlier release of ${at.name} without what is found in `
          : `no release of ${at.name} before `
      return found ?? none(`There is ${said}${at.version}`)
    }
    const { server, failures } = await judgedAt(earlier, packument, question, shop)
    if (server.facts === null) {
      return found ?? none(`${earlier.name} ${earlier.version} could not be read${because(failures)}`)
    }
    const own = server.findings.filter((each) => !isOfConfiguration(each))
    const target: HoldTarget = {
      type: 'release',
      ...{ version: earlier.version, from: 'before', report: server, standing: standingOf(own) },
    }
    if (standingAbove('medium', own).length === 0) return target
    if (!own.some(forbids)) found ??= target
    judged = server
    at = earlier
  }
  const read = `${MOST_TRIES} earlier releases of ${release.name} were read, the last ${at.version}`
  return found ?? none(`${read}, and none may run`)
}

/** What of findings is told of a release that is held. */
function standingOf(findings: readonly Finding[]): readonly StandingFinding[] {
  const weighty = findings.filter((each) => each.acknowledged === undefined && isWeighty(each))
  return weighty.toSorted(worstFirst).map(({ severity, title, heuristic }) => ({ severity, title, heuristic }))
}

const because = ([first]: readonly Failure[]): string => (first === undefined ? '' : `: ${first.message}`)

/**
 * The release before all that is to be got rid of came; of what has no date, before the one that it is compared with.
 *
 * @param lineage oldest first; the last is the one that was judged
 */
function releaseBefore({ findings, baseline }: ServerReport, lineage: readonly Release[]): Release | null {
  const indexOf = (version: string | undefined): number => lineage.findIndex((each) => each.version === version)
  const last = lineage.length - 1
  const compared = indexOf(baseline.release?.version)
  const undated = compared >= 0 && compared < last ? compared : last - 1
  const starts = worstOfRelease(findings).map(({ since }) => {
    const came = since === null ? -1 : indexOf(since.version)
    return came < 0 ? undated : came - 1
  })
  return lineage[starts.length === 0 ? undated : Math.min(...starts)] ?? null
}

/** How it is configured was judged before, and is the same with each release. */
async function judgedAt(
  release: Release,
  packument: Packument,
  { report, locked, now, dependencies, signal }: HoldQuestion,
  shop: Workshop,
): ReturnType<typeof evaluate> {
  const lineage = lineageOf(packument, release)
  const before = baselineIn(lineage, 1)
  const { id, name, occurrences, launch, package: ref, onMachine, configured } = report
  const server: SurveyedServer = {
    ...{ id, name, occurrences, launch, package: ref, onMachine },
    ...{ entries: [], choice: null, program: null },
    configuration: { findings: report.findings.filter(staysWithAnyRelease), failures: [] },
  }
  return await evaluate(
    server,
    {
      release,
      lineage,
      baseline: before === null ? { from: 'none', release: null } : { from: 'previous', release: before },
      history: packument.releases,
      published: true,
      registry: launch.kind === 'npm' ? launch.registry : undefined,
    },
    shop,
    // Of the lock counts what it lets pass: neither its release nor its tree is a baseline here.
    { now, doing: () => {}, signal, dependencies, configured, locked: locked && { ...locked, dependencies: null } },
  )
}
