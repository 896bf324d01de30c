import fc from 'fast-check'
import stringWidth from 'string-width'
import { describe, expect, it } from 'vitest'
import { drawFor, fitted, LONGEST, line, lineWidth, span, strong, textOf, wrap } from '../../src/tui/line.js'

/** Words of all kinds: wide, combining, emoji, right to left, hidden, escapes. */
const hostile = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 30 }),
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc.constantFrom(
    '\x1b[31mred',
    'a\tb',
    '漢字漢字',
    'e\u0301\u0302',
    '👩‍👩‍👧',
    '\u202eevil',
    'zero\u200bwidth',
    'two  blanks  ',
    '',
  ),
)
const spans = fc.array(
  hostile.map((text) => span(text)),
  { maxLength: 6 },
)

describe('lines', () => {
  it('hold nothing that a terminal obeys', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        expect(span(text).text).not.toMatch(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u)
      }),
    )
  })

  it('are never wider than they may be, and exactly as wide where they are filled', () => {
    fc.assert(
      fc.property(spans, fc.integer({ min: 0, max: 60 }), fc.constantFrom('…', '...'), (line, width, mark) => {
        expect(lineWidth(fitted(line, width, mark))).toBeLessThanOrEqual(width)
        expect(lineWidth(fitted(line, width, mark, true))).toBe(width)
      }),
    )
  })

  it('stay whole where they fit, and say that they are cut where they do not', () => {
    expect(textOf(fitted([strong('abc'), span('def')], 6, '…'))).toBe('abcdef')
    expect(textOf(fitted([strong('abc'), span('def')], 5, '…'))).toBe('abcd…')
    expect(textOf(fitted([span('漢字')], 3, '…', true))).toBe('漢…')
    expect(textOf(fitted([span('漢字漢')], 4, '…', true))).toBe('漢… ')
  })

  it('wrap within the width and lose nothing but blanks', () => {
    fc.assert(
      fc.property(spans, fc.integer({ min: 12, max: 60 }), fc.integer({ min: 0, max: 4 }), (line, width, indent) => {
        const lines = wrap(line, width, indent)
        for (const each of lines) expect(stringWidth(textOf(each))).toBeLessThanOrEqual(width)
        const bare = (text: string): string => text.replaceAll(' ', '')
        expect(bare(lines.map(textOf).join(''))).toBe(bare(textOf(line)))
      }),
    )
  })

  it('wrap at blanks, behind an indent', () => {
    expect(wrap([span('the quick brown fox')], 12, 2).map(textOf)).toEqual(['the quick ', '  brown fox'])
    expect(wrap([span('abcdefghijklmnop')], 10, 2).map(textOf)).toEqual(['abcdefghij', '  klmnop'])
  })

  it('are cut where a stranger does not end, and say how much is left out', () => {
    expect(span('a'.repeat(LONGEST)).text).toBe('a'.repeat(LONGEST))
    expect(span('a'.repeat(80_000)).text).toBe(`${'a'.repeat(LONGEST)} [76,000 more characters]`)
    expect(span(`a${'😀'.repeat(40_000)}`).text).toMatch(/😀 \[76,002 more characters\]$/u)
  })

  it('are wrapped in time that grows with the text alone', () => {
    const spans = line(...Array.from({ length: 100 }, () => span('漢😀é'.repeat(1_000))))
    const lines = wrap(spans, 80)
    expect(lines.map(textOf).join('')).toBe(textOf(spans))
    expect(lines.every((each) => lineWidth(each) <= 80)).toBe(true)
  })

  it('are ASCII for a terminal that has nothing else', () => {
    drawFor({ look: { unicode: false } })
    try {
      fc.assert(
        fc.property(hostile, (text) => {
          expect(span(text).text).toMatch(/^[\x20-\x7e]*$/)
        }),
      )
      expect(span('“ś31m” …').text).toBe('"\\u015b31m" ...')
    } finally {
      drawFor({ look: { unicode: true } })
    }
  })
})
