/** What does the effects of a review: audits, reads, writes. Its answers are actions. */
import type { Action, Effect } from './state/model.js'

export interface World {
  /** Never throws: what fails is an action, too. */
  perform(effect: Effect, dispatch: (action: Action) => void): void
  /** Stops all work, and lets go of what is open. */
  close(): Promise<void>
}
