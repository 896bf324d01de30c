import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { worstFirst } from '../../src/audit/conclude.js'
import { SEVERITIES, type Verdict } from '../../src/model.js'
import { shownOf } from '../../src/tui/state/list.js'
import { GROUPINGS, ORDERS, type ServerRow } from '../../src/tui/state/model.js'
import { ordered } from '../../src/tui/state/order.js'
import { done, HOSTILE, server, stateWith, waiting, working } from './support/state.js'

const VERDICTS: readonly Verdict[] = ['trust', 'review', 'block', 'unknown']
const CLIENTS = ['cursor', 'vscode', 'claude-desktop']

const words = fc.record({
  name: fc.oneof(fc.constantFrom('a', 'B', 'c', ...HOSTILE), fc.string({ unit: 'grapheme' })),
  id: fc.uuid(),
  verdict: fc.constantFrom(...VERDICTS),
  score: fc.option(fc.integer({ min: 0, max: 100 })),
  findings: fc.array(fc.constantFrom(...SEVERITIES), { maxLength: 4 }),
  published: fc.option(fc.constantFrom('2025-09-30T00:00:00Z', '2024-01-01T00:00:00Z', 'no date')),
  clients: fc.uniqueArray(fc.constantFrom(...CLIENTS), { minLength: 1 }),
  disabled: fc.boolean(),
})
const rows = fc.array(
  fc.tuple(words, fc.constantFrom('done', 'working', 'waiting')).map(([each, progress]): ServerRow => {
    if (progress === 'done') return done(server(each))
    return progress === 'working' ? working(each, 'resolving it') : waiting(each)
  }),
  { maxLength: 12 },
)
const views = fc.record({
  order: fc.constantFrom(...ORDERS),
  grouping: fc.constantFrom(...GROUPINGS),
  filter: fc.constantFrom('', 'a', 'cursor'),
  disabled: fc.constantFrom('shown' as const, 'hidden' as const),
})
const names = (list: readonly ServerRow[]): string[] => list.map(({ listed }) => listed.name)

describe('the order of the list', () => {
  it('is the one of the report', () => {
    fc.assert(
      fc.property(fc.array(words.map(server)), (reports) => {
        const ids = ordered(
          reports.map((each) => done(each)),
          'worst',
        ).map(({ listed }) => listed.id)
        expect(ids).toEqual(worstFirst(reports).map(({ id }) => id))
      }),
    )
  })

  it('has what is worked on below what is judged, and what waits at the end, as they were found', () => {
    const list = [
      waiting({ name: 'z' }),
      working({ name: 'y' }, 'resolving y'),
      waiting({ name: 'a' }),
      done(server({ name: 'fine' })),
      done(server({ name: 'bad', verdict: 'block' })),
    ]
    expect(names(ordered(list, 'worst'))).toEqual(['bad', 'fine', 'y', 'z', 'a'])
  })

  it('keeps a server where its last audit put it, while it is audited again', () => {
    const bad = { ...done(server({ name: 'bad', verdict: 'block' })), progress: 'waiting' as const }
    expect(names(ordered([working({ name: 'new' }, ''), done(server({ name: 'fine' })), bad], 'worst'))).toEqual([
      'bad',
      'fine',
      'new',
    ])
  })

  it('by name cares for no case; by score has the lowest first and the unknown last; by age the newest first', () => {
    const list = [
      done(server({ name: 'b', score: 90, published: '2024-01-01T00:00:00Z' })),
      done(server({ name: 'C', score: null, published: '2025-09-30T00:00:00Z' })),
      done(server({ name: 'A', score: 0, published: null })),
    ]
    expect(names(ordered(list, 'name'))).toEqual(['A', 'b', 'C'])
    expect(names(ordered(list, 'score'))).toEqual(['A', 'b', 'C'])
    expect(names(ordered(list, 'age'))).toEqual(['C', 'b', 'A'])
  })

  it('loses and doubles no server, in whatever way the list is shown', () => {
    fc.assert(
      fc.property(rows, views, (servers, list) => {
        const shown = shownOf({ servers, list }).rows
        expect(new Set(shown).size).toBe(shown.length)
        expect(servers).toEqual(expect.arrayContaining([...shown]))
        if (list.filter === '' && list.disabled === 'shown') expect(shown).toHaveLength(servers.length)
        expect(shownOf({ servers, list }).groups.every((group) => group.rows.length > 0 || group.name === '')).toBe(
          true,
        )
      }),
    )
  })
})

describe('groups', () => {
  const servers = [
    done(server({ name: 'fine', clients: ['vscode', 'cursor'] })),
    done(server({ name: 'bad', verdict: 'block', clients: ['vscode'] })),
    waiting({ name: 'later', clients: ['cursor', 'vscode'] }),
  ]
  const { list } = stateWith()
  const groupsBy = (grouping: (typeof GROUPINGS)[number]): unknown[] =>
    shownOf({ servers, list: { ...list, grouping } }).groups.map(({ name, rows: own }) => [name, names(own)])

  it('are of the clients that start the same servers, the one with the worst first', () => {
    expect(groupsBy('client')).toEqual([
      ['vscode', ['bad']],
      ['cursor, vscode', ['fine', 'later']],
    ])
  })

  it('are of verdicts, in their order', () => {
    expect(groupsBy('verdict')).toEqual([
      ['block', ['bad']],
      ['trust', ['fine']],
      ['not audited', ['later']],
    ])
  })
})

describe('a filter', () => {
  const servers = [
    done(server({ name: 'postmark', clients: ['claude-desktop'] })),
    done(server({ name: 'files', package: '@modelcontextprotocol/server-filesystem' })),
    done(server({ name: 'hosted', kind: 'remote', id: 'remote:https://mcp.example' })),
  ]
  const { list } = stateWith()
  const filtered = (filter: string): string[] => names(shownOf({ servers, list: { ...list, filter } }).rows)

  it.each([
    ['name, fuzzily', 'pstmrk', ['postmark']],
    ['package', 'server-file', ['files']],
    ['client', 'claude', ['postmark']],
    ['id', 'mcp.example', ['hosted']],
    ['words in any order', 'claude post', ['postmark']],
    ['nothing', '  ', ['files', 'hosted', 'postmark']],
    ['what nobody has', 'zzz', []],
    ['signs of a regular expression', '([*', []],
  ])('finds by %s', (_, filter, found) => {
    expect(filtered(filter)).toEqual(found)
  })

  it('takes any text', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom(...HOSTILE)), (text) => {
        expect(filtered(text).length).toBeLessThanOrEqual(servers.length)
      }),
      { numRuns: 30 },
    )
  })
})
