import type { PlacedDraft } from './draft.js'

/** Hidden characters in source: code.obfuscated `bidi` and `zero-width`. */
export function hiddenCharacterFacts(_source: string): PlacedDraft[] {
  return []
}
