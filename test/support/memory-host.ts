/**
 * A host in memory, for any platform on any platform: files, environment, home, clock.
 *
 *   const host = memoryHost({ files: { '/home/u/.cursor/mcp.json': '{}' } })
 *   const windows = memoryHost({ platform: 'win32', files: { 'C:\\Users\\u\\.claude.json': '{}' } })
 */
import path from 'node:path'
import { decodeText, FileError, type FileReader, type Host, megabytes } from '../../src/host.js'

/** Something other than a readable file at a path. */
export type Oddity = { readonly odd: 'unreadable' | 'loop' | 'folder' | 'fifo' } | { readonly size: number }

export interface MemoryHostOptions {
  /** By absolute path. An object is parsed as an oddity only when it has `odd` or `size`. */
  readonly files?: Readonly<Record<string, string | Uint8Array | Oddity>>
  readonly env?: Readonly<Record<string, string>>
  /** `linux` when absent. */
  readonly platform?: NodeJS.Platform
  /** `/home/u`, `/Users/u` or `C:\Users\u` when absent. */
  readonly home?: string
  /** `<home>/work` when absent. */
  readonly cwd?: string
  /** 2026-11-20T12:00:00Z when absent; it stands still. */
  readonly now?: Date
}

export function memoryHost(options: MemoryHostOptions = {}): Host & { readonly reads: readonly string[] } {
  const platform = options.platform ?? 'linux'
  const paths = platform === 'win32' ? path.win32 : path.posix
  const home = options.home ?? { darwin: '/Users/u', win32: 'C:\\Users\\u' }[platform as string] ?? '/home/u'
  const contents = new Map(
    Object.entries(options.files ?? {}).map(([file, content]) => [paths.normalize(file), content]),
  )
  const reads: string[] = []
  const now = options.now ?? new Date('2026-11-20T12:00:00Z')

  const files: FileReader = {
    async readBytes(file, { maxBytes }) {
      reads.push(file)
      const content = contents.get(paths.normalize(file))
      if (content === undefined) {
        if (isFolder(file)) throw new FileError('not-a-file', file, 'is a folder')
        throw new FileError('absent', file, 'does not exist')
      }
      if (typeof content === 'object' && 'odd' in content) {
        if (content.odd === 'unreadable') throw new FileError('unreadable', file, "can't be read (EACCES)")
        if (content.odd === 'loop') throw new FileError('loop', file, 'is a symbolic link that leads back to itself')
        throw new FileError('not-a-file', file, content.odd === 'folder' ? 'is a folder' : 'is not a regular file')
      }
      const size = sizeOf(content)
      if (size > maxBytes) throw new FileError('too-large', file, `is larger than ${megabytes(maxBytes)}`)
      if (typeof content === 'string') return new TextEncoder().encode(content)
      return content instanceof Uint8Array ? content : new Uint8Array(content.size)
    },
    async readText(file, limits) {
      return decodeText(await files.readBytes(file, limits), file)
    },
    async type(file) {
      const content = contents.get(paths.normalize(file))
      if (content === undefined) return isFolder(file) ? 'folder' : null
      if (typeof content === 'object' && 'odd' in content) {
        return content.odd === 'folder' ? 'folder' : content.odd === 'unreadable' ? 'file' : 'other'
      }
      return 'file'
    },
    async list(folder) {
      const names = new Set<string>()
      for (const file of contents.keys()) {
        const relative = paths.relative(folder, file)
        const [first] = relative.split(paths.sep)
        if (first && first !== '..' && !paths.isAbsolute(relative)) names.add(first)
      }
      return [...names].sort()
    },
  }

  function isFolder(file: string): boolean {
    const prefix = paths.normalize(file + paths.sep)
    return [...contents.keys()].some((other) => other.startsWith(prefix))
  }

  return {
    files,
    env: options.env ?? {},
    platform,
    home,
    cwd: options.cwd ?? paths.join(home, 'work'),
    now: () => new Date(now),
    reads,
  }
}

function sizeOf(content: string | Uint8Array | { readonly size: number }): number {
  if (typeof content === 'string') return Buffer.byteLength(content)
  return content instanceof Uint8Array ? content.length : content.size
}
