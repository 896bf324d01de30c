/** From the decisions of a review to what is planned. Pure. */
import type { HoldTarget } from '../../audit/review/hold.js'
import type { Choice } from '../../audit/review/plan.js'
import type { Acceptance } from '../../lockfile/decide-servers.js'
import type { Report, ServerReport } from '../../model.js'
import { whyOther } from '../../tui/state/basis.js'
import type { Pending, PlanRemark, Reason, ServerDecision } from '../../tui/state/model.js'
import { decidedServers } from '../../tui/state/pending.js'

interface Decided {
  readonly pending: Pending
  /** As the review knows them. */
  readonly holds: ReadonlyMap<string, HoldTarget>
  readonly now: Date
}

export interface Choices {
  /** By id of the server. */
  readonly choices: ReadonlyMap<string, Choice>
  /** Why decisions are not among them. */
  readonly remarks: readonly PlanRemark[]
}

/**
 * What was decided is about what was seen: of a server that the report knows otherwise, or not at all, nothing is planned.
 *
 * @param report what is planned with
 * @param held what was found for a server, whole; `null` where nothing was: then the part that the review knows
 */
export function choicesOf(
  { servers }: Report,
  { pending, holds, now }: Decided,
  held: (server: string) => HoldTarget | null,
): Choices {
  const when = now.toISOString().slice(0, 10)
  const acceptance = ({ reason, until }: Reason): Acceptance => ({ reason, until, when, by: null })
  const decisionOf = (id: string, decision: ServerDecision): Choice['decision'] => {
    if (decision.type === 'block') return { type: 'block', reason: decision.reason }
    if (decision.type === 'accept') return { type: 'accept', acceptance: decision.why && acceptance(decision.why) }
    const target = held(id) ?? holds.get(id)
    return target === undefined ? null : { type: 'hold', reason: decision.reason, target }
  }
  const reports = new Map(servers.map((each) => [each.id, each]))
  const choices = new Map<string, Choice>()
  const remarks: PlanRemark[] = []
  for (const id of decidedServers(pending)) {
    const decision = pending.servers.get(id)
    const isNowhere = decision?.type === 'hold' && held(id) === null && !holds.has(id)
    const why = isNowhere ? NOWHERE : refusal(pending, id, reports.get(id))
    if (why !== null) {
      remarks.push({ server: id, text: why, refused: true })
      continue
    }
    const acknowledged = [...(pending.acknowledged.get(id) ?? [])].map(([fingerprint, { reason, until }]) => ({
      fingerprint,
      ...acceptance({ reason, until }),
    }))
    choices.set(id, { decision: decision === undefined ? null : decisionOf(id, decision), acknowledged })
  }
  return { choices, remarks }
}

const NOWHERE = 'where it can be held is not known: decide anew'

/** Of what was decided about one server all is planned or nothing. */
function refusal({ servers, acknowledged }: Pending, id: string, report: ServerReport | undefined): string | null {
  if (report === undefined) return 'it was not audited to its end, or is configured no more: audit it again (r)'
  const decision = servers.get(id)
  const whys = [
    decision === undefined ? null : whyOther(decision.basis, report, decision.type),
    ...[...(acknowledged.get(id)?.values() ?? [])].map(({ basis }) => whyOther(basis, report, 'acknowledge')),
  ]
  const why = whys.find((each) => each !== null)
  return why === undefined ? null : `${why}: audit it again (r), and decide anew`
}
