import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { AuditEvent } from '../../src/audit.js'
import { anchored } from '../../src/tui/state/drawn.js'
import { serverInView } from '../../src/tui/state/list.js'
import { type ReviewState, screenOf } from '../../src/tui/state/model.js'
import {
  act,
  basis,
  done,
  evaluation,
  failure,
  listed,
  NOW,
  press,
  screenText,
  server,
  stateWith,
  waiting,
  working,
} from './support/state.js'

/** What is drawn once all of it was heard. */
const hear = (state: ReviewState, ...events: readonly AuditEvent[]): ReviewState =>
  anchored(state, act(state, ...events.map((event) => ({ type: 'audit', run: state.run, event }) as const)).state)
const judged = (words: Parameters<typeof server>[0]): AuditEvent => ({
  type: 'done',
  evaluation: evaluation(server(words)),
})
/** The line of the screen that a server stands on; -1 where it is out of sight. */
const lineOf = (state: ReviewState, name: string): number =>
  screenText(state)
    .split('\n')
    .findIndex((line) => line.includes(` ${name} `) || line.endsWith(` ${name}`))

const many = (number: number): readonly string[] =>
  Array.from({ length: number }, (_, index) => `s${String(index).padStart(3, '0')}`)

describe('while the audit runs', () => {
  it('a server waits, is worked on, and is judged', () => {
    const found = hear(stateWith({ audit: { status: 'discovering' } }), {
      type: 'discovered',
      servers: [listed({ name: 'mail' })],
    })
    expect(screenText(found)).toContain('waiting')
    const begun = hear(found, { type: 'doing', server: 'npm:mail-mcp', what: 'reading 3 dependencies of mail-mcp' })
    expect(screenText(begun)).toMatch(/working .*mail .*reading 3 dependencies /)
    const later = act(begun, { type: 'tick', now: NOW + 9_000 }).state
    expect(screenText(later)).toContain('9 s  reading 3 dependencies')
    expect(screenText(hear(later, judged({ name: 'mail', verdict: 'block' })))).toMatch(/BLOCK .*mail /)
  })

  it('events of servers that nobody announced change nothing', () => {
    const state = stateWith({ servers: [waiting({ name: 'mail' })] })
    expect(hear(state, { type: 'doing', server: '__proto__', what: 'x' }, judged({ name: 'other' }))).toBe(state)
  })

  it('the worst comes to the top, and is selected for as long as nobody has moved', () => {
    const names = many(50)
    const state = stateWith({ servers: names.map((name) => waiting({ name })) })
    expect(serverInView(state)).toBe('npm:s000-mcp')
    const next = hear(state, judged({ name: 's040', verdict: 'review' }), judged({ name: 's049', verdict: 'block' }))
    expect(serverInView(next)).toBe('npm:s049-mcp')
    expect(lineOf(next, 's049')).toBeLessThan(lineOf(next, 's040'))
  })

  it('what was selected stays selected, and at its place on the screen where the top is out of sight', () => {
    const names = many(80)
    const state = press(stateWith({ servers: names.map((name) => waiting({ name })) }), 'page down', 'page down').state
    const selected = serverInView(state)
    const name = names.find((each) => selected === `npm:${each}-mcp`) ?? ''
    const at = lineOf(state, name)
    const events = names.filter((each) => each !== name).map((each) => judged({ name: each, verdict: 'review' }))
    fc.assert(
      fc.property(fc.shuffledSubarray(events), (some) => {
        let now = state
        for (const event of some) {
          now = hear(now, event)
          expect(serverInView(now)).toBe(selected)
          expect(lineOf(now, name)).toBe(at)
        }
      }),
      { numRuns: 8 },
    )
  })

  it('a server below the list is looked at, whatever moves in it', () => {
    const state = press(stateWith({ servers: many(3).map((name) => waiting({ name })) }), 'j', 'enter').state
    const next = hear(state, judged({ name: 's002', verdict: 'block' }))
    expect(screenOf(next)).toMatchObject({ type: 'server', server: 'npm:s001-mcp' })
    expect(serverInView(press(next, 'esc').state)).toBe('npm:s001-mcp')
  })
})

describe('keys of the list', () => {
  const servers = [
    done(server({ name: 'mail', verdict: 'block' })),
    done(server({ name: 'notes', disabled: true })),
    done(server({ name: 'files', clients: ['vscode'] })),
  ]
  const said = (state: ReviewState): string => state.notice?.text ?? ''

  it('s goes through the orders, v through the groupings, and both come back', () => {
    const state = stateWith({ servers })
    expect(press(state, 's').state.list.order).toBe('name')
    expect(press(state, 's', 's', 's', 's', 'v', 'v', 'v').state.list).toEqual(state.list)
  })

  it('lines that name a group are passed over', () => {
    const state = press(stateWith({ servers }), 'v').state
    expect(serverInView(state)).toBe('npm:mail-mcp')
    expect(serverInView(press(state, 'j', 'j').state)).toBe('npm:files-mcp')
  })

  it('x hides servers that nobody starts, and says so; a selected one gives way to the first', () => {
    const state = press(stateWith({ servers }), 'G', 'x').state
    expect(screenText(state)).toContain('1 disabled hidden')
    expect(serverInView(state)).toBe('npm:mail-mcp')
    expect(said(press(stateWith({ servers: servers.slice(0, 1) }), 'x').state)).toBe('No server is disabled.')
  })

  it('r audits again, once; decisions stay, and so does what is known until it is known anew', () => {
    const { pending } = stateWith().decisions
    const decided = {
      ...pending,
      servers: new Map([['npm:mail-mcp', { type: 'hold', reason: null, basis: basis() }] as const]),
    }
    const state = stateWith({ servers, decisions: { pending: decided, past: [] } })
    const again = press(state, 'r')
    expect(again.effects).toEqual([{ type: 'audit', run: 2 }])
    expect(again.state.decisions.pending).toBe(decided)
    expect(press(again.state, 'r')).toMatchObject({ effects: [] })
    expect(said(press(again.state, 'r').state)).toBe('The audit is still running; Esc stops it.')
    const found = hear(again.state, { type: 'discovered', servers: servers.map((row) => row.listed) })
    expect(screenText(found)).toMatch(/BLOCK .*mail /)
    expect(screenText(found)).toContain('0/3')
  })

  it('Esc shows all again before it stops the audit', () => {
    const state = stateWith({ servers: [...servers, waiting({ name: 'later' })] })
    const filtered = { ...state, list: { ...state.list, filter: 'mail' } }
    const once = press(filtered, 'esc')
    expect(once.state.list.filter).toBe('')
    expect(once.effects).toEqual([])
    expect(press(once.state, 'esc').effects).toEqual([{ type: 'cancel' }])
    expect(said(press(stateWith({ servers }), 'esc').state)).toContain('first screen')
  })

  it('F shows what could not be done, where there is something', () => {
    expect(said(press(stateWith({ servers }), 'F').state)).toBe('Everything could be done and was evaluated.')
    const failed = done(server({ name: 'gone', verdict: 'unknown' }), [failure('npm:gone-mcp')])
    expect(screenOf(press(stateWith({ servers: [failed] }), 'F').state).type).toBe('failures')
  })

  it('/ opens the filter with what it holds', () => {
    const state = stateWith({ servers })
    const filtered = { ...state, list: { ...state.list, filter: 'mail' } }
    expect(press(filtered, '/').state.dialog).toEqual({ type: 'filter', before: 'mail', caret: 4 })
  })

  it('say why they can not act where there is no server', () => {
    for (const key of ['/', 's', 'v', 'enter'])
      expect(said(press(stateWith(), key).state)).toBe('There is no server here.')
    expect(said(press(stateWith({ servers: [working({ name: 'a' }, '')] }), 'r').state)).toContain('Esc stops it')
  })
})
