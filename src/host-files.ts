/** Files of the machine as the stages see them, and how its disk is asked. `host.ts` gives them out. */
import {
  closeSync,
  constants,
  fstatSync,
  openSync,
  readdirSync,
  readSync,
  realpathSync,
  type Stats,
  statSync,
} from 'node:fs'
import { open, readdir, realpath, stat } from 'node:fs/promises'
import process from 'node:process'

export type FileProblem = 'absent' | 'unreadable' | 'too-large' | 'not-a-file' | 'loop' | 'not-text'

/** Why a file could not be read. `message` completes the sentence "<path> …" and holds nothing of the file's content. */
export class FileError extends Error {
  readonly problem: FileProblem
  readonly path: string

  constructor(problem: FileProblem, path: string, message: string) {
    // Most files that are looked for are absent: an answer, whose stack tells nothing and takes longer than the look.
    const { stackTraceLimit } = Error
    Error.stackTraceLimit = 0
    super(message)
    Error.stackTraceLimit = stackTraceLimit
    this.name = 'FileError'
    this.problem = problem
    this.path = path
  }
}

export type FileType = 'file' | 'folder' | 'other'

/** Who may do what with a file, as Unix has it. */
export interface Permissions {
  /** The permission bits with set-uid, set-gid and sticky: `0o7777` at most. */
  readonly mode: number
  readonly uid: number
  readonly gid: number
}

export interface FileReader {
  /** The whole content. Only regular files, symbolic links followed. Throws `FileError`. */
  readBytes(path: string, limits: { readonly maxBytes: number }): Promise<Uint8Array>
  /** The whole content as UTF-8, without its byte order mark. Throws `FileError`. */
  readText(path: string, limits: { readonly maxBytes: number }): Promise<string>
  /** What stands at a path, links followed; `null` where nothing does, `other` where it can't be told. Never throws. */
  type(path: string): Promise<FileType | null>
  /** Names in a folder, sorted; empty where there is no such folder or it can't be read. Never throws. */
  list(path: string): Promise<readonly string[]>
  /** The path without links; `null` where nothing stands, where links lead in a circle, or it can't be told. Never throws. */
  realPath(path: string): Promise<string | null>
  /** Of what a path leads to, links followed; `null` on Windows, and where it can't be told. Never throws. */
  permissions(path: string): Promise<Permissions | null>
}

/**
 * Bytes of a file as UTF-8 text without byte order mark.
 * Throws `FileError` with problem `not-text` for UTF-16, and for bytes that are no UTF-8.
 */
export function decodeText(bytes: Uint8Array, file: string): string {
  const [first, second] = bytes
  const marked = (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)
  // JSON starts with an ASCII character, so a NUL beside the first one gives away UTF-16 without a mark.
  const unmarked = bytes.length >= 2 && (first === 0) !== (second === 0)
  if (marked || unmarked) throw new FileError('not-text', file, 'is UTF-16, and only UTF-8 is read')
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw new FileError('not-text', file, 'is not valid UTF-8')
  }
}

/** `20971520` → `20 MB`; for messages about limits. */
export const megabytes = (bytes: number): string => `${Math.round((bytes / 1024 / 1024) * 10) / 10} MB`

/** Milliseconds that a question takes on the average where the disk is slow. */
const SLOW = 0.5
/** What one question counts at most, in milliseconds: another process or a collection of garbage may come between. */
const MOST_COUNTED = 10
/** Milliseconds after which timers and signals have their turn. */
const TURN = 20
/** Files that are larger are read through the pool. */
const LARGE = 1024 * 1024

const pace = { average: 0, turn: 0 }

/**
 * How the disk is asked. Mostly the system knows the answer, or that there is none, within microseconds; by way of Node's
 * thread pool each of the thousand questions of an inventory takes ten times that. So they are asked directly, until the disk
 * proves slow (a network's, or one that sleeps); from then on through the pool, where several are under way at once. A
 * question that never returns holds the process in both ways: Node waits for its pool when it ends.
 */
async function ask<T>(directly: () => T, throughPool: () => Promise<T>): Promise<T> {
  if (pace.average > SLOW) return throughPool()
  if (performance.now() - pace.turn > TURN) {
    await new Promise((resume) => setImmediate(resume))
    pace.turn = performance.now()
  }
  const before = performance.now()
  try {
    return directly()
  } finally {
    // The last fifty or so decide.
    pace.average += (Math.min(performance.now() - before, MOST_COUNTED) - pace.average) / 50
  }
}

/** `undefined` where nothing stands. Throws what Node throws for everything else. */
const statOf = (file: string): Promise<Stats | undefined> =>
  ask(
    () => statSync(file, { throwIfNoEntry: false }),
    () => stat(file),
  )

/** Without O_NONBLOCK a FIFO would wait for its writer. */
const FLAGS = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0)

export const nodeFiles: FileReader = {
  async readBytes(file, { maxBytes }) {
    try {
      // Asked before it is opened, since opening a device can already act on it; asked again of what was opened, since the
      // path may have changed in between.
      const about = requireFile(file, await statOf(file))
      if (about.size > maxBytes) throw tooLarge(file, maxBytes)
      if (about.size > LARGE) return await readThroughPool(file, maxBytes)
      return await ask(
        () => readDirectly(file, maxBytes),
        () => readThroughPool(file, maxBytes),
      )
    } catch (error) {
      throw fileError(error, file)
    }
  },

  async readText(file, limits) {
    return decodeText(await this.readBytes(file, limits), file)
  },

  async type(file) {
    try {
      const about = await statOf(file)
      return about === undefined ? null : about.isFile() ? 'file' : about.isDirectory() ? 'folder' : 'other'
    } catch (error) {
      return fileError(error, file).problem === 'absent' ? null : 'other'
    }
  },

  async list(folder) {
    try {
      const names = await ask(
        () => readdirSync(folder),
        () => readdir(folder),
      )
      return names.sort()
    } catch {
      return []
    }
  },

  async realPath(file) {
    try {
      return await ask(
        () => realpathSync.native(file),
        () => realpath(file),
      )
    } catch {
      return null
    }
  },

  async permissions(file) {
    // There `stat` makes its mode bits up.
    if (process.platform === 'win32') return null
    try {
      const about = await statOf(file)
      return about === undefined ? null : { mode: about.mode & 0o7777, uid: about.uid, gid: about.gid }
    } catch {
      return null
    }
  },
}

function readDirectly(file: string, maxBytes: number): Uint8Array {
  const descriptor = openSync(file, FLAGS)
  try {
    const reading = parts(file, requireFile(file, fstatSync(descriptor)).size, maxBytes)
    let part = reading.next()
    while (!part.done) part = reading.next(readSync(descriptor, part.value))
    return part.value
  } finally {
    closeSync(descriptor)
  }
}

async function readThroughPool(file: string, maxBytes: number): Promise<Uint8Array> {
  const handle = await open(file, FLAGS)
  try {
    const reading = parts(file, requireFile(file, await handle.stat()).size, maxBytes)
    let part = reading.next()
    while (!part.done) part = reading.next((await handle.read(part.value)).bytesRead)
    return part.value
  } finally {
    await handle.close()
  }
}

/**
 * Says where the next bytes go and takes how many came, to the end, however the size was announced: files in /proc say 0, and
 * a file may grow while it is read. Throws `FileError` beyond `maxBytes`.
 */
function* parts(file: string, announced: number, maxBytes: number): Generator<Uint8Array, Uint8Array, number> {
  if (announced > maxBytes) throw tooLarge(file, maxBytes)
  let buffer = new Uint8Array(announced + 1)
  let length = 0
  for (;;) {
    const came = yield buffer.subarray(length)
    if (came === 0) return buffer.subarray(0, length)
    length += came
    if (length > maxBytes) throw tooLarge(file, maxBytes)
    if (length === buffer.length) {
      const larger = new Uint8Array(Math.min(buffer.length * 2 + 4096, maxBytes + 1))
      larger.set(buffer)
      buffer = larger
    }
  }
}

function requireFile(file: string, about: Stats | undefined): Stats {
  if (about === undefined) throw new FileError('absent', file, ABSENT)
  if (about.isFile()) return about
  throw new FileError('not-a-file', file, about.isDirectory() ? 'is a folder' : 'is not a regular file')
}

const ABSENT = 'does not exist'

const tooLarge = (file: string, maxBytes: number) =>
  new FileError('too-large', file, `is larger than ${megabytes(maxBytes)}`)

function fileError(error: unknown, file: string): FileError {
  if (error instanceof FileError) return error
  const code = (error as NodeJS.ErrnoException).code ?? 'unknown error'
  if (code === 'ENOENT' || code === 'ENOTDIR') return new FileError('absent', file, ABSENT)
  if (code === 'ELOOP') return new FileError('loop', file, 'is a symbolic link that leads back to itself')
  if (code === 'EISDIR') return new FileError('not-a-file', file, 'is a folder')
  if (code === 'ENXIO') return new FileError('not-a-file', file, 'is not a regular file')
  return new FileError('unreadable', file, `can't be read (${code})`)
}
