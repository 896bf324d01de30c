import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Input, readKeys, readRest } from '../../src/tui/key-reader.js'

const all = (...pieces: readonly string[]): readonly Input[] => {
  const inputs: Input[] = []
  let rest = ''
  for (const piece of pieces) {
    const read = readKeys(rest + piece)
    inputs.push(...read.inputs)
    rest = read.rest
  }
  return [...inputs, ...readRest(rest)]
}
const keys = (...texts: readonly string[]): readonly Input[] => texts.map((text) => ({ type: 'keys', text }))
const ESC = '\x1b[27u'

describe('what a terminal sends', () => {
  it.each<[what: string, sent: string, inputs: readonly Input[]]>([
    ['letters that came at once stay together', 'jjk', keys('jjk')],
    ['controls are presses of their own', 'j\rk\x03\x7f', keys('j', '\r', 'k', '\x03', '\x7f')],
    ['arrows, with Ctrl or without', '\x1b[A\x1b[1;5B\x1bOC', keys('\x1b[A', '\x1b[B', '\x1b[C')],
    ['page keys and Shift-Tab', '\x1b[5~\x1b[6;2~\x1b[Z', keys('\x1b[5~', '\x1b[6~', '\x1b[Z')],
    ['Esc alone', '\x1b', keys(ESC)],
    ['Esc and a key at once are two presses', '\x1bq', keys(ESC, 'q')],
    ['so are Esc and an arrow', '\x1b\x1b[A', keys(ESC, '\x1b[A')],
    ['Esc twice', '\x1b\x1b', keys(ESC, ESC)],
    ['Esc and P, with which a DCS begins', '\x1bPw', keys(ESC, 'Pw')],
    ['nothing of function keys, the mouse, focus', '\x1bOP\x1b[15~\x1b[<0;3;4M\x1b[I\x1b[?1;2cj', keys('j')],
    ['nothing of a sequence that another one cuts off', '\x1b[12\x1b[A', keys('\x1b[A')],
    [
      'a paste is one text',
      '\x1b[200~rm -rf\nq\x1b[A\x1b[201~j',
      [{ type: 'paste', text: 'rm -rf\nq\x1b[A' }, ...keys('j')],
    ],
    ['a paste that never ends', '\x1b[200~aAwy', [{ type: 'paste', text: 'aAwy' }]],
    [
      'the background',
      '\x1b]11;rgb:ffff/0000/8080\x1b\\j',
      [{ type: 'background', rgb: [1, 0, 0x8080 / 0xffff] }, ...keys('j')],
    ],
    ['the background in short', '\x1b]11;rgb:f/0/f\x07', [{ type: 'background', rgb: [1, 0, 1] }]],
    ['no other answer', '\x1b]4;1;rgb:ff/ff/ff\x07\x1bP>|xterm(1)\x1b\\j', keys('j')],
    ['an answer that was cut off', '\x1b]11;rgb:bbbb/gg', []],
    ['letters of other scripts', '名é\u{1f600}', keys('名é\u{1f600}')],
  ])('%s', (_what, sent, inputs) => expect(all(sent)).toEqual(inputs))

  it('is the same in whatever pieces it comes', () => {
    const part = fc.constantFrom(
      'j',
      '\r',
      '\x1b[A',
      '\x1b[6~',
      '\x1bOB',
      '\x1b[200~A w\x1b[B\x1b[201~',
      '\x1b]11;rgb:00/11/22\x1b\\',
      '\x1b[1;2A',
      '\x1b[I',
    )
    const joined = (inputs: readonly Input[]): string =>
      inputs.map((each) => (each.type === 'keys' ? each.text : JSON.stringify(each))).join('')
    fc.assert(
      fc.property(fc.array(part, { maxLength: 8 }), fc.array(fc.nat(60), { maxLength: 6 }), (parts, cuts) => {
        const whole = parts.join('')
        const at = [0, ...cuts.filter((cut) => cut < whole.length).sort((a, b) => a - b), whole.length]
        const pieces = at.slice(1).map((to, index) => whole.slice(at[index], to))
        expect(joined(all(...pieces))).toBe(joined(all(whole)))
      }),
    )
  })

  it('reads anything, and hands on nothing that a terminal obeys but keys', () => {
    const byte = fc.constantFrom(
      '\x1b',
      '[',
      ']',
      'O',
      'P',
      '1',
      ';',
      '~',
      'A',
      'm',
      '\x07',
      '\\',
      'x',
      '?',
      '\x00',
      '\x9b',
      'é',
    )
    fc.assert(
      fc.property(fc.array(byte, { maxLength: 40 }), (bytes) => {
        for (const input of all(bytes.join(''))) {
          if (input.type !== 'keys') continue
          expect(input.text).toMatch(/^(?:[^\x00-\x1f\x7f]+|[\x01-\x1a\x7f]|\x1b\[(?:[A-DFH]|Z|[1345678]~|27u))$/u)
        }
      }),
      { numRuns: 2_000 },
    )
  })
})
