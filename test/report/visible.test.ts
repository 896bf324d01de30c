import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { inAscii, printableJson, visible, visibleIn } from '../../src/report/visible.js'

const HARMFUL =
  /[\p{Cc}\p{Cs}\p{Co}\p{Zl}\p{Zp}\u200b-\u200c\u200e-\u200f\u202a-\u202e\u2066-\u2069\u{e0000}-\u{e007f}]/u

describe('visible', () => {
  it.each([
    ['plain text', 'plain text'],
    ['naïve 名前 – “quoted”', 'naïve 名前 – “quoted”'],
    ['\x1b[31mred\x1b[0m', '\\x1b[31mred\\x1b[0m'],
    ['\x1b]8;;https://a.example\x07link', '\\x1b]8;;https://a.example\\x07link'],
    ['a\u009bK', 'a\\x9bK'],
    ['two\nlines\r\n', 'two\\nlines\\r\\n'],
    ['tab\there', 'tab here'],
    ['NUL\0', 'NUL\\x00'],
    ['user\u202etxt.exe', 'user\\u202etxt.exe'],
    ['zero\u200bwidth\ufeff', 'zero\\u200bwidth\\ufeff'],
    ['tag\u{e0041}\u{e007f}', 'tag\\u{e0041}\\u{e007f}'],
    ['variation a\ufe01b\u{e0101}', 'variation a\\ufe01b\\u{e0101}'],
    ['Hangul\u3164filler', 'Hangul\\u3164filler'],
    ['half \ud800 pair', 'half \\ud800 pair'],
    ['line\u2028separator', 'line\\u2028separator'],
    ['⚠️ 👩‍💻 🎉', '⚠️ 👩‍💻 🎉'],
    ['👩🏽‍❤️‍💋‍👨🏿 is one', '👩🏽‍❤️‍💋‍👨🏿 is one'],
    ['😀\u200d😀\u200d😀', '😀\\u200d😀\\u200d😀'],
    [`e${'\u0301'.repeat(10)}`, `e${'\u0301'.repeat(8)}\\u0301\\u0301`],
    ['joiner a\u200db', 'joiner a\\u200db'],
  ])('%j', (text, expected) => {
    expect(visible(text)).toBe(expected)
  })

  it('leaves nothing that a terminal obeys or hides, whatever comes', () =>
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(visible(text)).not.toMatch(HARMFUL)
        expect(visible(visible(text))).toBe(visible(text))
      }),
    ))

  it('reaches every string of a structure, keys too', () => {
    const hostile = { 'k\x1b': ['\u202e', { deep: '\0' }], number: 1, none: null }
    expect(visibleIn(hostile)).toEqual({ 'k\\x1b': ['\\u202e', { deep: '\\x00' }], number: 1, none: null })
    expect(Object.keys(visibleIn(JSON.parse('{"__proto__": {"a": "\\u001b"}}')))).toEqual(['__proto__'])
  })
})

describe('text for a terminal of ASCII', () => {
  it('has nothing else', () => {
    expect(inAscii(visible('“naïve” … 漢😀 – \x1b'))).toBe('"na\\xefve" ... \\u6f22\\u{1f600} - \\x1b')
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(inAscii(visible(text))).toMatch(/^[\x20-\x7e]*$/)
      }),
    )
  })
})

describe('printable JSON', () => {
  it('keeps every value exactly and holds nothing hidden', () =>
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const json = printableJson({ text, list: [text] })
        expect(JSON.parse(json)).toEqual({ text, list: [text] })
        expect(json.replaceAll('\n', '')).not.toMatch(HARMFUL)
      }),
    ))
})
