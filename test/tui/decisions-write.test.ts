import { describe, expect, test } from 'vitest'
import { textOf } from '../../src/tui/line.js'
import { type Action, type PlanShown, type ReviewState, screenOf, type Written } from '../../src/tui/state/model.js'
import { bodyOf } from '../../src/tui/views/body.js'
import { act, failure, HOSTILE, press, screenText, server, stateWith, working } from './support/state.js'

const MAIL = 'npm:mail-mcp'
const LOCK = '/home/u/.config/touchstone/mcp-lock.json'
const CONFIG = '/home/u/.cursor/mcp.json'
const DIFF = `--- ~/.cursor/mcp.json
+++ ~/.cursor/mcp.json
@@ -4,3 +4,3 @@
       "command": "npx",
-      "args": ["-y", "mail-mcp"]
+      "args": ["-y", "mail-mcp@1.0.15"]
     }
--- /dev/null
+++ ~/.config/touchstone/mcp-lock.json
@@ -0,0 +1,2 @@
+{
+--- no head
`

const typed = (text: string): Action => ({ type: 'text', text })
const key = (name: string): Action => ({ type: 'key', key: name })
const mail = server({ name: 'mail', verdict: 'block', findings: ['critical'], from: '1.0.15' })
const said = ({ notice }: ReviewState): string => notice?.text ?? ''
const bodyText = (state: ReviewState): string => {
  const body = bodyOf(state)
  return Array.from({ length: body.length }, (_, index) => textOf(body.line(index)).trimEnd()).join('\n')
}

/** mail is held at 1.0.15, notes blocked. */
function decided(size: readonly [number, number] = [80, 24]): ReviewState {
  const held = press(stateWith({ servers: [mail, server({ name: 'notes' })], size }), 'h').state
  const target = { type: 'release', version: '1.0.15', from: 'before', report: null, standing: [] } as const
  const found = act(held, { type: 'hold', server: MAIL, target: { status: 'loaded', value: target } }).state
  return act(press(found, 'j', 'b').state, typed('Nobody needs it.'), key('enter')).state
}

const plan = (fields: Partial<PlanShown> = {}): Action => ({
  type: 'planned',
  plan: {
    id: 7,
    request: 1,
    configs: true,
    diff: DIFF,
    files: [CONFIG, LOCK],
    remarks: [
      { server: 'npm:notes-mcp', text: `it is blocked: remove it from ${CONFIG} yourself`, refused: false },
      { server: MAIL, text: 'it is configured otherwise by now', refused: true },
    ],
    ...fields,
  },
})
const planned = (fields: Partial<PlanShown> = {}): ReviewState => act(press(decided(), 'w').state, plan(fields)).state
const written = (result: Partial<Written> = {}): Action => ({
  type: 'written',
  plan: 7,
  result: { files: [CONFIG, LOCK], failures: [], servers: [MAIL, 'npm:notes-mcp'], ...result },
})

describe('w: what would be written', () => {
  test('says why there is nothing to show yet', () => {
    const state = stateWith({ servers: [mail, working({ name: 'slow' }, 'fetches')] })
    expect(said(press(state, 'w').state)).toBe('Nothing is decided yet: a, h, b or i decide.')
    expect(said(press(state, 'h', 'w').state)).toBe('Where mail can be held is still being looked for.')
    const slow = act(press(state, 'G', 'b').state, typed('no'), key('enter')).state
    expect(said(press(slow, 'w').state)).toBe('slow is still being audited.')
    // What nothing is decided about may take its time.
    const blocked = act(press(state, 'b').state, typed('no'), key('enter')).state
    expect(press(blocked, 'w').effects).toHaveLength(1)
  })

  test('asks for the changes of what is decided, with what holds were found', () => {
    const before = decided()
    const { state, effects } = press(before, 'w')
    const held = { type: 'release', version: '1.0.15', from: 'before', report: null, standing: [] }
    const { pending } = before.decisions
    expect(effects).toEqual([{ type: 'plan', request: 1, configs: true, pending, holds: new Map([[MAIL, held]]) }])
    expect([screenOf(state).type, state.write.status]).toEqual(['preview', 'planning'])
    expect(bodyText(state)).toContain('Reading locks and configurations')
    expect(said(press(state, 'enter').state)).toBe('What would change is still being worked out.')
  })

  test('what is refused first, then what is to be known, the files, and the difference', () => {
    expect(bodyText(planned())).toMatchInlineSnapshot(`
      "Nothing is written yet: enter writes this, esc goes back.
      Configurations become exact, too; c leaves them alone.

      Not written (what was decided is kept)
        ✖ mail: it is configured otherwise by now

      To be known
        ▲ notes: it is blocked: remove it from /home/u/.cursor/mcp.json yourself

      Files
        /home/u/.cursor/mcp.json
        /home/u/.config/touchstone/mcp-lock.json

      --- ~/.cursor/mcp.json
      +++ ~/.cursor/mcp.json
      @@ -4,3 +4,3 @@
             "command": "npx",
      -      "args": ["-y", "mail-mcp"]
      +      "args": ["-y", "mail-mcp@1.0.15"]
           }

      --- /dev/null
      +++ ~/.config/touchstone/mcp-lock.json
      @@ -0,0 +1,2 @@
      +{
      +--- no head"
    `)
    const tones = (text: string) => {
      const body = bodyOf(planned())
      const lines = Array.from({ length: body.length }, (_, index) => body.line(index))
      return lines.find((line) => textOf(line) === text)?.map(({ tone }) => tone)
    }
    expect(tones('--- ~/.cursor/mcp.json')).toEqual(['quiet'])
    expect(tones('-      "args": ["-y", "mail-mcp"]')).toEqual(['removed'])
    // A line of the file, though it looks like the head of one.
    expect(tones('+--- no head')).toEqual(['added'])
  })

  test('c leaves configurations alone; the answer to the question before is not taken for this one', () => {
    const first = press(decided(), 'w').state
    const { state, effects } = press(first, 'c')
    expect(effects).toMatchObject([{ type: 'plan', request: 2, configs: false }])
    expect(act(state, plan()).state.write.status).toBe('planning')
    const shown = act(state, plan({ request: 2, configs: false })).state
    expect(bodyText(shown)).toContain('Configurations are left alone; c makes them exact, too.')
    // It is remembered while the preview is looked at again.
    expect(press(shown, 'w').effects).toMatchObject([{ type: 'plan', request: 3, configs: false }])
  })

  test('a plan of decisions that were changed since is not shown', () => {
    const gone = press(decided(), 'w', 'esc', 'u', 'w').state
    expect(act(gone, plan()).state.write.status).toBe('planning')
    expect(act(gone, plan({ request: 2 })).state.write.status).toBe('planned')
    const left = press(decided(), 'w', 'esc').state
    expect(screenOf(act(left, plan()).state).type).toBe('servers')
  })

  test('a hold that falls while its changes are shown: they have to be looked at anew', () => {
    const none = { status: 'loaded', value: { type: 'none', why: 'It is gone.' } } as const
    const looking = { ...planned(), holds: new Map([[MAIL, { status: 'loading' } as const]]) }
    const { state } = act(looking, { type: 'hold', server: MAIL, target: none })
    expect(state.write.status).toBe('idle')
    expect(press(state, 'enter').effects).toEqual([])
    expect(bodyText(state)).toContain('w looks at the files anew')
    expect(press(state, 'w').effects).toMatchObject([{ type: 'plan', request: 2, holds: new Map() }])
  })

  test('a plan that fails says why, and keeps what was decided', () => {
    const lock = failure(LOCK, { stage: 'lock', message: 'is no lock', remedy: 'Mend it.' })
    const { state } = act(press(decided(), 'w').state, { type: 'plan failed', failure: lock, request: 1 })
    expect(bodyText(state)).toMatchInlineSnapshot(`
      "Nothing was written. What was decided is kept: w tries again.

      ✖ /home/u/.config/touchstone/mcp-lock.json: is no lock
        Mend it.
      "
    `)
    expect(state.decisions).toEqual(decided().decisions)
    expect(press(state, 'w').effects).toMatchObject([{ type: 'plan', request: 2 }])
  })

  test('nothing changes: nothing is written', () => {
    const same = planned({ files: [], diff: '', remarks: [] })
    expect(bodyText(same)).toContain('Nothing changes')
    expect(said(press(same, 'enter').state)).toBe('Nothing changes, so there is nothing to write.')
  })

  test.each([60, 80, 120])('hostile text in %i columns', (columns) => {
    const lines = HOSTILE.map((text) => `+${text.replace(/[\r\n]/g, '')}\n`).join('')
    const diff = `--- /dev/null\n+++ ~/a\n@@ -0,0 +1,${HOSTILE.length} @@\n${lines}`
    const remarks = HOSTILE.map((text) => ({ server: text, text, refused: text.length % 2 === 0 }))
    const state = act(press(decided([columns, 60]), 'w').state, plan({ diff, remarks, files: [...HOSTILE] })).state
    expect(bodyText(state)).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b\u202e]/)
    expect(bodyText(state)).toContain('+\\x1b[31mred')
  })
})

describe('enter: write', () => {
  test('once, and while it is written nothing is decided', () => {
    const { state, effects } = press(planned(), 'enter', 'enter', 'y', 'c', 'w')
    expect(effects).toEqual([{ type: 'write', plan: 7 }])
    expect(said(state)).toBe('What was decided is being written: a moment.')
    const list = press(state, 'esc', 'a').state
    expect([said(list), list.dialog]).toEqual(['What was decided is being written: a moment.', null])
    expect(press(list, 'q', 'y').state.leaving).toBe(false)
  })

  test('what is on the disk is decided no more, and everything is audited again', () => {
    const { state, effects } = act(press(planned(), 'y').state, written())
    expect(effects).toEqual([{ type: 'audit', run: 2 }])
    expect(state).toMatchObject({ audit: { status: 'discovering' }, write: { status: 'idle' }, screens: [{}] })
    expect(state.decisions.pending).toEqual({ servers: new Map(), acknowledged: new Map() })
    expect(said(state)).toBe(`Written: ${CONFIG}, ${LOCK}. touchstone pin --undo puts it back.`)
    expect(said(press(state, 'u').state)).toContain('touchstone pin --undo')
  })

  test('what was refused is still decided', () => {
    const { state } = act(press(planned(), 'y').state, written({ servers: ['npm:notes-mcp'] }))
    expect([...state.decisions.pending.servers.keys()]).toEqual([MAIL])
    expect(said(state)).toBe(`Written: ${CONFIG}, ${LOCK}. 1 still pending (P). touchstone pin --undo puts it back.`)
    // Where it can be held is asked anew, once it is judged anew.
    expect(state.holds.size).toBe(0)
  })

  test('what could not be written says why; what was decided is kept', () => {
    const full = failure(LOCK, {
      stage: 'write',
      message: "can't be written: the disk is full (ENOSPC)",
      remedy: 'Make room, and run this again.',
    })
    const result = { files: [CONFIG], failures: [full], servers: [] }
    const { state, effects } = act(press(planned(), 'y').state, written(result))
    expect(effects).toEqual([])
    expect(state.decisions).toEqual(decided().decisions)
    expect(screenOf(state).type).toBe('preview')
    expect(bodyText(state)).toMatchInlineSnapshot(`
      "Not everything was written. What was decided is kept: w tries again.

      ✖ /home/u/.config/touchstone/mcp-lock.json: can't be written: the disk is full
        (ENOSPC)
        Make room, and run this again.

      Written
        /home/u/.cursor/mcp.json
      "
    `)
    expect(said(press(state, 'enter').state)).toContain('w looks at the files anew')
    // Who went elsewhere meanwhile is told there.
    const elsewhere = act(press(planned(), 'y', 'esc').state, written(result)).state
    expect(said(elsewhere)).toBe('Not everything could be written; what was decided is kept. w tries again.')
  })
})

describe('q with decisions that are not written', () => {
  test('asks: w writes first, y leaves, esc stays', () => {
    const asked = press(decided(), 'q')
    expect(asked.effects).toEqual([])
    expect(screenText(asked.state)).toContain('2 decisions are not written.')
    expect(press(asked.state, 'y').effects).toEqual([{ type: 'exit' }])
    expect(press(asked.state, 'ctrl+c').effects).toEqual([{ type: 'exit' }])
    expect(press(asked.state, 'esc').state.dialog).toBeNull()
    const first = press(asked.state, 'w')
    expect(first.effects).toMatchObject([{ type: 'plan' }])
    expect(screenOf(first.state).type).toBe('preview')
    // What is pasted answers no question.
    expect(act(asked.state, typed('yes')).effects).toEqual([])
  })

  test('w where nothing can be shown yet says why', () => {
    const { state, effects } = press(stateWith({ servers: [mail] }), 'h', 'q', 'w')
    expect([state.dialog, said(state)]).toEqual([null, 'Where mail can be held is still being looked for.'])
    expect(effects).toEqual([{ type: 'find hold', server: MAIL }])
  })
})
