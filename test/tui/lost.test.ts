/** The thread that does the work ends in the midst of it: nothing waits for ever, and what is not known is said. */
import { describe, expect, test } from 'vitest'
import { type Action, codeKey, type ReviewState } from '../../src/tui/state/model.js'
import { act, failure, press, screenText, server, stateWith, waiting } from './support/state.js'

const MAIL = 'npm:mail-mcp'
const lost: Action = {
  type: 'world lost',
  failure: failure('review', {
    stage: 'discover',
    message: 'the audit broke off: out of memory',
    remedy: 'Try again.',
  }),
}
const rows = [server({ name: 'mail', verdict: 'block', findings: ['critical'] })]
const said = ({ notice }: ReviewState): string => notice?.text ?? ''

describe('what does the work is lost', () => {
  test('while changes are planned, or written', () => {
    const planning = stateWith({ servers: rows, write: { status: 'planning', configs: false, request: 1 } })
    expect(act(planning, lost).state.write).toMatchObject({ status: 'failed', configs: false })
    const plan = { id: 1, request: 1, configs: true, diff: '', files: ['/a'], remarks: [] }
    const writing = stateWith({
      servers: rows,
      write: { status: 'writing', plan },
      screens: [{ type: 'preview', pane: { selected: null, top: 0 } }],
    })
    const { state } = act(writing, lost)
    expect(said(state)).toBe('It is not known whether the files were written: w looks at them anew.')
    expect(screenText(state)).toContain('It is not known what was written. What was decided is kept')
    // Who wants to leave can, and who wants to decide can, too.
    expect(press(state, 'q').effects).toEqual([{ type: 'exit' }])
    expect(press(state, 'esc', 'b').state.dialog?.type).toBe('ask')
  })

  test('while a hold is looked for, it is not held, and what stood before stands', () => {
    const accepted = act(press(stateWith({ servers: rows }), 'a').state, { type: 'text', text: 'known' })
    const looking = press(act(accepted.state, ...keys('enter', 'enter')).state, 'h').state
    const { state } = act(looking, lost)
    expect(state.decisions.pending.servers.get(MAIL)?.type).toBe('accept')
    expect(said(state)).toBe('The audit broke off: out of memory. Not held: mail.')
    // Late words of its own change nothing.
    const target = { status: 'failed', failure: failure(MAIL) } as const
    expect(act(state, { type: 'hold', server: MAIL, target }).state).toBe(state)
  })

  test('while something is read', () => {
    const loading = { status: 'loading' } as const
    const history = { status: 'loaded', value: { releases: [], behaviours: new Map([['1.0.0', loading]]) } } as const
    const reading = stateWith({
      servers: [...rows, waiting({ name: 'later' })],
      codes: new Map([[codeKey(MAIL, 'f'), loading]]),
      histories: new Map<string, ReviewState['histories'] extends ReadonlyMap<string, infer T> ? T : never>([
        [MAIL, history],
        ['npm:x', loading],
      ]),
      pages: new Map([['floating-spec', loading]]),
      holds: new Map([['npm:x', loading]]),
    })
    const { state } = act(reading, lost)
    const { codes, histories, pages, holds } = state
    for (const each of [codes.get(codeKey(MAIL, 'f')), histories.get('npm:x'), pages.get('floating-spec')]) {
      expect(each?.status).toBe('failed')
    }
    // Where u brings its decision back, it is asked for anew.
    expect(holds.has('npm:x')).toBe(false)
    expect(JSON.stringify(histories.get(MAIL), (_, each) => (each instanceof Map ? [...each] : each))).toContain(
      'failed',
    )
    expect(state.audit.status).toBe('failed')
    const { notice } = press(state, 'G', 'a').state
    expect(notice?.text).toBe('later was not audited to its end: r audits again.')
  })
})

const keys = (...names: readonly string[]): Action[] => names.map((name) => ({ type: 'key', key: name }))
