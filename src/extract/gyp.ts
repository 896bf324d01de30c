import type { PlacedDraft } from './draft.js'

/** Commands that node-gyp runs for a binding.gyp: actions and `<!(…)` expansions. */
export function gypFacts(_text: string): PlacedDraft[] {
  return []
}
