/** A whole review in memory: how it begins and ends, whatever its world does. */
import { EventEmitter } from 'node:events'
import { setTimeout as wait } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { review } from '../../src/tui/review.js'
import type { Action, Effect, ReviewState } from '../../src/tui/state/model.js'
import type { Signals } from '../../src/tui/terminal.js'
import { server } from './support/state.js'

interface Opened {
  readonly end: Promise<ReviewState>
  readonly written: string[]
  readonly errors: string[]
  readonly effects: Effect[]
  readonly stdin: EventEmitter
  readonly dispatch: (action: Action) => void
  readonly interrupt: AbortController
}

function open({ columns = 80 } = {}): Opened {
  const written: string[] = []
  const errors: string[] = []
  const effects: Effect[] = []
  const interrupt = new AbortController()
  const on = { setRawMode() {}, setEncoding() {}, resume() {}, pause() {} }
  const stdin = Object.assign(new EventEmitter(), on)
  const stdout = Object.assign(new EventEmitter(), {
    columns,
    rows: 24,
    write: (text: string) => written.push(text) > 0,
  })
  const signals: Signals = Object.assign(new EventEmitter(), { platform: 'linux' as const, pid: 1, kill() {} })
  let dispatch: (action: Action) => void = () => {}
  const end = review({
    stdin: stdin as unknown as NodeJS.ReadStream,
    stdout: stdout as unknown as NodeJS.WriteStream,
    stderr: { write: (text: string) => errors.push(text) },
    colors: { depth: 2, background: 'unknown', links: false },
    look: { unicode: true, screenReader: false },
    env: {},
    world: {
      perform(effect, own) {
        effects.push(effect)
        dispatch = own
      },
      close: async () => {},
    },
    signal: interrupt.signal,
    now: () => 0,
    signals,
  })
  return { end, written, errors, effects, stdin, dispatch: (action) => dispatch(action), interrupt }
}

const LEAVE = '\x1b[?2026l\x1b[0m\x1b[?2004l\x1b[?7h\x1b[?25h\x1b[?1049l'

describe('a review', () => {
  it('takes the terminal, asks for its background, audits, and ends by q', async () => {
    const { end, written, effects, stdin, errors } = open()
    expect(written[0]).toContain('\x1b[?1049h')
    expect(written).toContain('\x1b]11;?\x07')
    expect(effects).toEqual([{ type: 'audit', run: 1 }])
    stdin.emit('data', 'q')
    expect(await end).toMatchObject({ leaving: true })
    expect(written.at(-1)).toBe(LEAVE)
    expect(errors.join('')).toBe('')
  })

  it('draws nothing after it gave the terminal back, whatever comes', async () => {
    const { end, written, dispatch, interrupt } = open()
    interrupt.abort(new Error('interrupted'))
    expect(written.at(-1)).toBe(LEAVE)
    dispatch({ type: 'notice', tone: 'bad', text: 'late' })
    await end
    await wait(100)
    expect(written.at(-1)).toBe(LEAVE)
  })

  it.each<[string, unknown]>([
    ['its reducer', { type: 'audit', run: 1, event: null }],
    ['a screen', { type: 'audit', run: 1, event: { type: 'discovered', servers: [null, server({ name: 'a' })] } }],
  ])('ends with what broke %s, after the terminal is given back', async (_what, action) => {
    const { end, written, dispatch } = open()
    dispatch(action as Action)
    await expect(end).rejects.toThrow(TypeError)
    expect(written.at(-1)).toBe(LEAVE)
    expect(written.join('')).not.toContain('at ')
  })

  it('ends when the terminal is gone', async () => {
    const { end, stdin } = open()
    stdin.emit('end')
    await expect(end).resolves.toMatchObject({ leaving: false })
  })

  it('says what was written, and what was not', async () => {
    const { end, stdin, dispatch, errors } = open()
    dispatch({ type: 'written', plan: 1, result: { files: ['/work/mcp-lock.json'], failures: [], servers: ['npm:a'] } })
    stdin.emit('data', 'q')
    await end
    expect(errors.join('')).toBe('Decisions on 1 server written: /work/mcp-lock.json\n')
  })

  it('takes the colours for the background that the terminal names', async () => {
    const { end, written, stdin } = open()
    stdin.emit('data', '\x1b]11;rgb:ffff/ffff/ffff\x1b\\')
    await wait(50)
    expect(written.join('')).toMatch(/\x1b\[38;5;(?:24|241)m/)
    stdin.emit('data', 'q')
    await end
  })
})
