/** Decisions and audits: what was decided is about what was on the screen then. */
import { describe, expect, test } from 'vitest'
import type { AuditEvent } from '../../src/audit.js'
import { known, type ListedServer, type LockedOccurrence, type ServerReport } from '../../src/model.js'
import { type Action, type ReviewState, screenOf } from '../../src/tui/state/model.js'
import { act, evaluation, finding, press, type ServerWords, server, stateWith } from './support/state.js'

const MAIL = 'npm:mail-mcp'
const typed = (text: string): Action => ({ type: 'text', text })
const key = (name: string): Action => ({ type: 'key', key: name })
const said = ({ notice }: ReviewState): string => notice?.text ?? ''
const decidedOf = ({ decisions: { pending } }: ReviewState): readonly string[] => [
  ...[...pending.servers].map(([id, { type }]) => `${type} ${id}`),
  ...[...pending.acknowledged].flatMap(([id, own]) => [...own.keys()].map((each) => `pass ${id} ${each}`)),
]

const heard = (state: ReviewState, ...events: readonly AuditEvent[]): ReviewState =>
  act(state, ...events.map((event): Action => ({ type: 'audit', run: state.run, event }))).state
const found = (...servers: readonly ListedServer[]): AuditEvent => ({ type: 'discovered', servers })
const judged = (report: ServerReport): AuditEvent => ({ type: 'done', evaluation: evaluation(report) })

const started = (launch: string): LockedOccurrence[] => [{ client: 'cursor', scope: 'user', name: 'mail', launch }]
const mail = (words: Partial<ServerWords> = {}): ServerReport =>
  server({
    name: 'mail',
    findings: [finding('medium')],
    verdict: 'review',
    ...words,
    report: { configured: started('l1'), ...words.report },
  })

/** An audit of `now`, after `before` was decided about. */
const again = (before: ReviewState, ...now: readonly ServerReport[]): ReviewState =>
  heard(press(before, 'r').state, found(...now), ...now.map(judged))

describe('an audit that brings another server in the place of the one that was decided about', () => {
  const accepted = (): ReviewState => press(stateWith({ servers: [mail()] }), 'a').state

  test.each<[string, Partial<ServerWords>, string]>([
    ['release', { version: '1.0.17' }, 'mail: 1.0.17 would run now, you accepted 1.0.16: decide anew.'],
    ['content', { release: { integrity: known('sha512-BBBB') } }, 'mail: 1.0.16 has other bytes now: decide anew.'],
    ['nothing', { version: null }, 'mail: which release would run is not known now, you accepted 1.0.16: decide anew.'],
    ['launch', { report: { configured: started('l2') } }, 'mail: it is started otherwise now: decide anew.'],
    [
      'findings',
      { findings: [finding('medium'), finding('high')] },
      'mail: 1 high finding stands now that did not stand then: decide anew.',
    ],
  ])('%s: the decision falls, and nothing brings it back', (_, words, why) => {
    const state = again(accepted(), mail(words))
    expect(decidedOf(state)).toEqual([])
    expect(said(state)).toBe(why)
    expect(state.decisions.past).toEqual([])
  })

  test('the same, or less than was seen: it stays', () => {
    expect(decidedOf(again(accepted(), mail()))).toEqual([`accept ${MAIL}`])
    const less = again(accepted(), mail({ findings: [finding('low')], verdict: 'trust' }))
    expect(decidedOf(less)).toEqual([`accept ${MAIL}`])
    // What was seen when it was decided counts, not what was seen last.
    expect(decidedOf(again(less, mail()))).toEqual([`accept ${MAIL}`])
  })

  test('a finding that passes falls with its release; a block does not', () => {
    const asked = press(stateWith({ servers: [mail()] }), 'enter', 'i').state
    const passed = press(act(asked, typed('known'), key('enter'), key('enter')).state, 'esc', 'b').state
    const both = act(passed, typed('no'), key('enter')).state
    expect(decidedOf(both)).toEqual([`block ${MAIL}`, `pass ${MAIL} f-medium`])
    const state = again(both, mail({ version: '1.0.17' }))
    expect(decidedOf(state)).toEqual([`block ${MAIL}`])
    expect(press(state, 'u').state.decisions.pending.servers.size).toBe(0)
  })

  test('a dialog that is open about it closes', () => {
    const open = press(stateWith({ servers: [mail({ findings: ['high'] })] }), 'r').state
    const asking = press(heard(open, found(mail()), judged(mail({ findings: ['high'] }))), 'a').state
    expect(asking.dialog?.type).toBe('ask')
    const state = heard(asking, judged(mail({ version: '1.0.17', findings: ['high'] })))
    expect(state.dialog).toBeNull()
    expect(said(state)).toBe('mail: 1.0.17 would run now, you accepted 1.0.16: decide anew.')
  })

  test('several that fall are said together, and once more at the end', () => {
    const names = ['one', 'two', 'three', 'four']
    const all = press(stateWith({ servers: names.map((name) => server({ name })) }), 'A').state
    const later = again(all, ...names.map((name) => server({ name, version: '2.0.0' })))
    const words = 'Not as you decided about them any more: one, two, three and 1 more; decide anew.'
    expect(said(later)).toBe(words)
    const end = act(press(later, 'j').state, { type: 'audited', run: later.run, report: stateReport() }).state
    expect(said(end)).toBe(words)
  })
})

const stateReport = () => {
  const { audit } = stateWith()
  return audit.status === 'done' ? audit.report : expect.fail('not done')
}

describe('an audit after servers came, went and moved', () => {
  const calm = (name: string, id: string, spec: string): ServerReport =>
    server({
      name,
      id,
      package: 'calm-mcp',
      spec,
      report: { configured: started('l').map((each) => ({ ...each, name })) },
    })
  const one = calm('one', 'npm:calm-mcp', 'calm-mcp@1.0.0')
  const before = [
    one,
    calm('two', 'npm:calm-mcp#2', 'calm-mcp@1.0.1'),
    calm('three', 'npm:calm-mcp#3', 'calm-mcp@1.0.2'),
  ]
  const three = calm('three', 'npm:calm-mcp#2', 'calm-mcp@1.0.2')
  const after = [calm('two', 'npm:calm-mcp', 'calm-mcp@1.0.1'), three]
  const onTwo = (...keys: readonly string[]): ReviewState => {
    const list = { type: 'servers', pane: { selected: 'npm:calm-mcp#2', top: 0 } } as const
    return press({ ...stateWith({ servers: before }), screens: [list] }, ...keys).state
  }

  test('a decision goes with its server, and so do what is selected and what undo goes back to', () => {
    const blocked = act(onTwo('b'), typed('two must go'), key('enter')).state
    const state = heard(press(blocked, 'r').state, found(...after))
    expect(decidedOf(state)).toEqual(['block npm:calm-mcp'])
    expect(state.screens[0].pane.selected).toBe('npm:calm-mcp')
    expect(state.servers.map(({ evaluation: each }) => each?.server.name)).toEqual(['two', 'three'])
    expect(state.servers.map(({ evaluation: each }) => each?.server.id)).toEqual(['npm:calm-mcp', 'npm:calm-mcp#2'])
    const accepted = act(press(blocked, 'a').state)
    const undone = press(heard(press(accepted.state, 'r').state, found(...after), ...after.map(judged)), 'u').state
    expect(decidedOf(undone)).toEqual(['block npm:calm-mcp'])
  })

  test('a screen about it goes with it, too; never to another one', () => {
    const two = press(onTwo('enter'), 'esc', 'enter').state
    expect(screenOf(heard({ ...two, audit: { status: 'discovering' } }, found(...after)))).toMatchObject({
      type: 'server',
      server: 'npm:calm-mcp',
    })
    const gone = heard({ ...two, audit: { status: 'discovering' } }, found(one, three))
    expect(screenOf(gone).type).toBe('servers')
  })

  test('one that is configured no more falls, and a dialog about it closes', () => {
    const blocked = act(onTwo('b'), typed('two must go'), key('enter')).state
    const state = heard(press(blocked, 'r').state, found(one, three))
    expect(decidedOf(state)).toEqual([])
    expect(said(state)).toBe('two is configured otherwise now, or no more: decide anew.')
    const asking = press(press(onTwo(), 'r').state, 'b').state
    expect(heard(asking, found(one)).dialog).toBeNull()
    expect(heard(asking, found(...after)).dialog).toMatchObject({ purpose: { server: 'npm:calm-mcp' } })
  })

  test('the version that was accepted, written where a spec led to it, is the same server', () => {
    const list = press(stateWith({ servers: [mail({ spec: 'mail-mcp@latest' })] }), 'a').state
    const exactly = (value: string): ServerReport => {
      const report = mail({ spec: `mail-mcp@${value}` })
      const ref = report.package ?? expect.fail('no package')
      return { ...report, package: { ...ref, floating: false, selector: { type: 'version', value } } }
    }
    expect(decidedOf(again(list, exactly('1.0.16')))).toEqual([`accept ${MAIL}`])
    expect(decidedOf(again(list, exactly('1.0.15')))).toEqual([])
  })

  test('servers that only their places tell apart are taken for no other', () => {
    const far = (name: string, id: string): ServerReport => server({ name, id, kind: 'remote', verdict: 'unknown' })
    const rows = [far('a', 'remote:x'), far('b', 'remote:x#2')]
    const list = { type: 'servers', pane: { selected: 'remote:x', top: 0 } } as const
    const asked = press({ ...stateWith({ servers: rows }), screens: [list] }, 'b').state
    const blocked = act(asked, typed('no'), key('enter')).state
    expect(decidedOf(heard(press(blocked, 'r').state, found(far('b', 'remote:x'))))).toEqual([])
    const turned = found(far('b', 'remote:x'), far('a', 'remote:x#2'))
    expect(decidedOf(heard(press(blocked, 'r').state, turned))).toEqual(['block remote:x#2'])
  })
})

describe('holds', () => {
  const at = {
    status: 'loaded',
    value: { type: 'release', version: '1.0.15', from: 'before', report: null, standing: [] },
  } as const
  const held = (): ReviewState =>
    act(press(stateWith({ servers: [mail()] }), 'h').state, { type: 'hold', server: MAIL, target: at }).state

  test('where a server can be held is asked anew with each audit', () => {
    const begun = press(held(), 'r').state
    expect(begun.holds.size).toBe(0)
    expect(said(press(begun, 'w').state)).toBe('What is configured is being looked at anew: a moment.')
    const waiting = heard(begun, found(mail()))
    expect(said(press(waiting, 'w').state)).toBe('mail is still being audited.')
    const { state, effects } = act(waiting, { type: 'audit', run: waiting.run, event: judged(mail()) })
    expect(effects).toEqual([{ type: 'find hold', server: MAIL }])
    expect(said(press(state, 'w').state)).toBe('Where mail can be held is still being looked for.')
    const known = act(state, { type: 'hold', server: MAIL, target: at }).state
    expect(press(known, 'w').effects).toMatchObject([{ type: 'plan', holds: new Map([[MAIL, at.value]]) }])
  })

  test('what was stopped is asked again, and throws no decision away', () => {
    const looking = press(stateWith({ servers: [mail()], audit: { status: 'running' } }), 'h').state
    const { state, effects } = press(looking, 'esc')
    expect(effects).toEqual([{ type: 'cancel' }, { type: 'find hold', server: MAIL }])
    expect(decidedOf(state)).toEqual([`hold ${MAIL}`])
    const begun = press(looking, 'esc', 'r').state
    const failure = { stage: 'resolve', subject: MAIL, message: 'it was stopped', remedy: '' } as const
    const late = act(begun, { type: 'hold', server: MAIL, target: { status: 'failed', failure } }).state
    expect(late).toBe(begun)
    // An audit that is stopped before it looked leaves what was there, which can be held.
    expect(press(begun, 'esc').effects).toEqual([{ type: 'cancel' }, { type: 'find hold', server: MAIL }])
  })

  test('a hold that u brings back is looked for where that is not known', () => {
    const blocked = act(press(held(), 'b').state, typed('no'), key('enter')).state
    const later = again(blocked, mail())
    const { state, effects } = press(later, 'u')
    expect(decidedOf(state)).toEqual([`hold ${MAIL}`])
    expect(effects).toEqual([{ type: 'find hold', server: MAIL }])
  })
})

describe('audits one after the other', () => {
  test('what an earlier one still says counts for nothing, nor what a stopped one does', () => {
    const running = stateWith({ servers: [mail()], audit: { status: 'running' } })
    const stopped = press(running, 'esc').state
    const report = stateReport()
    const late: readonly Action[] = [
      { type: 'audit', run: running.run, event: found() },
      { type: 'audited', run: running.run, report },
      { type: 'audit failed', run: running.run, failure: { stage: 'discover', subject: 'x', message: '', remedy: '' } },
    ]
    for (const each of late) {
      expect(act(stopped, each).state).toBe(stopped)
      const next = press(stopped, 'r')
      expect(next.effects).toEqual([{ type: 'audit', run: running.run + 1 }])
      expect(act(next.state, each).state).toBe(next.state)
    }
  })

  test('none begins while files are written', () => {
    const plan = { id: 1, request: 1, configs: true, diff: '', files: ['/a'], remarks: [] }
    const writing = stateWith({ servers: [mail()], write: { status: 'writing', plan } })
    expect(press(writing, 'r').effects).toEqual([])
  })
})
