/** Holds the state: actions go in, effects go out, and whoever draws is told, seldom where nobody pressed a key. */
import type { Action, Effect, ReviewState } from './state/model.js'
import { update } from './state/update.js'

/** What the world says is drawn at most this often, in ms; what the person does is drawn at once. */
const DRAW = 60

export interface Store {
  readonly state: () => ReviewState
  readonly dispatch: (action: Action) => void
  /** @returns ends the subscription */
  readonly subscribe: (listener: () => void) => () => void
}

export function createStore(first: ReviewState, perform: (effect: Effect) => void): Store {
  const listeners = new Set<() => void>()
  let state = first
  let drawn = first
  let timer: NodeJS.Timeout | undefined
  const draw = (): void => {
    clearTimeout(timer)
    timer = undefined
    drawn = state
    for (const listener of listeners) listener()
  }
  return {
    state: () => drawn,
    dispatch(action) {
      const { state: next, effects } = update(state, action)
      const changed = next !== state
      state = next
      if (changed) {
        if (isOfPerson(action)) draw()
        else timer ??= setTimeout(draw, DRAW)
      }
      for (const effect of effects) perform(effect)
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

const isOfPerson = ({ type }: Action): boolean => type === 'key' || type === 'text' || type === 'resize'
