/** What the audit says of itself, as it is seen in the list. */
import type { AuditEvent } from '../../audit.js'
import type { ReviewState, ServerRow } from './model.js'

/** Takes in one event of the audit. Events of servers that nobody announced are left out. */
export function followed(state: ReviewState, event: AuditEvent): ReviewState {
  if (event.type === 'discovered') return discovered(state, event)
  const id = event.type === 'done' ? event.evaluation.server.id : event.server
  const servers = state.servers.map((row): ServerRow => {
    if (row.listed.id !== id) return row
    return event.type === 'done'
      ? { ...row, progress: 'done', doing: '', evaluation: event.evaluation }
      : { ...row, progress: 'working', doing: event.what }
  })
  return { ...state, servers }
}

/** What was known of a server is seen until it is known anew. */
function discovered(
  state: ReviewState,
  { servers }: Extract<AuditEvent, { readonly type: 'discovered' }>,
): ReviewState {
  const before = new Map(state.servers.map((row) => [row.listed.id, row.evaluation]))
  return {
    ...state,
    audit: { status: 'running' },
    servers: servers.map((listed) => ({
      listed,
      progress: 'waiting',
      doing: '',
      evaluation: before.get(listed.id) ?? null,
    })),
  }
}
