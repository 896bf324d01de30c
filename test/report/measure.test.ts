import fc from 'fast-check'
import stringWidth from 'string-width'
import { describe, expect, it } from 'vitest'
import wrapAnsi from 'wrap-ansi'
import { graphemes, widthOf, wrapped } from '../../src/report/measure.js'

const texts = [
  '',
  ' ',
  'a  b   c ',
  '  indented text',
  'a-word-longer-than-the-room and more',
  'x a-word-longer-than-the-room',
  '→ Name it “so” – naïve …',
  'a 名前 wide',
  'e\u0301 combined',
  '⚠️ 👩‍💻 🎉 and more of them 🎉🎉🎉',
  '\x1b[1mbold text that goes over lines\x1b[22m: and plain',
]

/** Emoji of several that are joined: `string-width` takes them for one. */
const isJoined = (text: string): boolean => text.includes('\u200d')

describe('the width of text', () => {
  it.each(texts.filter((text) => !isJoined(text)))('%j is what a terminal takes', (text) =>
    expect(widthOf(text)).toBe(stringWidth(text)),
  )

  it('is that of a terminal which joins nothing', () => {
    expect(widthOf('👩‍💻')).toBe(4)
    expect(widthOf('👍🏽')).toBe(4)
    expect(widthOf('🇦🇹')).toBe(4)
    expect(widthOf('क्षि')).toBe(3)
    expect(widthOf('⚠️')).toBe(2)
    expect(widthOf('a\u{1ab0}\u{1ab1}')).toBe(3)
  })

  it('is never less than what string-width says', () =>
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' })), (text) => {
        expect(widthOf(text)).toBeGreaterThanOrEqual(stringWidth(text))
      }),
    ))

  it('of every character of the first planes, alone and beside another, is what string-width says', () => {
    const wrong: string[] = []
    for (let code = 0; code < 0x3000; code += 1) {
      // Marks that came after Unicode 6, see above; vowels that stand beside their letter; a control that begins colours.
      if ((code >= 0x1ab0 && code <= 0x1aff) || [0x9b, 0xd4e, 0xe33, 0xeb3].includes(code)) continue
      const character = String.fromCodePoint(code)
      for (const text of [character, `a${character}b`, `\u2714${character}\u00e9`])
        if (widthOf(text) !== stringWidth(text)) wrong.push(JSON.stringify(text))
    }
    expect(wrong).toEqual([])
  })
})

describe('wrapping', () => {
  const reference = (text: string, room: number) => wrapAnsi(text, room, { hard: true, trim: true }).split('\n')

  it.each(texts.filter((text) => !isJoined(text)))('%j breaks where it has to', (text) => {
    for (let room = 2; room <= 45; room += 1)
      expect(wrapped(text, room).map((line) => line.normalize())).toEqual(reference(text, room))
  })

  it('of plain text is that of wrap-ansi', () => {
    const plain = fc.string({ unit: fc.constantFrom(' ', ' ', 'a', 'é', '-', '→', '0'), maxLength: 60 })
    fc.assert(
      fc.property(plain, fc.integer({ min: 1, max: 30 }), (text, room) => {
        expect(wrapped(text, room)).toEqual(reference(text, room))
      }),
      { numRuns: 2000 },
    )
  })
})

/** What takes time that grows with the square of the text does not end within a test's. */
describe('text of a stranger without an end', () => {
  const long = ['漢a', '😀', 'e\u0301', '😀\u200d', '\u0301', '🇦🇹', 'क्', ' 漢', '\u{1d173}']
  const much = (unit: string): string => unit.repeat(200_000 / unit.length)

  it.each(long)('%j is measured', (unit) =>
    expect(widthOf(much(unit))).toBe(widthOf(unit) * ((200_000 / unit.length) | 0)),
  )

  it.each(long)('%j is wrapped, and nothing is lost', (unit) => {
    const lines = wrapped(much(unit), 80)
    expect(lines.join('').replaceAll(' ', '')).toBe(much(unit).replaceAll(' ', ''))
    expect(lines.every((line) => widthOf(line) <= 80)).toBe(true)
  })
})

describe('graphemes', () => {
  it('are those of the segmenter, wherever the text is taken apart', () =>
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(fc.string({ unit: 'grapheme' }), fc.constantFrom('🇦🇹', '👩🏽‍❤️‍💋‍👨🏿', 'e\u0301\u0302', '\r\n')),
          { minLength: 1, maxLength: 20 },
        ),
        fc.integer({ min: 1, max: 60 }),
        (parts, times) => {
          const text = parts.join('').repeat(times)
          expect([...graphemes(text)]).toEqual([...new Intl.Segmenter().segment(text)].map(({ segment }) => segment))
        },
      ),
    ))
})
