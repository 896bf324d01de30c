/** Footer and help: made of the bindings alone. */
import { describe, expect, it } from 'vitest'
import { bindings, SCREEN_NAMES } from '../../src/tui/bindings.js'
import { lineWidth, textOf } from '../../src/tui/line.js'
import type { ReviewState, Screen } from '../../src/tui/state/model.js'
import { footerLine } from '../../src/tui/views/footer.js'
import { helpBody } from '../../src/tui/views/help.js'
import { finding, press, server, stateWith } from './support/state.js'

const servers = [
  server({ name: 'mail', verdict: 'block', findings: [finding('high')] }),
  server({ name: 'notes', verdict: 'trust' }),
]
const helpOf = (state: ReviewState): string[] => {
  const body = helpBody(press(state, 'H').state)
  return Array.from({ length: body.length }, (_, index) => textOf(body.line(index)).trimEnd())
}

describe('help', () => {
  it('begins with the screen from which it was asked for', () => {
    const state = stateWith({ servers })
    expect(helpOf(state)[0]).toBe('List')
    expect(helpOf(press(state, 'enter').state)[0]).toBe('Server')
  })

  it.each([60, 80, 99, 120, 200])('holds every key once, in %i columns', (columns) => {
    const state = stateWith({ servers, size: [columns, 24] })
    const text = helpOf(state).join('\n').replace(/\s+/g, ' ')
    const words = (help: string): string => help.split(' ').slice(0, 3).join(' ')
    if (columns < 100) for (const { help } of bindings()) expect(text).toContain(words(help))
    const body = helpBody(press(state, 'H').state)
    for (let index = 0; index < body.length; index += 1) {
      expect(lineWidth(body.line(index).slice(0, -1))).toBeLessThanOrEqual(columns)
    }
  })

  it('is left by the key that opened it', () => {
    const state = stateWith({ servers })
    expect(press(state, 'H', 'H').state.screens).toHaveLength(1)
    expect(press(state, '?', 'esc').state.screens).toHaveLength(1)
  })

  it('is in words where the locale has no arrows', () => {
    expect(helpOf(stateWith({ servers, ascii: true })).join('\n')).toMatch(/^[\x20-\x7e\n]*$/)
  })
})

describe('the footer', () => {
  const footer = (state: ReviewState): string => textOf(footerLine(state))
  const state = stateWith({ servers })

  it('shows the most useful keys, help and the way out', () => {
    expect(footer(state)).toMatchInlineSnapshot(
      `"enter open  a accept  h hold  b block  i let pass  w write  ? help  q quit"`,
    )
    expect(footer(press(state, 'enter').state)).toMatchInlineSnapshot(
      `"enter code  a accept  h hold  t history  d deps  ? why  esc back  H help  q quit"`,
    )
    expect(footer(press(state, 'H').state)).toMatchInlineSnapshot(`"esc back  ? help  q quit"`)
    expect(footer(stateWith({ servers, size: [120, 40] }))).toMatchInlineSnapshot(
      `"enter open  a accept  h hold  b block  i let pass  w write  / filter  s sort  u undo  v group  ? help  q quit"`,
    )
  })

  it('is quiet about a key that can’t act now', () => {
    const tones = (from: ReviewState, key: string) => footerLine(from).find(({ text }) => text === key)?.tone
    expect(tones(state, 'a')).toBe('accent')
    expect(tones(stateWith(), 'a')).toBe('quiet')
  })

  it('names the keys of a dialog while one is open', () => {
    expect(footer(press(state, '/').state)).toMatchInlineSnapshot(`"enter keep  ^U clear  esc as before"`)
    expect(footer(press(state, 'b').state)).toMatchInlineSnapshot(`"enter block  esc cancel"`)
    expect(footer(press(state, 'e').state)).toMatchInlineSnapshot(`"j JSON  m Markdown  esc cancel"`)
  })

  it.each(Object.keys(SCREEN_NAMES))('fits, with help and quit, on %s', (type) => {
    const screen = {
      type,
      pane: { selected: null, top: 0 },
      server: 'none',
      finding: 'none',
      heuristic: 'none',
      from: '1',
      to: '2',
      only: 'all',
      view: { version: null, marked: null, left: 0 },
    } as unknown as Screen
    for (const columns of [60, 61, 80, 120]) {
      const from = stateWith({ servers, size: [columns, 24], screens: type === 'servers' ? [] : [screen] })
      expect(lineWidth(footerLine(from))).toBeLessThanOrEqual(columns)
      expect(footer(from)).toMatch(/(\?|H) help {2}q quit$/)
    }
  })
})
