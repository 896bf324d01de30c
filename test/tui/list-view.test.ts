import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { SEVERITIES, type Verdict } from '../../src/model.js'
import { lineWidth, textOf } from '../../src/tui/line.js'
import type { AuditState, ReviewState, ServerRow } from '../../src/tui/state/model.js'
import { screenLines } from '../../src/tui/views/screen.js'
import {
  act,
  basis,
  done,
  failure,
  HOSTILE,
  NOW,
  press,
  release,
  screenText,
  server,
  stateWith,
  waiting,
  working,
} from './support/state.js'

/** Heading and list, without what stands below them. */
const seen = (state: ReviewState): string =>
  screenLines(state)
    .slice(0, -2)
    .map((line) => textOf(line).trimEnd())
    .join('\n')
    .trimEnd()

const gone = done(server({ name: 'gone', verdict: 'unknown', version: null }), [failure('npm:gone-mcp')])
const rows: readonly ServerRow[] = [
  done(
    server({
      name: 'postmark',
      verdict: 'block',
      score: 12,
      from: '1.0.15',
      findings: ['critical', 'medium', 'medium', 'info'],
      clients: ['cursor', 'vscode'],
    }),
  ),
  done(
    server({
      name: 'github',
      package: '@modelcontextprotocol/server-github',
      verdict: 'review',
      version: '2025.12.18',
      from: '2025.4.8',
      findings: ['high', 'medium', 'low'],
      published: '2025-09-30T10:00:00Z',
      clients: ['claude-desktop'],
    }),
  ),
  done(server({ name: 'files', from: '0.6.2', version: '0.6.3', published: '2024-12-01T10:00:00Z', disabled: true })),
  done(server({ name: 'old', published: null, findings: ['info', 'info'] })),
  done(
    server({ name: 'hosted', kind: 'remote', verdict: 'unknown', facts: null }),
    [],
    [{ subject: 'remote:hosted', what: 'code', why: 'it runs on a server of its vendor' }],
  ),
  gone,
  done(server({ name: 'half', verdict: 'unknown', version: '3.0.0', findings: ['medium'] }), [
    failure('pkg:npm/half-mcp@3.0.0', { stage: 'extract', message: 'dist/index.js is nested more than 1000 deep' }),
  ]),
  { ...working({ name: 'notes' }, 'reading 34 dependencies of notes-mcp'), steps: 5, since: NOW - 12_000 },
  { ...working({ name: 'sequential-thinking' }, 'resolving sequential-thinking-mcp'), steps: 1, since: NOW },
  waiting({ name: 'fetch', spec: 'fetch-mcp' }),
]
const judged = rows.filter(({ progress }) => progress === 'done')
const pending: ReviewState['decisions'] = {
  past: [],
  pending: {
    servers: new Map([
      ['npm:postmark-mcp', { type: 'hold', reason: null, basis: basis() }],
      ['npm:files-mcp', { type: 'accept', why: null, basis: basis() }],
    ]),
    acknowledged: new Map([['npm:half-mcp', new Map([['f', { reason: 'ours', until: null, basis: basis() }]])]]),
  },
}

describe('the list', () => {
  it.each([60, 80, 120, 160])('while the audit runs, %i columns wide', (columns) => {
    expect(seen(stateWith({ servers: rows, size: [columns, 24] }))).toMatchSnapshot()
  })

  it.each([60, 80])('with decisions that are not written, %i columns wide', (columns) => {
    expect(seen(stateWith({ servers: judged, decisions: pending, size: [columns, 24] }))).toMatchSnapshot()
  })

  it('in ASCII', () => {
    const text = seen(stateWith({ servers: rows, ascii: true }))
    expect(text).toMatch(/^[\x20-\x7e\n]*$/)
    expect(text).toMatchSnapshot()
  })

  it('in groups, filtered, sorted', () => {
    const state = stateWith({ servers: rows })
    expect(seen(press(state, 'v').state)).toMatchSnapshot()
    const filtered = { ...press(state, 'v', 'v', 's', 's', 'x').state }
    expect(seen({ ...filtered, list: { ...filtered.list, filter: 'o' } })).toMatchSnapshot()
  })

  it('with nothing in it says why, and how to go on', () => {
    const searched = ['a', 'b'].map((client) => ({
      client,
      scope: 'user' as const,
      file: `/home/u/${client}.json`,
      found: 'absent' as const,
      entries: 0,
    }))
    const at = (audit: AuditState): string => seen(stateWith({ audit }))
    expect(seen(stateWith({ report: { searched } }))).toMatchSnapshot()
    expect(seen(stateWith({ report: { searched, failures: [failure('/home/u/a.json')] } }))).toContain('F shows what')
    expect(at({ status: 'discovering' })).toContain('Looking for configured servers')
    expect(at({ status: 'cancelled' })).toContain('The audit was stopped. r audits again.')
    expect(at({ status: 'failed', failure: failure('review') })).toContain(
      'The audit failed (resolve): review: is not in',
    )
    const state = stateWith({ servers: rows })
    const none = seen({ ...state, list: { ...state.list, filter: 'zzz' } })
    expect(none).toContain('No server matches “zzz”. Esc shows all 10, / changes the filter.')
    const hidden = press(stateWith({ servers: [server({ name: 'files', disabled: true })] }), 'x').state
    expect(seen(hidden)).toContain('All servers are disabled. x shows them.')
  })

  it('of an audit that was stopped says what is not known, and how to go on', () => {
    expect(seen(stateWith({ servers: rows, audit: { status: 'cancelled' } }))).toMatchSnapshot()
  })

  it('says that something could not be done', () => {
    expect(seen(stateWith({ servers: [gone] }))).toContain('1 thing could not be done; F shows what.')
  })
})

describe('words of strangers', () => {
  const text = fc.oneof(
    fc.constantFrom(...HOSTILE),
    fc.string({ unit: 'grapheme', maxLength: 60 }),
    fc.string({ unit: 'binary' }),
  )
  const anyRow = fc
    .record({
      id: fc.uuid(),
      name: text,
      package: text,
      version: text,
      from: fc.option(text, { nil: undefined }),
      clients: fc.array(text, { minLength: 1, maxLength: 4 }),
      verdict: fc.constantFrom<Verdict>('trust', 'review', 'block', 'unknown'),
      findings: fc.array(fc.constantFrom(...SEVERITIES), { maxLength: 6 }),
      published: fc.option(text),
      why: fc.option(text),
      doing: fc.option(text),
      disabled: fc.boolean(),
    })
    .map(({ from, why, doing, ...each }): ServerRow => {
      if (doing !== null) return working(each, doing)
      return done(
        server({ ...each, ...(from !== undefined && { from }) }),
        why === null ? [] : [failure(why, { message: why })],
      )
    })

  it('stay in their columns, and on their line', () => {
    fc.assert(
      fc.property(
        fc.array(anyRow, { maxLength: 8 }),
        fc.integer({ min: 60, max: 200 }),
        fc.boolean(),
        fc.boolean(),
        fc.constantFrom('', 'v', 'F', 'enter'),
        (servers, columns, ascii, hasDecisions, key) => {
          const state = stateWith({ servers, ascii, size: [columns, 24], ...(hasDecisions && { decisions: pending }) })
          const lines = screenLines(press(state, ...(key === '' ? [] : [key])).state)
          expect(lines).toHaveLength(24)
          for (const line of lines) {
            expect(lineWidth(line)).toBeLessThanOrEqual(columns)
            expect(textOf(line)).not.toMatch(/[\p{Cc}\u200b\u202e\u2066-\u2069]/u)
          }
        },
      ),
      { numRuns: 60 },
    )
  })

  it('leave the columns behind them aligned', () => {
    const servers = HOSTILE.map((name, index) =>
      server({ id: `npm:${index}`, name, package: 'x', clients: ['cursor'] }),
    )
    const lines = screenLines(stateWith({ servers, size: [120, 24] })).slice(3, 3 + HOSTILE.length)
    const widths = lines.map((line) =>
      lineWidth(
        line.slice(
          0,
          line.findIndex(({ text: own }) => own === '1.0.16'),
        ),
      ),
    )
    expect(new Set(widths).size).toBe(1)
  })
})

describe('what is not known', () => {
  it('is no number: neither a score nor an age', () => {
    const unreadable = release('a-mcp', '1.0.0', { publishedAt: { known: true, value: 'soon' } })
    const future = release('b-mcp', '1.0.0', { publishedAt: { known: true, value: '2999-01-01T00:00:00Z' } })
    const state = stateWith({
      servers: [
        server({ name: 'a', score: null, report: { release: unreadable } }),
        server({ name: 'b', score: null, report: { release: future } }),
      ],
    })
    for (const name of ['a', 'b']) expect(seen(state)).toMatch(new RegExp(`\\?\\s+${name}\\s+1\\.0\\.0\\s+none\\s+\\?`))
  })
})

describe('what is said of the list', () => {
  const row = done(server({ name: 'mail', verdict: 'trust' }))

  it('is whose lock nothing is taken from, for as long as that holds', () => {
    const state = stateWith({ servers: [row], look: { unicode: true, screenReader: false, home: '/home/u' } })
    const told = act(state, { type: 'foreign locks', files: ['/home/u/shop/mcp-lock.json'] }).state
    expect(screenText(told)).toContain('~/shop/mcp-lock.json was not written by you here')
    expect(screenText(act(told, { type: 'foreign locks', files: [] }).state)).not.toContain('mcp-lock.json')
  })

  it('is that a server has other names, by which it is found, too', () => {
    const occurrence = { client: 'cursor', scope: 'user', file: '/home/u/mcp.json', disabled: false } as const
    const pointers = ['/mcpServers/mail', '/mcpServers/post~1box', '/servers/0']
    const occurrences = pointers.map((pointer) => ({ ...occurrence, pointer }))
    const named = { ...row, listed: { ...row.listed, occurrences } }
    const state = stateWith({ servers: [named, done(server({ name: 'notes', verdict: 'trust' }))] })
    expect(screenText(state)).toContain('mail +1')
    const filtered = screenText({ ...state, list: { ...state.list, filter: 'post/box' } })
    expect(filtered).toContain('mail +1')
    expect(filtered).not.toContain('notes')
  })
})
