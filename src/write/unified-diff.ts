/** What a change does to files, as a unified diff. Pure. */
import type { FileChange } from './changes.js'

/** Start and end in UTF-16 units. */
export interface Span {
  readonly start: number
  readonly end: number
}

/** A piece of a line as it is shown. */
export interface Shown {
  readonly text: string
  /** Whether the change put it there or took it away. */
  readonly changed: boolean
}

/**
 * Takes secrets out of one line of a file.
 *
 * @param line without its line break
 * @param changed what of the line is not in the other text; in order
 * @param previous the line above it in the same text
 */
export type Mask = (line: string, changed: readonly Span[], previous: string | undefined) => readonly Shown[]

export type DiffedFile = Pick<FileChange, 'file' | 'before' | 'after'>

/**
 * @param home stands as `~` in the names of files
 * @param maskOf how lines of a file are shown: configurations hold secrets (`maskConfiguration` of the report). `undefined` for
 *   a file that holds none.
 * @returns lines that end in a line break, raw: to be made visible by whoever prints them
 */
export function unifiedDiff(
  _changes: readonly DiffedFile[],
  _home: string,
  _maskOf: (file: string) => Mask | undefined = () => undefined,
): string {
  throw new Error('not built yet')
}
