/** The terminal while a review has it: the alternate screen, and everything as it was afterwards, whatever happens. */
import { writeSync } from 'node:fs'
import process from 'node:process'
import { clipboardSequence } from './clipboard.js'

export interface Screen {
  /** Takes the terminal. */
  enter(): void
  /** Gives it back; a second time does nothing. */
  leave(): void
  /** Back to the shell until the person calls the process again. */
  suspend(): void
  /** Hands a text to the clipboard of the person's terminal (OSC 52). @returns false where it is too long for one */
  copy(text: string): boolean
}

/** Streams of a terminal, of which the tests have their own. */
export interface TerminalStreams {
  readonly stdin: { setRawMode(mode: boolean): unknown }
  readonly stdout: { write(text: string): unknown; readonly fd?: number; readonly writableLength?: number }
}

/** What is needed of Node's process. */
export interface Signals {
  readonly platform: NodeJS.Platform
  readonly pid: number
  on(event: 'exit' | 'SIGCONT' | 'SIGTSTP', listener: () => void): unknown
  off(event: 'exit' | 'SIGCONT' | 'SIGTSTP', listener: () => void): unknown
  kill(pid: number, signal: 'SIGTSTP' | 'SIGWINCH'): unknown
}

export interface TerminalOptions extends TerminalStreams {
  readonly env: Readonly<Record<string, string | undefined>>
  /** Whether the whole screen is taken; a screen reader reads on the normal one. */
  readonly whole: boolean
  /** The terminal is to be left alone from now on: the process waits, or ends (`forGood`). */
  readonly onPause: (forGood: boolean) => void
  /** The terminal is ours again, and what stands on it is not. */
  readonly onReturn: (wasAway: boolean) => void
  readonly signals?: Signals
}

/** Alternate screen, no cursor, no automatic line break (a line that a terminal measures wider must not reach the next), marked pastes. */
const ENTER = '\x1b[?1049h\x1b[?25l\x1b[?7l\x1b[?2004h\x1b[H'
/** The other way round; before, the end of a frame that was cut off in its middle. */
const LEAVE = '\x1b[?2026l\x1b[0m\x1b[?2004l\x1b[?7h\x1b[?25h\x1b[?1049l'
const ENTER_LINES = '\x1b[?2004h'
const LEAVE_LINES = '\x1b[0m\x1b[?2004l\n'

/** A shell that stops us has done so by then, in ms. */
const STOPPED = 100

export function takeTerminal(options: TerminalOptions): Screen {
  const { stdin, stdout, env, whole, onPause, onReturn, signals = process } = options
  let isTaken = false
  let isAway = false

  const write = (text: string): void => {
    // Whatever the process does next, this has to be out.
    if (stdout.fd === undefined || (stdout.writableLength ?? 0) > 0 || !writeNow(stdout.fd, text)) stdout.write(text)
  }
  const take = (): void => {
    // First what stops a process in the background: the screen belongs to another one then. Node remembers the mode it set, so
    // it is set twice: the shell has set its own.
    setRaw(stdin, false)
    setRaw(stdin, true)
    write(whole ? ENTER : ENTER_LINES)
  }
  const give = (forGood: boolean): void => {
    onPause(forGood)
    write(whole ? LEAVE : LEAVE_LINES)
    setRaw(stdin, false)
  }
  const onExit = (): void => {
    if (!isTaken) return
    isTaken = false
    if (isAway) return
    onPause(true)
    const text = whole ? LEAVE : LEAVE_LINES
    if (stdout.fd === undefined || !writeNow(stdout.fd, text)) stdout.write(text)
    setRaw(stdin, false)
  }
  /** Stops `pid` (0: the whole job, as a shell expects of Ctrl-Z). */
  const stop = (pid: number): void => {
    if (!isTaken || isAway) return
    isAway = true
    give(false)
    signals.off('SIGTSTP', onStop)
    signals.kill(pid, 'SIGTSTP')
    // Without a shell that watches over jobs the system ignores the signal, and nobody calls us back. The round of the event loop
    // in which the signal to go on is heard comes after the timers.
    setTimeout(() => setImmediate(() => isAway && back(false)), STOPPED)
  }
  const back = (wasAway: boolean): void => {
    isAway = false
    if (!isTaken) return
    signals.off('SIGTSTP', onStop)
    signals.on('SIGTSTP', onStop)
    take()
    onReturn(wasAway)
    // Nobody told a stopped process of a new size: this has Node look.
    signals.kill(signals.pid, 'SIGWINCH')
  }
  const onContinue = (): void => back(true)
  const onStop = (): void => stop(signals.pid)

  return {
    enter() {
      if (isTaken) return
      isTaken = true
      signals.on('exit', onExit)
      if (signals.platform !== 'win32') {
        signals.on('SIGCONT', onContinue)
        signals.on('SIGTSTP', onStop)
      }
      take()
    },
    leave() {
      if (!isTaken) return
      isTaken = false
      signals.off('exit', onExit)
      signals.off('SIGCONT', onContinue)
      signals.off('SIGTSTP', onStop)
      if (isAway) onPause(true)
      else give(true)
    },
    suspend() {
      if (signals.platform === 'win32') onReturn(false)
      else stop(0)
    },
    copy(text) {
      const sequence = clipboardSequence(text, env)
      if (sequence === null) return false
      stdout.write(sequence)
      return true
    },
  }
}

function setRaw(stdin: TerminalStreams['stdin'], mode: boolean): void {
  try {
    stdin.setRawMode(mode)
  } catch {
    // The terminal is gone; there is nothing to be set.
  }
}

/** @returns false where the descriptor does not take it */
function writeNow(fd: number, text: string): boolean {
  let bytes = Buffer.from(text)
  // A terminal that is full for a moment, on a descriptor that does not wait.
  for (let attempt = 0; attempt < 50 && bytes.length > 0; attempt += 1) {
    try {
      bytes = bytes.subarray(writeSync(fd, bytes))
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') return true
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 2)
    }
  }
  return bytes.length === 0
}
