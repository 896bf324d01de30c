/** One phase of the bench, in a process of its own. Takes its task as JSON and prints what it used as JSON. */
import process from 'node:process'
import { floor } from './floor.js'
import { meter, type Usage } from './meter.js'
import { type Scanned, scan } from './scan.js'

export type Task =
  | { readonly phase: 'floor'; readonly releases: readonly string[]; readonly folder: string }
  | ({ readonly phase: 'scan' } & Parameters<typeof scan>[0])

export interface Outcome extends Usage, Partial<Scanned> {
  readonly javascript?: { readonly files: number; readonly bytes: number; readonly refused: readonly string[] }
}

const usage = meter()
const task = JSON.parse(process.argv[2] ?? '') as Task
const outcome: Omit<Outcome, keyof Usage> =
  task.phase === 'floor' ? { javascript: await floor(task.releases, task.folder) } : await scan(task)
process.stdout.write(`${JSON.stringify({ ...outcome, ...usage() })}\n`, () => process.exit())
