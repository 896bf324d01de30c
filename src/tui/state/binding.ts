/** One thing that a key does. All of them are in `keys.ts`, which feeds handler, footer, help and README. */
import type { ReviewState, ScreenType, Step } from './model.js'

export interface Binding {
  /** Names as `keyName` gives them: `a`, `S`, `enter`, `esc`, `up`, `page down`, `ctrl+c`. */
  readonly keys: readonly string[]
  /** Where it acts. */
  readonly on: readonly ScreenType[] | 'every screen'
  /** In the footer, a word or two; `null`: not there. */
  readonly label: string | null
  /** What it does, in a sentence without its end. */
  readonly help: string
  /** Whether it acts on the server that is selected, or that the screen is about: it does on what is drawn alone. */
  readonly isAboutServer?: boolean
  /** Why it can't act now, as a sentence; `null` where it can. */
  readonly obstacle?: (state: ReviewState) => string | null
  readonly run: (state: ReviewState) => Step
}
