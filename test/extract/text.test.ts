import { describe, expect, it } from 'vitest'
import { hiddenCharacterFacts } from '../../src/extract/text.js'

const shown = (source: string) =>
  hiddenCharacterFacts(source).map(({ draft, offset }) => [draft.value, draft.detail.metric, offset])

describe('hidden characters in source', () => {
  it.each([
    ['if (x /*\u202e } \u2066if (admin)\u2069 \u2066 begin*/) {', [['bidi', 4, 8]]],
    ['const ad\u200bmin = 1', [['zero-width', 1, 8]]],
    ['const \u3164 = 1', [['zero-width', 1, 6]]],
    [`x = "${'\u200b\u200c'.repeat(20)}"`, [['zero-width', 40, 5]]],
    [
      `x = "a${[...'rm'].map((c) => String.fromCodePoint(0xe0000 + c.charCodeAt(0))).join('')}"`,
      [['tag-characters', 2, 6]],
    ],
    ['x = "\u{e0101}\u{e0120}\u{e0130}\u{e0140}"', [['variation-selectors', 4, 5]]],
  ])('%j', (source, facts) => {
    expect(shown(source)).toEqual(facts)
  })

  it.each([
    ['a byte order mark', '\ufeffconst a = 1'],
    ['emoji', 'x = "\u{1f468}\u200d\u{1f469}\u200d\u{1f467} \u2764\ufe0f 1\ufe0f\u20e3"'],
    ['a flag', 'x = "\u{1f3f4}\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}"'],
    ['Persian', 'x = "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645"'],
    ['Hindi', 'x = "\u0915\u094d\u200d\u0937"'],
    ['Hebrew with its embedding', 'x = "\u202b\u05e9\u05dc\u05d5\u05dd\u202c"'],
    ['Korean filler', 'x = "\uac00\u3164\ub098"'],
    ['a blank pasted from a page', 'x = "one \u200b two"'],
    ['a class of controls', 'x = /[\u200b\u202a-\u202e\ufeff]/g'],
    ['a list of controls', `x = ['\u202a', '\u202e']`],
    ['escapes', 'x = "\\u202e\\u200b"'],
    ['nothing', ''],
  ])('silent: %s', (_, source) => {
    expect(shown(source)).toEqual([])
  })
})
