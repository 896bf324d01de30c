/** What the audit says of itself, as it is seen in the list. Pure. */
import type { Evaluation } from '../../audit/evaluate.js'
import type { AuditEvent } from '../../audit.js'
import { judgedAnew, renamed, withFallenSaid } from './fallen.js'
import { type Action, type ReviewState, type ServerRow, type Step, stay } from './model.js'
import { withHolds } from './run.js'
import { sameServers } from './same-server.js'

type Answer = Extract<Action, { readonly type: 'audit' | 'audited' | 'audit failed' }>

/** Takes in what an audit says, where it is the one that goes on. */
export function heard(state: ReviewState, answer: Answer): Step {
  const isOver = state.audit.status !== 'discovering' && state.audit.status !== 'running'
  if (isOver || answer.run !== state.run) return stay(state)
  const clock = { ...state.clock, ended: state.clock.now }
  switch (answer.type) {
    case 'audit':
      return followed(state, answer.event)
    case 'audited':
      return stay(withFallenSaid({ ...state, audit: { status: 'done', report: answer.report }, clock }))
    case 'audit failed':
      return withHolds({ ...state, audit: { status: 'failed', failure: answer.failure }, clock })
  }
}

/** Events of servers that nobody announced are left out. */
function followed(state: ReviewState, event: AuditEvent): Step {
  if (event.type === 'discovered') return stay(discovered(state, event))
  const id = event.type === 'done' ? event.evaluation.server.id : event.server
  const index = state.servers.findIndex(({ listed }) => listed.id === id)
  const row = state.servers[index]
  if (row === undefined) return stay(state)
  const { listed, evaluation, steps = 0, since = state.clock.now } = row
  if (event.type === 'doing') {
    const now: ServerRow = { listed, progress: 'working', doing: event.what, evaluation, steps: steps + 1, since }
    return stay({ ...state, servers: state.servers.with(index, now) })
  }
  const now: ServerRow = { listed, progress: 'done', doing: '', evaluation: event.evaluation }
  const judged = judgedAnew({ ...state, servers: state.servers.with(index, now) }, id, event.evaluation.server)
  return judged.decisions.pending.servers.get(id)?.type === 'hold' ? withHolds(judged) : stay(judged)
}

/** What was known of a server is seen until it is known anew. */
function discovered(
  state: ReviewState,
  { servers }: Extract<AuditEvent, { readonly type: 'discovered' }>,
): ReviewState {
  const same = sameServers(state.servers, servers)
  const ids = new Set(servers.map(({ id }) => id))
  const known = new Map(state.servers.map((row) => [same.get(row.listed.id), row.evaluation]))
  return {
    ...renamed(state, same, (id) => ids.has(id)),
    audit: { status: 'running' },
    servers: servers.map((listed) => ({
      listed,
      progress: 'waiting',
      doing: '',
      evaluation: under(known.get(listed.id) ?? null, listed.id),
    })),
  }
}

const under = (evaluation: Evaluation | null, id: string): Evaluation | null =>
  evaluation === null || evaluation.server.id === id
    ? evaluation
    : { ...evaluation, server: { ...evaluation.server, id } }
