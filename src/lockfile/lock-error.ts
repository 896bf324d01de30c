/** The file is there and is no lock that can be used. Nothing is written over it. */
export class LockError extends Error {
  readonly file: string
  /** From 1; `null` where it is about the whole file. */
  readonly line: number | null
  /** The next step for the person who reads it. */
  readonly remedy: string

  /** @param message completes the sentence "<file> …", or "<file>, line 7: …"; it may quote keys of the file, and no values */
  constructor(file: string, line: number | null, message: string, remedy: string) {
    super(message)
    this.name = 'LockError'
    this.file = file
    this.line = line
    this.remedy = remedy
  }
}

export const RESTORE =
  'Restore it from version control. Without a good copy move it away and run `touchstone pin`, which reviews everything anew.'
