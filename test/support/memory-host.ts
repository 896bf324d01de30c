/**
 * A host in memory, for any platform on any platform: files, links, permissions, environment, home, clock.
 *
 *   const host = memoryHost({ files: { '/home/u/.cursor/mcp.json': '{}', '/home/u/link': { link: '/srv/x' } } })
 *   const windows = memoryHost({ platform: 'win32', files: { 'C:\\Users\\u\\.claude.json': '{}' } })
 */
import path from 'node:path'
import { decodeText, FileError, type FileReader, type Host, megabytes, type Permissions } from '../../src/host.js'

/** Something other than a readable file at a path. A link's target may be relative to the folder that the link stands in. */
export type Oddity =
  | { readonly odd: 'unreadable' | 'loop' | 'folder' | 'fifo' }
  | { readonly size: number }
  | { readonly link: string }

export interface MemoryHostOptions {
  /** By absolute path. An object is taken for an oddity only when it has `odd`, `size` or `link`. */
  readonly files?: Readonly<Record<string, string | Uint8Array | Oddity>>
  /** By absolute path of what it is, not of a link to it. What is left out: the user's own, `0o644`, and `0o755` of a folder. */
  readonly permissions?: Readonly<Record<string, Partial<Permissions>>>
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

/** The user's own number, and the number of the user's own group. */
export const USER = 1000
/** As Linux has it. */
const MAX_LINKS = 40

export function memoryHost(options: MemoryHostOptions = {}): Host & { readonly reads: readonly string[] } {
  const platform = options.platform ?? 'linux'
  const paths = platform === 'win32' ? path.win32 : path.posix
  const home = options.home ?? { darwin: '/Users/u', win32: 'C:\\Users\\u' }[platform as string] ?? '/home/u'
  const byPath = <T>(record: Readonly<Record<string, T>> = {}) =>
    new Map(Object.entries(record).map(([file, value]) => [paths.normalize(file), value]))
  const contents = byPath(options.files)
  const permissions = byPath(options.permissions)
  const folders = foldersOf(contents.keys(), paths)
  const reads: string[] = []
  const now = options.now ?? new Date('2026-11-20T12:00:00Z')

  /** The path without links; `loop` where they lead in a circle. What it leads to need not exist. */
  function resolve(file: string): string | 'loop' {
    const { root } = paths.parse(paths.normalize(file))
    let done = root
    let waiting = segments(paths.normalize(file).slice(root.length))
    for (let links = 0; waiting.length > 0; ) {
      const [first = '', ...rest] = waiting
      const next = paths.join(done, first)
      const content = contents.get(next)
      if (typeof content !== 'object' || !('link' in content)) {
        done = next
        waiting = rest
        continue
      }
      links += 1
      if (links > MAX_LINKS) return 'loop'
      const target = paths.resolve(done, content.link)
      const targetRoot = paths.parse(target).root
      done = targetRoot
      waiting = [...segments(target.slice(targetRoot.length)), ...rest]
    }
    return done
  }
  const segments = (file: string) => file.split(paths.sep).filter((segment) => segment !== '')

  /** What stands at a path, links followed. */
  function at(file: string): {
    readonly real: string
    readonly content: Content | undefined
    readonly folder: boolean
  } {
    const real = resolve(file)
    if (real === 'loop') return { real: paths.normalize(file), content: { odd: 'loop' }, folder: false }
    const content = contents.get(real)
    return { real, content, folder: content === undefined && folders.has(real) }
  }

  const files: FileReader = {
    async readBytes(file, { maxBytes }) {
      reads.push(file)
      const { content, folder } = at(file)
      if (folder) throw new FileError('not-a-file', file, 'is a folder')
      if (content === undefined) throw new FileError('absent', file, 'does not exist')
      if (typeof content === 'object' && 'odd' in content) {
        if (content.odd === 'unreadable') throw new FileError('unreadable', file, "can't be read (EACCES)")
        if (content.odd === 'loop') throw new FileError('loop', file, 'is a symbolic link that leads back to itself')
        throw new FileError('not-a-file', file, content.odd === 'folder' ? 'is a folder' : 'is not a regular file')
      }
      const size = sizeOf(content)
      if (size > maxBytes) throw new FileError('too-large', file, `is larger than ${megabytes(maxBytes)}`)
      if (typeof content === 'string') return new TextEncoder().encode(content)
      return content instanceof Uint8Array ? content : new Uint8Array(size)
    },
    async readText(file, limits) {
      return decodeText(await files.readBytes(file, limits), file)
    },
    async type(file) {
      const { content, folder } = at(file)
      if (folder) return 'folder'
      if (content === undefined) return null
      if (typeof content === 'object' && 'odd' in content) {
        return content.odd === 'folder' ? 'folder' : content.odd === 'unreadable' ? 'file' : 'other'
      }
      return 'file'
    },
    async list(folder) {
      return [...(folders.get(resolve(folder)) ?? [])].sort()
    },
    async realPath(file) {
      const { content, folder, real } = at(file)
      if (content === undefined && !folder) return null
      return typeof content === 'object' && 'odd' in content && content.odd === 'loop' ? null : real
    },
    async permissions(file) {
      const type = await files.type(file)
      if (platform === 'win32' || type === null) return null
      const mode = type === 'folder' ? 0o755 : 0o644
      return { mode, uid: USER, gid: USER, ...permissions.get(at(file).real) }
    },
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

type Content = string | Uint8Array | Oddity

/** Every folder that a path goes through, with the names in it. */
function foldersOf(all: Iterable<string>, paths: path.PlatformPath): ReadonlyMap<string, ReadonlySet<string>> {
  const folders = new Map<string, Set<string>>()
  for (let file of all) {
    for (let folder = paths.dirname(file); folder !== file; file = folder, folder = paths.dirname(file)) {
      const names = folders.get(folder) ?? new Set()
      const known = names.size > 0
      names.add(paths.basename(file))
      folders.set(folder, names)
      if (known) break
    }
  }
  return folders
}

function sizeOf(content: string | Uint8Array | { readonly size: number } | { readonly link: string }): number {
  if (typeof content === 'string') return Buffer.byteLength(content)
  if (content instanceof Uint8Array) return content.length
  return 'size' in content ? content.size : 0
}
