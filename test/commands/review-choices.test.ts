import { expect, it } from 'vitest'
import { choicesOf } from '../../src/commands/review/choices.js'
import type { Report, ServerReport } from '../../src/model.js'
import { basis, NOW, server } from '../tui/support/state.js'

const report = (...servers: readonly ServerReport[]): Report => ({
  command: 'review',
  conclusion: 'pass',
  servers,
  failures: [],
  notEvaluated: [],
  searched: [],
})
const asked = { holds: new Map(), now: new Date(NOW) }
const none = () => null

it('plans what was decided about the servers as they are known, and says of the others why not', () => {
  const words = { name: 'mail' }
  const servers = new Map([
    ['npm:mail-mcp', { type: 'accept', why: null, basis: basis(words) } as const],
    ['npm:notes-mcp', { type: 'accept', why: null, basis: basis({ name: 'notes', version: '1.0.15' }) } as const],
    ['npm:gone-mcp', { type: 'block', reason: 'no', basis: basis({ name: 'gone' }) } as const],
    ['npm:held-mcp', { type: 'hold', reason: null, basis: basis({ name: 'held' }) } as const],
  ])
  const passed = new Map([['f', { reason: 'known', until: null, basis: basis({ name: 'other' }) }]])
  const pending = { servers, acknowledged: new Map([['npm:other-mcp', passed]]) }
  const all = report(...['mail', 'notes', 'held', 'other'].map((name) => server({ name })))
  const { choices, remarks } = choicesOf(all, { pending, ...asked }, none)
  expect([...choices]).toEqual([
    ['npm:mail-mcp', { decision: { type: 'accept', acceptance: null }, acknowledged: [] }],
    [
      'npm:other-mcp',
      {
        decision: null,
        acknowledged: [{ fingerprint: 'f', reason: 'known', until: null, when: '2025-10-01', by: null }],
      },
    ],
  ])
  expect(remarks.map((each) => `${each.server}: ${each.text} ${each.refused}`)).toEqual([
    'npm:notes-mcp: 1.0.16 would run now, you accepted 1.0.15: audit it again (r), and decide anew true',
    'npm:gone-mcp: it was not audited to its end, or is configured no more: audit it again (r) true',
    'npm:held-mcp: where it can be held is not known: decide anew true',
  ])
})
