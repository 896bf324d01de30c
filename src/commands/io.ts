/** The world as a command sees it: streams, a host, and a way to be stopped. */
import type { Host } from '../host.js'

export interface Out {
  write(text: string): unknown
  readonly isTTY?: boolean | undefined
  readonly columns?: number | undefined
}

export interface Io {
  /** Results. */
  readonly stdout: Out
  /** Progress, and words for people. */
  readonly stderr: Out
  /** The machine; `home` stands for the user's home. */
  host(overrides: { readonly home?: string }): Host
  /** Where a person sits at a terminal that can be drawn on: its streams. Absent elsewhere. */
  readonly terminal?:
    | { readonly stdin: NodeJS.ReadStream; readonly stdout: NodeJS.WriteStream; readonly stderr: NodeJS.WriteStream }
    | undefined
  /** Stops the work, as on an interrupt. */
  readonly signal?: AbortSignal
}

/** What the person asked for can't be understood or done: no bug, and no finding. `remedy` is the next step. */
export class UsageError extends Error {
  readonly remedy: string

  constructor(message: string, remedy: string) {
    super(message)
    this.name = 'UsageError'
    this.remedy = remedy
  }
}
