/** Why a file could not be written, in words. */
import { FileError } from '../host.js'
import type { Failure } from '../model.js'
import { codeOf } from './disk.js'

/** Nothing was changed, and why: `message` completes the sentence "<file> …", and holds nothing of what the file holds. */
export class WriteError extends Error {
  readonly remedy: string

  constructor(message: string, remedy: string) {
    super(message)
    this.name = 'WriteError'
    this.remedy = remedy
  }
}

/** `write` is about the file itself, `folder` about what has to be made beside it. */
export type During = 'read' | 'folder' | 'write'

const UNTOUCHED = 'Nothing of it was changed.'

const DENIED: Record<During, readonly [string, string]> = {
  read: ['this user may not read it', 'Make it readable, or run this as its owner.'],
  folder: ['this user may not make files in its folder', 'Make the folder writable, or run this as its owner.'],
  write: ['this user may not write to it', 'Make it writable, or run this as its owner.'],
}

/** By the system's code: what it means, and the next step. */
const MEANINGS: Readonly<Record<string, readonly [string, string]>> = {
  EPERM: [
    'the system forbids it: it is immutable, or it and its folder belong to others',
    'Look at its attributes (`lsattr`) and its owner, or run this as its owner.',
  ],
  EROFS: ['it lies on a read-only file system', 'Change it where that file system is made.'],
  ENOSPC: ['the disk is full', `Make room, and run this again. ${UNTOUCHED}`],
  EDQUOT: ['your quota of the disk is used up', `Make room, and run this again. ${UNTOUCHED}`],
  EFBIG: ['it would be larger than the system allows', UNTOUCHED],
  ENOENT: ['its folder does not exist', 'Make the folder, or check the path.'],
  ENOTDIR: ['a folder of its path is a file', 'Check the path.'],
  EISDIR: ['it is a folder', 'Put a file there, or check the path.'],
  ELOOP: ['it is a symbolic link that leads back to itself', 'Mend or remove the link.'],
  ENAMETOOLONG: ['its name is longer than the system allows', 'Choose a shorter one.'],
  EXDEV: ['it is mounted by itself, and can only be overwritten in place', 'Change it where it is mounted from.'],
  EBUSY: ['it is mounted by itself, or another program holds it', 'Change it where it is mounted from.'],
  ETXTBSY: ['another program holds it', 'Close that program, and run this again.'],
  EIO: ['the disk fails', `Check the disk. ${UNTOUCHED}`],
  EMFILE: ['too many files are open', 'Run this again.'],
  ENFILE: ['too many files are open on this machine', 'Run this again.'],
  ENXIO: ['it is not a regular file', 'Put a regular file there, or remove it.'],
}

/** What was thrown as a `WriteError`. */
export function explained(error: unknown, during: During): WriteError {
  if (error instanceof WriteError) return error
  if (error instanceof FileError) {
    const remedy = error.problem === 'not-text' ? 'Save it as UTF-8, and run this again.' : 'Check what stands there.'
    return new WriteError(`can't be changed: it ${error.message}`, remedy)
  }
  const code = codeOf(error)
  const [meaning, remedy] =
    code === 'EACCES' ? DENIED[during] : (MEANINGS[code] ?? ['the system refuses it', `Run this again. ${UNTOUCHED}`])
  return new WriteError(`can't be ${during === 'read' ? 'read' : 'written'}: ${meaning} (${code})`, remedy)
}

/** Runs one step; what it throws is explained. */
export async function step<T>(during: During, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw explained(error, during)
  }
}

export function writeFailure(subject: string, error: unknown): Failure {
  const { message, remedy } = explained(error, 'write')
  return { stage: 'write', subject, message, remedy }
}
