/**
 * What accuracy is measured on: pairs of consecutive releases, written here as text. The last release of each is judged against the
 * one before it.
 */
import type { Fixture } from '../incidents/fixture.js'

export interface Pair extends Fixture {
  /** What the last release brings, in a sentence; of a benign pair also why a careful reader lets it pass. */
  readonly about: string
  /** `attack`: it must be found at high or above. `benign`: nothing may be said at high or above. */
  readonly truth: 'attack' | 'benign'
  /** The incident of `detection.md` that it is written from, or the kind of fact that it brings. */
  readonly after: string
}
