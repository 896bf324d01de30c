/** How long the command takes to start. */
import { execFile } from 'node:child_process'
import process from 'node:process'
import { promisify } from 'node:util'

const run = promisify(execFile)
const RUNS = 15

/** Medians in milliseconds of `--version` and of Node alone, taken in turns, so that a busy machine slows both. */
export async function startTimes(cli: string): Promise<{ version: number; node: number; runs: number }> {
  const version: number[] = []
  const node: number[] = []
  for (let i = 0; i < RUNS; i++) {
    version.push(await milliseconds([cli, '--version']))
    node.push(await milliseconds(['-e', '0']))
  }
  return { version: median(version), node: median(node), runs: RUNS }
}

async function milliseconds(args: readonly string[]): Promise<number> {
  const before = performance.now()
  await run(process.execPath, [...args])
  return performance.now() - before
}

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0
