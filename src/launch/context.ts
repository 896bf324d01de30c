/** What is known around a command, and what is made of one. */
import type { Command, Launch, LocalProgram } from '../model.js'
import type { Assignment } from './script.js'

export interface Outcome {
  readonly launch: Launch
  readonly program: LocalProgram | null
  /** Whether it only installs packages. */
  readonly installs: boolean
  /** Whether it starts nothing. */
  readonly idle: boolean
}

export interface Context {
  readonly file: string
  readonly env: Readonly<Record<string, string>>
  readonly depth: number
  /** What stands before the command, and what its wrappers set. */
  readonly assignments: readonly Assignment[]
  /** Name of the command that reads its output. */
  readonly pipedTo: string | null
  /** Folder that it is started in, as written; `null` for the entry's. */
  readonly cwd: string | null
  /** Whether it runs where files are others: in a container, in WSL. */
  readonly elsewhere: boolean
  /** Every command that is met is put here. */
  readonly commands: Command[]
}

/** For a command that another one starts. */
export const deeper = (context: Context): Context => ({ ...context, depth: context.depth + 1 })

export const withAssignments = (context: Context, assignments: readonly Assignment[]): Context =>
  assignments.length === 0
    ? context
    : {
        ...context,
        env: { ...context.env, ...Object.fromEntries(assignments.map(({ name, value }) => [name, value])) },
        assignments: [...context.assignments, ...assignments],
      }
