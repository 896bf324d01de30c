/**
 * The outside world as the stages see it: files, environment, platform, home, clock. Stages take a `Host` and never ask
 * `node:fs` or `process` themselves, so that each of them runs in a test for any platform on any platform.
 */
import { constants } from 'node:fs'
import { open, readdir, realpath, stat } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import process from 'node:process'

export type FileProblem = 'absent' | 'unreadable' | 'too-large' | 'not-a-file' | 'loop' | 'not-text'

/** Why a file could not be read. `message` completes the sentence "<path> …" and holds nothing of the file's content. */
export class FileError extends Error {
  readonly problem: FileProblem
  readonly path: string

  constructor(problem: FileProblem, path: string, message: string) {
    super(message)
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

export interface Host {
  readonly files: FileReader
  readonly env: Readonly<Record<string, string | undefined>>
  readonly platform: NodeJS.Platform
  /** Absolute. `--home DIR` stands for it. */
  readonly home: string
  /** Absolute. */
  readonly cwd: string
  now(): Date
}

/** Path rules of the host's platform, which need not be the platform that this process runs on. */
export const pathsOf = (host: Pick<Host, 'platform'>): path.PlatformPath =>
  host.platform === 'win32' ? path.win32 : path.posix

/**
 * Variables that move the folders in which clients and package managers keep configuration, caches and installations. They
 * speak of the real user's home, so another home must not follow them. Case-blind: Windows and npm are. `test/host.test.ts`
 * holds the list to every variable that a client's file may depend on.
 */
const LOCATION_VARIABLES = new RegExp(
  `^(${[
    // What most are called: CLAUDE_CONFIG_DIR, CODEX_HOME, GOOSE_PATH_ROOT, AMP_SETTINGS_FILE, UV_TOOL_DIR, PIP_CONFIG_FILE.
    '(?!SSL_).*_(HOME|DIR|DIRS|ROOT|FILE|FOLDER|PATH|CONFIG|PREFIX|PORTABLE|APPDATA)',
    // The system's own.
    'XDG_.*|APPDATA|LOCALAPPDATA|PROGRAMDATA|ALLUSERSPROFILE|PUBLIC|HOME|USERPROFILE|HOMEDRIVE|HOMEPATH|TMPDIR|TMP|TEMP',
    // Clients and package managers that call them otherwise.
    'CLINE_.*|OPENCODE2?_CONFIG.*|CRUSH_GLOBAL_.*|NPM_CONFIG_(CACHE|PREFIX|LOCAL-PREFIX|USERCONFIG|GLOBALCONFIG)|PREFIX',
    'BUN_INSTALL.*|NVM_.*|FNM_.*|VIRTUAL_ENV|CONDA_.*|PYTHON(USERBASE|HOME|PATH)|PYENV_.*|YARN_RC_FILENAME',
  ].join('|')})$`,
  'i',
)

/**
 * The machine that this process runs on.
 *
 * @param overrides.home stands for the user's home, and detaches from every variable that points into the real one
 * @param overrides.cwd stands for the working folder
 */
export function nodeHost(overrides: { readonly home?: string; readonly cwd?: string } = {}): Host {
  const env = overrides.home === undefined ? { ...process.env } : elsewhere(process.env, os.homedir())
  const cwd = path.resolve(overrides.cwd ?? process.cwd())
  return {
    files: nodeFiles,
    env,
    platform: process.platform,
    home: overrides.home === undefined ? os.homedir() : path.resolve(cwd, overrides.home),
    cwd,
    now: () => new Date(),
  }
}

/** The environment without what speaks of the real user's home: variables that move folders, and folders of commands in it. */
function elsewhere(env: NodeJS.ProcessEnv, home: string): NodeJS.ProcessEnv {
  const isOfHome = (folder: string) => {
    const relative = path.relative(home, folder)
    return !path.isAbsolute(relative) && relative.split(path.sep)[0] !== '..'
  }
  const kept = Object.entries(env).filter(([name]) => !LOCATION_VARIABLES.test(name))
  return Object.fromEntries(
    kept.map(([name, value]) => [
      name,
      /^path$/i.test(name)
        ? value
            ?.split(path.delimiter)
            .filter((folder) => !isOfHome(folder))
            .join(path.delimiter)
        : value,
    ]),
  )
}

/** An environment variable; case-blind on Windows, as there. Empty counts as unset. */
export function variable(host: Pick<Host, 'env' | 'platform'>, name: string): string | undefined {
  if (host.env[name]) return host.env[name]
  if (host.platform !== 'win32') return undefined
  return Object.entries(host.env).find(([other]) => other.toLowerCase() === name.toLowerCase())?.[1] || undefined
}

/** A variable that names a folder: only an absolute path counts, as the XDG base directory specification has it. */
export function folderVariable(host: Pick<Host, 'env' | 'platform'>, name: string): string | undefined {
  const value = variable(host, name)
  return value !== undefined && pathsOf(host).isAbsolute(value) ? value : undefined
}

/**
 * The folders that touchstone keeps things in: absolute paths, not created here.
 * Linux and other Unix: XDG base directories (a relative value counts as unset, as their specification says).
 * macOS and Windows: the same places that `env-paths` names. That package reads the process's home and environment when
 * it is imported, so it can't answer for `--home` or for another platform; hence its table stands here.
 */
export function folders(host: Pick<Host, 'env' | 'home' | 'platform'>): {
  readonly cache: string
  readonly state: string
  readonly config: string
} {
  const { join } = pathsOf(host)
  const place = (name: string, ...fallback: string[]) => folderVariable(host, name) ?? join(host.home, ...fallback)
  const name = 'touchstone'
  if (host.platform === 'darwin') {
    const library = join(host.home, 'Library')
    return {
      cache: join(library, 'Caches', name),
      state: join(library, 'Application Support', name),
      config: join(library, 'Preferences', name),
    }
  }
  if (host.platform === 'win32') {
    const local = place('LOCALAPPDATA', 'AppData', 'Local')
    return {
      cache: join(local, name, 'Cache'),
      state: join(local, name, 'Data'),
      config: join(place('APPDATA', 'AppData', 'Roaming'), name, 'Config'),
    }
  }
  return {
    cache: join(place('XDG_CACHE_HOME', '.cache'), name),
    state: join(place('XDG_STATE_HOME', '.local', 'state'), name),
    config: join(place('XDG_CONFIG_HOME', '.config'), name),
  }
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

const nodeFiles: FileReader = {
  async readBytes(file, { maxBytes }) {
    try {
      // Asked before it is opened, since opening a device can already act on it; asked again of the handle, since the
      // path may have changed in between. Without O_NONBLOCK a FIFO would wait for its writer.
      requireFile(file, await stat(file))
      const handle = await open(file, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0))
      try {
        const about = await handle.stat()
        requireFile(file, about)
        if (about.size > maxBytes) throw tooLarge(file, maxBytes)
        return await readBounded(handle, file, about.size, maxBytes)
      } finally {
        await handle.close()
      }
    } catch (error) {
      throw fileError(error, file)
    }
  },

  async readText(file, limits) {
    return decodeText(await this.readBytes(file, limits), file)
  },

  async type(file) {
    try {
      const about = await stat(file)
      return about.isFile() ? 'file' : about.isDirectory() ? 'folder' : 'other'
    } catch (error) {
      return fileError(error, file).problem === 'absent' ? null : 'other'
    }
  },

  async list(folder) {
    try {
      return (await readdir(folder)).sort()
    } catch {
      return []
    }
  },

  async realPath(file) {
    try {
      return await realpath(file)
    } catch {
      return null
    }
  },

  async permissions(file) {
    // There `stat` makes its mode bits up.
    if (process.platform === 'win32') return null
    try {
      const { mode, uid, gid } = await stat(file)
      return { mode: mode & 0o7777, uid, gid }
    } catch {
      return null
    }
  },
}

/** Reads to the end, however the size was announced: files in /proc say 0, and a file may grow while it is read. */
async function readBounded(
  handle: { read(buffer: Uint8Array, offset: number): Promise<{ bytesRead: number }> },
  file: string,
  announced: number,
  maxBytes: number,
): Promise<Uint8Array> {
  let buffer = new Uint8Array(announced + 1)
  let length = 0
  for (;;) {
    const { bytesRead } = await handle.read(buffer, length)
    if (bytesRead === 0) return buffer.subarray(0, length)
    length += bytesRead
    if (length > maxBytes) throw tooLarge(file, maxBytes)
    if (length === buffer.length) {
      const larger = new Uint8Array(Math.min(buffer.length * 2 + 4096, maxBytes + 1))
      larger.set(buffer)
      buffer = larger
    }
  }
}

function requireFile(file: string, about: { isFile(): boolean; isDirectory(): boolean }): void {
  if (about.isFile()) return
  throw new FileError('not-a-file', file, about.isDirectory() ? 'is a folder' : 'is not a regular file')
}

const tooLarge = (file: string, maxBytes: number) =>
  new FileError('too-large', file, `is larger than ${megabytes(maxBytes)}`)

function fileError(error: unknown, file: string): FileError {
  if (error instanceof FileError) return error
  const code = (error as NodeJS.ErrnoException).code ?? 'unknown error'
  if (code === 'ENOENT' || code === 'ENOTDIR') return new FileError('absent', file, 'does not exist')
  if (code === 'ELOOP') return new FileError('loop', file, 'is a symbolic link that leads back to itself')
  if (code === 'EISDIR') return new FileError('not-a-file', file, 'is a folder')
  if (code === 'ENXIO') return new FileError('not-a-file', file, 'is not a regular file')
  return new FileError('unreadable', file, `can't be read (${code})`)
}
