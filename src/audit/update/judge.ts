/** What becomes of one locked server: its newest allowed release, judged against the locked one. */
import type { Acceptance } from '../../lockfile/decide-servers.js'
import { acceptedAs } from '../../lockfile/decide-servers.js'
import { isKnownLater } from '../../lockfile/drift-of-release.js'
import { isWeighty, knownFindings, lockServer } from '../../lockfile/entry.js'
import { portable } from '../../lockfile/portable.js'
import {
  compareText,
  type Failure,
  type Finding,
  type LockedOccurrence,
  type LockedServer,
  type NotEvaluated,
  type PackageRef,
  type Release,
  type ServerReport,
  severityRank,
} from '../../model.js'
import { purlParts } from '../../registry/packument.js'
import { type EvaluateOptions, evaluate, unevaluated } from '../evaluate.js'
import { failureOf } from '../failure.js'
import { choosing, frozenSince } from '../frozen.js'
import { lineageOf } from '../lineage.js'
import { lockedBaseline } from '../locked.js'
import { packumentAsServed, releaseAgainstLock } from '../served.js'
import type { Server } from '../servers.js'
import { unconfigured } from '../survey.js'
import type { Workshop } from '../workshop.js'
import { inWords as ageInWords, type Candidate, candidateFor } from './candidate.js'

/** `current`: nothing newer. `left`: something newer, which is not taken and was not judged as bad. */
export type UpdateStanding = 'updated' | 'current' | 'left' | 'refused'

/** What was decided of one locked server. */
export interface Updated {
  readonly report: ServerReport
  /** Its key in the lock. */
  readonly key: string
  readonly before: LockedServer
  readonly standing: UpdateStanding
  /** What stands for it in the lock from now on. */
  readonly locked: LockedServer
  /** Version that is locked; `null` where none is. */
  readonly from: string | null
  /** Version that was judged; `null` where none was. */
  readonly to: string | null
  /** Milliseconds since that was published; `null` where it is unknown. */
  readonly age: number | null
  /** Why, and what else is to be said, in clauses. */
  readonly remarks: readonly string[]
}

export interface UpdateQuestion {
  readonly server: Server
  readonly ref: PackageRef
  readonly configured: readonly LockedOccurrence[]
  readonly key: string
  readonly locked: LockedServer
  readonly named: boolean
  /** Why findings may pass, where a person says so. */
  readonly acceptance: Acceptance | null
  /** Milliseconds. */
  readonly minAge: number
  /** Whether exact specs in configurations are moved. */
  readonly write: boolean
}

export interface UpdateAnswer {
  readonly updated: Updated
  readonly failures: readonly Failure[]
  readonly notEvaluated: readonly NotEvaluated[]
}

/** Rejects only where the signal is aborted. */
export async function judgeUpdate(
  question: UpdateQuestion,
  shop: Workshop,
  options: Pick<EvaluateOptions, 'now' | 'doing' | 'signal' | 'dependencies'>,
): Promise<UpdateAnswer> {
  const { server, ref, locked, configured, named } = question
  const working = { ...options, configured, locked, trustLock: true }
  // What holds back releases and dependencies holds until it is written anew.
  const frozen = frozenSince(server)
  const moves = frozen !== null && question.write && !ref.floating
  // How it is started, and what else lies on this machine, says nothing of a release.
  const asked = {
    ...unconfigured(server),
    ...((moves || frozen === null) && { entries: [] }),
    ...(moves && { choice: server.choice?.tag === undefined ? null : { tag: server.choice.tag } }),
  }
  const version = locked.purl === null ? null : (purlParts(locked.purl)?.version ?? null)
  const untouched = (standing: 'left' | 'current', ...remarks: readonly string[]): UpdateAnswer => ({
    updated: {
      ...{ report: unevaluated(asked, working, 'it was not judged'), key: question.key, before: locked, locked },
      ...{ standing, from: version, to: null, age: null, remarks },
    },
    failures: [],
    notEvaluated: [],
  })
  if (locked.decision !== 'accept') {
    const what = locked.decision === 'hold' ? 'the lock holds it at this release' : 'the lock blocks it'
    return untouched('left', locked.reason === null ? what : `${what}: ${locked.reason}`)
  }
  if (version === null) return untouched('left', 'the lock holds no release of it: `touchstone pin` locks one')
  if (portable(ref.spec) !== locked.spec) {
    return untouched(
      'left',
      `it is configured as ${ref.spec}, and locked as ${locked.spec}: \`touchstone pin\` comes first`,
    )
  }
  try {
    options.doing(`resolving ${ref.name}`)
    const own = server.launch.kind === ref.ecosystem ? server.launch.registry : undefined
    const stated = await shop.registry.packument(ref.name, own ? { registry: own } : {})
    const { now } = options
    const settings = choosing(asked, now)
    const until = settings.settings?.before ?? null
    const found = candidateFor(
      { packument: stated, ref, locked, version, now, named, until, minAge: question.minAge },
      { pick: (of, selector, more) => shop.registry.pick(of, selector, { ...more, ...settings }) },
    )
    const packument = await packumentAsServed(stated, locked, shop.registry)
    const release = found.release ?? packument.releases.find((each) => each.version === version)
    if (release === undefined) {
      return untouched('left', `the registry offers ${version} no more, and nothing newer to take`, ...remarkOf(found))
    }
    const target = {
      release,
      lineage: lineageOf(packument, release),
      baseline: lockedBaseline(locked, packument) ?? { from: 'none' as const, release: null },
      history: packument.releases,
      published: true,
      registry: own,
    }
    const evaluation = await evaluate(asked, target, shop, working)
    const { server: report, failures, notEvaluated } = evaluation
    return { updated: decide(question, report, release, version, remarkOf(found), now), failures, notEvaluated }
  } catch (error) {
    options.signal?.throwIfAborted()
    const failure = failureOf(error, { stage: 'resolve', subject: server.id })
    return { ...untouched('left', 'what is newer could not be found out'), failures: [failure] }
  }
}

const remarkOf = ({ remark }: Candidate): readonly string[] => (remark === null ? [] : [remark])

function decide(
  { key, locked: before, named, acceptance, write, ref, minAge }: UpdateQuestion,
  report: ServerReport,
  release: Release,
  from: string,
  remarks: readonly string[],
  now: Date,
): Updated {
  const age = release.publishedAt.known ? now.getTime() - Date.parse(release.publishedAt.value) : null
  const decided = { report, key, before, from, to: release.version, age: age !== null && age >= 0 ? age : null }
  const same = release.version === from && !isOtherBytes(release, before)
  const moved = report.dependencies?.baseline === 'lock' ? report.dependencies.changes.length : 0
  const missing = before.dependencies === null && report.dependencies !== null
  const known = new Set(before.findings)
  const fresh = knownFindings(report.findings, before.acknowledged).filter((fingerprint) => !known.has(fingerprint))
  if (same && moved === 0 && !missing && fresh.length === 0) {
    return { ...decided, standing: remarks.length > 0 ? 'left' : 'current', locked: before, remarks }
  }
  const { verdict } = report.score
  const passes =
    verdict === 'trust' || (same && verdict === 'review' && !report.findings.some((finding) => isNews(finding, known)))
  if (!passes && !(named && acceptance !== null)) {
    const step = `\`touchstone update ${report.id} --reason "…"\` locks it all the same`
    return { ...decided, standing: 'refused', locked: before, remarks: [...whyRefused(report), ...remarks, step] }
  }
  if (!same && !ref.floating && !write) {
    const step = `the configuration names exactly ${from}: \`--write\` moves it, and the lock with it`
    return { ...decided, standing: 'left', locked: before, remarks: [`it is judged ${verdict}`, step, ...remarks] }
  }
  const today = lockServer(report, before)
  const { configured, spec, follows } = before
  const kept = { configured, spec, follows }
  const below = { dependencies: today.dependencies ?? (same ? before.dependencies : null) }
  // How it is started was not judged here: what is known of that stays known.
  const findings = [...new Set([...known, ...fresh])].sort(compareText)
  const locked = same ? { ...before, ...below, findings } : { ...today, ...kept, ...below, findings }
  const accepted = acceptedAs(locked, report.findings, passes ? null : acceptance)
  const said = passes || acceptance === null ? [] : [`accepted: ${acceptance.reason}`]
  const young = youngBelow(report, minAge, now)
  return { ...decided, standing: 'updated', locked: accepted, remarks: [...said, ...young, ...remarks] }
}

/**
 * What is below a server is resolved when it starts, whatever a lock says, and something in a tree is always new: it is judged by
 * what it does, and that it is young is said.
 */
function youngBelow({ dependencies }: ServerReport, minAge: number, now: Date): readonly string[] {
  if (dependencies === null || dependencies.baseline !== 'lock' || minAge === 0) return []
  const came = new Set(dependencies.changes.flatMap(({ to, path }) => (to === null ? [] : (path.at(-1) ?? []))))
  const young = dependencies.tree.packages.filter(({ path, release }) => {
    if (!came.has(path.at(-1) ?? '') || release === null || !release.publishedAt.known) return false
    return now.getTime() - Date.parse(release.publishedAt.value) < minAge
  })
  if (young.length === 0) return []
  return [
    `${young.length} of ${came.size} that came below it ${young.length === 1 ? 'is' : 'are'} younger than ${ageInWords(minAge)}`,
  ]
}

/** Whether a finding speaks against a tree that moved below a release which was accepted as it is. */
const isNews = (finding: Finding, known: ReadonlySet<string>): boolean =>
  finding.acknowledged === undefined &&
  isWeighty(finding) &&
  !known.has(finding.fingerprint) &&
  (finding.path !== undefined || isKnownLater(finding.heuristic))

const isOtherBytes = (release: Release, { integrity }: LockedServer): boolean =>
  integrity !== null && releaseAgainstLock(integrity, release) === 'other'

/** Findings named of a server that is refused. */
const REASONS = 3

function whyRefused({ findings, facts, score }: ServerReport): readonly string[] {
  const grave = findings
    .filter(({ severity, acknowledged }) => !acknowledged && severityRank(severity) <= severityRank('medium'))
    .toSorted((a, b) => severityRank(a.severity) - severityRank(b.severity))
  const more = grave.length - REASONS
  return [
    `it is judged ${score.verdict}`,
    ...grave.slice(0, REASONS).map(inWords),
    ...(more > 0 ? [`and ${more} more`] : []),
    ...(score.verdict === 'unknown' ? [facts === null ? 'it was not evaluated' : 'not all of it was evaluated'] : []),
  ]
}

const inWords = ({ severity, message, title, heuristic, path }: Finding): string =>
  `${severity}: ${path === undefined ? '' : `${path.at(-1)}: `}${message || title} [${heuristic}]`
