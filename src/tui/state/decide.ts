/** What a decision makes of the state: at once, or behind a dialog that asks why. Pure. */

import type { HoldTarget } from '../../audit/review/hold.js'
import { heldDespite } from '../../audit/review/words.js'
import type { LockedServer, ServerReport } from '../../model.js'
import { severityCounts } from '../../report/severities.js'
import { type Answers, askReason, askWhy } from './ask.js'
import { basisOf } from './basis.js'
import { withoutPlan } from './fallen.js'
import { shownOf } from './list.js'
import {
  type Basis,
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
  findingsAgainst,
  heldVersion,
  nameOf,
  shortened,
  titleOf,
  withAcknowledged,
  withoutHold,
  withServer,
} from './pending.js'
import { withHolds } from './run.js'

const NEXT = 'w writes, u undoes.'

/** What is on the screen about a server, for a decision about that. */
function basisIn(state: ReviewState, server: string): Basis | null {
  const row = rowOf(state, server)
  return row && basisOf(row.listed, row.evaluation?.server ?? null)
}

const decidedAs = (state: ReviewState, server: string, decision: ServerDecision, said: string): ReviewState => {
  const what = `${decision.type} ${nameOf(state, server)}`
  const next = decided(state, withServer(state.decisions.pending, server, decision), what)
  return next === state
    ? notice(state, 'info', `Decided already: ${what}. ${NEXT}`)
    : notice(next, 'good', `${said} ${NEXT}`)
}

/** Accepts what would run; asks why where findings above medium stand, or nobody could look at all of it. */
export function accept(state: ReviewState, server: string): Step {
  const report = reportOf(state, server)
  const basis = basisIn(state, server)
  if (report === null || basis === null) return stay(state)
  const against = reservation(state, report)
  if (against === null) {
    return stay(decidedAs(state, server, { type: 'accept', why: null, basis }, accepted(state, server)))
  }
  const before = state.decisions.pending.servers.get(server)
  const known = before?.type === 'accept' ? before.why : null
  const title = `Accept ${releaseOf(state, report)} ${against}`
  return stay({ ...state, dialog: askWhy({ type: 'accept', server, basis }, title, known) })
}

const accepted = (state: ReviewState, server: string): string => `Accepted: ${nameOf(state, server)}.`

/** What speaks against it, as a clause; `null` where a person need not say why. */
function reservation(state: ReviewState, report: ServerReport): string | null {
  const findings = findingsAgainst(report, state.decisions.pending)
  if (findings.length > 0)
    return `despite ${severityCounts(findings).join(' and ')} finding${findings.length === 1 ? '' : 's'}`
  const isUnread = report.score.verdict === 'unknown' && report.package?.ecosystem === 'npm'
  return isUnread ? 'although not all of it was evaluated' : null
}

const releaseOf = (state: ReviewState, { id, release }: ServerReport): string =>
  release === null ? nameOf(state, id) : `${nameOf(state, id)} ${shortened(release.version)}`

/** Servers of the list, as it is drawn, that may be trusted, and of which nothing is decided: neither here nor in the lock. */
export function acceptable(state: ReviewState): readonly ServerReport[] {
  const { drawn, decisions } = state
  const known = drawn && new Map(drawn.servers.map(({ listed, evaluation }) => [listed.id, evaluation]))
  return shownOf(state).rows.flatMap(({ listed: { id }, progress, evaluation }) => {
    if (progress !== 'done' || evaluation === null || decisions.pending.servers.has(id)) return []
    const isDrawn = known === null || known.get(id) === evaluation
    const { server } = evaluation
    return isDrawn && server.score.verdict === 'trust' && !isDecided(server) ? [server] : []
  })
}

/** Whether the lock holds it back, or has accepted just what would run. */
function isDecided({ locked, release, configured }: ServerReport): boolean {
  if (locked === undefined) return false
  if (locked.decision !== 'accept') return true
  const integrity = release?.integrity.known ? release.integrity.value : null
  return locked.purl === (release?.purl ?? null) && locked.integrity === integrity && isLockedSo(locked, configured)
}

const isLockedSo = (locked: LockedServer, configured: ServerReport['configured']): boolean =>
  configured.every(({ client, scope, name, launch }) =>
    locked.configured.some(
      (each) => each.client === client && each.scope === scope && each.name === name && each.launch === launch,
    ),
  )

/** One step for all of them. */
export function acceptTrusted(state: ReviewState): Step {
  const all = acceptable(state)
  const many = all.length === 1 ? '1 trusted server' : `${all.length} trusted servers`
  const { pending } = state.decisions
  const servers = new Map([
    ...pending.servers,
    ...all.map((report) => [report.id, { type: 'accept', why: null, basis: basisOf(report, report) }] as const),
  ])
  const next = decided(state, { ...pending, servers }, `accept ${many}`)
  return stay(notice(next, 'good', `Accepted: ${many}. ${NEXT}`))
}

/** Holds it, and asks where it can be held. */
export function hold(state: ReviewState, server: string): Step {
  if (state.decisions.pending.servers.get(server)?.type === 'hold') {
    return stay(notice(state, 'info', `${nameOf(state, server)} is held already. ${NEXT}`))
  }
  const basis = basisIn(state, server)
  if (basis === null) return stay(state)
  const said = `Held: ${nameOf(state, server)}; looking for the release.`
  const held = decidedAs(state, server, { type: 'hold', reason: null, basis }, said)
  const holds = new Map(held.holds)
  holds.delete(server)
  return withHolds({ ...held, holds })
}

/** Where a server can be held. Where it can't be, it is not held, and why is said. What nobody waits for any more counts for nothing. */
export function holdAnswered(state: ReviewState, server: string, target: Loading<HoldTarget>): ReviewState {
  if (state.holds.get(server)?.status !== 'loading') return state
  const known = { ...state, holds: new Map(state.holds).set(server, target) }
  const pending = state.decisions.pending.servers.get(server)
  const isPending = pending?.type === 'hold'
  const why = unheld(target) ?? movedTo(pending, heldVersion(known, server))
  if (why === null) {
    const version = heldVersion(known, server)
    if (!isPending || version === null) return known
    return heldAt(known, server, pending, version, target)
  }
  const decisions = withoutHold(state.decisions, server)
  if (!isPending) return { ...known, decisions }
  return notice(
    { ...known, decisions, write: withoutPlan(state.write) },
    'bad',
    `${nameOf(state, server)} is not held: ${why}`,
  )
}

/** Why a decision for one release is none for another one, which is all that is left; `null` where it is the same, or the first. */
function movedTo(decision: ServerDecision | undefined, version: string | null): string | null {
  const was = decision?.type === 'hold' ? decision.version : undefined
  if (was === undefined || version === null || was === version) return null
  return `${was} can't be held any more, and ${version} was not what you chose: decide anew.`
}

/** Remembers the release that is shown, and says it. */
function heldAt(
  known: ReviewState,
  server: string,
  decision: Extract<ServerDecision, { readonly type: 'hold' }>,
  version: string,
  target: Loading<HoldTarget>,
): ReviewState {
  const { decisions } = known
  const pending = withServer(decisions.pending, server, { ...decision, version })
  const state = { ...known, decisions: { ...decisions, pending } }
  const despite =
    target.status === 'loaded' && target.value.type === 'release' ? heldDespite(target.value.standing) : null
  const name = nameOf(state, server)
  return despite === null
    ? notice(state, 'good', `${name} is held at ${version}.`)
    : notice(state, 'bad', `${name} is held at ${version}, of which there is: ${despite}.`)
}

function unheld(target: Loading<HoldTarget>): string | null {
  if (target.status === 'failed') return `${target.failure.message}. ${target.failure.remedy}`
  return target.status === 'loaded' && target.value.type === 'none' ? target.value.why : null
}

/** Asks why it must not be configured any more. */
export function block(state: ReviewState, server: string): Step {
  const before = state.decisions.pending.servers.get(server)
  const known = before?.type === 'block' ? before.reason : null
  const basis = basisIn(state, server)
  if (basis === null) return stay(state)
  const title = `Block ${nameOf(state, server)}: it must not be configured any more`
  return stay({ ...state, dialog: askReason({ type: 'block', server, basis }, title, known) })
}

/** Asks why one finding passes. */
export function acknowledge(state: ReviewState, server: string, finding: string): Step {
  const found = findingOf(state, server, finding)
  const basis = basisIn(state, server)
  if (found === null || basis === null) return stay(state)
  const known = state.decisions.pending.acknowledged.get(server)?.get(finding) ?? null
  const title = `Let pass (${found.severity}): ${found.title}`
  return stay({ ...state, dialog: askWhy({ type: 'acknowledge', server, finding, basis }, title, known) })
}

/** What the answers of a dialog decide. */
export function answeredWith(state: ReviewState, purpose: Purpose, { reason, until }: Answers): ReviewState {
  if (purpose.type === 'export') return state
  const { server, basis } = purpose
  const name = nameOf(state, server)
  if (rowOf(state, server) === null) return notice(state, 'info', `${name} is configured no more.`)
  const why: Reason = { reason, until }
  switch (purpose.type) {
    case 'accept':
      return decidedAs(state, server, { type: 'accept', why, basis }, accepted(state, server))
    case 'block':
      return decidedAs(state, server, { type: 'block', reason, basis }, `Blocked: ${name}.`)
    case 'acknowledge': {
      const pending = withAcknowledged(state.decisions.pending, server, purpose.finding, { ...why, basis })
      const title = titleOf(state, server, purpose.finding)
      const next = decided(state, pending, `let "${title}" of ${name} pass`)
      return notice(next, 'good', `Let pass: ${title}. ${NEXT}`)
    }
  }
}
