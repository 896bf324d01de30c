/** One server of a lock, what was chosen for it, and what is known of it. Pure. */
import { isOfBlock } from '../../lockfile/acceptance.js'
import type { LockedToday, Settled } from '../../lockfile/decide-servers.js'
import type { LockedServer, ServerReport } from '../../model.js'
import { frozenSince } from '../frozen.js'
import type { Choice } from './choice.js'
import { configuredAs, type Subject } from './subjects.js'

export interface ReviewCircumstances {
  readonly lockedToday: (report: ServerReport, before: LockedServer) => LockedToday
  /** Whether what the lock says is this user's own word. */
  readonly isOwn: boolean
  /** Whether all of a server was evaluated, but for what is told by its findings. */
  readonly isWhole: (report: ServerReport) => boolean
}

/** What becomes of it. */
export type Outcome = Pick<Settled, 'standing' | 'locked' | 'remarks' | 'configs'>

export class Question {
  /** As audited, with the findings that are let pass marked. That a lock blocks it is no finding any more: the decision is about that. */
  readonly report: ServerReport
  readonly today: LockedToday
  readonly before: LockedServer | null
  readonly choice: Choice
  readonly #subject: Subject
  readonly #circumstances: ReviewCircumstances

  constructor(subject: Subject, choice: Choice, before: LockedServer | null, circumstances: ReviewCircumstances) {
    this.#subject = subject
    this.#circumstances = circumstances
    this.choice = choice
    this.before = before
    this.report = this.passed(subject.report)
    this.today = before === null ? null : circumstances.lockedToday(subject.report, before)
  }

  passed(report: ServerReport): ServerReport {
    const passed = new Map(this.choice.acknowledged.map((each) => [each.fingerprint, each]))
    const findings = report.findings.flatMap((finding) => {
      if (isOfBlock(finding)) return []
      const acknowledged = passed.get(finding.fingerprint)
      return acknowledged === undefined ? finding : { ...finding, acknowledged }
    })
    return { ...report, findings }
  }

  /** Whether the lock blocks it, and nobody who looked at the audit could know. */
  get isBlockedSince(): boolean {
    return this.before?.decision === 'block' && !this.#subject.report.findings.some(isOfBlock)
  }

  /** Whether its entry says what this user accepted. */
  get isKnown(): boolean {
    return this.before !== null && this.#circumstances.isOwn
  }

  get isWhole(): boolean {
    return this.#circumstances.isWhole(this.#subject.report)
  }

  /** Whether its entries hold what is below it at another time than was asked for when an older release was judged. */
  get isFrozen(): boolean {
    return this.#subject.server.choice !== null || frozenSince(this.#subject.server) !== null
  }

  /** An earlier release of it, as it was judged. */
  earlier(report: ServerReport): ServerReport {
    const { server } = this.#subject
    return this.passed(configuredAs(report, server, this.report.configured))
  }
}
