/** From decisions to files: what would change is shown first, and written when the person says so. */
import type { HoldTarget } from '../../audit/review/hold.js'
import type { Failure } from '../../model.js'
import { shortener } from '../../report/home.js'
import type { Binding } from './binding.js'
import { holdAnswered } from './decide.js'
import {
  type Action,
  notice,
  push,
  type ReviewState,
  START,
  type Step,
  screenOf,
  stay,
  type WriteState,
  type Written,
  withTop,
} from './model.js'
import { DECIDING, decidedCount, decidedServers, NOTHING_DECIDED, nameOf, whyBusy, withoutServers } from './pending.js'
import { begun, isAudited, unaudited } from './run.js'

type ActionOf<T extends Action['type']> = Extract<Action, { readonly type: T }>

/** Why nothing can be planned now. */
export function unplannable(state: ReviewState): string | null {
  const { pending } = state.decisions
  const busy = whyBusy(state)
  if (busy !== null) return busy
  if (decidedCount(pending) === 0) return NOTHING_DECIDED
  if (state.audit.status === 'discovering') return 'What is configured is being looked at anew: a moment.'
  const decided = new Set(decidedServers(pending))
  const late = state.servers.find((row) => decided.has(row.listed.id) && !isAudited(row))
  if (late !== undefined) return unaudited(state, late.listed.id)
  for (const [server, { type }] of pending.servers) {
    if (type === 'hold' && state.holds.get(server)?.status !== 'loaded') {
      return `Where ${nameOf(state, server)} can be held is still being looked for.`
    }
  }
  return null
}

/** Asks what the decisions change, and shows the answer. */
export function preview(state: ReviewState, configs = configsOf(state.write)): Step {
  const { pending } = state.decisions
  const request = (state.plans ?? 0) + 1
  const holds = new Map<string, HoldTarget>()
  for (const [server, { type }] of pending.servers) {
    const target = state.holds.get(server)
    if (type === 'hold' && target?.status === 'loaded') holds.set(server, target.value)
  }
  const asked: ReviewState = { ...state, dialog: null, plans: request, write: { status: 'planning', configs, request } }
  const shown = screenOf(state).type === 'preview' ? asked : push(asked, { type: 'preview', pane: START })
  return stay(shown, { type: 'plan', request, configs, pending, holds })
}

/** Whether configurations become exact, too: they do unless the person said otherwise. */
function configsOf(write: WriteState): boolean {
  switch (write.status) {
    case 'planning':
      return write.configs
    case 'planned':
    case 'writing':
      return write.plan.configs
    case 'failed':
      return write.configs ?? true
    default:
      return true
  }
}

/** Why what is shown can't be written. */
function unwritable({ write }: ReviewState): string | null {
  switch (write.status) {
    case 'planning':
      return 'What would change is still being worked out.'
    case 'writing':
      return 'It is being written: a moment.'
    case 'planned':
      return write.plan.files.length > 0 ? null : 'Nothing changes, so there is nothing to write.'
    default:
      return 'There is nothing to write: w looks at the files anew.'
  }
}

function write(state: ReviewState): Step {
  if (state.write.status !== 'planned') return stay(state)
  const { plan } = state.write
  const seen = withTop(state, { ...screenOf(state), pane: START })
  return stay({ ...seen, write: { status: 'writing', plan } }, { type: 'write', plan: plan.id })
}

/** Takes in what the world answers to decisions: where a server can be held, what would change, what was written. */
export function answered(state: ReviewState, action: ActionOf<'hold' | 'planned' | 'plan failed' | 'written'>): Step {
  switch (action.type) {
    case 'hold':
      return stay(holdAnswered(state, action.server, action.target))
    case 'planned':
      return stay(planned(state, action))
    case 'plan failed':
      return stay(planFailed(state, action))
    case 'written':
      return written(state, action)
  }
}

/** An answer to a request before the last one is of decisions that were changed since. */
const isLate = ({ write }: ReviewState, request: number): boolean =>
  write.status !== 'planning' || request !== write.request

function planned(state: ReviewState, { plan }: ActionOf<'planned'>): ReviewState {
  if (isLate(state, plan.request) || plan.configs !== configsOf(state.write)) return state
  return { ...state, write: { status: 'planned', plan } }
}

function planFailed(state: ReviewState, { failure, request }: ActionOf<'plan failed'>): ReviewState {
  if (isLate(state, request)) return state
  return { ...state, write: { status: 'failed', failure, configs: configsOf(state.write) } }
}

function written(state: ReviewState, { plan, result }: ActionOf<'written'>): Step {
  if (state.write.status !== 'writing' || state.write.plan.id !== plan) return stay(state)
  const settled = withoutWritten(state, result)
  const [failure, ...others] = result.failures
  if (failure !== undefined) return stay(notWritten(settled, failure, others, result))
  const shown: ReviewState = { ...settled, write: { status: 'idle' } }
  const [list] = shown.screens
  const back: ReviewState = screenOf(shown).type === 'preview' ? { ...shown, screens: [list] } : shown
  const again = begun(back)
  return { ...again, state: notice(again.state, 'good', saidOf(again.state, result)) }
}

/** What is on the disk is decided no more, and can't be undone here. */
function withoutWritten(state: ReviewState, { servers }: Written): ReviewState {
  if (servers.length === 0) return state
  const gone = new Set(servers)
  return {
    ...state,
    decisions: { pending: withoutServers(state.decisions.pending, gone), past: [] },
    holds: new Map([...state.holds].filter(([id]) => !gone.has(id))),
  }
}

function notWritten(state: ReviewState, failure: Failure, others: readonly Failure[], { files }: Written): ReviewState {
  const configs = configsOf(state.write)
  const next: ReviewState = { ...state, write: { status: 'failed', failure, others, written: files, configs } }
  const said = 'Not everything could be written; what was decided is kept.'
  return screenOf(state).type === 'preview' ? next : notice(next, 'bad', `${said} w tries again.`)
}

function saidOf(state: ReviewState, { files }: Written): string {
  const left = decidedCount(state.decisions.pending)
  const kept = left === 0 ? '' : ` ${left} still pending (P).`
  if (files.length === 0) return `Nothing had to be written.${kept}`
  const short = shortener(state.look.home ?? '')
  return `Written: ${files.map(short).join(', ')}.${kept} touchstone pin --undo puts it back.`
}

export const writeKeys: readonly Binding[] = [
  {
    keys: ['w'],
    on: [...DECIDING, 'pending'],
    label: 'write',
    help: 'show what the decisions change in locks and configurations; nothing is written before that is confirmed',
    obstacle: unplannable,
    run: (state) => preview(state),
  },
  {
    keys: ['enter', 'y'],
    on: ['preview'],
    label: 'write',
    help: 'write what is shown',
    obstacle: unwritable,
    run: write,
  },
  {
    keys: ['c'],
    on: ['preview'],
    label: 'configurations',
    help: 'whether configurations are made to start exactly what is locked, too',
    obstacle: unplannable,
    run: (state) => preview(state, !configsOf(state.write)),
  },
  {
    keys: ['w'],
    on: ['preview'],
    label: null,
    help: 'look at the files anew',
    obstacle: unplannable,
    run: (state) => preview(state),
  },
]
