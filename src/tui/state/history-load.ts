/** The history of a server: asking for it, and taking in what comes. `t` on a server opens it. */
import type { Behaviour } from '../../model.js'
import { historyOf, timelineOf } from '../history/timeline.js'
import {
  type Action,
  type History,
  type HistoryView,
  type Loading,
  type ReviewState,
  type ScreenOf,
  START,
  type Step,
  stay,
} from './model.js'

/** Releases on either side of the selected one that are read at once: each is a download the first time. */
const AHEAD = 7

const FIRST_VIEW: HistoryView = { version: null, marked: null, left: 0 }

/** Asks for the releases of a server. */
export const askForHistory = (state: ReviewState, server: string): Step =>
  stay(withHistory(state, server, { status: 'loading' }), { type: 'load history', server })

/** The releases of a server are there, or can't be had. */
export function historyAnswered(
  state: ReviewState,
  { server, history }: Extract<Action, { readonly type: 'history' }>,
): Step {
  if (history.status !== 'loaded') return stay(withHistory(state, server, history))
  const value = { releases: history.value, behaviours: new Map() }
  return askInView(withHistory(state, server, { status: 'loaded', value }), server)
}

/** What a release does is there, or can't be had. */
export function behaviourAnswered(
  state: ReviewState,
  { server, version, behaviour }: Extract<Action, { readonly type: 'behaviour' }>,
): Step {
  const history = historyOf(state, server)
  if (history === null || !history.behaviours.has(version)) return stay(state)
  return stay(withBehaviours(state, server, history, [[version, behaviour]]))
}

const withHistory = (state: ReviewState, server: string, history: Loading<History>): ReviewState => ({
  ...state,
  histories: new Map([...state.histories, [server, history]]),
})

const withBehaviours = (
  state: ReviewState,
  server: string,
  history: History,
  more: Iterable<readonly [string, Loading<Behaviour>]>,
): ReviewState =>
  withHistory(state, server, {
    status: 'loaded',
    value: { ...history, behaviours: new Map([...history.behaviours, ...more]) },
  })

/** Asks for what these releases do, the first ones first, where it was not asked for or `again` is wanted. */
export function askFor(state: ReviewState, server: string, versions: readonly string[], again = false): Step {
  const history = historyOf(state, server)
  if (history === null) return stay(state)
  const open = versions.filter((version) => {
    const status = history.behaviours.get(version)?.status
    return status === undefined || (again && status !== 'loaded')
  })
  if (open.length === 0) return stay(state)
  const asked = open.map((version) => [version, { status: 'loading' }] as const)
  return stay(withBehaviours(state, server, history, asked), { type: 'load behaviours', server, versions: open })
}

/** Asks for the releases around the selected one, the nearest first. */
export function askInView(state: ReviewState, server: string, again = false): Step {
  const isMeant = (screen: ReviewState['screens'][number]): screen is ScreenOf<'history'> =>
    screen.type === 'history' && screen.server === server
  // Who went on before the answer came finds it read when they are back.
  const screen = state.screens.findLast(isMeant) ?? { type: 'history', server, pane: START, view: FIRST_VIEW }
  const timeline = timelineOf(state, screen)
  if (timeline === null) return stay(state)
  const { selected, first, last, history } = timeline
  // The one before the first column tells what came with it.
  const from = Math.max(selected - AHEAD, first - 1, 0)
  const to = Math.min(selected + AHEAD, last)
  const versions = history.releases
    .slice(from, to + 1)
    .map(({ version }, index) => ({ version, distance: Math.abs(from + index - selected) }))
    .sort((a, b) => a.distance - b.distance)
    .map(({ version }) => version)
  return askFor(state, server, versions, again)
}
