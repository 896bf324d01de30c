/** The built command in a pseudo-terminal: whatever ends or stops it, the terminal is as it was. */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openStage, quiet, type Stage } from '../commands/stage.js'
import { type BuiltCommand, buildCommand, endTerminals, startTerminal, type Terminal } from '../support/terminal.js'

let command: BuiltCommand
let stage: Stage

beforeAll(async () => {
  command = await buildCommand()
}, 120_000)
beforeEach(async () => {
  stage = await openStage({ 'adder-mcp': quiet('adder-mcp') })
  await stage.configure({ adder: ['-y', 'adder-mcp'] })
})
afterEach(async () => {
  endTerminals()
  await stage.close()
})
afterAll(() => command.remove())

/** Bugs that a test can set off. */
const BUGS = `data:text/javascript,${encodeURIComponent(`
  process.on('SIGUSR2', () => { throw new TypeError('it \\x1b[2J broke') })
  process.on('SIGWINCH', () => setImmediate(() => {
    if (process.stdout.columns === 91) Promise.reject(new Error('nobody waits'))
    if (process.stdout.columns === 92) process.exit(7)
  }))
`).replaceAll("'", '%27')}`

const words = (): [string, ...string[]] => [
  process.execPath,
  '--import',
  BUGS,
  command.cli,
  'review',
  '--home',
  stage.home,
  '--registry',
  stage.registry.url,
]
const environment = (): NodeJS.Dict<string> => ({ HOME: stage.home, GITHUB_API_URL: `${stage.registry.url}github` })

async function open(env: NodeJS.Dict<string> = {}): Promise<Terminal> {
  const terminal = startTerminal({
    command: words(),
    columns: 80,
    rows: 24,
    cwd: stage.home,
    env: { ...environment(), ...env },
  })
  await terminal.until('adder')
  expect(terminal.alternate()).toBe(true)
  expect(terminal.cursorVisible()).toBe(false)
  expect(modes(terminal)).toEqual({ 7: false, 1049: true, 2004: true, 25: false })
  return terminal
}

/** Modes as they were last set: automatic line breaks, alternate screen, marked pastes, cursor. */
function modes(terminal: Terminal): Readonly<Record<string, boolean>> {
  const set: Record<string, boolean> = {}
  for (const [, mode, how] of terminal.written().matchAll(/\x1b\[\?(7|25|1049|2004)([hl])/g))
    set[mode ?? ''] = how === 'h'
  return set
}

const GIVEN_BACK = { 7: true, 1049: false, 2004: false, 25: true }

describe('the terminal is given back', () => {
  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const)('on %s', async (signal, code) => {
    const terminal = await open()
    terminal.kill(signal)
    expect(await terminal.exit).toEqual({ code, signal: 0 })
    expect(modes(terminal)).toEqual(GIVEN_BACK)
    expect(terminal.alternate()).toBe(false)
    expect(terminal.screen()).toContain('interrupted')
  })

  it('on an error that nobody catches, which is told afterwards, without its stack', async () => {
    const terminal = await open()
    terminal.kill('SIGUSR2')
    expect(await terminal.exit).toEqual({ code: 2, signal: 0 })
    expect(modes(terminal)).toEqual(GIVEN_BACK)
    expect(terminal.screen()).toContain('touchstone: it \\x1b[2J broke')
    expect(terminal.screen()).not.toContain('at process')
  })

  it('with the stack for who asks for it', async () => {
    const terminal = await open({ DEBUG: '1' })
    terminal.kill('SIGUSR2')
    await terminal.exit
    expect(terminal.screen()).toContain('TypeError: it')
    expect(terminal.screen()).toMatch(/^ +at process/m)
  })

  it('on a promise that nobody waits for', async () => {
    const terminal = await open()
    terminal.resize(91, 24)
    expect(await terminal.exit).toEqual({ code: 2, signal: 0 })
    expect(modes(terminal)).toEqual(GIVEN_BACK)
    expect(terminal.screen()).toContain('touchstone: nobody waits')
  })

  it('on process.exit from anywhere', async () => {
    const terminal = await open()
    terminal.resize(92, 24)
    expect(await terminal.exit).toEqual({ code: 7, signal: 0 })
    expect(modes(terminal)).toEqual(GIVEN_BACK)
  })

  it('by q, with nothing on it but what stood there', async () => {
    const terminal = await open()
    terminal.press('q')
    expect(await terminal.exit).toEqual({ code: 0, signal: 0 })
    expect(modes(terminal)).toEqual(GIVEN_BACK)
    expect(terminal.screen()).toBe('')
  })
})

describe('Ctrl-Z', () => {
  it('goes back to the shell, and fg to the review, of another size and as it was', async () => {
    const terminal = startTerminal({
      command: ['bash', '--norc', '--noediting', '-i'],
      columns: 80,
      rows: 24,
      cwd: stage.home,
      env: { ...environment(), PS1: '$ ' },
    })
    await terminal.until('$')
    terminal.type(
      `clear; ${words()
        .map((word) => `'${word}'`)
        .join(' ')}\r`,
    )
    const before = await terminal.until('TRUST')
    terminal.press('ctrl+z')
    await terminal.until('Stopped')
    expect(modes(terminal)).toEqual({ ...GIVEN_BACK })
    terminal.type('clear; stty -a\r')
    expect(await terminal.until('isig')).toMatch(/ icanon /)
    terminal.resize(100, 30)
    terminal.type('clear; fg\r')
    const after = await terminal.until((screen) => screen.includes('TRUST') && screen.split('\n').length === 30)
    expect(terminal.alternate()).toBe(true)
    expect(after.split('\n')[0]).toContain('touchstone')
    expect(before).toContain('adder')
    terminal.press('q')
    await terminal.until('$')
    terminal.type('echo code $?\r')
    await terminal.until('code 0')
    expect(modes(terminal)).toMatchObject({ 7: true, 1049: false, 25: true })
    terminal.type('exit\r')
    await terminal.exit
  })

  it('says so where there is no shell, and keeps the screen', async () => {
    const terminal = await open()
    terminal.press('ctrl+z')
    await terminal.until('There is no shell here')
    expect(terminal.alternate()).toBe(true)
    terminal.press('q')
    expect(await terminal.exit).toEqual({ code: 0, signal: 0 })
  })
})

describe('what is typed', () => {
  it('is no key where it is pasted', async () => {
    const terminal = await open()
    terminal.type('\x1b[200~q\r\x03Ay\x1b[201~')
    await terminal.until('Pasted text is only taken in a field.')
    terminal.press('/')
    terminal.type('\x1b[200~add\ner\x1b[201~')
    await terminal.until('add er')
    terminal.press('esc', 'q')
    expect(await terminal.exit).toEqual({ code: 0, signal: 0 })
  })

  it('may come in pieces', async () => {
    const terminal = await open()
    for (const piece of ['\x1b', '[', '5', '~', '\x1b[', 'B']) terminal.type(piece)
    terminal.press('H')
    await terminal.until('look at the server')
    expect(terminal.screen()).not.toContain('does nothing here')
    terminal.press('esc', 'q')
    expect(await terminal.exit).toEqual({ code: 0, signal: 0 })
  })
})

describe('a window', () => {
  it('is filled anew whatever its size, also when it changes many times in a row', async () => {
    const terminal = await open()
    await terminal.until('TRUST')
    for (let columns = 60; columns <= 120; columns += 1) terminal.resize(columns, 16 + (columns % 20))
    terminal.resize(50, 10)
    await terminal.until('a little more room')
    terminal.resize(120, 40)
    const screen = await terminal.until((each) => each.split('\n').length === 40)
    expect(screen.split('\n')[1]).toBe('─'.repeat(120))
    terminal.resize(40, 5)
    await terminal.until('q to leave')
    terminal.press('q')
    expect(await terminal.exit).toEqual({ code: 0, signal: 0 })
  })
})

it.each(['SIGTERM', 'SIGHUP'] as const)('writes to the end what is being written when %s comes', async (signal) => {
  const terminal = await open()
  await terminal.until('TRUST')
  terminal.press('A')
  await terminal.until('Accepted')
  terminal.press('w')
  await terminal.until('What is written')
  terminal.press('enter')
  // The key is heard before the signal.
  await terminal.until((screen) => !screen.includes('Nothing is written yet'))
  terminal.kill(signal)
  expect((await terminal.exit).code).toBe({ SIGTERM: 143, SIGHUP: 129 }[signal])
  expect(terminal.screen()).toContain('Decisions on 1 server written')
  const text = (file: string): string => readFileSync(path.join(stage.home, file), 'utf8')
  expect(text('.cursor/mcp.json')).toContain('adder-mcp@1.0.1')
  expect(text('.config/touchstone/mcp-lock.json')).toContain('adder-mcp@1.0.1')
})

it('draws in the colours for the background that the terminal names', async () => {
  const terminal = startTerminal({
    command: words(),
    columns: 80,
    rows: 24,
    cwd: stage.home,
    env: environment(),
    background: '#fdf6e3',
  })
  await terminal.until('TRUST')
  // Green of the light palette.
  await terminal.until(() => terminal.written().includes('\x1b[38;5;22m'))
  terminal.press('q')
  await terminal.exit
})

it('is a scan, and says so, where the terminal can draw no screen', async () => {
  const terminal = startTerminal({
    command: words(),
    columns: 80,
    rows: 24,
    cwd: stage.home,
    env: { ...environment(), TERM: 'dumb' },
  })
  expect(await terminal.exit).toEqual({ code: 0, signal: 0 })
  expect(terminal.written()).toContain('touchstone: this terminal can draw no screen (TERM=dumb): this is a scan.')
  expect(terminal.written()).not.toContain('\x1b[?1049h')
})

it('reads out on the normal screen for a screen reader', async () => {
  const terminal = startTerminal({
    command: words(),
    columns: 80,
    rows: 24,
    cwd: stage.home,
    env: { ...environment(), INK_SCREEN_READER: 'true' },
  })
  await terminal.until('selected: ')
  terminal.press('g', 'enter')
  await terminal.until((screen) => screen.includes('Keys: ') && screen.includes('esc back'))
  terminal.press('q')
  expect(await terminal.exit).toEqual({ code: 0, signal: 0 })
  expect(terminal.written()).not.toContain('\x1b[?1049h')
  expect(terminal.written()).toContain('\x1b[?2004l')
})
