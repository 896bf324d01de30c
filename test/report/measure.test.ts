import fc from 'fast-check'
import stringWidth from 'string-width'
import { describe, expect, it } from 'vitest'
import wrapAnsi from 'wrap-ansi'
import { widthOf, wrapped } from '../../src/report/measure.js'

const texts = [
  '',
  ' ',
  'a  b   c ',
  '  indented text',
  'a-word-longer-than-the-room and more',
  'x a-word-longer-than-the-room',
  '→ Name it “so” – naïve …',
  '✔ 名前 wide',
  'e\u0301 combined',
  '⚠️ 👩‍💻 🎉 and more of them 🎉🎉🎉',
  '\x1b[1mbold text that goes over lines\x1b[22m: and plain',
]

describe('the width of text', () => {
  it.each(texts)('%j is what a terminal takes', (text) => expect(widthOf(text)).toBe(stringWidth(text)))

  it('of every character of the first planes, alone and beside another, is what string-width says', () => {
    const wrong: string[] = []
    for (let code = 0; code < 0x3000; code += 1) {
      const character = String.fromCodePoint(code)
      for (const text of [character, `a${character}b`, `\u2714${character}\u00e9`])
        if (widthOf(text) !== stringWidth(text)) wrong.push(JSON.stringify(text))
    }
    expect(wrong).toEqual([])
  })
})

describe('wrapping', () => {
  const reference = (text: string, room: number) => wrapAnsi(text, room, { hard: true, trim: true }).split('\n')

  it.each(texts)('%j breaks where it has to', (text) => {
    for (let room = 1; room <= 45; room += 1) expect(wrapped(text, room)).toEqual(reference(text, room))
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
