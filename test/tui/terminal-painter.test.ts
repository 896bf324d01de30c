import { setImmediate as immediate } from 'node:timers/promises'
import xterm from '@xterm/headless'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fitted, line, span, TONES, textOf } from '../../src/tui/line.js'
import { createPainter } from '../../src/tui/painter.js'
import type { Size } from '../../src/tui/state/model.js'
import { themeOf } from '../../src/tui/theme.js'

/** A terminal of any size that reads what is written to it. */
function canvas(size: Size) {
  const screen = new xterm.Terminal({ cols: size.columns, rows: size.rows, allowProposedApi: true })
  const waiting: (() => void)[] = []
  const written: string[] = []
  let now = size
  let isSlow = false
  return {
    written,
    size: () => now,
    write(text: string): boolean {
      written.push(text)
      screen.write(text)
      return !isSlow
    },
    once(_event: 'drain', listener: () => void) {
      waiting.push(listener)
    },
    resize(next: Size) {
      now = next
      screen.resize(next.columns, next.rows)
    },
    slow() {
      isSlow = true
    },
    drain() {
      isSlow = false
      for (const listener of waiting.splice(0)) listener()
    },
    async text(): Promise<string[]> {
      await new Promise<void>((done) => screen.write('', done))
      const { active } = screen.buffer
      return Array.from({ length: now.rows }, (_, row) => active.getLine(row)?.translateToString(true).trimEnd() ?? '')
    },
    async scribble(text: string): Promise<void> {
      await new Promise<void>((done) => screen.write(text, done))
    },
  }
}

const theme = themeOf({ depth: 2, background: 'dark', links: true })
const COLUMNS = 24

// Wide, combining, right-to-left; no emoji sequences, which this emulator measures otherwise without an addon.
const word = fc.oneof(
  fc.string({ maxLength: 12 }),
  fc.constantFrom('名前名前', '한국어', 'e\u0301clair', 'שלום', '│─█', 'a'.repeat(30), '界'.repeat(12)),
)
const words = fc.array(fc.tuple(word, fc.constantFrom(...TONES), fc.boolean()), { maxLength: 4 })
// Ink writes the empty text too, which is no frame.
const frame = fc.array(words, { minLength: 2, maxLength: 10 }).map((lines) =>
  lines.map((each) => {
    const whole = line(
      ...each.map(([text, tone, isStrong]) =>
        span(text, tone, isStrong ? { strong: true, href: 'https://docs.example/a' } : {}),
      ),
    )
    return fitted(whole, COLUMNS, '…')
  }),
)

describe('the painter', () => {
  it('draws every frame exactly, whatever was drawn before', () =>
    fc.assert(
      fc.asyncProperty(fc.array(frame, { minLength: 1, maxLength: 5 }), fc.boolean(), async (frames, isScribbled) => {
        const terminal = canvas({ columns: COLUMNS, rows: 10 })
        const painter = createPainter(terminal, terminal.size)
        for (const lines of frames) {
          if (isScribbled) {
            await terminal.scribble('\x1b[3;3Hothers\r\n\nwere here')
            painter.repaint()
          }
          painter.stream.write(lines.map((each) => painter.standIn(theme.paint(each))).join('\n'))
          const expected = Array.from({ length: 10 }, (_, row) => textOf(lines[row] ?? []).trimEnd())
          expect(await terminal.text()).toEqual(expected)
        }
      }),
      { numRuns: 150 },
    ))

  it('knows the lines that characters stand for, however many there were', () => {
    const terminal = canvas({ columns: 20, rows: 2 })
    const painter = createPainter(terminal, terminal.size)
    for (let each = 0; each < 10_000; each += 1) painter.standIn(`line ${each}`)
    const again = painter.standIn('line 9999')
    expect(painter.standIn('line 9999')).toBe(again)
    painter.stream.write([painter.standIn('line 9999'), painter.standIn('')].join('\n'))
    expect(terminal.written.join('')).toContain('\x1b[2Kline 9999\x1b[0m')
  })

  it('never puts another line in the place of one, however many there were', () =>
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 60 }),
        fc.integer({ min: 1, max: 200 }),
        fc.integer({ min: 1, max: 3 }),
        (stays, changes, redrawn) => {
          const rows = stays + changes
          const terminal = canvas({ columns: 20, rows })
          const painter = createPainter(terminal, terminal.size)
          // Three times as many lines as are remembered.
          for (let number = 0; number * changes < 13_000; number += 1) {
            const lines = [
              ...Array.from({ length: stays }, (_, row) => `stays ${row}`),
              ...Array.from({ length: changes }, (_, row) => `${number} of ${row}`),
            ]
            const text = lines.map((each) => painter.standIn(each)).join('\n')
            for (let time = 0; time < redrawn; time += 1) {
              terminal.written.length = 0
              painter.repaint()
              painter.stream.write(text)
              const drawn = terminal.written.join('').split(/\x1b\[\d+;1H\x1b\[2K/)
              expect(drawn.slice(1).map((each) => each.split('\x1b')[0])).toEqual(lines)
            }
          }
        },
      ),
      { numRuns: 8 },
    ))

  it('draws a frame of more lines than it remembers', () => {
    const lines = Array.from({ length: 10_000 }, (_, row) => `line ${row}`)
    const terminal = canvas({ columns: 20, rows: lines.length })
    const painter = createPainter(terminal, terminal.size)
    for (let time = 0; time < 3; time += 1) {
      painter.repaint()
      painter.stream.write(lines.map((each) => painter.standIn(each)).join('\n'))
      const drawn = terminal.written
        .splice(0)
        .join('')
        .split(/\x1b\[\d+;1H\x1b\[2K/)
      expect(drawn.slice(1).map((each) => each.split('\x1b')[0])).toEqual(lines)
    }
  })

  it('writes changed lines alone', () => {
    const terminal = canvas({ columns: 20, rows: 5 })
    const painter = createPainter(terminal, terminal.size)
    painter.stream.write('one\ntwo\nthree')
    painter.stream.write('one\n2\nthree')
    painter.stream.write('one\n2\nthree')
    expect(terminal.written).toEqual([
      '\x1b[?2026h\x1b[1;1H\x1b[2Kone\x1b[0m\x1b[2;1H\x1b[2Ktwo\x1b[0m\x1b[3;1H\x1b[2Kthree\x1b[0m\x1b[?2026l',
      '\x1b[?2026h\x1b[2;1H\x1b[2K2\x1b[0m\x1b[?2026l',
    ])
  })

  it('leaves frames out while the terminal is behind, and draws the last', async () => {
    const terminal = canvas({ columns: 20, rows: 3 })
    const painter = createPainter(terminal, terminal.size)
    terminal.slow()
    painter.stream.write('first')
    for (let each = 0; each < 100; each += 1) painter.stream.write(`frame ${each}\nand more`)
    expect(terminal.written).toHaveLength(1)
    terminal.drain()
    expect(terminal.written).toHaveLength(2)
    expect(await terminal.text()).toEqual(['frame 99', 'and more', ''])
  })

  it('draws no row that a smaller window does not have, and the whole frame after many sizes', async () => {
    const terminal = canvas({ columns: 20, rows: 6 })
    const painter = createPainter(terminal, terminal.size)
    painter.stream.write('1\n2\n3\n4\n5\n6')
    for (const rows of [3, 5, 2, 4]) {
      terminal.resize({ columns: 20, rows })
      painter.repaint()
    }
    await immediate()
    expect(await terminal.text()).toEqual(['1', '2', '3', '4'])
    terminal.resize({ columns: 20, rows: 6 })
    painter.repaint()
    painter.stream.write('a\nb')
    await immediate()
    expect(await terminal.text()).toEqual(['a', 'b', '', '', '', ''])
  })

  it('draws nothing between a pause and a repaint, then the last frame', async () => {
    const terminal = canvas({ columns: 20, rows: 3 })
    const painter = createPainter(terminal, terminal.size)
    painter.stream.write('before')
    painter.pause()
    painter.stream.write('hidden')
    expect(terminal.written).toHaveLength(1)
    await terminal.scribble('\x1b[2J\x1b[Hshell\r\nshell\r\nshell')
    painter.repaint()
    await immediate()
    expect(await terminal.text()).toEqual(['hidden', '', ''])
  })

  it('draws nothing any more when the terminal is given back, whoever asks for it', async () => {
    const terminal = canvas({ columns: 20, rows: 3 })
    const painter = createPainter(terminal, terminal.size)
    painter.stream.write('before')
    terminal.slow()
    painter.stream.write('behind')
    terminal.written.length = 0
    painter.pause(true)
    painter.repaint()
    painter.stream.write('after')
    terminal.drain()
    await immediate()
    expect(terminal.written).toEqual([])
  })
})
