/** What is on the screen, between what the audit brings and what the person presses. Pure. */
import { reveal, selectedStop } from '../motion.js'
import { bodyOf } from '../views/body.js'
import { serversBody } from '../views/servers.js'
import { serverInView } from './list.js'
import { bodyHeight, notice, type ReviewState, rowOf, type Screen, screenOf } from './model.js'
import { nameOf } from './pending.js'

/** Nobody reads a name and presses a key in less, in ms. */
const REACTION = 600

/**
 * Rows move while the list fills in. Who reads further down keeps what is selected where it is on the screen; at the top the list
 * stays at its top, where the worst is, for as long as both are in sight.
 *
 * @param before where it was at its place
 */
export function anchored(before: ReviewState, after: ReviewState): ReviewState {
  if (before.servers === after.servers) return after
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

/** The same, which knows that it is drawn. */
export function withDrawn(state: ReviewState): ReviewState {
  const { servers, drawn, clock } = state
  const first = firstOf(state)
  if (drawn?.servers === servers && drawn.first === first) return state
  return { ...state, drawn: { servers, first, since: drawn?.first === first ? drawn.since : clock.now } }
}

/** The server on top of the list, where the list is seen and none is selected. */
function firstOf(state: ReviewState): string | null {
  const screen = screenOf(state)
  if (screen.type !== 'servers') return null
  const stop = selectedStop(bodyOf(state), screen.pane)
  return stop === null || stop.id === screen.pane.selected ? null : stop.id
}

/** From now on what stands on top of the list is selected. */
export function bound(state: ReviewState): ReviewState {
  const first = firstOf(state)
  if (first === null) return state
  const [list, ...others] = state.screens
  return { ...state, screens: [{ ...list, pane: { ...list.pane, selected: first } }, ...others] }
}

/**
 * The state that says why a key about a server can't be meant as it would be taken, since what is drawn is something else or came
 * this moment; `null` where it can.
 */
export function notYetSeen(state: ReviewState): ReviewState | null {
  const { drawn, clock } = state
  const server = serverInView(state)
  if (drawn === null || server === null) return null
  const name = nameOf(state, server)
  const first = firstOf(state)
  if (first !== null && (first !== drawn.first || clock.now - drawn.since < REACTION)) {
    return notice(bound(state), 'info', `${name} has just come to the top: press again.`)
  }
  const was = drawn.servers.find(({ listed }) => listed.id === server)
  return was?.evaluation === rowOf(state, server)?.evaluation
    ? null
    : notice(state, 'info', `What is known of ${name} has just changed: look at it, and press again.`)
}
