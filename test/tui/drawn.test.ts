/** A key means what was drawn when it was pressed. */
import { describe, expect, test, vi } from 'vitest'
import type { AuditEvent } from '../../src/audit.js'
import type { Action, ReviewState } from '../../src/tui/state/model.js'
import { createStore, type Store } from '../../src/tui/store.js'
import { evaluation, NOW, type ServerWords, server, stateWith, waiting } from './support/state.js'

const said = (store: Store): string => store.state().notice?.text ?? ''

function open(state: ReviewState) {
  vi.useFakeTimers()
  const store = createStore({ ...state, drawn: { servers: [], first: null, since: NOW } }, () => {})
  const hear = (event: AuditEvent): void => store.dispatch({ type: 'audit', run: state.run, event })
  return {
    store,
    hear,
    judge: (words: ServerWords): void => hear({ type: 'done', evaluation: evaluation(server(words)) }),
    /** Time passes, and what is due is drawn. */
    pass: (ms: number): void => {
      vi.advanceTimersByTime(ms)
      store.dispatch({ type: 'tick', now: store.state().clock.now + ms })
      vi.advanceTimersByTime(100)
    },
    key: (key: string): void => store.dispatch({ type: 'key', key }),
  }
}

const TWO = [waiting({ name: 'calm' }), waiting({ name: 'mail' })]

describe.each(['enter', 'a', 'h', 'b'])('%s on the first row, which nobody selected', (key) => {
  test('does nothing where another server came on top and was not drawn', () => {
    const { store, judge, pass, key: press } = open(stateWith({ servers: TWO }))
    pass(1_000)
    judge({ name: 'mail', verdict: 'block', findings: ['critical'] })
    const before = store.state()
    press(key)
    expect(said(store)).toBe('mail has just come to the top: press again.')
    const { dialog, decisions, screens } = store.state()
    expect([dialog, decisions, screens.length]).toEqual([null, before.decisions, 1])
    // From now on it is that server, whatever comes on top of it.
    judge({ name: 'calm', verdict: 'block', findings: ['critical', 'critical'] })
    press(key)
    expect(JSON.stringify([store.state().dialog, store.state().decisions.past, store.state().screens])).toContain(
      'mail',
    )
    expect(said(store)).not.toContain('calm')
  })

  test('nor where it is drawn for less than a moment', () => {
    const { store, judge, pass, key: press } = open(stateWith({ servers: TWO }))
    judge({ name: 'mail', verdict: 'block' })
    pass(0)
    expect(store.drawn().drawn?.first).toBe('npm:mail-mcp')
    pass(400)
    press(key)
    expect(said(store)).toBe('mail has just come to the top: press again.')
  })

  test('acts on one that stands there for longer, and selects it', () => {
    const { store, judge, pass, key: press } = open(stateWith({ servers: TWO }))
    judge({ name: 'mail', verdict: 'review', findings: ['high'] })
    pass(100)
    pass(600)
    press(key)
    expect(said(store)).not.toContain('press again')
    expect(store.state().screens[0].pane.selected).toBe('npm:mail-mcp')
  })
})

test('what is known of a server and was not drawn is not what is decided about', () => {
  const { store, judge, pass, key } = open(stateWith({ servers: TWO }))
  pass(1_000)
  key('j')
  judge({ name: 'mail', verdict: 'block', findings: ['critical'] })
  key('a')
  expect([said(store), store.state().dialog]).toEqual([
    'What is known of mail has just changed: look at it, and press again.',
    null,
  ])
  key('a')
  expect(store.state().dialog?.type).toBe('ask')
})

test('A takes what is drawn as trusted', () => {
  const { store, judge, pass, key } = open(stateWith({ servers: TWO }))
  judge({ name: 'calm' })
  pass(100)
  judge({ name: 'mail' })
  key('A')
  expect([...store.state().decisions.pending.servers.keys()]).toEqual(['npm:calm-mcp'])
})

test('rows are moved once for all that came since the last drawing, also where a key comes between', () => {
  const names = Array.from({ length: 40 }, (_, index) => `s${String(index).padStart(3, '0')}`)
  const { store, judge, pass, key } = open(stateWith({ servers: names.map((name) => waiting({ name })) }))
  for (let each = 0; each < 30; each += 1) key('j')
  const lineOf = (state: ReviewState): number => {
    const { selected, top } = state.screens[0].pane
    const rows = [...state.servers].sort((a, b) => Number(b.evaluation !== null) - Number(a.evaluation !== null))
    return rows.findIndex(({ listed }) => listed.id === selected) - top
  }
  const at = lineOf(store.state())
  for (const name of names.slice(35)) judge({ name, verdict: 'block' })
  key('H')
  key('H')
  expect(lineOf(store.drawn())).toBe(at)
  for (const name of names.slice(33, 35)) judge({ name, verdict: 'block' })
  pass(100)
  expect(lineOf(store.drawn())).toBe(at)
})

test('events of a long audit cost no look at the whole list', () => {
  const names = Array.from({ length: 2_000 }, (_, index) => `s${index}`)
  const state = stateWith({ servers: names.map((name) => waiting({ name })) })
  const { store, key } = open(state)
  key('j')
  const sort = vi.spyOn(Array.prototype, 'toSorted')
  for (const name of names.slice(0, 50)) {
    store.dispatch({
      type: 'audit',
      run: state.run,
      event: { type: 'doing', server: `npm:${name}-mcp`, what: 'reads' },
    } satisfies Action)
  }
  expect(sort).not.toHaveBeenCalled()
  vi.advanceTimersByTime(100)
  expect(sort.mock.calls.length).toBeLessThan(4)
  sort.mockRestore()
})
