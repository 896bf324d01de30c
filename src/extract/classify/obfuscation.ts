import type { PlacedDraft } from '../draft.js'

/** Textual signs of obfuscation in a JavaScript file. Linear. */
export function obfuscationFacts(_source: string): PlacedDraft[] {
  return []
}
