/** What does the effects broke off, as for want of memory: nothing that was under way comes any more. Pure. */
import type { Failure } from '../../model.js'
import { type History, type Loading, notice, type ReviewState, type WriteState } from './model.js'
import { nameOf, shortened, withoutHold } from './pending.js'

export function lost(state: ReviewState, failure: Failure): ReviewState {
  const ended = state.clock.ended ?? state.clock.now
  const held = [...state.decisions.pending.servers].flatMap(([id, { type }]) =>
    type === 'hold' && state.holds.get(id)?.status !== 'loaded' ? id : [],
  )
  const next: ReviewState = {
    ...state,
    audit: { status: 'failed', failure },
    clock: { ...state.clock, ended },
    decisions: held.reduce(withoutHold, state.decisions),
    // What u brings back is asked for anew.
    holds: new Map([...state.holds].filter(([, { status }]) => status !== 'loading')),
    codes: ending(state.codes, failure),
    histories: new Map([...ending(state.histories, failure)].map(([id, each]) => [id, historyOf(each, failure)])),
    pages: ending(state.pages, failure),
    write: writeOf(state.write, failure),
  }
  return notice(next, 'bad', saidOf(state, held, failure))
}

const ending = <T>(all: ReadonlyMap<string, Loading<T>>, failure: Failure): ReadonlyMap<string, Loading<T>> =>
  new Map([...all].map(([key, each]) => [key, each.status === 'loading' ? { status: 'failed', failure } : each]))

const historyOf = (history: Loading<History>, failure: Failure): Loading<History> =>
  history.status !== 'loaded'
    ? history
    : { status: 'loaded', value: { ...history.value, behaviours: ending(history.value.behaviours, failure) } }

function writeOf(write: WriteState, failure: Failure): WriteState {
  if (write.status === 'planning') return { status: 'failed', failure, configs: write.configs }
  if (write.status !== 'writing') return write
  const { configs } = write.plan
  return { status: 'failed', failure: { ...failure, ...UNKNOWN }, configs, isUnknown: true }
}

const UNKNOWN = {
  stage: 'write',
  message: 'the work broke off while files were written',
  remedy: 'w looks at the files anew; `touchstone pin --undo` puts back what was written.',
} as const

/** Names that stand in one notice. */
const MOST_NAMES = 2

function saidOf(state: ReviewState, held: readonly string[], failure: Failure): string {
  if (state.write.status === 'writing') return 'It is not known whether the files were written: w looks at them anew.'
  const names = held.slice(0, MOST_NAMES).map((id) => shortened(nameOf(state, id), 20))
  const more = held.length > MOST_NAMES ? ` and ${held.length - MOST_NAMES} more` : ''
  const first = `${failure.message.charAt(0).toUpperCase()}${failure.message.slice(1)}`
  const fallen = held.length === 0 ? '' : ` Not held: ${names.join(', ')}${more}.`
  return `${first}.${fallen}`
}
