/**
 * Writes files as one change: whole or not at all each, with their mode and owner, through links to the real file, never over what
 * somebody else wrote meanwhile, and with one backup from which all of it can be undone.
 */
import type { Failure } from '../model.js'
import type { Disk } from './disk.js'

export interface FileChange {
  /** Absolute. */
  readonly file: string
  /**
   * The text that the change was made from; `null`: there was no file. Line ends and final line break are part of it. A byte
   * order mark may stand in both texts or in neither: one that they leave out stays in the file.
   */
  readonly before: string | null
  readonly after: string
  /** Makes the change anew where the file is another one by now; `null` where it can't be made any more. May throw. */
  readonly again?: (current: string) => Promise<string | null>
  /** Whether missing folders above a new file are made, for the user alone. Else they must exist. */
  readonly createFolders?: boolean
}

export interface WriteResult {
  /** Files that stand as wanted, as they were named. */
  readonly written: readonly string[]
  readonly failures: readonly Failure[]
}

export interface WriteOptions {
  /** How files are reached; this process's own when absent. */
  readonly disk?: Disk
}

/** @param state folder for the backup (`folders(host).state`) */
export async function writeChanges(
  _changes: readonly FileChange[],
  _state: string,
  _options: WriteOptions = {},
): Promise<WriteResult> {
  throw new Error('not built yet')
}

/** Puts the files of the last change back, those alone that nobody has changed since. */
export async function undoChanges(_state: string, _options: WriteOptions = {}): Promise<WriteResult> {
  throw new Error('not built yet')
}
