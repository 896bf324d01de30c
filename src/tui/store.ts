/** Holds the state: actions go in, effects go out, and whoever draws is told, seldom where nobody pressed a key. */
import { anchored, withDrawn } from './state/drawn.js'
import type { Action, Effect, ReviewState } from './state/model.js'
import { update } from './state/update.js'

/** How the audit moves on is drawn at most this often, in ms; what the person does is drawn at once. */
const DRAW = 60
/** A screen reader reads every screen from its beginning: the same in ms for it. */
const READ = 5_000

export interface Store {
  /** As it is. */
  readonly state: () => ReviewState
  /** As it was last drawn. */
  readonly drawn: () => ReviewState
  readonly dispatch: (action: Action) => void
  /** @returns ends the subscription */
  readonly subscribe: (listener: () => void) => () => void
}

export function createStore(first: ReviewState, perform: (effect: Effect) => void): Store {
  const listeners = new Set<() => void>()
  const pace = first.look.screenReader ? READ : DRAW
  let state = first
  let drawn = first
  /** What was selected stood at its place here: rows moved since. */
  let placed = first
  let timer: NodeJS.Timeout | undefined
  const settle = (): void => {
    state = anchored(placed, state)
    placed = state
  }
  const draw = (): void => {
    clearTimeout(timer)
    timer = undefined
    settle()
    state = withDrawn(state)
    drawn = state
    for (const listener of listeners) listener()
  }
  return {
    state: () => state,
    drawn: () => drawn,
    dispatch(action) {
      // Rows are moved once for all that came since the last drawing.
      if (!isPassing(action)) settle()
      const { state: next, effects } = update(state, action)
      const changed = next !== state
      state = next
      if (changed) {
        if (!isPassing(action)) draw()
        else timer ??= setTimeout(draw, pace)
      }
      for (const effect of effects) perform(effect)
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

/** What comes in great numbers, and is no answer to anything that the person did. */
const isPassing = ({ type }: Action): boolean => type === 'tick' || type === 'audit' || type === 'behaviour'
