/** What the audit says of itself, as it is seen in the list. */
import type { AuditEvent } from '../../audit.js'
import { reveal } from '../motion.js'
import { serversBody } from '../views/servers.js'
import { bodyHeight, type ReviewState, type Screen, type ServerRow } from './model.js'

/** Takes in one event of the audit. Events of servers that nobody announced are left out. */
export function followed(state: ReviewState, event: AuditEvent): ReviewState {
  const next = event.type === 'discovered' ? discovered(state, event) : heard(state, event)
  return next === state ? state : anchored(state, next)
}

function heard(state: ReviewState, event: Exclude<AuditEvent, { readonly type: 'discovered' }>): ReviewState {
  const id = event.type === 'done' ? event.evaluation.server.id : event.server
  const index = state.servers.findIndex(({ listed }) => listed.id === id)
  const row = state.servers[index]
  if (row === undefined) return state
  const { listed, evaluation, steps = 0, since = state.clock.now } = row
  const now: ServerRow =
    event.type === 'done'
      ? { listed, progress: 'done', doing: '', evaluation: event.evaluation }
      : { listed, progress: 'working', doing: event.what, evaluation, steps: steps + 1, since }
  return { ...state, servers: state.servers.with(index, now) }
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

/**
 * Rows move while the list fills in. Who reads further down keeps what is selected where it is on the screen; at the top the list
 * stays at its top, where the worst is, for as long as both are in sight.
 */
function anchored(before: ReviewState, after: ReviewState): ReviewState {
  const [list, ...others] = after.screens
  const { selected } = list.pane
  if (selected === null) return after
  const [was, is] = [placeOf(before, selected), placeOf(after, selected)]
  if (was === null || is === null || was === is) return after
  const top = list.pane.top === 0 ? 0 : list.pane.top + is - was
  const pane = reveal({ selected, top }, serversBody(after), bodyHeight(after))
  const moved: Screen = { ...list, pane }
  return { ...after, screens: [moved, ...others] }
}

const placeOf = (state: ReviewState, id: string): number | null =>
  serversBody(state).stops.find((stop) => stop.id === id)?.from ?? null
