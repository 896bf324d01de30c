import { describe, expect, test } from 'vitest'
import type { HoldTarget } from '../../src/audit/review/hold.js'
import type { LaunchKind, LockedServer, ServerReport } from '../../src/model.js'
import { type Action, type Loading, type ReviewState, screenOf } from '../../src/tui/state/model.js'
import { pendingWord } from '../../src/tui/state/pending.js'
import {
  act,
  basis,
  failure,
  finding,
  HOSTILE,
  press,
  type ServerWords,
  screenText,
  server,
  stateWith,
  working,
} from './support/state.js'

const MAIL = 'npm:mail-mcp'
const MAIL_WORDS: ServerWords = {
  name: 'mail',
  verdict: 'block',
  findings: ['critical', 'high', 'info'],
  from: '1.0.15',
}

const review = (...servers: readonly ServerWords[]): ReviewState => stateWith({ servers: servers.map(server) })
const onMail = (words: Partial<ServerWords> = {}): ReviewState => review({ ...MAIL_WORDS, ...words })

const typed = (text: string): Action => ({ type: 'text', text })
const key = (name: string): Action => ({ type: 'key', key: name })
const answer = (target: Loading<HoldTarget>, id = MAIL): Action => ({ type: 'hold', server: id, target })
const at = (version: string): Loading<HoldTarget> => ({
  status: 'loaded',
  value: { type: 'release', version, from: 'before', report: null, standing: [] },
})
const nowhere: Loading<HoldTarget> = {
  status: 'loaded',
  value: { type: 'none', why: 'Every release has the findings.' },
}
/** What is decided, without what it rests on. */
const decisionOf = (state: ReviewState, id = MAIL) => {
  const decision = state.decisions.pending.servers.get(id)
  if (decision === undefined) return null
  const { basis: _, ...rest } = decision
  return rest
}
const said = ({ notice }: ReviewState): string => notice?.text ?? ''
/** Where the dialog stands: its title, and what is wrong with its fields. */
const asked = ({ dialog }: ReviewState) =>
  dialog?.type === 'ask' ? { title: dialog.title, problems: dialog.fields.map(({ problem }) => problem) } : null

describe('a: accept', () => {
  test('what has nothing above medium is accepted at once', () => {
    const { state } = press(review({ name: 'mail', verdict: 'review', findings: ['medium', 'low'] }), 'a')
    expect(decisionOf(state)).toEqual({ type: 'accept', why: null })
    expect(said(state)).toBe('Accepted: mail. w writes, u undoes.')
    expect(said(press(state, 'a').state)).toContain('Decided already')
  })

  test('else a reason is asked for, and a day may be named', () => {
    const open = press(onMail(), 'a').state
    expect(asked(open)?.title).toBe('Accept mail 1.0.16 despite 1 critical and 1 high findings')
    expect(decisionOf(open)).toBeNull()
    const empty = press(open, 'space', 'enter').state
    expect(asked(empty)?.problems).toEqual(['A reason is needed.', null])
    const reasoned = act(empty, typed('We read the code.'), key('enter'), typed('2025-10-01'), key('enter')).state
    expect(asked(reasoned)?.problems).toEqual([null, '2025-10-01 is not in the future. Name a later day.'])
    const { state } = act(reasoned, key('backspace'), typed('2'), key('enter'))
    expect(decisionOf(state)).toEqual({ type: 'accept', why: { reason: 'We read the code.', until: '2025-10-02' } })
    // Asked again, it stands there as it was written.
    expect(screenText(press(state, 'a').state)).toContain('We read the code.')
  })

  test.each(['2025-1-2', '2025-02-30', 'tomorrow', '2025-10-02T00:00:00Z'])('%s is no day', (text) => {
    const { state } = act(press(onMail(), 'a', 'x', 'enter').state, typed(text), key('enter'))
    expect(asked(state)?.problems[1]).toBe(`${text} is no day. Write it as YYYY-MM-DD.`)
  })

  test('an npm package that was not evaluated whole needs a reason; what has no code to evaluate does not', () => {
    const unread = press(review({ name: 'mail', verdict: 'unknown', version: null }), 'a').state
    expect(asked(unread)?.title).toBe('Accept mail although not all of it was evaluated')
    const remote = press(review({ name: 'far', kind: 'remote', verdict: 'unknown' }), 'a').state
    expect(decisionOf(remote, 'remote:far')).toEqual({ type: 'accept', why: null })
  })

  test('findings that pass already need no second reason', () => {
    const passed = finding('critical', {
      acknowledged: { fingerprint: 'f', reason: 'known', when: '2025-01-01', until: null, by: null },
    })
    const first = press(review({ name: 'mail', verdict: 'block', findings: [passed, 'high'] }), 'enter').state
    const onHigh = press(first, 'i').state
    const { state } = press(act(onHigh, typed('We know.'), key('enter'), key('enter')).state, 'a')
    expect(state.dialog).toBeNull()
    expect(decisionOf(state)).toEqual({ type: 'accept', why: null })
  })

  test('not before its audit is done, and not what nobody finished', () => {
    const rows = [working({ name: 'mail' }, 'fetches')]
    expect(said(press(stateWith({ servers: rows }), 'a').state)).toBe('mail is still being audited.')
    const stopped = stateWith({ servers: rows, audit: { status: 'cancelled' } })
    expect(said(press(stopped, 'a').state)).toBe('mail was not audited to its end: r audits again.')
    expect(said(press(stateWith(), 'a').state)).toBe('There is no server here.')
  })

  test('A accepts all that is trusted and undecided, in one step', () => {
    const state = review(MAIL_WORDS, { name: 'one' }, { name: 'two' }, { name: 'held' })
    const held = { ...state, decisions: press(review({ name: 'held' }), 'h').state.decisions }
    const all = press(held, 'A').state
    expect([...all.decisions.pending.servers].map(([id, { type }]) => `${id} ${type}`)).toEqual([
      'npm:held-mcp hold',
      'npm:one-mcp accept',
      'npm:two-mcp accept',
    ])
    expect(said(all)).toBe('Accepted: 2 trusted servers. w writes, u undoes.')
    const undone = press(all, 'u').state
    expect(undone.decisions).toEqual(held.decisions)
    expect(said(undone)).toBe('Undone: accept 2 trusted servers.')
    expect(said(press(all, 'A').state)).toBe('No undecided server of the list has the verdict trust.')
  })
})

describe('A: what is decided already, or not seen, is left alone', () => {
  const locked = (decision: LockedServer['decision'], fields: Partial<LockedServer> = {}): LockedServer => ({
    ...{ kind: 'npm', configured: [], spec: 'one-mcp', follows: null, decision, reason: null },
    ...{ purl: 'pkg:npm/one-mcp@1.0.16', integrity: 'sha512-AAAA', publisher: null, provenance: null },
    ...{ behaviour: null, acknowledged: [], findings: [], dependencies: null, ...fields },
  })
  const one = (fields: Partial<ServerReport>): ReviewState => review({ name: 'one', report: fields })
  const accepted = (state: ReviewState): readonly string[] => [
    ...press(state, 'A').state.decisions.pending.servers.keys(),
  ]

  test('by the lock: held, blocked, or accepted at just this release', () => {
    expect(accepted(one({}))).toEqual(['npm:one-mcp'])
    expect(accepted(one({ locked: locked('hold') }))).toEqual([])
    expect(accepted(one({ locked: locked('block', { purl: null }) }))).toEqual([])
    expect(accepted(one({ locked: locked('accept') }))).toEqual([])
    for (const fields of [{ purl: 'pkg:npm/one-mcp@1.0.15' }, { integrity: 'sha512-BBBB' }]) {
      expect(accepted(one({ locked: locked('accept', fields) }))).toEqual(['npm:one-mcp'])
    }
    const started = [{ client: 'cursor', scope: 'user', name: 'one', launch: 'l2' }] as const
    expect(accepted(one({ locked: locked('accept'), configured: started }))).toEqual(['npm:one-mcp'])
  })

  test('by the list: what a filter or x leaves out', () => {
    const all = review({ name: 'one' }, { name: 'off', disabled: true })
    expect(accepted({ ...all, list: { ...all.list, filter: 'off' } })).toEqual(['npm:off-mcp'])
    expect(accepted({ ...all, list: { ...all.list, disabled: 'hidden' } })).toEqual(['npm:one-mcp'])
  })

  test('by the audit: what it is not done with, and all while it looks at what is configured', () => {
    const again = press(review({ name: 'one' }), 'r').state
    expect(said(press(again, 'A').state)).toBe('The audit has just begun: what stands here is of the one before.')
    const { listed } = again.servers[0] ?? expect.fail('no server')
    const found = act(again, { type: 'audit', run: again.run, event: { type: 'discovered', servers: [listed] } }).state
    expect(accepted(found)).toEqual([])
  })
})

describe('h: hold', () => {
  test('it is pending at once, and says where when that is found', () => {
    const { state, effects } = press(onMail(), 'h')
    expect(effects).toEqual([{ type: 'find hold', server: MAIL }])
    expect(pendingWord(state, MAIL)).toBe('hold')
    const found = act(state, answer(at('1.0.15'))).state
    expect(pendingWord(found, MAIL)).toBe('hold 1.0.15')
    expect(said(found)).toBe('mail is held at 1.0.15.')
    const again = press(found, 'h')
    expect(again.effects).toEqual([])
    expect(again.state.decisions).toBe(found.decisions)
  })

  test('where it can not be held it is not, and what stood before stands again', () => {
    const accepted = act(press(onMail(), 'a').state, typed('known'), key('enter'), key('enter')).state
    const held = press(accepted, 'h').state
    const { state } = act(held, answer(nowhere))
    expect(said(state)).toBe('mail is not held: Every release has the findings.')
    expect(state.decisions.pending).toEqual(accepted.decisions.pending)
    expect(state.decisions.past).toEqual(accepted.decisions.past)
    expect(decisionOf(press(state, 'u').state)).toBeNull()
    const failed = act(held, answer({ status: 'failed', failure: failure(MAIL) })).state
    expect(said(failed)).toContain('is not in the registry (404). Check the name')
  })

  test('u does not bring back a hold that can not be', () => {
    const blocked = act(press(press(onMail(), 'h').state, 'b').state, typed('no'), key('enter')).state
    const { state } = act(blocked, answer(nowhere))
    expect(decisionOf(state)).toEqual({ type: 'block', reason: 'no' })
    expect(decisionOf(press(state, 'u').state)).toBeNull()
  })

  test.each<[LaunchKind, string]>([
    ['remote', 'far runs elsewhere: it has no releases to hold; b or a decides.'],
    ['local', 'far is a program of this machine: it has no releases to hold; b or a decides.'],
    ['oci', 'far is an image: it has no releases to hold; b or a decides.'],
    ['pypi', 'far comes from PyPI: it has no releases to hold; b or a decides.'],
    ['git', 'far comes from a Git repository: it has no releases to hold; b or a decides.'],
    ['unknown', 'far starts nobody can tell what: it has no releases to hold; b or a decides.'],
  ])('%s has nothing to hold', (kind, words) => {
    const { state, effects } = press(review({ name: 'far', kind, verdict: 'unknown' }), 'h')
    expect([said(state), effects, state.decisions.past]).toEqual([words, [], []])
  })
})

describe('a hold that is looked for again', () => {
  const held = press(onMail({ verdict: 'block', findings: ['critical'] }), 'h').state
  const found = act(held, answer(at('1.0.0'))).state
  const again = { ...found, holds: new Map([[MAIL, { status: 'loading' } as const]]) }

  test('stays where it is the release that was shown', () => {
    expect(decisionOf(act(again, answer(at('1.0.0'))).state)).toMatchObject({ type: 'hold', version: '1.0.0' })
  })

  test('is no decision for another release', () => {
    const { state } = act(again, answer(at('1.0.1')))
    expect(decisionOf(state)).toBeNull()
    expect(state.notice?.text).toContain("1.0.0 can't be held any more, and 1.0.1 was not what you chose")
  })
})

describe('b: block', () => {
  test('it asks why, and replaces what was decided; u brings that back', () => {
    const held = press(onMail(), 'h').state
    const open = press(held, 'b', 'enter').state
    expect(asked(open)?.problems).toEqual(['A reason is needed.'])
    const { state } = act(open, typed('It sends mail to strangers.'), key('enter'))
    expect(decisionOf(state)).toEqual({ type: 'block', reason: 'It sends mail to strangers.' })
    expect(press(state, 'u').state.decisions).toEqual(held.decisions)
  })

  test('what is not audited yet can be blocked', () => {
    const open = press(stateWith({ servers: [working({ name: 'mail' }, 'fetches')] }), 'b').state
    expect(decisionOf(act(open, typed('no'), key('enter')).state)).toEqual({ type: 'block', reason: 'no' })
  })
})

describe('i: let one finding pass', () => {
  test('the finding that is selected, or whose evidence is seen', () => {
    const onServer = press(onMail(), 'enter', 'i').state
    expect(asked(onServer)?.title).toBe('Let pass (critical): something of severity critical')
    const { state } = act(onServer, typed('We know.'), key('enter'), key('enter'))
    const passed = state.decisions.pending.acknowledged.get(MAIL)
    expect([...(passed ?? [])]).toEqual([[`${MAIL} 0`, expect.objectContaining({ reason: 'We know.', until: null })]])
    expect(pendingWord(state, MAIL)).toBe('pass 1')
    expect(asked(press(onMail(), 'enter', 'enter', 'i').state)?.title).toContain('critical')
    expect(press(state, 'u').state.decisions.pending.acknowledged.size).toBe(0)
  })

  test('what there is nothing to let pass of says so', () => {
    expect(said(press(onMail(), 'i').state)).toBe('No finding is selected: enter opens a server.')
    expect(said(press(onMail({ findings: ['info'] }), 'enter', 'i').state)).toContain('told for information')
    const known = finding('high', {
      acknowledged: { fingerprint: 'f', reason: 'known', when: '2025-01-01', until: null, by: null },
    })
    expect(said(press(onMail({ findings: [known] }), 'enter', 'i').state)).toBe('The lock lets it pass already.')
  })
})

test('u without a decision says what else can be done', () => {
  expect(said(press(onMail(), 'u').state)).toContain('touchstone pin --undo')
})

describe('P: what is pending', () => {
  const decided = (): ReviewState => {
    const far = { name: 'far', kind: 'remote', verdict: 'unknown' } as const
    const open = press(review(MAIL_WORDS, far, { name: 'notes' }), 'h').state
    const held = act(open, answer(at('1.0.15'))).state
    const passing = act(
      press(held, 'enter', 'i').state,
      typed('We know the recipient.'),
      key('enter'),
      typed('2026-01-31'),
    )
    const passed = press(act(passing.state, key('enter')).state, 'esc').state
    const blocked = act(press(passed, 'j', 'b').state, typed('Nobody needs it.'), key('enter')).state
    return press(blocked, 'A').state
  }

  test('every decision in words', () => {
    const { state } = press(decided(), 'P')
    expect(screenText(state).split('\n').slice(2, -4).join('\n').trimEnd()).toMatchInlineSnapshot(`
      "  4 decisions, not written yet: w shows what they change.

      ▌ hold      mail stays at 1.0.15, the last release without the findings

        let pass  mail: critical something of severity critical
                  why: We know the recipient. (until 2026-01-31)

        block     far: it must not be configured any more
                  why: Nobody needs it.

        accept    notes 1.0.16 becomes the baseline"
    `)
  })

  test('enter leads to what was decided about, x takes it back, u undoes that', () => {
    const pending = press(decided(), 'P').state
    expect(screenOf(press(pending, 'enter').state)).toMatchObject({ type: 'server', server: MAIL })
    expect(screenOf(press(pending, 'j', 'enter').state)).toMatchObject({ type: 'evidence', finding: `${MAIL} 0` })
    const taken = press(pending, 'x').state
    expect(decisionOf(taken)).toBeNull()
    expect(said(taken)).toBe('Taken back: hold mail. u undoes that.')
    expect(press(taken, 'u').state.decisions).toEqual(pending.decisions)
    const none = press(pending, 'x', 'x', 'x', 'x').state
    expect(screenText(none)).toContain('Nothing is decided.')
    expect(said(press(none, 'x').state)).toBe('Nothing is decided: esc leads back.')
  })

  test('nothing decided: it says which keys decide', () => {
    expect(said(press(onMail(), 'P').state)).toBe('Nothing is decided yet: a, h, b or i decide.')
  })

  test.each([60, 80, 120])('hostile text in %i columns', (columns) => {
    const servers = HOSTILE.map((name, index) =>
      server({ name, id: `npm:${index}`, findings: [finding('low', { title: name })] }),
    )
    const state = stateWith({ servers, size: [columns, 40], ascii: columns === 60 })
    const acknowledged = new Map([
      ['npm:0', new Map([['f-low', { reason: HOSTILE.join(''), until: null, basis: basis() }]])],
    ])
    const all = new Map(
      HOSTILE.map((reason, index) => [`npm:${index}`, { type: 'block', reason, basis: basis() } as const]),
    )
    const pending = press({ ...state, decisions: { pending: { servers: all, acknowledged }, past: [] } }, 'P').state
    expect(screenText(pending)).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b\u202e]/)
    expect(screenText(pending)).toContain('\\x1b[31mred')
  })
})
