/** What a key does. */
import { bindings, boundTo } from './bindings.js'
import type { Binding } from './state/binding.js'
import { type ReviewState, type ScreenType, screenOf } from './state/model.js'

export { actsOn } from './bindings.js'

/** All keys of the review, in the order in which help shows them. */
export const KEYS: readonly Binding[] = bindings()

/** What a key does on the screen that is seen; one of that screen before one of every screen. */
export const bindingOf = (state: ReviewState, key: string): Binding | null => boundTo(key, screenOf(state).type)

/** Where else a key acts; for the answer to one that does nothing here. */
export const screensOf = (key: string): readonly ScreenType[] =>
  KEYS.filter((each) => each.keys.includes(key)).flatMap(({ on }) => (on === 'every screen' ? [] : on))
