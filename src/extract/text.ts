/** Hidden characters in source code: what a reviewer reads is not what runs. */
import { type HiddenRun, hiddenCharacters } from './classify/hidden-characters.js'
import { draft, type PlacedDraft } from './draft.js'

const WHICH: Readonly<Record<HiddenRun['name'], string>> = {
  'bidirectional controls': 'bidi',
  'zero-width characters': 'zero-width',
  'tag characters': 'tag-characters',
  'variation selectors': 'variation-selectors',
}

/**
 * @param source decoded text of a code file
 * @returns code.obfuscated `bidi`, `zero-width`, `tag-characters`, `variation-selectors`, each once at its first place
 */
export function hiddenCharacterFacts(source: string): PlacedDraft[] {
  return hiddenCharacters(source).flatMap(({ name, count, offset }) => {
    if (name === 'bidirectional controls' && isTable(source, offset)) return []
    const which = WHICH[name]
    return [{ draft: draft('code.obfuscated', which, { which, metric: count }), offset }]
  })
}

/** A list or a character class that names control characters: several kinds side by side, or quoted alone. */
function isTable(source: string, offset: number): boolean {
  const around = source.slice(Math.max(0, offset - 6), offset + 7)
  const quotedAlone = /['"`][\u202a-\u202e\u2066-\u2069]['"`]/.test(around)
  const range =
    /[\u200b-\u202e\u2060-\u2069\ufeff]-?[\u202a-\u202e\u2066-\u2069]|[\u202a-\u202e\u2066-\u2069]-[\u202a-\u202e\u2066-\u2069]/.test(
      around,
    )
  const inClass = /\[[^\]\n]{0,200}$/.test(source.slice(Math.max(0, offset - 200), offset))
  return quotedAlone || (range && inClass)
}
