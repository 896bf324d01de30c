/** A server that is held at a release: the locked one, or an earlier one that was judged for it. Pure. */
import {
  blockingFindings,
  type Decision,
  followed,
  inWords,
  isOtherBytes,
  nobodyAsked,
  otherBytes,
  refused,
} from '../../lockfile/decide-servers.js'
import { isWeighty, knownFindings, lockServer } from '../../lockfile/entry.js'
import type { Finding } from '../../model.js'
import { forbids, isOfConfiguration, standingAbove, staysWithAnyRelease } from './about.js'
import type { Choice } from './choice.js'
import { freshEntry, statedOf, versionOf, withoutPassed, withPassed } from './entry.js'
import type { HoldTarget } from './hold.js'
import type { Outcome, Question } from './question.js'
import { heldDespite } from './words.js'

type Holding = Extract<Choice['decision'], { readonly type: 'hold' }>
type Release = Extract<HoldTarget, { readonly type: 'release' }>

/** A release stays, until a person says otherwise; findings about how it is started do not go with another release. */
export function hold(question: Question, { reason, target }: Holding): Outcome {
  const { before, report, choice } = question
  if (target.type === 'none') return refused(before, [target.why])
  const blocking = report.findings.filter((each) => forbids(each) && staysWithAnyRelease(each))
  if (blocking.length > 0) return refused(before, [...blocking.map(inWords), 'no other release changes that'])
  const made = target.from === 'locked' ? heldAsLocked(question, target.version) : heldAsJudged(question, target)
  if (made.standing === 'refused' || made.locked === null) return made
  // Why it was locked is still why, as long as it is the same release.
  const said = reason ?? (target.from === 'locked' || before?.decision === 'hold' ? (before?.reason ?? null) : null)
  const locked = withPassed({ ...made.locked, decision: 'hold', reason: said }, choice.acknowledged, before)
  return { ...made, locked, configs: 'moved' }
}

function heldAsLocked({ before, report, today }: Question, version: string): Decision {
  if (before === null || versionOf(before) !== version) {
    return refused(before, [`the lock does not hold ${version} any more; audit it again (r), and decide anew`])
  }
  if (report.package?.ecosystem === 'npm') {
    if (today === null) return refused(before, [nobodyAsked(version)])
    if (!today.listed) return refused(before, [`the registry offers ${version} no more, so nothing could start it`])
    if (isOtherBytes(before, today)) return refused(before, [otherBytes(version)])
  }
  const { configured, spec } = lockServer(report, before)
  // Who holds it has been shown what stands now. What must not run stays news.
  const shown = report.release?.version === version ? report.findings : report.findings.filter(staysWithAnyRelease)
  const known = knownFindings(
    shown.filter((each) => !forbids(each) && !isGraveOfRelease(each)),
    before.acknowledged,
  )
  const findings = withoutPassed([...before.findings, ...known], before.acknowledged)
  const locked = { ...before, configured, spec, follows: followed(report, before), findings }
  const news = shown.filter((each) => isWeightyOfRelease(each) && !before.findings.includes(each.fingerprint))
  return { standing: 'kept', locked, remarks: despite(version, news) }
}

/** Of a release above medium, and nobody lets it pass: that it is held does not make that known. */
const isGraveOfRelease = (finding: Finding): boolean =>
  !isOfConfiguration(finding) && standingAbove('medium', [finding]).length > 0

const isWeightyOfRelease = (finding: Finding): boolean =>
  !isOfConfiguration(finding) && finding.acknowledged === undefined && isWeighty(finding)

/** What is found of the release itself that is held. */
function despite(version: string, findings: readonly Finding[]): readonly string[] {
  const found = heldDespite(findings)
  return found === null ? [] : [`${version}, at which it is held, has ${found}`]
}

function heldAsJudged(question: Question, { report: judged, from }: Release): Decision {
  const { before } = question
  // What was resolved for an earlier release is not what the moment holds at which its dependencies are frozen.
  const isFrozen = question.isFrozen && from !== 'today'
  if (judged?.release == null) return refused(before, ['the earlier release was not judged; decide anew'])
  const report = question.earlier(judged)
  const blocking = blockingFindings(report)
  if (blocking.length > 0) return refused(before, blocking.map(inWords))
  const { version } = judged.release
  const grave = report.findings.filter(isGraveOfRelease)
  const unseen = new Set(grave.map(({ fingerprint }) => fingerprint))
  const entry = freshEntry(report, before)
  const stood = entry.purl === before?.purl ? (before?.findings ?? []) : []
  const known = entry.findings.filter((each) => !unseen.has(each) || stood.includes(each))
  // What nobody accepted is no baseline: later audits go on to show it.
  const isAccepted = known.length === entry.findings.length
  const fresh = { ...entry, findings: known, behaviour: isAccepted ? entry.behaviour : null }
  if (before !== null && before.purl === fresh.purl && isOtherBytes(before, statedOf(judged.release))) {
    return refused(before, [otherBytes(version)])
  }
  const standing = before === null ? 'new' : before.purl === fresh.purl ? 'kept' : 'changed'
  const remarks = [
    ...(judged.score.verdict === 'unknown' ? [`not all of ${version} was evaluated`] : []),
    ...despite(version, report.findings.filter(isWeightyOfRelease)),
  ]
  return { standing, locked: isFrozen ? { ...fresh, dependencies: null } : fresh, remarks }
}
