/** What was decided and is not written: steps forth and back, and how they are said. Pure. */

import { type Finding, type ServerReport, severityRank } from '../../model.js'
import { graphemes } from '../../report/measure.js'
import {
  type Decisions,
  type Passed,
  type Pending,
  type ReviewState,
  reportOf,
  rowOf,
  type ScreenType,
  type ServerDecision,
} from './model.js'

/** Screens that show what can be decided about. */
export const DECIDING: readonly ScreenType[] = ['servers', 'server', 'evidence']

export const NOTHING_DECIDED = 'Nothing is decided yet: a, h, b or i decide.'

/** Why nothing is decided now. */
export const whyBusy = ({ write }: ReviewState): string | null =>
  write.status === 'writing' ? 'What was decided is being written: a moment.' : null

export const decidedCount = ({ servers, acknowledged }: Pending): number =>
  servers.size + [...acknowledged.values()].reduce((sum, { size }) => sum + size, 0)

/** Ids of all servers of which something is pending, each once. */
export const decidedServers = ({ servers, acknowledged }: Pending): readonly string[] => [
  ...new Set([...servers.keys(), ...acknowledged.keys()]),
]

/** The same with another decision about a server; `null`: with none. */
export function withServer(pending: Pending, server: string, decision: ServerDecision | null): Pending {
  const servers = new Map(pending.servers)
  if (decision === null) servers.delete(server)
  else servers.set(server, decision)
  return { ...pending, servers }
}

/** The same with a finding that passes; `null`: that does not. */
export function withAcknowledged(pending: Pending, server: string, finding: string, why: Passed | null): Pending {
  const acknowledged = new Map(pending.acknowledged)
  const own = new Map(acknowledged.get(server))
  if (why === null) own.delete(finding)
  else own.set(finding, why)
  if (own.size === 0) acknowledged.delete(server)
  else acknowledged.set(server, own)
  return { ...pending, acknowledged }
}

/** The same without all that concerns these servers. */
export const withoutServers = ({ servers, acknowledged }: Pending, gone: ReadonlySet<string>): Pending => ({
  servers: new Map([...servers].filter(([id]) => !gone.has(id))),
  acknowledged: new Map([...acknowledged].filter(([id]) => !gone.has(id))),
})

const same = (a: Pending, b: Pending): boolean =>
  a === b || (decidedCount(a) === decidedCount(b) && JSON.stringify(plain(a)) === JSON.stringify(plain(b)))

/** The order of decisions is no part of what they say. */
const plain = ({ servers, acknowledged }: Pending): unknown => [
  [...servers].sort(byKey),
  [...acknowledged].map(([id, own]) => [id, [...own].sort(byKey)] as const).sort(byKey),
]
const byKey = (a: readonly [string, unknown], b: readonly [string, unknown]): number => (a[0] < b[0] ? -1 : 1)

/** One step, which `undone` takes back; none where it would change nothing. @param what it was, as in "Undone: …" */
export function decided(state: ReviewState, pending: Pending, what: string): ReviewState {
  const { decisions } = state
  if (same(decisions.pending, pending)) return state
  return {
    ...state,
    decisions: { pending, past: [...decisions.past, { pending: decisions.pending, what }] },
  }
}

/** As it was before the last step, and what that was; `null` where there was none. */
export function undone({ past }: Decisions): { readonly decisions: Decisions; readonly what: string } | null {
  const last = past.at(-1)
  return last === undefined ? null : { decisions: { pending: last.pending, past: past.slice(0, -1) }, what: last.what }
}

/**
 * As if it had always been so: what is pending, and whatever a step goes back to. A step that changes nothing any more is none, so
 * that nothing brings back what was taken out.
 *
 * @param change called from the first to the last
 */
export function rewritten(decisions: Decisions, change: (pending: Pending) => Pending): Decisions {
  const { pending, past } = decisions
  const before = past.map((each) => each.pending)
  const changed = before.map(change)
  const now = change(pending)
  if (now === pending && changed.every((each, index) => each === before[index])) return decisions
  const all = [...changed, now]
  const steps = past.flatMap(({ what }, index) => {
    const [from, to] = [all[index], all[index + 1]]
    return from === undefined || to === undefined || same(from, to) ? [] : [{ pending: from, what }]
  })
  return { pending: now, past: steps }
}

/** As if nobody had held the server: what stood before stands again. */
export function withoutHold(decisions: Decisions, server: string): Decisions {
  let last: ServerDecision | null = null
  return rewritten(decisions, (pending) => {
    const decision = pending.servers.get(server) ?? null
    if (decision?.type === 'hold') return withServer(pending, server, last)
    last = decision
    return pending
  })
}

// ── words ────────────────────────────────────────────────────────────────────────────────────────

/** Graphemes of a name that stand in a sentence: names are as long as strangers like. */
const LONGEST_NAME = 32
/** Of a finding's title. */
const LONGEST_TITLE = 56

export function shortened(text: string, most = LONGEST_NAME): string {
  if (text.length <= most) return text
  const segments = [...graphemes(text.slice(0, most * 8))]
  return segments.length <= most ? segments.join('') : `${segments.slice(0, most - 3).join('')}...`
}

/** As the person knows it; by its id where it is configured no more. */
export const nameOf = (state: ReviewState, server: string): string =>
  shortened(rowOf(state, server)?.listed.name || server)

/** What is pending of a server, in a word or two; `null` where nothing is. Of findings that pass the number alone. */
export function pendingWord(state: ReviewState, server: string): string | null {
  const decision = state.decisions.pending.servers.get(server)
  const passed = state.decisions.pending.acknowledged.get(server)?.size ?? 0
  if (decision === undefined) return passed === 0 ? null : `pass ${passed}`
  return decision.type === 'hold' ? `hold ${heldVersion(state, server) ?? ''}`.trimEnd() : decision.type
}

/** The release that a server is held at; `null` while it is looked for. */
export function heldVersion({ holds }: ReviewState, server: string): string | null {
  const target = holds.get(server)
  return target?.status === 'loaded' && target.value.type === 'release' ? target.value.version : null
}

export const findingOf = (state: ReviewState, server: string, fingerprint: string): Finding | null =>
  reportOf(state, server)?.findings.find((each) => each.fingerprint === fingerprint) ?? null

/** Its title as it stands in a sentence; its fingerprint where it stands no more. */
export const titleOf = (state: ReviewState, server: string, fingerprint: string): string =>
  shortened(findingOf(state, server, fingerprint)?.title ?? fingerprint, LONGEST_TITLE)

/** Findings above medium that nobody lets pass: neither the lock nor what is pending. */
export function findingsAgainst(report: ServerReport, { acknowledged }: Pending): readonly Finding[] {
  const passed = acknowledged.get(report.id)
  return report.findings.filter(
    ({ severity, acknowledged: known, fingerprint }) =>
      severityRank(severity) < severityRank('medium') && known === undefined && !passed?.has(fingerprint),
  )
}
