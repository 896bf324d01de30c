import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Body, bodyOfLines, EMPTY_LINE } from '../../src/tui/line.js'
import { type Motion, move, reveal, selectedStop, topOf } from '../../src/tui/motion.js'
import { type Pane, START } from '../../src/tui/state/model.js'

const MOTIONS: readonly Motion[] = ['up', 'down', 'page up', 'page down', 'top', 'bottom']

/** A screen of stops with lines between them. */
const bodies: fc.Arbitrary<Body> = fc
  .array(fc.record({ before: fc.nat(12), own: fc.integer({ min: 1, max: 30 }) }), { maxLength: 12 })
  .chain((parts) =>
    fc.nat(10).map((after) => {
      let at = 0
      const stops = parts.map(({ before, own }, index) => {
        const from = at + before
        at = from + own
        return { id: `stop ${index}`, from, to: at }
      })
      return bodyOfLines(
        Array.from({ length: at + after }, () => EMPTY_LINE),
        stops,
      )
    }),
  )

const walk = (body: Body, height: number, motions: readonly Motion[]): Pane =>
  motions.reduce((pane, motion) => move(pane, body, height, motion), START)

describe('moving', () => {
  it('keeps to the screen, with something of what is selected in sight when it can be', () => {
    fc.assert(
      fc.property(
        bodies,
        fc.integer({ min: 1, max: 20 }),
        fc.array(fc.constantFrom(...MOTIONS)),
        (body, height, motions) => {
          const pane = walk(body, height, motions)
          expect(pane.top).toBeGreaterThanOrEqual(0)
          expect(pane.top).toBe(topOf(body, pane, height))
          const shown = reveal(pane, body, height)
          const stop = selectedStop(body, shown)
          if (stop !== null) {
            expect(stop.from).toBeLessThan(shown.top + height)
            expect(stop.to).toBeGreaterThan(shown.top)
          }
        },
      ),
    )
  })

  it('down reaches every line and the last stop, and up the first', () => {
    fc.assert(
      fc.property(bodies, fc.integer({ min: 2, max: 20 }), (body, height) => {
        const seen = new Set<number>()
        let pane: Pane = START
        for (let step = 0; step < body.length + body.stops.length + 2; step += 1) {
          for (let line = pane.top; line < Math.min(pane.top + height, body.length); line += 1) seen.add(line)
          pane = move(pane, body, height, 'down')
        }
        expect(seen.size).toBe(body.length)
        expect(selectedStop(body, pane)?.id).toBe(body.stops.at(-1)?.id)
        for (let step = 0; step < body.length + body.stops.length + 2; step += 1) pane = move(pane, body, height, 'up')
        expect(pane.top).toBe(0)
        expect(selectedStop(body, pane)?.id).toBe(body.stops[0]?.id)
      }),
    )
  })

  it('goes by a screen less a line where there is nothing to select', () => {
    const text = bodyOfLines(Array.from({ length: 100 }, () => EMPTY_LINE))
    expect(walk(text, 10, ['page down']).top).toBe(9)
    expect(walk(text, 10, ['bottom']).top).toBe(90)
    expect(walk(text, 10, ['bottom', 'up', 'page up']).top).toBe(80)
  })
})
