/** The built command in a pseudo-terminal, as a person uses it: from the first screen to the files on the disk. */
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, describe as describeAll, expect, it } from 'vitest'
import { NOW, openStage, published, quiet, type Stage } from '../commands/stage.js'
import { postmark } from '../incidents/postmark.js'
import {
  type BuiltCommand,
  buildCommand,
  endTerminals,
  startTerminal,
  type Terminal,
  type TerminalOptions,
} from '../support/terminal.js'

/** The shell around the command, and what it says of the terminal, are POSIX. */
const describe = describeAll.skipIf(process.platform === 'win32')

let command: BuiltCommand
const stages: Stage[] = []

beforeAll(async () => {
  command = await buildCommand()
}, 120_000)
afterEach(async () => {
  endTerminals()
  for (const stage of stages.splice(0)) await stage.close()
})
afterAll(() => command.remove())

/** A value of the configuration that nobody is to see. */
const SECRET = 'do-not-show-this-value'

/** The attack as it was published, the release that brought it the newest, beside servers that are quiet. */
async function replay(): Promise<Stage> {
  const stage = await openStage({
    'postmark-mcp': published(postmark[0] ?? expect.fail('no incident'), '1.0.16'),
    'adder-mcp': quiet('adder-mcp'),
    '@acme/notes-mcp': quiet('@acme/notes-mcp', ['2.0.0', '2.1.0', '2.1.1']),
  })
  stages.push(stage)
  await stage.configure({
    adder: ['-y', 'adder-mcp'],
    notes: ['-y', '@acme/notes-mcp@2.1.1'],
    postmark: { command: 'npx', args: ['-y', 'postmark-mcp'], env: { POSTMARK_SERVER_TOKEN: SECRET } },
  })
  await stage.write('work/README.md', 'Where the person stands.\n')
  return stage
}

/** The clock begins on the same day in all runs, so that no age on a screen is another one tomorrow. */
const CLOCK = `data:text/javascript,${encodeURIComponent(`
  const { now } = Date
  const offset = ${NOW.getTime()} - now()
  globalThis.Date = class extends Date {
    constructor(...parts) {
      super(...(parts.length === 0 ? [now() + offset] : parts))
    }
    static now = () => now() + offset
  }
`)}`

type Size = Pick<TerminalOptions, 'columns' | 'rows'>
const SMALL: Size = { columns: 80, rows: 24 }
const LARGE: Size = { columns: 120, rows: 40 }

interface Start {
  readonly env?: NodeJS.Dict<string>
  /** Of a shell, around the command that is `"$@"`. */
  readonly script?: string
}

function start({ home, registry }: Stage, size: Size, { env = {}, script }: Start = {}): Terminal {
  const review = [
    process.execPath,
    '--import',
    CLOCK,
    command.cli,
    'review',
    '--home',
    home,
    '--registry',
    registry.url,
  ] as const
  return startTerminal({
    command: script === undefined ? [...review] : ['/bin/sh', '-c', script, 'sh', ...review],
    ...size,
    cwd: path.join(home, 'work'),
    env: { HOME: home, GITHUB_API_URL: `${registry.url}github`, ...env },
  })
}

const linesOf = (screen: string): string[] => screen.split('\n')
const selected = (screen: string): string => linesOf(screen).find((line) => /^[▌>]/.test(line)) ?? ''

/** All servers are judged: neither a spinner nor a count of how many are. */
function isAudited(screen: string): boolean {
  const [heading = ''] = linesOf(screen)
  return / (\d+ s|\d+:\d\d)$/.test(heading) && !/\d\/\d/.test(heading) && /BLOCK|TRUST|UNKNOWN/.test(screen)
}

/** What is seen, as the heading says it. */
const isOn = (screen: string, name: string): boolean => linesOf(screen)[0]?.endsWith(name) === true

/** What differs between machines and runs. */
const normal = (screen: string, home = ''): string =>
  `${screen
    .replaceAll(home === '' ? '\0' : home, '~')
    .replace(/ +(\d+ s|\d+:\d\d)$/m, '  3 s')
    .replace(/127\.0\.0\.1:\d+/g, '127.0.0.1:…')
    .replace(/sha512-[\w+/]+=*/g, 'sha512-…')}\n`

const snapshot = (size: Size, name: string): string => `../../snapshots/tui/${name}.${size.columns}.txt`

describe.each([SMALL, LARGE])('a review in a terminal of $columns × $rows', (size) => {
  it('goes from the attack to the release before it, and gives the terminal back', async () => {
    const stage = await replay()
    const terminal = start(stage, size, { script: 'echo "what stood here before"; "$@"; echo "exit $?"; stty -a' })
    const shows = (name: string): Promise<void> =>
      expect(normal(terminal.screen(), stage.home)).toMatchFileSnapshot(snapshot(size, name))

    const list = await terminal.until(isAudited)
    expect(terminal.alternate()).toBe(true)
    expect(terminal.cursorVisible()).toBe(false)
    expect(selected(list)).toMatch(/BLOCK .*postmark/)
    await shows('servers')

    terminal.press('g', 'enter')
    await terminal.until('constant-recipient')
    await shows('server')
    terminal.press('enter')
    await terminal.until((screen) => isOn(screen, 'evidence') && screen.includes("Bcc: 'phan@giftshop.example'"))
    await shows('evidence')
    terminal.press('esc')
    await terminal.until((screen) => isOn(screen, 'postmark'))
    terminal.press('esc')
    await terminal.until(isAudited)

    terminal.press('h')
    await terminal.until('postmark is held at 1.0.15')
    expect(terminal.screen()).toContain('1 pending')
    await shows('held')
    terminal.press('w')
    await terminal.until((screen) => /\+.*postmark-mcp@1\.0\.15/.test(screen))
    await shows('preview')
    // The lock stands below.
    for (let page = 0; page < 5 && !terminal.screen().includes('+      "decision": "hold"'); page++) {
      const before = terminal.screen()
      terminal.press('page down')
      await terminal.until((screen) => screen !== before)
    }
    expect(terminal.screen()).toContain('+      "decision": "hold"')
    expect(await readFile(path.join(stage.home, '.cursor/mcp.json'), 'utf8')).not.toContain('1.0.15')
    terminal.press('enter')
    const again = await terminal.until((screen) => isAudited(screen) && !/BLOCK|pending/.test(screen))
    expect(linesOf(again).find((line) => line.includes('postmark'))).toContain('1.0.15')
    await shows('after')

    const config = JSON.parse(await readFile(path.join(stage.home, '.cursor/mcp.json'), 'utf8'))
    expect(config.mcpServers.postmark).toEqual({
      command: 'npx',
      args: ['-y', 'postmark-mcp@1.0.15'],
      env: { POSTMARK_SERVER_TOKEN: SECRET },
    })
    expect(config.mcpServers.adder.args).toEqual(['-y', 'adder-mcp'])
    const lock = JSON.parse(await readFile(path.join(stage.home, '.config/touchstone/mcp-lock.json'), 'utf8'))
    expect(Object.values(lock.servers)).toEqual([
      expect.objectContaining({ decision: 'hold', purl: 'pkg:npm/postmark-mcp@1.0.15' }),
    ])

    expect(terminal.written()).not.toContain(SECRET)
    terminal.press('q')
    const left = await terminal.until('exit 0')
    expect(terminal.alternate()).toBe(false)
    expect(terminal.cursorVisible()).toBe(true)
    expect(left).toContain('what stood here before')
    await terminal.exit
    expect(terminal.screen()).toMatch(/(?<!-)\becho\b/)
    expect(terminal.screen()).toMatch(/(?<!-)\bicanon\b/)
  })
})

describe('a review in the terminal that there is', () => {
  const COLOUR = /\x1b\[[\d;]*(?:3[0-8]|9[0-7])[\d;]*m/

  it('draws in colours, and without any where nobody wants them', async () => {
    const stage = await replay()
    const coloured = start(stage, SMALL)
    const plain = start(stage, SMALL, { env: { NO_COLOR: '1' } })
    await Promise.all([coloured.until(isAudited), plain.until(isAudited)])
    expect(coloured.written()).toMatch(COLOUR)
    expect(plain.written()).not.toMatch(COLOUR)
    expect(normal(plain.screen())).toBe(normal(coloured.screen()))
  })

  it('draws in ASCII where the locale knows no more', async () => {
    const stage = await replay()
    const terminal = start(stage, SMALL, { env: { LANG: 'C' } })
    await terminal.until(isAudited)
    await expect(normal(terminal.screen()).replace('…', '...')).toMatchFileSnapshot(snapshot(SMALL, 'servers-ascii'))
    terminal.press('g', 'enter')
    await terminal.until('constant-recipient')
    terminal.press('enter')
    await terminal.until('giftshop')
    expect(terminal.written().replace(/\x1b[^a-zA-Z]*[a-zA-Z]/g, '')).toMatch(/^[\x00-\x7e]*$/)
  })

  it('is scan in a terminal that can draw nothing, and where the result goes elsewhere', async () => {
    const stage = await replay()
    const dumb = start(stage, SMALL, { env: { TERM: 'dumb' } })
    expect(await dumb.exit).toEqual({ code: 1, signal: 0 })
    expect(dumb.screen()).toContain('findings at or above high')
    expect(dumb.written()).not.toContain('\x1b[?1049h')

    const piped = start(stage, SMALL, { script: '"$@" >../out.txt; echo "exit $?"' })
    await piped.until('exit 1')
    expect(await readFile(path.join(stage.home, 'out.txt'), 'utf8')).toContain('BLOCK       postmark')
  })

  it('says so where there is too little room, and is there when there is more', async () => {
    const terminal = start(await replay(), { columns: 50, rows: 10 })
    const small = await terminal.until('60 columns')
    expect(linesOf(small)).toMatchInlineSnapshot(`
      [
        "touchstone needs a little more room:",
        "60 columns and 16 lines; here are 50 and 10.",
        "Make the window larger, or q to leave.",
      ]
    `)
    terminal.resize(80, 24)
    expect(selected(await terminal.until(isAudited))).toMatch(/BLOCK .*postmark/)
    terminal.resize(40, 8)
    await terminal.until('60 columns')
    terminal.press('q')
    expect(await terminal.exit).toEqual({ code: 0, signal: 0 })
  })

  it('fills the window, whatever its size becomes', async () => {
    const terminal = start(await replay(), SMALL)
    await terminal.until(isAudited)
    for (const [columns, rows] of [
      [120, 40],
      [60, 16],
      [200, 50],
      [80, 24],
    ] as const) {
      terminal.resize(columns, rows)
      const screen = await terminal.until(
        (text) => isAudited(text) && linesOf(text).length === rows && text.includes('─'.repeat(columns)),
      )
      expect(selected(screen)).toMatch(/BLOCK .*postmark/)
    }
  })
})

describe('a review that is stopped', () => {
  it('stops at once while a registry never answers', async () => {
    const stage = await replay()
    stage.registry.fail('*', { connection: 'silent' })
    const terminal = start(stage, SMALL)
    await terminal.until('0/3')
    await terminal.until('postmark')
    terminal.press('ctrl+c')
    // A request would be given up after minutes.
    await terminal.until('stopped')
    terminal.press('ctrl+c')
    expect(await terminal.exit).toEqual({ code: 0, signal: 0 })
  })

  it.each(['SIGTERM', 'SIGHUP', 'SIGINT'] as const)('gives the terminal back on %s', async (signal) => {
    const stage = await replay()
    stage.registry.fail('*', { connection: 'silent' })
    const script = `echo before; sh -c 'echo "pid $$"; exec "$@"' sh "$@"; echo "exit $?"; stty -a`
    const terminal = start(stage, SMALL, { script })
    await terminal.until('postmark')
    process.kill(Number(/pid (\d+)/.exec(terminal.written())?.[1]), signal)
    const left = await terminal.until(/exit \d+/)
    expect(left).toContain('before')
    expect(terminal.alternate()).toBe(false)
    expect(terminal.cursorVisible()).toBe(true)
    await terminal.exit
    expect(terminal.screen()).toMatch(/(?<!-)\becho\b/)
  })

  it('tells what could not be done where the network is gone', async () => {
    const stage = await replay()
    await stage.registry.close()
    const terminal = start(stage, SMALL)
    const list = await terminal.until(isAudited)
    expect(list).not.toMatch(/TRUST|BLOCK/)
    await expect(normal(list)).toMatchFileSnapshot(snapshot(SMALL, 'servers-no-network'))
    terminal.press('F')
    await terminal.until('resolve')
    await expect(normal(terminal.screen())).toMatchFileSnapshot(snapshot(SMALL, 'failures-no-network'))
    terminal.press('q')
    expect(await terminal.exit).toEqual({ code: 0, signal: 0 })
    // Closing twice is an error.
    stages.splice(stages.indexOf(stage), 1, { ...stage, close: async () => {} })
  })
})
