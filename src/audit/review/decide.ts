/** From what a person chose for each server of one lock to what becomes of its entries. Pure. */
import { acceptedAs } from '../../lockfile/acceptance.js'
import {
  blockedBy,
  blockingFindings,
  byIdentity,
  type Decision,
  decideServer,
  followed,
  inWords,
  isOtherBytes,
  otherBytes,
  refused,
  type Settled,
  whyRefused,
} from '../../lockfile/decide-servers.js'
import { lockServer } from '../../lockfile/entry.js'
import { matchServers } from '../../lockfile/match.js'
import type { LockedServer, Lockfile, ServerReport } from '../../model.js'
import { blockFingerprint, isOfConfiguration, standingAbove } from './about.js'
import type { Choice } from './choice.js'
import { hold } from './decide-hold.js'
import { freshEntry, versionOf, withPassed } from './entry.js'
import { type Outcome, Question, type ReviewCircumstances } from './question.js'
import type { Subject } from './subjects.js'
import { standingInWords } from './words.js'

/** @param old what decides of the lock that stands there; `null` where there is none */
export function decideChoices(
  old: Lockfile | null,
  subjects: readonly Subject[],
  circumstances: ReviewCircumstances,
): readonly Settled[] {
  const known =
    old &&
    matchServers(
      old,
      subjects.map(({ report }) => report),
    )
  return subjects.map((subject): Settled => {
    const { report, chosen } = subject
    const { key = null, locked: before = null } = known?.get(report) ?? {}
    const settled = { report, key, before }
    if (chosen === null) return { ...settled, standing: 'untouched', locked: before, remarks: [] }
    const outcome = settle(new Question(subject, chosen.choice, before, circumstances))
    return { ...settled, ...outcome, locked: outcome.locked && withoutBlock(outcome.locked, report) }
  })
}

/** A block that somebody let pass was lifted, or was another one: none passes for that. */
function withoutBlock(locked: LockedServer, report: ServerReport): LockedServer {
  const lifted = blockFingerprint(report)
  return { ...locked, acknowledged: locked.acknowledged.filter(({ fingerprint }) => fingerprint !== lifted) }
}

function settle(question: Question): Outcome {
  const { decision } = question.choice
  if (decision === null) return letPass(question)
  if (decision.type === 'block') return block(question, decision.reason)
  if (question.isBlockedSince && question.before !== null) {
    return refused(question.before, [`${blockedBy(question.before)}; audit it again (r), and decide anew`])
  }
  return decision.type === 'accept' ? accept(question, decision.acceptance) : hold(question, decision)
}

type Accepting = Extract<Choice['decision'], { readonly type: 'accept' }>

/** What would run today becomes the baseline, whatever was locked before. */
function accept(question: Question, acceptance: Accepting['acceptance']): Outcome {
  const { report, before, today } = question
  if (report.package?.ecosystem !== 'npm') {
    // A decision of the lock gives way to this one.
    const lifted: LockedServer | null = before && { ...before, decision: 'accept' }
    return accepted(question, acceptance, byIdentity(report, lifted, acceptance))
  }
  if (report.release === null && before !== null && before.purl !== null) {
    return refused(before, ['which release would run today is not known, so there is none to accept'])
  }
  const fresh = freshEntry(report, before)
  if (acceptance === null) {
    const blocking = blockingFindings(report)
    if (blocking.length > 0) return refused(before, blocking.map(inWords))
    if (before !== null && isOtherBytes(before, today)) return refused(before, [otherBytes(versionOf(before) ?? '')])
    if (report.score.verdict === 'unknown') {
      return refused(before, [...whyRefused({ ...report, findings: [] }), 'it is accepted with a reason alone'])
    }
  }
  const standing = before === null ? 'new' : before.purl === fresh.purl ? 'kept' : 'changed'
  return accepted(question, acceptance, { standing, locked: fresh, remarks: [] })
}

function accepted({ report, before, choice }: Question, acceptance: Accepting['acceptance'], made: Decision): Outcome {
  if (made.standing === 'refused' || made.locked === null) return made
  const reason = acceptance?.reason ?? (before?.decision === 'accept' ? before.reason : null)
  const locked = acceptedAs({ ...made.locked, decision: 'accept' }, report.findings, acceptance)
  return { ...made, locked: withPassed({ ...locked, reason }, choice.acknowledged, before), remarks: [] }
}

/**
 * That it must not be configured. What was accepted stays known where that is another release than the one that is blocked; else
 * nothing is: no later audit may take for reviewed what must not run.
 */
function block({ report, before, choice }: Question, reason: string): Outcome {
  const bare = lockServer({ ...report, release: null, facts: null, dependencies: null, findings: [] }, null)
  const other = before !== null && before.purl !== null && before.purl !== report.release?.purl ? before : null
  const entry: LockedServer = {
    ...(other ?? { ...bare, purl: null }),
    ...{ configured: bare.configured, spec: bare.spec, follows: followed(report, before), decision: 'block', reason },
    acknowledged: other?.acknowledged ?? [],
  }
  const locked = withPassed(entry, choice.acknowledged, before)
  return { standing: before === null ? 'new' : 'changed', locked, configs: 'left', remarks: [] }
}

/** Findings alone pass. What no lock of this user knows is locked with that, as `pin` would. */
function letPass(question: Question): Outcome {
  const { report, before, choice, today } = question
  const { acknowledged } = choice
  if (before !== null && question.isKnown) {
    const locked = withPassed(before, acknowledged, before)
    return { standing: 'untouched', locked, remarks: startedOtherwise(question) }
  }
  // Whoever accepts a server is asked why these may pass: one finding that passes is no answer to that.
  const grave = standingAbove('medium', report.findings)
  if (grave.length > 0) {
    return refused(before, [`${standingInWords(grave)} besides: a accepts the server, or let them pass, too`])
  }
  // What was hidden behind the findings that pass by now: whether all was looked at.
  const hidden = question.isWhole ? 'review' : 'unknown'
  const verdict = report.score.verdict === 'block' ? hidden : report.score.verdict
  const asked = before && withPassed(before, acknowledged, before)
  const made = decideServer({ ...report, score: { ...report.score, verdict } }, asked, today, null)
  if (made.standing === 'refused' || made.locked === null) return { ...made, locked: before }
  return { ...made, locked: withPassed(made.locked, acknowledged, before), configs: 'left' }
}

/** A finding about a command does not pass where the lock holds another command. */
function startedOtherwise({ report, before, choice }: Question): readonly string[] {
  const launches = new Set(before?.configured.map(({ launch }) => launch))
  const passed = new Set(choice.acknowledged.map(({ fingerprint }) => fingerprint))
  const about = report.findings.some((each) => passed.has(each.fingerprint) && isOfConfiguration(each))
  return about && report.configured.some(({ launch }) => !launches.has(launch))
    ? ['it is started otherwise than it was locked: what is found about that passes once it is accepted']
    : []
}
