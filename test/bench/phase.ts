/** One phase of the bench, in a process of its own. Takes its task as JSON and prints what it used as JSON. */
import process from 'node:process'
import { floor } from './floor.js'
import { meter, type Usage } from './meter.js'
import { type Scanned, scan } from './scan.js'
import { arborist, type Resolved, type TreesOptions, trees } from './trees.js'

export type Task =
  | { readonly phase: 'floor'; readonly releases: readonly string[]; readonly folder: string }
  | ({ readonly phase: 'scan' } & Parameters<typeof scan>[0])
  | ({ readonly phase: 'trees' } & TreesOptions)
  | ({ readonly phase: 'arborist' } & Pick<TreesOptions, 'servers' | 'folder'>)

export interface Outcome extends Usage, Partial<Scanned>, Partial<Resolved> {
  readonly javascript?: { readonly files: number; readonly bytes: number; readonly refused: readonly string[] }
}

const usage = meter()
const task = JSON.parse(process.argv[2] ?? '') as Task

function run(): Promise<Omit<Outcome, keyof Usage>> {
  switch (task.phase) {
    case 'floor':
      return floor(task.releases, task.folder).then((javascript) => ({ javascript }))
    case 'scan':
      return scan(task)
    case 'trees':
      return trees(task)
    case 'arborist':
      return arborist(task)
  }
}

const outcome = await run()
process.stdout.write(`${JSON.stringify({ ...outcome, ...usage() })}\n`, () => process.exit())
