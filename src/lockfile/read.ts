/** From the bytes of `mcp-lock.json` to a lock, or to an error that names the line: a lock is a stranger's file like any other. */
import type { Host } from '../host.js'
import type { Lockfile } from '../model.js'

/** The file is there and is no lock that can be used. Nothing is written over it. */
export class LockError extends Error {
  readonly file: string
  /** From 1; `null` where it is about the whole file. */
  readonly line: number | null
  /** The next step for the person who reads it. */
  readonly remedy: string

  constructor(file: string, line: number | null, message: string, remedy: string) {
    super(message)
    this.name = 'LockError'
    this.file = file
    this.line = line
    this.remedy = remedy
  }
}

/** @throws LockError */
export function parseLock(_text: string, _file: string): Lockfile {
  throw new Error('not built yet')
}

/** A lock as it stands on the disk. */
export interface LockText {
  readonly lock: Lockfile
  readonly text: string
}

/**
 * @param file absolute
 * @returns `null` where there is none
 * @throws LockError where it can't be read or used
 */
export async function readLock(_host: Pick<Host, 'files'>, _file: string): Promise<LockText | null> {
  throw new Error('not built yet')
}
