#!/usr/bin/env node
/** Entry of the command: the real streams and signals, and the only place that ends the process. */
import process from 'node:process'
import { run } from './commands/main.js'
import { nodeHost } from './host.js'

const interrupt = new AbortController()
// Once: a second signal ends the process as if there were no handler.
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => interrupt.abort(new Error('interrupted')))
}

/** A reader that has seen enough (`| head`) closes the pipe: no error, and nobody is left to tell. */
function endOnClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code === 'EPIPE') process.exit(process.exitCode ?? 0)
  throw error
}
process.stdout.on('error', endOnClosedPipe)
process.stderr.on('error', endOnClosedPipe)

process.exitCode = await run(process.argv.slice(2), {
  stdout: process.stdout,
  stderr: process.stderr,
  host: nodeHost,
  terminal:
    process.stdin.isTTY && process.stdout.isTTY
      ? { stdin: process.stdin, stdout: process.stdout, stderr: process.stderr }
      : undefined,
  signal: interrupt.signal,
})

// What is written must arrive before the process ends; open connections and workers must not keep it alive.
await Promise.all([process.stdout, process.stderr].map((stream) => new Promise((done) => stream.write('', done))))
process.exit()
