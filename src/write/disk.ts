/**
 * The file operations that writing is made of. Each is one step after which the process may be killed, and which may fail: tests
 * put a disk in between that does so at every one of them.
 */
import { randomBytes } from 'node:crypto'
import { constants } from 'node:fs'
import { access, lstat, mkdir, open, readdir, readFile, realpath, rename, rmdir, unlink } from 'node:fs/promises'
import os from 'node:os'
import process from 'node:process'
import { setTimeout } from 'node:timers/promises'
import { FileError, megabytes } from '../host.js'

/** What stands at a path, or was opened. */
export interface About {
  readonly type: 'file' | 'folder' | 'link' | 'other'
  /** Permission bits with set-uid, set-gid and sticky. */
  readonly mode: number
  readonly uid: number
  readonly gid: number
  readonly size: number
  /** Names that this file has (hard links). */
  readonly names: number
  /** Device and inode: the same file, under whatever name. */
  readonly identity: string
  /** Of its content, in milliseconds since 1970. */
  readonly modified: number
}

/** A file that was made by `Disk.create`. */
export interface NewFile {
  /** All of the bytes. */
  write(bytes: Uint8Array): Promise<void>
  about(): Promise<About>
  chown(uid: number, gid: number): Promise<void>
  chmod(mode: number): Promise<void>
  /** Returns when the bytes are on the disk. */
  sync(): Promise<void>
  close(): Promise<void>
}

/** Every operation throws what Node throws, unless it says otherwise. */
export interface Disk {
  /** Links not followed; `null` where nothing stands. */
  about(path: string): Promise<About | null>
  /** The path without links. */
  realPath(path: string): Promise<string>
  /** A regular file that is no link. Throws `FileError` for anything else, and beyond `maxBytes`. */
  read(path: string, maxBytes: number): Promise<{ readonly bytes: Uint8Array; readonly about: About }>
  /** Throws where this user may not write to it. */
  requireWritable(path: string): Promise<void>
  /** Names in it; empty where there is no such folder. */
  list(folder: string): Promise<readonly string[]>
  /** Makes a file that did not exist. */
  create(path: string, mode: number): Promise<NewFile>
  rename(from: string, to: string): Promise<void>
  /** A file; nothing happens where there is none. */
  remove(path: string): Promise<void>
  /** With those above it. */
  makeFolders(path: string, mode: number): Promise<void>
  /** An empty one. */
  removeFolder(path: string): Promise<void>
  /** Returns when the names in it are on the disk, as far as its file system can say. */
  syncFolder(path: string): Promise<void>
  /** In milliseconds since 1970. */
  now(): number
  wait(milliseconds: number): Promise<void>
  readonly self: Self
}

/** The process that writes. */
export interface Self {
  readonly pid: number
  /** Apart from every other process that had the same number. */
  readonly nonce: string
  readonly machine: string
  isAlive(pid: number): boolean
}

const NO_FOLLOW = constants.O_NOFOLLOW ?? 0
const NO_WAIT = constants.O_NONBLOCK ?? 0

/** What file systems answer that do not know how to flush a folder, and Windows, which opens none. */
const NO_SYNC: ReadonlySet<string> = new Set(['EINVAL', 'ENOSYS', 'ENOTSUP', 'EOPNOTSUPP', 'EISDIR', 'EBADF'])
/** A folder that may be written to need not be readable. */
const NOT_OPENED: ReadonlySet<string> = new Set([...NO_SYNC, 'EACCES', 'EPERM'])

export const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException | undefined)?.code ?? 'unknown error'

const orElse =
  <T>(codes: readonly string[], value: T) =>
  (error: unknown): T => {
    if (codes.includes(codeOf(error))) return value
    throw error
  }

export const nodeDisk: Disk = {
  about: (path) => lstat(path).then(aboutOf, orElse(['ENOENT'], null)),
  realPath: (path) => realpath(path),

  async read(path, maxBytes) {
    // Asked before it is opened: opening a device can already act on it.
    requireFile(path, aboutOf(await lstat(path)))
    const handle = await open(path, constants.O_RDONLY | NO_FOLLOW | NO_WAIT)
    try {
      const about = requireFile(path, aboutOf(await handle.stat()))
      if (about.size > maxBytes) throw tooLarge(path, maxBytes)
      const bytes = await readFile(handle)
      if (bytes.length > maxBytes) throw tooLarge(path, maxBytes)
      return { bytes, about }
    } finally {
      await handle.close()
    }
  },

  requireWritable: (path) => access(path, constants.W_OK),
  list: (folder) => readdir(folder).catch(orElse(['ENOENT'], [])),

  async create(path, mode) {
    const handle = await open(path, 'wx', mode)
    return {
      write: (bytes) => handle.writeFile(bytes),
      about: async () => aboutOf(await handle.stat()),
      chown: (uid, gid) => handle.chown(uid, gid),
      chmod: (mode) => handle.chmod(mode),
      sync: () => handle.sync().catch(orElse([...NO_SYNC], undefined)),
      close: () => handle.close(),
    }
  },

  rename: (from, to) => rename(from, to),
  remove: (path) => unlink(path).catch(orElse(['ENOENT'], undefined)),
  makeFolders: async (path, mode) => {
    await mkdir(path, { recursive: true, mode })
  },
  removeFolder: (path) => rmdir(path).catch(orElse(['ENOENT'], undefined)),

  async syncFolder(path) {
    const handle = await open(path, 'r').catch(orElse([...NOT_OPENED], null))
    if (handle === null) return
    try {
      await handle.sync().catch(orElse([...NOT_OPENED], undefined))
    } finally {
      await handle.close()
    }
  },

  now: () => Date.now(),
  wait: (milliseconds) => setTimeout(milliseconds),

  self: {
    pid: process.pid,
    nonce: randomBytes(4).toString('hex'),
    machine: os.hostname(),
    isAlive(pid) {
      try {
        process.kill(pid, 0)
        return true
      } catch (error) {
        return codeOf(error) !== 'ESRCH'
      }
    },
  },
}

function aboutOf(stats: {
  readonly mode: number
  readonly uid: number
  readonly gid: number
  readonly size: number
  readonly nlink: number
  readonly dev: number
  readonly ino: number
  readonly mtimeMs: number
  isFile(): boolean
  isDirectory(): boolean
  isSymbolicLink(): boolean
}): About {
  return {
    type: stats.isFile() ? 'file' : stats.isDirectory() ? 'folder' : stats.isSymbolicLink() ? 'link' : 'other',
    mode: stats.mode & 0o7777,
    uid: stats.uid,
    gid: stats.gid,
    size: stats.size,
    names: stats.nlink,
    identity: `${stats.dev}:${stats.ino}`,
    modified: stats.mtimeMs,
  }
}

function requireFile(path: string, about: About): About {
  if (about.type === 'file') return about
  throw new FileError('not-a-file', path, about.type === 'folder' ? 'is a folder' : 'is not a regular file')
}

const tooLarge = (path: string, maxBytes: number) =>
  new FileError('too-large', path, `is larger than ${megabytes(maxBytes)}`)
