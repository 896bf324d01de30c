/** Audits begin, end, and are stopped; holds go with them. Pure. */
import { type Loading, type ReviewState, rowOf, type ServerRow, type Step, stay } from './model.js'
import { nameOf } from './pending.js'

export const isAuditing = ({ audit }: ReviewState): boolean =>
  audit.status === 'discovering' || audit.status === 'running'

export const isAudited = ({ progress, evaluation }: ServerRow): boolean => progress === 'done' && evaluation !== null

/** Why nothing can be said of a server yet. */
export function unaudited(state: ReviewState, server: string): string | null {
  const row = rowOf(state, server)
  if (row === null || isAudited(row)) return null
  const name = nameOf(state, server)
  return isAuditing(state) ? `${name} is still being audited.` : `${name} was not audited to its end: r audits again.`
}

/** Begins a new audit. What was read of releases, and where a server can be held, is of those that were judged. */
export function begun(state: ReviewState): Step {
  const run = state.run + 1
  const next: ReviewState = {
    ...state,
    audit: { status: 'discovering' },
    run,
    fallen: [],
    clock: { ...state.clock, started: state.clock.now, ended: null },
    codes: new Map(),
    histories: new Map(),
    holds: new Map(),
  }
  return stay(next, { type: 'audit', run })
}

/** The person stops it, and with it all that is under way; where servers can be held is asked anew. */
export function stopped(state: ReviewState): Step {
  const holds = new Map([...state.holds].filter(([, { status }]) => status !== 'loading'))
  const clock = { ...state.clock, ended: state.clock.now }
  const { state: next, effects } = withHolds({ ...state, audit: { status: 'cancelled' }, clock, holds })
  return stay(next, { type: 'cancel' }, ...effects)
}

/** Asks where servers can be held, where a hold is pending and nobody asked yet. What is not audited is asked for once it is. */
export function withHolds(state: ReviewState): Step {
  const held = [...state.decisions.pending.servers].flatMap(([id, { type }]) => (type === 'hold' ? id : []))
  const unknown = new Set(held.filter((id) => !state.holds.has(id)))
  if (unknown.size === 0) return stay(state)
  const open = state.servers
    .filter((row) => unknown.has(row.listed.id) && isAudited(row))
    .map(({ listed }) => listed.id)
  if (open.length === 0) return stay(state)
  const asked = open.map((id): [string, Loading<never>] => [id, { status: 'loading' }])
  return stay(
    { ...state, holds: new Map([...state.holds, ...asked]) },
    ...open.map((server) => ({ type: 'find hold', server }) as const),
  )
}
