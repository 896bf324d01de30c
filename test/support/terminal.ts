/**
 * A command in a real pseudo-terminal, read by a terminal emulator: what a person would see, and what they press.
 *
 * Tests start no processes (`no-processes.ts`), but for this: the pseudo-terminal starts one natively, and always touchstone's own
 * command or the shell around it.
 *
 *   const command = await buildCommand()
 *   const terminal = startTerminal({ command: [process.execPath, command.cli, 'review', …], columns: 80, rows: 24 })
 *   await terminal.until('BLOCK')
 *   terminal.press('enter')
 *   … terminal.screen() … await terminal.exit
 */
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import path from 'node:path'
import process from 'node:process'
import { type IPty, spawn } from '@lydell/node-pty'
import xterm from '@xterm/headless'
import { root } from './imports.js'

export interface TerminalOptions {
  readonly command: readonly [string, ...string[]]
  readonly columns: number
  readonly rows: number
  readonly cwd?: string
  /** Beside PATH, TERM=xterm-256color and LANG=C.UTF-8; `undefined` takes one of these away. */
  readonly env?: Readonly<Record<string, string | undefined>>
  /** What the terminal answers to the question for its background, as `#rrggbb`; it stays silent without it. */
  readonly background?: string
}

export interface Ended {
  readonly code: number
  /** Number of the signal that ended it; 0 for none. */
  readonly signal: number
}

/** What the screen is to show, or how it is to be. */
export type Wanted = string | RegExp | ((screen: string) => boolean)

export interface Terminal {
  /** Of what is started: the child of the terminal. */
  readonly pid: number
  /** Names as in the bindings (`enter`, `esc`, `page down`, `ctrl+c`), or single characters; one after the other. */
  press(...keys: readonly string[]): void
  /** As it is: a pasted text, or any bytes. */
  type(text: string): void
  resize(columns: number, rows: number): void
  /**
   * Waits until the screen is as wanted.
   *
   * @returns the screen
   * @throws Error with the screen, where it has not come after a generous while
   */
  until(wanted: Wanted, limit?: number): Promise<string>
  /** As `until`, for when it counts: `performance.now()` of the moment at which the bytes came that made it so. */
  painted(wanted: Wanted, limit?: number): Promise<number>
  /** What is seen: lines without blanks at their ends, and without empty ones at the end. */
  screen(): string
  /** Whether it shows the alternate screen. */
  alternate(): boolean
  cursorVisible(): boolean
  /** All that was written so far, raw. */
  written(): string
  kill(signal: NodeJS.Signals): void
  /** Settles when it has ended, and all that it wrote is on the screen. */
  readonly exit: Promise<Ended>
}

/** Generous: a busy machine is no failure. In ms. */
const LIMIT = 30_000

const open = new Set<IPty>()

export function startTerminal({ command, columns, rows, cwd, env = {}, background }: TerminalOptions): Terminal {
  const [file, ...args] = command
  const { pty, screen } = startBoth(file, args, {
    cols: columns,
    rows,
    cwd: cwd ?? root,
    env: { PATH: process.env.PATH, TERM: 'xterm-256color', LANG: 'C.UTF-8', ...env },
  })
  open.add(pty)
  let cursor = true
  let written = ''
  const waiting = new Set<(at: number) => void>()
  /** Whether a frame is half drawn: a terminal shows nothing of it yet (DEC private mode 2026). */
  let isDrawing = false
  const modes = (set: boolean) => (params: readonly (number | number[])[]) => {
    if (params.includes(25)) cursor = set
    if (params.includes(2026)) isDrawing = set
    return false
  }
  screen.parser.registerCsiHandler({ prefix: '?', final: 'h' }, modes(true))
  screen.parser.registerCsiHandler({ prefix: '?', final: 'l' }, modes(false))
  screen.parser.registerOscHandler(11, (asked) => {
    if (asked !== '?' || background === undefined) return false
    const [red, green, blue] = [1, 3, 5].map((at) => background.slice(at, at + 2).repeat(2))
    pty.write(`\x1b]11;rgb:${red}/${green}/${blue}\x1b\\`)
    return true
  })
  // Answers to what programs ask of a terminal.
  screen.onData((answer) => pty.write(answer))
  pty.onData((piece) => {
    const at = performance.now()
    written += piece
    screen.write(piece, () => {
      for (const check of waiting) check(at)
    })
  })
  const exit = new Promise<Ended>((done) => {
    pty.onExit(({ exitCode, signal = 0 }) => {
      open.delete(pty)
      // Behind all that was written before.
      screen.write('', () => {
        done({ code: exitCode, signal })
        for (const check of waiting) check(performance.now())
      })
    })
  })
  const seen = (): string => {
    const { active } = screen.buffer
    const lines = Array.from({ length: screen.rows }, (_, index) =>
      (active.getLine(active.viewportY + index)?.translateToString(true) ?? '').trimEnd(),
    )
    return lines.join('\n').trimEnd()
  }

  const when = (wanted: Wanted, limit = LIMIT): Promise<number> => {
    const holds = (text: string): boolean =>
      typeof wanted === 'string' ? text.includes(wanted) : wanted instanceof RegExp ? wanted.test(text) : wanted(text)
    return new Promise((done, failed) => {
      const end = (): void => {
        waiting.delete(check)
        clearTimeout(timer)
      }
      const check = (at: number): void => {
        if (isDrawing || !holds(seen())) return
        end()
        done(at)
      }
      const timer = setTimeout(() => {
        end()
        failed(new Error(`not seen within ${limit / 1000} s: ${String(wanted)}\n${framed(seen(), screen.cols)}`))
      }, limit)
      waiting.add(check)
      check(performance.now())
    })
  }

  return {
    pid: pty.pid,
    press(...keys) {
      for (const key of keys) pty.write(bytesOf(key))
    },
    type: (text) => pty.write(text),
    resize(newColumns, newRows) {
      screen.resize(newColumns, newRows)
      pty.resize(newColumns, newRows)
    },
    until: async (wanted, limit) => {
      await when(wanted, limit)
      return seen()
    },
    painted: when,
    screen: seen,
    alternate: () => screen.buffer.active.type === 'alternate',
    cursorVisible: () => cursor,
    written: () => written,
    kill: (signal) => pty.kill(signal),
    exit,
  }
}

function startBoth(
  file: string,
  args: string[],
  options: { cols: number; rows: number; cwd: string; env: NodeJS.Dict<string> },
) {
  return {
    // The pseudo-terminal puts its name in the place of TERM.
    pty: spawn(file, args, { name: options.env.TERM ?? 'dumb', ...options }),
    screen: new xterm.Terminal({ cols: options.cols, rows: options.rows, allowProposedApi: true }),
  }
}

/** Ends what tests have left running. */
export function endTerminals(): void {
  for (const pty of open) pty.kill('SIGKILL')
  open.clear()
}

const KEYS: Readonly<Record<string, string>> = {
  enter: '\r',
  esc: '\x1b',
  tab: '\t',
  'shift+tab': '\x1b[Z',
  backspace: '\x7f',
  space: ' ',
  up: '\x1b[A',
  down: '\x1b[B',
  right: '\x1b[C',
  left: '\x1b[D',
  home: '\x1b[H',
  end: '\x1b[F',
  'page up': '\x1b[5~',
  'page down': '\x1b[6~',
}

/** What a terminal sends for a key. */
export function bytesOf(key: string): string {
  const [, control] = /^ctrl\+([a-z])$/.exec(key) ?? []
  return control === undefined ? (KEYS[key] ?? key) : String.fromCharCode(control.charCodeAt(0) - 96)
}

const framed = (text: string, columns: number): string =>
  ['', ...text.split('\n'), '']
    .map((each, index, { length }) => (index === 0 || index === length - 1 ? '-'.repeat(columns) : `|${each}`))
    .join('\n')

export interface BuiltCommand {
  readonly cli: string
  remove(): Promise<void>
}

/**
 * The command as it is shipped, bundled in a folder of its own, so that no other build is in its way. The bundler starts a process
 * of its own: it runs in a terminal, too.
 *
 * @throws Error with what the bundler said
 */
export async function buildCommand(): Promise<BuiltCommand> {
  const dist = path.join(root, 'dist')
  await mkdir(dist, { recursive: true })
  const folder = await mkdtemp(path.join(dist, 'terminal-'))
  const bundler = startTerminal({
    command: [process.execPath, path.join(root, '.ci/bundle.mjs'), folder],
    columns: 200,
    rows: 50,
  })
  const { code } = await bundler.exit
  if (code !== 0) throw new Error(`the command can't be bundled:\n${bundler.screen()}`)
  return { cli: path.join(folder, 'cli.js'), remove: () => rm(folder, { recursive: true, force: true }) }
}
