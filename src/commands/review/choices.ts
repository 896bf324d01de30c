/** From the decisions of a review to what is planned. Pure. */
import type { HoldTarget } from '../../audit/review/hold.js'
import type { Choice } from '../../audit/review/plan.js'
import type { Acceptance } from '../../lockfile/decide-servers.js'
import type { Report } from '../../model.js'
import type { Pending, Reason, ServerDecision } from '../../tui/state/model.js'

interface Decided {
  readonly pending: Pending
  /** As the review knows them. */
  readonly holds: ReadonlyMap<string, HoldTarget>
  readonly now: Date
}

/** @param held what was found for a server, whole; `null` where nothing was */
export function choicesOf(
  { servers }: Report,
  { pending, holds, now }: Decided,
  held: (server: string) => HoldTarget | null,
): ReadonlyMap<string, Choice> {
  const when = now.toISOString().slice(0, 10)
  const acceptance = ({ reason, until }: Reason): Acceptance => ({ reason, until, when, by: null })
  const decisionOf = (id: string, decision: ServerDecision): Choice['decision'] => {
    if (decision.type === 'block') return decision
    if (decision.type === 'accept') return { type: 'accept', acceptance: decision.why && acceptance(decision.why) }
    const target = held(id) ?? holds.get(id)
    return target === undefined ? null : { ...decision, target }
  }
  const ids = servers.map(({ id }) => id).filter((id) => pending.servers.has(id) || pending.acknowledged.has(id))
  return new Map(
    ids.map((id) => {
      const decision = pending.servers.get(id)
      const acknowledged = [...(pending.acknowledged.get(id) ?? [])].map(([fingerprint, why]) => ({
        fingerprint,
        ...acceptance(why),
      }))
      return [id, { decision: decision === undefined ? null : decisionOf(id, decision), acknowledged }]
    }),
  )
}
