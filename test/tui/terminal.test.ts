/** Taking and giving back, in memory: what is written, in which order. In a real terminal: `terminal-signals.test.ts`. */
import { EventEmitter } from 'node:events'
import { setTimeout as wait } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { clipboardSequence } from '../../src/tui/clipboard.js'
import { farewell } from '../../src/tui/farewell.js'
import { type Signals, takeTerminal } from '../../src/tui/terminal.js'
import { basis, stateWith } from './support/state.js'

function open({ whole = true, platform = 'linux' as NodeJS.Platform } = {}) {
  const done: string[] = []
  const events = new EventEmitter()
  const signals: Signals & EventEmitter = Object.assign(events, {
    platform,
    pid: 42,
    kill: (pid: number, signal: string) => done.push(`${signal} to ${pid}`),
  })
  const terminal = takeTerminal({
    stdin: { setRawMode: (mode) => done.push(`raw ${mode}`) },
    stdout: { write: (text) => done.push(JSON.stringify(text).replaceAll('\\u001b', '^')) },
    env: {},
    whole,
    onPause: (forGood) => done.push(forGood ? 'pause for good' : 'pause'),
    onReturn: (wasAway) => done.push(`return ${wasAway}`),
    signals,
  })
  return { terminal, events, take: () => done.splice(0) }
}

const ENTER = '"^[?1049h^[?25l^[?7l^[?2004h^[H"'
const LEAVE = '"^[?2026l^[0m^[?2004l^[?7h^[?25h^[?1049l"'

describe('the terminal', () => {
  it('is taken, and given back once', () => {
    const { terminal, events, take } = open()
    terminal.enter()
    terminal.enter()
    // The mode first: in the background that stops the process before it has taken the screen.
    expect(take()).toEqual(['raw false', 'raw true', ENTER])
    terminal.leave()
    terminal.leave()
    events.emit('exit')
    expect(take()).toEqual(['pause for good', LEAVE, 'raw false'])
    expect(events.eventNames()).toEqual([])
  })

  it('is given back when the process exits', () => {
    const { terminal, events, take } = open()
    terminal.enter()
    take()
    events.emit('exit')
    expect(take()).toEqual(['pause for good', LEAVE, 'raw false'])
    terminal.leave()
    expect(take()).toEqual([])
  })

  it('keeps its normal screen for a screen reader', () => {
    const { terminal, take } = open({ whole: false })
    terminal.enter()
    terminal.leave()
    expect(take()).toEqual(['raw false', 'raw true', '"^[?2004h"', 'pause for good', '"^[0m^[?2004l\\n"', 'raw false'])
  })

  it('is the shell’s until the process is called again', async () => {
    const { terminal, events, take } = open()
    terminal.enter()
    take()
    terminal.suspend()
    expect(take()).toEqual(['pause', LEAVE, 'raw false', 'SIGTSTP to 0'])
    events.emit('SIGCONT')
    // The mode first: in the background that stops the process before it writes.
    expect(take()).toEqual(['raw false', 'raw true', ENTER, 'return true', 'SIGWINCH to 42'])
    await wait(150)
    expect(take()).toEqual([])
    events.emit('SIGTSTP')
    expect(take()).toEqual(['pause', LEAVE, 'raw false', 'SIGTSTP to 42'])
    terminal.leave()
    events.emit('SIGCONT')
    expect(take()).toEqual(['pause for good'])
  })

  it('is taken again where nobody stopped the process', async () => {
    const { terminal, take } = open()
    terminal.enter()
    terminal.suspend()
    take()
    await wait(150)
    expect(take()).toEqual(['raw false', 'raw true', ENTER, 'return false', 'SIGWINCH to 42'])
  })

  it('is taken anew after a stop that nobody could hear of', () => {
    const { terminal, events, take } = open()
    terminal.enter()
    take()
    events.emit('SIGCONT')
    expect(take()).toContain('return true')
  })

  it('is not left on Windows, where nothing is suspended', () => {
    const { terminal, take } = open({ platform: 'win32' })
    terminal.enter()
    take()
    terminal.suspend()
    expect(take()).toEqual(['return false'])
  })
})

describe('the clipboard', () => {
  const text = 'a\x1b]52;c;evil\x07 名\n'
  const base64 = Buffer.from(text).toString('base64')

  it('gets any text, which the terminal does not read', () => {
    expect(clipboardSequence(text, { TERM: 'xterm' })).toBe(`\x1b]52;c;${base64}\x07`)
  })

  it('gets it through tmux, which takes it or hands it on', () => {
    expect(clipboardSequence(text, { TMUX: '/tmp/x', TERM: 'screen' })).toBe(
      `\x1b]52;c;${base64}\x07\x1bPtmux;\x1b\x1b]52;c;${base64}\x07\x1b\\`,
    )
  })

  it('gets it through screen, in pieces', () => {
    const sequence = clipboardSequence('x'.repeat(1_000), { TERM: 'screen.xterm' }) ?? ''
    const pieces = [...sequence.matchAll(/\x1bP([^\x1b]*(?:\x1b\][^\x1b]*)?)\x1b\\/g)].map(([, piece]) => piece ?? '')
    expect(pieces.join('')).toBe(`\x1b]52;c;${Buffer.from('x'.repeat(1_000)).toString('base64')}\x07`)
    expect(Math.max(...pieces.map((piece) => piece.length))).toBeLessThanOrEqual(256)
  })

  it('gets no more than terminals take', () => {
    expect(clipboardSequence('é'.repeat(37_497), {})).not.toBeNull()
    expect(clipboardSequence('é'.repeat(37_498), {})).toBeNull()
  })
})

describe('the last words', () => {
  const pending = {
    servers: new Map([['npm:a', { type: 'accept', why: null, basis: basis() } as const]]),
    acknowledged: new Map([['npm:b', new Map([['f1', { reason: 'known', until: null, basis: basis() }]])]]),
  }
  const look = { unicode: true, screenReader: false, home: '/home/u' }

  it('say what was written, and what was not', () => {
    const written = [
      { files: ['/home/u/.config/touchstone/mcp-lock.json'], failures: [], servers: ['npm:a', 'npm:b'] },
      {
        files: ['/home/u/.config/touchstone/mcp-lock.json', '/home/user2/\x1b[2J.json'],
        failures: [],
        servers: ['npm:a'],
      },
    ]
    expect(farewell({ decisions: { pending, past: [] }, look }, written)).toBe(
      'Decisions on 2 servers written: ~/.config/touchstone/mcp-lock.json, /home/user2/\\x1b[2J.json\n2 decisions were not written.\n',
    )
  })

  it('are none where nothing was decided', () => expect(farewell(stateWith(), [])).toBe(''))
})
