/**
 * Set up for every test file: whoever starts a process is stopped, and the file fails. Worker threads are no processes. The one
 * exception is touchstone's own command in a pseudo-terminal (`terminal.ts`), which does not start it by way of `child_process`.
 */
import childProcess from 'node:child_process'
import { syncBuiltinESMExports } from 'node:module'
import { afterAll, expect } from 'vitest'

const started: string[] = []

for (const name of ['spawn', 'spawnSync', 'exec', 'execSync', 'execFile', 'execFileSync', 'fork'] as const) {
  Object.assign(childProcess, {
    [name]: (command: unknown) => {
      started.push(`${name} ${String(command)}`)
      throw new Error(`a process was started: ${name} ${String(command)}`)
    },
  })
}
syncBuiltinESMExports()

// What the code under test may have caught fails the file all the same.
afterAll(() => expect(started).toEqual([]))
