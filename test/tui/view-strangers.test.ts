/** What strangers write, and what terminals can't draw, on every screen. */
import xterm from '@xterm/headless'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fitted, lineWidth, span, textOf } from '../../src/tui/line.js'
import type { ReviewState, Screen, ServerRow } from '../../src/tui/state/model.js'
import { themeOf } from '../../src/tui/theme.js'
import { spokenLines } from '../../src/tui/views/aloud.js'
import { screenLines } from '../../src/tui/views/screen.js'
import { done, failure, HOSTILE, server, stateWith, waiting } from './support/state.js'

const screensOf = (id: string): readonly (readonly Screen[])[] => {
  const rest = { pane: { selected: null, top: 0 } }
  const on = (screen: object): readonly Screen[] => [{ ...screen, ...rest } as Screen]
  return [
    [],
    on({ type: 'server', server: id }),
    on({ type: 'history', server: id, release: null, mark: null }),
    on({ type: 'dependencies', server: id, filter: 'all' }),
    on({ type: 'failures' }),
    on({ type: 'help' }),
    on({ type: 'pending' }),
  ]
}

/** A row all of whose texts are `text`. */
function rowOf(text: string): ServerRow {
  const own = server({ name: text, package: text, findings: ['high', 'low'], clients: ['cursor', 'vscode'] })
  const findings = own.findings.map((each) => ({
    ...each,
    title: text,
    message: text,
    subject: text,
    evidence: each.evidence.map((proof) => ({ ...proof, file: text, excerpt: text })),
  }))
  return done(
    { ...own, findings },
    [failure(text, { message: text, remedy: text })],
    [{ subject: text, what: text, why: text }],
  )
}

function statesOf(text: string, options: Parameters<typeof stateWith>[0] = {}): readonly ReviewState[] {
  const row = rowOf(text)
  const state = stateWith({ ...options, servers: [row, waiting({ name: text, spec: text })] })
  const notice = { tone: 'bad' as const, text, at: 0 }
  return screensOf(row.listed.id).map((above) => ({
    ...state,
    notice,
    screens: [state.screens[0], ...above],
  }))
}

describe('text of a stranger without an end', () => {
  it.each(['漢a', 'a', '😀\u200d', '\u0301', 'a '])('%j holds up no screen', (unit) => {
    for (const state of statesOf(unit.repeat(80_000 / unit.length))) {
      const lines = screenLines(state)
      expect(lines).toHaveLength(state.size.rows)
      for (const line of lines) expect(lineWidth(line)).toBeLessThanOrEqual(state.size.columns)
    }
  })
})

describe('a terminal of ASCII', () => {
  it('gets nothing else, on any screen, drawn or read aloud', () => {
    for (const text of [...HOSTILE, 'ś31m', '“漢”…']) {
      for (const state of statesOf(text, { ascii: true })) {
        for (const line of screenLines(state)) {
          expect(textOf(line)).toMatch(/^[\x20-\x7e]*$/)
          expect(lineWidth(line)).toBeLessThanOrEqual(state.size.columns)
        }
        for (const line of spokenLines(state)) expect(line).toMatch(/^[\x20-\x7e]*$/)
      }
    }
  })

  it('is no other terminal’s business', () => {
    const [list] = statesOf('漢')
    if (list === undefined) return
    expect(screenLines(list).map(textOf).join('\n')).toContain('漢')
  })
})

describe('a terminal that joins nothing', () => {
  const COLUMNS = 40
  const theme = themeOf({ depth: 0, background: 'dark', links: false })

  /** What stands there after a line is written, without automatic line breaks. */
  async function drawn(text: string): Promise<string> {
    const screen = new xterm.Terminal({ cols: COLUMNS, rows: 2, allowProposedApi: true })
    await new Promise<void>((resolve) => screen.write(`\x1b[?7l${text}`, resolve))
    return screen.buffer.active.getLine(0)?.translateToString(true) ?? ''
  }

  it('shows the end of every line', () => {
    const joined = fc.constantFrom(
      '👩‍💻',
      '👍🏽',
      '🇦🇹',
      'क्षि',
      '😀\u200d😀\u200d😀',
      'e\u0301',
      '漢',
      '⚠️',
      'a\u{1ab0}\u{1ab1}',
      '한',
      '각',
      'ำ',
    )
    return fc.assert(
      fc.asyncProperty(fc.array(joined, { maxLength: 40 }), async (parts) => {
        const line = fitted([...fitted([span(parts.join(''))], COLUMNS - 4, '…', true), span('END!')], COLUMNS, '…')
        expect(await drawn(theme.paint(line))).toContain('END!')
      }),
    )
  })
})
