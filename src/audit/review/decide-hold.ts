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
import { knownFindings, lockServer } from '../../lockfile/entry.js'
import type { ServerReport } from '../../model.js'
import { forbids, staysWithAnyRelease } from './about.js'
import type { Choice } from './choice.js'
import { freshEntry, statedOf, versionOf, withoutPassed, withPassed } from './entry.js'
import type { Outcome, Question } from './question.js'

type Holding = Extract<Choice['decision'], { readonly type: 'hold' }>

/** A release stays, until a person says otherwise; findings about how it is started do not go with another release. */
export function hold(question: Question, { reason, target }: Holding): Outcome {
  const { before, report, choice } = question
  if (target.type === 'none') return refused(before, [target.why])
  const blocking = report.findings.filter((each) => forbids(each) && staysWithAnyRelease(each))
  if (blocking.length > 0) return refused(before, [...blocking.map(inWords), 'no other release changes that'])
  const made = target.from === 'locked' ? heldAsLocked(question, target.version) : heldEarlier(question, target.report)
  if (made.standing === 'refused' || made.locked === null) return made
  const said = reason ?? (before?.decision === 'hold' ? before.reason : null)
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
    shown.filter((each) => !forbids(each)),
    before.acknowledged,
  )
  const findings = withoutPassed([...before.findings, ...known], before.acknowledged)
  const locked = { ...before, configured, spec, follows: followed(report, before), findings }
  return { standing: 'kept', locked, remarks: [] }
}

function heldEarlier(question: Question, judged: ServerReport | null): Decision {
  const { before, isFrozen } = question
  if (judged?.release == null) return refused(before, ['the earlier release was not judged; decide anew'])
  const report = question.earlier(judged)
  const blocking = blockingFindings(report)
  if (blocking.length > 0) return refused(before, blocking.map(inWords))
  const { version } = judged.release
  const fresh = freshEntry(report, before)
  if (before !== null && before.purl === fresh.purl && isOtherBytes(before, statedOf(judged.release))) {
    return refused(before, [otherBytes(version)])
  }
  const standing = before === null ? 'new' : before.purl === fresh.purl ? 'kept' : 'changed'
  const remarks = judged.score.verdict === 'unknown' ? [`not all of ${version} was evaluated`] : []
  return { standing, locked: isFrozen ? { ...fresh, dependencies: null } : fresh, remarks }
}
