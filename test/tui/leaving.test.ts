/** Leaving a review while files are being written: they are written to the end, and the person is told what came of it. */
import { EventEmitter } from 'node:events'
import { describe, expect, it } from 'vitest'
import type { Failure } from '../../src/model.js'
import { NotWritten, review } from '../../src/tui/review.js'
import type { Action, Effect, ReviewState } from '../../src/tui/state/model.js'
import type { Signals } from '../../src/tui/terminal.js'
import { done, server as serverOf } from './support/state.js'

const row = done(serverOf({ name: 'mail', verdict: 'trust' }))
const server = row.listed.id

interface Leaving {
  readonly end: Promise<ReviewState>
  readonly said: string[]
  /** What the world answers to a write, when it is closed. */
  answer(failures: readonly Failure[]): void
}

/** A review that a signal ends while a decision is being written. */
async function leaveWhileWriting(): Promise<Leaving> {
  const said: string[] = []
  const effects: Effect[] = []
  const interrupt = new AbortController()
  const stdin = Object.assign(new EventEmitter(), { setRawMode() {}, setEncoding() {}, resume() {}, pause() {} })
  const stdout = Object.assign(new EventEmitter(), { columns: 80, rows: 24, write: () => true })
  const signals: Signals = Object.assign(new EventEmitter(), { platform: 'linux' as const, pid: 1, kill() {} })
  let tell: (action: Action) => void = () => {}
  let close: () => void = () => {}
  const closed = new Promise<void>((resolve) => {
    close = resolve
  })
  const end = review({
    stdin: stdin as unknown as NodeJS.ReadStream,
    stdout: stdout as unknown as NodeJS.WriteStream,
    stderr: { write: (text: string) => said.push(text) },
    colors: { depth: 0, background: 'unknown', links: false },
    look: { unicode: true, screenReader: false },
    env: {},
    world: {
      perform(effect, own) {
        effects.push(effect)
        tell = own
      },
      close: () => closed,
    },
    signal: interrupt.signal,
    now: () => 0,
    signals,
  })
  const last = <T extends Effect['type']>(type: T) =>
    effects.findLast((each): each is Extract<Effect, { readonly type: T }> => each.type === type)
  const press = (key: string): void => void stdin.emit('data', key)
  const { run } = last('audit') ?? expect.fail('no audit')
  tell({ type: 'audit', run, event: { type: 'discovered', servers: [row.listed] } })
  tell({ type: 'audit', run, event: { type: 'done', evaluation: row.evaluation ?? expect.fail('no evaluation') } })
  // What has just come to the top is not acted upon.
  press('a')
  press('a')
  press('w')
  const { request } = last('plan') ?? expect.fail('nothing is planned')
  const plan = {
    id: 1,
    request,
    configs: true,
    diff: '+ x',
    files: ['/home/u/mcp-lock.json'],
    remarks: [],
    summary: [],
  }
  tell({ type: 'planned', plan })
  press('\r')
  expect(last('write')).toBeDefined()
  interrupt.abort(new Error('interrupted'))
  return {
    end,
    said,
    answer(failures) {
      const files = failures.length > 0 ? [] : plan.files
      tell({ type: 'written', plan: 1, result: { files, failures, servers: failures.length > 0 ? [] : [server] } })
      close()
    },
  }
}

describe('leaving while files are written', () => {
  it('says so, and then what was written', async () => {
    const { end, said, answer } = await leaveWhileWriting()
    expect(said.join('')).toBe('What was decided is being written: a moment.\n')
    answer([])
    await end
    expect(said.slice(1).join('')).toBe('Decisions on 1 server written: /home/u/mcp-lock.json\n')
  })

  it('tells what could not be written, and by the exit code too', async () => {
    const { end, said, answer } = await leaveWhileWriting()
    const failure: Failure = { stage: 'write', subject: '/x', message: 'no space is left', remedy: 'Make room.' }
    answer([failure])
    await expect(end).rejects.toThrow(NotWritten)
    expect(said.slice(1).join('')).toBe('/x: no space is left. Make room.\n1 decision was not written.\n')
  })
})
