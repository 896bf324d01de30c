/** What a decision makes of the state: at once, or behind a dialog that asks why. Pure. */
import type { HoldTarget } from '../../audit/review/hold.js'
import type { ServerReport } from '../../model.js'
import { type Answers, askReason, askWhy } from './ask.js'
import {
  type Loading,
  notice,
  type Purpose,
  type Reason,
  type ReviewState,
  reportOf,
  rowOf,
  type ServerDecision,
  type Step,
  stay,
} from './model.js'
import {
  decided,
  findingOf,
  heldVersion,
  nameOf,
  severitiesOf,
  shortened,
  standing,
  titleOf,
  withAcknowledged,
  withoutHold,
  withServer,
} from './pending.js'

const NEXT = 'w writes, u undoes.'

const put = (state: ReviewState, server: string, decision: ServerDecision, said: string): ReviewState => {
  const what = `${decision.type} ${nameOf(state, server)}`
  const next = decided(state, withServer(state.decisions.pending, server, decision), what)
  return next === state
    ? notice(state, 'info', `Decided already: ${what}. ${NEXT}`)
    : notice(next, 'good', `${said} ${NEXT}`)
}

/** Accepts what would run; asks why where findings above medium stand, or nobody could look at all of it. */
export function accept(state: ReviewState, server: string): Step {
  const report = reportOf(state, server)
  if (report === null) return stay(state)
  const against = reservation(state, report)
  if (against === null) return stay(put(state, server, { type: 'accept', why: null }, accepted(state, server)))
  const before = state.decisions.pending.servers.get(server)
  const known = before?.type === 'accept' ? before.why : null
  const title = `Accept ${releaseOf(state, report)} ${against}`
  return stay({ ...state, dialog: askWhy({ type: 'accept', server }, title, known) })
}

const accepted = (state: ReviewState, server: string): string => `Accepted: ${nameOf(state, server)}.`

/** What speaks against it, as a clause; `null` where a person need not say why. */
function reservation(state: ReviewState, report: ServerReport): string | null {
  const findings = standing(report, state.decisions.pending)
  if (findings.length > 0) return `despite ${severitiesOf(findings)} finding${findings.length === 1 ? '' : 's'}`
  const isUnread = report.score.verdict === 'unknown' && report.package?.ecosystem === 'npm'
  return isUnread ? 'although not all of it was evaluated' : null
}

const releaseOf = (state: ReviewState, { id, release }: ServerReport): string =>
  release === null ? nameOf(state, id) : `${nameOf(state, id)} ${shortened(release.version)}`

/** Servers that may be trusted, and of which nothing is decided. */
export const trusted = ({ servers, decisions: { pending } }: ReviewState): readonly string[] =>
  servers
    .filter(
      ({ listed: { id }, progress, evaluation }) =>
        progress === 'done' && evaluation?.server.score.verdict === 'trust' && !pending.servers.has(id),
    )
    .map(({ listed }) => listed.id)

/** One step for all of them. */
export function acceptTrusted(state: ReviewState): Step {
  const ids = trusted(state)
  const many = ids.length === 1 ? '1 trusted server' : `${ids.length} trusted servers`
  const { pending } = state.decisions
  const servers = new Map([...pending.servers, ...ids.map((id) => [id, { type: 'accept', why: null }] as const)])
  const next = decided(state, { ...pending, servers }, `accept ${many}`)
  return stay(notice(next, 'good', `Accepted: ${many}. ${NEXT}`))
}

/** Holds it, and asks where it can be held. */
export function hold(state: ReviewState, server: string): Step {
  if (state.decisions.pending.servers.get(server)?.type === 'hold') {
    return stay(notice(state, 'info', `${nameOf(state, server)} is held already. ${NEXT}`))
  }
  const held = put(
    state,
    server,
    { type: 'hold', reason: null },
    `Held: ${nameOf(state, server)}; looking for the release.`,
  )
  return stay({ ...held, holds: new Map(held.holds).set(server, { status: 'loading' }) }, { type: 'find hold', server })
}

/** Where a server can be held. Where it can't be, it is not held, and why is said. */
export function holdAnswered(state: ReviewState, server: string, target: Loading<HoldTarget>): ReviewState {
  const known = { ...state, holds: new Map(state.holds).set(server, target) }
  const why = unheld(target)
  const isPending = state.decisions.pending.servers.get(server)?.type === 'hold'
  if (why === null) {
    const version = heldVersion(known, server)
    return isPending && version !== null
      ? notice(known, 'good', `${nameOf(state, server)} is held at ${version}.`)
      : known
  }
  const decisions = withoutHold(state.decisions, server)
  if (!isPending) return { ...known, decisions }
  // What is planned, or shown, was made of other decisions.
  const write = state.write.status === 'writing' ? state.write : ({ status: 'idle' } as const)
  return notice({ ...known, decisions, write }, 'bad', `${nameOf(state, server)} is not held: ${why}`)
}

function unheld(target: Loading<HoldTarget>): string | null {
  if (target.status === 'failed') return `${target.failure.message}. ${target.failure.remedy}`
  return target.status === 'loaded' && target.value.type === 'none' ? target.value.why : null
}

/** Asks why it must not be configured any more. */
export function block(state: ReviewState, server: string): Step {
  const before = state.decisions.pending.servers.get(server)
  const known = before?.type === 'block' ? before.reason : null
  const title = `Block ${nameOf(state, server)}: it must not be configured any more`
  return stay({ ...state, dialog: askReason({ type: 'block', server }, title, known) })
}

/** Asks why one finding passes. */
export function acknowledge(state: ReviewState, server: string, finding: string): Step {
  const found = findingOf(state, server, finding)
  if (found === null) return stay(state)
  const known = state.decisions.pending.acknowledged.get(server)?.get(finding) ?? null
  const title = `Let pass (${found.severity}): ${found.title}`
  return stay({ ...state, dialog: askWhy({ type: 'acknowledge', server, finding }, title, known) })
}

/** What the answers of a dialog decide. */
export function answeredWith(state: ReviewState, purpose: Purpose, { reason, until }: Answers): ReviewState {
  if (purpose.type === 'export') return state
  const { server } = purpose
  const name = nameOf(state, server)
  if (rowOf(state, server) === null) return notice(state, 'info', `${name} is configured no more.`)
  const why: Reason = { reason, until }
  switch (purpose.type) {
    case 'accept':
      return put(state, server, { type: 'accept', why }, accepted(state, server))
    case 'hold':
      return put(state, server, { type: 'hold', reason: reason || null }, `Held: ${name}.`)
    case 'block':
      return put(state, server, { type: 'block', reason }, `Blocked: ${name}.`)
    case 'acknowledge': {
      const pending = withAcknowledged(state.decisions.pending, server, purpose.finding, why)
      const title = titleOf(state, server, purpose.finding)
      const next = decided(state, pending, `let "${title}" of ${name} pass`)
      return notice(next, 'good', `Let pass: ${title}. ${NEXT}`)
    }
  }
}
