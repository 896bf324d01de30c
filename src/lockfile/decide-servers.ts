/** Which release of which server may be locked, and what is refused. Pure: what the registry says today is handed in. */
import { againstLock, type StatedBytes } from '../../heuristics/knowledge/integrity.js'
import {
  compareText,
  type Finding,
  type LockedServer,
  type Lockfile,
  type ServerReport,
  severityRank,
} from '../model.js'
import { purlParts } from '../registry/packument.js'
import { blocks } from '../score.js'
import { type Acceptance, acceptedAs } from './acceptance.js'
import { admits } from './admits.js'
import { knownFindings, lockServer } from './entry.js'
import { matchServers } from './match.js'

export { type Acceptance, acceptedAs } from './acceptance.js'

/** What the registry says today of the release that is locked; `null` where nobody could be asked. */
export type LockedToday = (StatedBytes & { readonly listed: boolean }) | null

export type Standing = 'new' | 'kept' | 'changed' | 'refused'

/** What was decided of one audited server. */
export interface Decided<S extends string = Standing> {
  readonly report: ServerReport
  /** Its key in the old lock; `null` where that does not know it. */
  readonly key: string | null
  readonly before: LockedServer | null
  readonly standing: S
  /** What stands for it in the lock; `null` where nothing does. */
  readonly locked: LockedServer | null
  /** `left` as they are, or `moved`, so that exact specs become what is locked, too. Absent: specs that float become exact. */
  readonly configs?: 'left' | 'moved'
  /** Why it is refused, or what else is to be said, in clauses. */
  readonly remarks: readonly string[]
}

/**
 * As much as a lock is made of. `untouched`: nobody decided whether it may run, so its entry stays as it stands, but for what it
 * lets pass; how it is configured by now is not accepted with that.
 */
export type Settled = Decided<Standing | 'untouched'>

/** Whether it is locked as it is configured now. */
export const isSettled = ({ standing }: Settled): boolean => standing !== 'refused' && standing !== 'untouched'

export interface Circumstances {
  readonly lockedToday: (report: ServerReport, before: LockedServer) => LockedToday
  /** `null` where its findings do not pass. */
  readonly acceptance: (report: ServerReport) => Acceptance | null
}

/** @param old `null` where there is no lock yet */
export function decideServers(
  old: Lockfile | null,
  reports: readonly ServerReport[],
  { lockedToday, acceptance }: Circumstances,
): readonly Decided[] {
  const known = old === null ? null : matchServers(old, reports)
  return reports.map((report) => {
    const { key = null, locked: before = null } = known?.get(report) ?? {}
    const today = before === null ? null : lockedToday(report, before)
    return { report, key, before, ...decideServer(report, before, today, acceptance(report)) }
  })
}

export type Decision = Pick<Decided, 'standing' | 'locked' | 'remarks'>

/** @param before its entry in the lock; `null` where that does not know it */
export function decideServer(
  report: ServerReport,
  before: LockedServer | null,
  today: LockedToday,
  accepted: Acceptance | null,
): Decision {
  if (accepted === null && before?.decision === 'block') {
    return refused(before, [blockedBy(before)])
  }
  if (report.package?.ecosystem !== 'npm') return byIdentity(report, before, accepted)
  if (before === null || !isAdmitted(report, before) || today?.listed === false) {
    return byVerdict(report, before, accepted)
  }
  const { version } = purlParts(before.purl ?? '') ?? { version: '' }
  if (today === null && accepted === null) return refused(before, [nobodyAsked(version)])
  if (isOtherBytes(before, today)) {
    return accepted === null ? refused(before, [otherBytes(version)]) : byVerdict(report, before, accepted)
  }
  return report.release?.version === version
    ? sameRelease(report, before, accepted)
    : lockedInsteadOf(report, before, accepted)
}

/** Whether the registry serves other bytes than those that were locked. */
export const isOtherBytes = ({ integrity }: LockedServer, today: LockedToday): boolean =>
  today !== null && integrity !== null && againstLock(integrity, today) === 'other'

export const blockedBy = ({ reason }: LockedServer): string =>
  `the lock blocks it${reason === null ? '' : `: ${reason}`}`
export const otherBytes = (version: string): string =>
  `the registry serves other bytes for ${version} than those that were locked`
export const nobodyAsked = (version: string): string =>
  `nobody could be asked whether ${version} is still what was locked`

const isAdmitted = ({ package: ref }: ServerReport, before: LockedServer): boolean =>
  ref !== null && admits(ref, before)

/** Kinds that no registry of ours serves: what is known of them is who they are, and of local code what it does. */
export function byIdentity(report: ServerReport, before: LockedServer | null, accepted: Acceptance | null): Decision {
  const blocking = blockingFindings(report)
  if (blocking.length > 0 && accepted === null) return refused(before, blocking.map(inWords))
  const seen = lockServer(report, before)
  // The copy on this machine may have moved; what was locked stays for as long as the same is asked for.
  const fresh =
    before?.spec === seen.spec && before.purl !== null && seen.kind === 'pypi' ? { ...seen, purl: before.purl } : seen
  // Code that could not be read this time is still what was read, as far as anybody can tell.
  const whole = fresh.behaviour === null && before?.behaviour && before.spec === fresh.spec
  const locked = acceptedAs(whole ? { ...before, configured: fresh.configured } : fresh, report.findings, accepted)
  const same = before?.spec === locked.spec && before.integrity === locked.integrity && before.kind === locked.kind
  if (before === null || !same) return { standing: before === null ? 'new' : 'changed', locked, remarks: [] }
  return { standing: 'kept', ...nowKnown(locked, before, report.findings) }
}

/** Locks what would run today, where that may be trusted or a person lets it pass. */
function byVerdict(report: ServerReport, before: LockedServer | null, accepted: Acceptance | null): Decision {
  const { verdict } = report.score
  if (accepted === null && (verdict === 'block' || verdict === 'unknown')) return refused(before, whyRefused(report))
  const fresh = { ...lockServer(report, before), follows: followed(report, before) }
  const locked = acceptedAs(fresh, report.findings, accepted)
  const standing = before === null ? 'new' : 'changed'
  return { standing, locked, remarks: accepted === null ? [] : [`accepted: ${accepted.reason}`] }
}

/** What would run today is what was locked: it stays, unless it is judged otherwise by now. */
function sameRelease(report: ServerReport, before: LockedServer, accepted: Acceptance | null): Decision {
  if (accepted === null && report.score.verdict === 'block') return refused(before, whyRefused(report))
  const fresh = lockServer(report, before)
  const locked: LockedServer = {
    ...before,
    configured: fresh.configured,
    spec: fresh.spec,
    follows: followed(report, before),
    publisher: before.publisher ?? fresh.publisher,
    provenance: before.provenance ?? fresh.provenance,
    integrity: before.integrity ?? fresh.integrity,
    behaviour: newerBehaviour(before, fresh),
    // What is below a server moves every day: what was locked stays until `update` accepts another.
    dependencies: before.dependencies ?? fresh.dependencies,
  }
  const moved = report.dependencies?.baseline === 'lock' ? report.dependencies.changes.length : 0
  const remarks = [
    ...(moved > 0 && before.dependencies !== null
      ? [`${moved} of its dependencies moved since it was locked: ${updates(report)}`]
      : []),
    ...(accepted === null ? [] : [`accepted: ${accepted.reason}`]),
  ]
  const known = nowKnown(acceptedAs(locked, report.findings, accepted), before, report.findings)
  return { standing: 'kept', locked: known.locked, remarks: [...remarks, ...known.remarks] }
}

/** Another release would run today than the one that was locked, and nobody accepted it yet. */
function lockedInsteadOf(report: ServerReport, before: LockedServer, accepted: Acceptance | null): Decision {
  const own = report.findings.filter((finding) => isOfConfiguration(finding, report))
  const blocking = own.filter(refuses)
  if (accepted === null && blocking.length > 0) return refused(before, blocking.map(inWords))
  const { configured, spec } = lockServer(report, before)
  const locked = acceptedAs({ ...before, configured, spec, follows: followed(report, before) }, own, accepted)
  const known = nowKnown(locked, before, own)
  const worst = blockingFindings(report).slice(0, 1).map(inWords)
  const remarks =
    report.release === null
      ? []
      : [
          [`${report.release.version} would run today, and is judged ${report.score.verdict}`, ...worst].join(': '),
          `${accepted === null ? '' : '--accept locks no newer release: '}${updates(report)}`,
        ]
  return { standing: 'kept', locked: known.locked, remarks: [...remarks, ...known.remarks] }
}

/** Findings that are named of those that became known. */
const NAMED = 3

/** What stands now and did not when it was locked is known from now on, which is said: who locks it has been shown it. */
function nowKnown(
  locked: LockedServer,
  before: LockedServer,
  findings: readonly Finding[],
): Pick<Decision, 'remarks'> & { readonly locked: LockedServer } {
  const old = new Set(before.findings)
  const fresh = new Set(knownFindings(findings, locked.acknowledged).filter((fingerprint) => !old.has(fingerprint)))
  const passed = new Set(locked.acknowledged.map(({ fingerprint }) => fingerprint))
  const known = [...old, ...fresh].filter((fingerprint) => !passed.has(fingerprint)).sort(compareText)
  const said = findings.filter(({ fingerprint }) => fresh.has(fingerprint)).map(inWords)
  const more = said.length - NAMED
  return {
    locked: { ...locked, findings: known },
    remarks:
      said.length === 0
        ? []
        : [`new since it was locked: ${said.slice(0, NAMED).join(', ')}${more > 0 ? ` and ${more} more` : ''}`],
  }
}

const updates = ({ id }: ServerReport): string => `\`touchstone update ${id}\` judges what is newer`

/** An exact spec may stand for a floating one; a floating one stands for itself, and another package for none of them. */
export function followed({ package: ref }: ServerReport, before: LockedServer | null): string | null {
  if (ref === null || ref.floating || before?.purl == null) return null
  return purlParts(before.purl)?.name === ref.name ? before.follows : null
}

/** What an older extractor found is found anew; what the same one found stands as it is. */
function newerBehaviour(before: LockedServer, fresh: LockedServer): LockedServer['behaviour'] {
  if (before.behaviour === null || fresh.behaviour === null) return before.behaviour ?? fresh.behaviour
  return fresh.behaviour.extractor > before.behaviour.extractor ? fresh.behaviour : before.behaviour
}

export const refused = (before: LockedServer | null, remarks: readonly string[]): Decision => ({
  standing: 'refused',
  locked: before,
  remarks,
})

/** What a person lets pass does not count. */
const refuses = (finding: Finding): boolean => finding.acknowledged === undefined && blocks(finding)

export const blockingFindings = ({ findings }: ServerReport): readonly Finding[] =>
  findings.filter(refuses).toSorted((a, b) => severityRank(a.severity) - severityRank(b.severity))

/** About how it is started, whatever release that is. */
const isOfConfiguration = ({ subject, path }: Finding, { release }: ServerReport): boolean =>
  path === undefined && subject !== release?.purl

export const inWords = ({ severity, message, title, heuristic }: Finding): string =>
  `${severity}: ${message || title} [${heuristic}]`

export function whyRefused(report: ServerReport): readonly string[] {
  const blocking = blockingFindings(report).map(inWords)
  if (blocking.length > 0) return blocking
  return [`${report.facts === null ? 'it was not' : 'not all of it was'} evaluated: see what could not be done`]
}
