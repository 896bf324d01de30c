#!/usr/bin/env node
/** Entry of the command: the real streams and signals, and the only place that ends the process. */
import { writeSync } from 'node:fs'
import process from 'node:process'
import { isatty } from 'node:tty'
import { run } from './commands/main.js'
import { nodeHost } from './host.js'
import { visible } from './report/visible.js'

const interrupt = new AbortController()
const terminal =
  process.stdin.isTTY && process.stdout.isTTY
    ? { stdin: process.stdin, stdout: process.stdout, stderr: process.stderr }
    : undefined

/** What a shell makes of a process that a signal ended: 128 and the signal's number. */
const ENDED_BY = { SIGHUP: 129, SIGINT: 130, SIGQUIT: 131, SIGTERM: 143 } as const
type Ending = keyof typeof ENDED_BY

let endedBy: Ending | null = null

const terminals = [0, 1, 2].filter((fd) => isatty(fd))

/** At its end Node puts back the modes of its terminals, and takes it for a bug of its own, with a core dump, when one is gone. */
function end(code: number): never {
  if (terminals.some((fd) => !isatty(fd))) {
    process.removeAllListeners('SIGHUP')
    process.kill(process.pid, 'SIGHUP')
  }
  process.exit(code)
}

/** The first one stops the work, and gives back the terminal; a second one does not wait for it. */
function endBy(signal: Ending): void {
  if (endedBy !== null) end(ENDED_BY[signal])
  endedBy = signal
  interrupt.abort(new Error('interrupted'))
}
// Not `once`: who is left with no listener but its own (Ink) sends the signal again, and the process dies before its last words.
process.on('SIGINT', () => endBy('SIGINT'))
process.on('SIGTERM', () => endBy('SIGTERM'))
// Without a terminal to give back it stays as it is: `nohup` ignores it.
if (terminal) process.on('SIGHUP', () => endBy('SIGHUP'))
if (terminal && process.platform !== 'win32') process.on('SIGQUIT', () => endBy('SIGQUIT'))

/**
 * A bug. Whoever has the terminal gives it back while the signal is handled, so that the words stay. The code is that of an error:
 * Node's own would mean findings.
 */
function crash(error: unknown): void {
  process.removeAllListeners('uncaughtException').on('uncaughtException', () => end(2))
  interrupt.abort(new Error('interrupted'))
  const message = error instanceof Error ? error.message : String(error)
  const stack = process.env.DEBUG && error instanceof Error ? stackOf(error) : ''
  tell(
    `touchstone: ${visible(message)}\nThis is a bug in touchstone: report it. DEBUG=1 shows where it happened.\n${stack}`,
  )
  end(2)
}
// A promise that nobody waits for ends here, too.
process.on('uncaughtException', crash)

const stackOf = ({ stack = '' }: Error): string =>
  stack
    .split('\n')
    .map((line) => `${visible(line)}\n`)
    .join('')

function tell(words: string): void {
  try {
    writeSync(2, words)
  } catch {
    // Nobody is left to tell.
  }
}

/** A reader that has seen enough (`| head`) closes the pipe: no error, and nobody is left to tell. So it is with a terminal that is gone. */
function endOnClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code === 'EPIPE') end(Number(process.exitCode ?? 0))
  if (error.code !== 'EIO' && error.code !== 'ENXIO') throw error
  // Files may be written just now: that comes to its end, and every further word that nobody reads comes back here.
  if (endedBy === null) endBy('SIGHUP')
}
process.stdout.on('error', endOnClosedPipe)
process.stderr.on('error', endOnClosedPipe)

const code = await run(process.argv.slice(2), {
  stdout: process.stdout,
  stderr: process.stderr,
  host: nodeHost,
  terminal,
  signal: interrupt.signal,
})
process.exitCode = endedBy === null ? code : ENDED_BY[endedBy]

// What is written must arrive before the process ends; open connections and workers must not keep it alive.
await Promise.all([process.stdout, process.stderr].map((stream) => new Promise((done) => stream.write('', done))))
end(process.exitCode)
