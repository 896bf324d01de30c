/**
 * A package's tarball, unpacked in memory under limits. Nothing is written and nothing runs.
 *
 * The parser is node-tar, the one that npm unpacks with: two parsers may read one hostile archive as two different
 * packages, and the audit must see the one that runs.
 */
import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import { Parser, type ReadEntry } from 'tar'
import { megabytes } from '../host.js'
import type { ArtifactFile, RefusedEntry } from '../model.js'

export interface UnpackLimits {
  /** Bytes of all files and headers together, unpacked. */
  readonly unpackedBytes: number
  readonly files: number
  /** Unpacked bytes per packed byte, where an archive unpacks to more than `ratioFrom` bytes. */
  readonly ratio: number
  readonly ratioFrom: number
}

/**
 * Far above real servers: of sixteen measured, the largest unpacks to 14 MB in 370 files, and none packs better than
 * 7 to 1. gzip reaches 1,032 to 1, on zeros.
 */
export const DEFAULT_UNPACK_LIMITS: UnpackLimits = {
  unpackedBytes: 256 * 1024 * 1024,
  files: 50_000,
  ratio: 100,
  ratioFrom: 16 * 1024 * 1024,
}

export interface Unpacked {
  readonly files: ReadonlyMap<string, ArtifactFile & { readonly bytes: Uint8Array }>
  readonly refused: readonly RefusedEntry[]
}

/** The message completes the sentence "the tarball …". */
export class TarballError extends Error {}

/**
 * The files of a tarball by path, without the root folder, whatever its name is.
 *
 * Refused are entries that could reach outside of the package or that are no files. Of two entries of one path the later
 * one counts, as in npm, and the earlier one is refused where it differs.
 *
 * @param bytes gzip, or a bare archive
 * @throws TarballError where the archive is damaged or exceeds a limit
 */
export async function unpack(bytes: Uint8Array, limits: UnpackLimits = DEFAULT_UNPACK_LIMITS): Promise<Unpacked> {
  const archive = await decompress(bytes, limits)
  // The parser would unpack a second layer, under no limit.
  if (startsWith(archive, GZIP) || startsWith(archive, ZSTD)) throw new TarballError('is packed twice')

  const files = new Map<string, ArtifactFile & { bytes: Uint8Array }>()
  const folders = new Set<string>()
  const refused: RefusedEntry[] = []
  let entries = 0
  let problem: string | null = null
  const fail = (why: string) => {
    problem ??= why
  }

  const parser = new Parser({
    onReadEntry: (entry) => {
      if (++entries > limits.files) {
        fail(`holds more than ${limits.files} files`)
        entry.resume()
        parser.abort(new Error('too many files'))
        return
      }
      const chunks: Uint8Array[] = []
      entry.on('data', (chunk) => chunks.push(chunk))
      entry.on('end', () => accept(entry, chunks))
    },
    onwarn: (code, message) => {
      if (code === 'TAR_BAD_ARCHIVE') fail('is damaged or no archive at all')
      else if (code === 'TAR_ENTRY_INVALID') refused.push({ path: `entry ${entries + 1}`, why: String(message) })
    },
  })

  function accept(entry: ReadEntry, chunks: readonly Uint8Array[]): void {
    // The header's own path: the entry's is already bent to the rules of the platform that this runs on.
    const raw = entry.header.path ?? entry.path
    if (entry.type === 'Directory' || entry.type === 'GNUDumpDir') return
    const path = packagePath(raw)
    const why = REFUSED_TYPES[entry.type] ?? path.why ?? collision(path.path, files, folders)
    if (why !== undefined) {
      refused.push({ path: raw, why })
      return
    }
    if (path.path === '') return
    const content = chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks)
    const earlier = files.get(path.path)
    if (earlier && Buffer.compare(earlier.bytes, content) !== 0) {
      refused.push({ path: path.path, why: 'a second entry of this name with other content takes its place' })
    }
    const executable = ((entry.mode ?? 0) & 0o111) !== 0
    files.set(path.path, { path: path.path, size: content.length, executable, bytes: content })
    for (let end = path.path.lastIndexOf('/'); end > 0; end = path.path.lastIndexOf('/', end - 1)) {
      const folder = path.path.slice(0, end)
      if (folders.has(folder)) break
      folders.add(folder)
    }
  }

  // Written at once, the parser hands every entry on before it returns.
  parser.on('error', () => fail('is damaged'))
  parser.end(Buffer.from(archive.buffer, archive.byteOffset, archive.byteLength))
  if (problem !== null) throw new TarballError(problem)
  return { files, refused }
}

const GZIP = [0x1f, 0x8b]
const ZSTD = [0x28, 0xb5, 0x2f, 0xfd]
const startsWith = (bytes: Uint8Array, magic: readonly number[]) => magic.every((byte, index) => bytes[index] === byte)

async function decompress(bytes: Uint8Array, limits: UnpackLimits): Promise<Uint8Array> {
  const most = Math.min(limits.unpackedBytes, Math.max(limits.ratioFrom, bytes.length * limits.ratio))
  if (!startsWith(bytes, GZIP)) {
    if (bytes.length > most) throw tooLarge(most, limits)
    return bytes
  }
  try {
    return await promisify(gunzip)(bytes, { maxOutputLength: most })
  } catch (error) {
    const { code } = error as { code?: unknown }
    if (code === 'ERR_BUFFER_TOO_LARGE') throw tooLarge(most, limits)
    throw new TarballError('is damaged: its gzip stream can not be read to the end')
  }
}

const tooLarge = (most: number, limits: UnpackLimits) =>
  new TarballError(
    most < limits.unpackedBytes
      ? `unpacks to more than ${limits.ratio} times its size`
      : `unpacks to more than ${megabytes(limits.unpackedBytes)}`,
  )

/** Entries that npm does not unpack either, and the names of their types. */
const REFUSED_TYPES: Readonly<Record<string, string | undefined>> = {
  Link: 'is a hard link',
  SymbolicLink: 'is a symbolic link',
  CharacterDevice: 'is a device',
  BlockDevice: 'is a device',
  FIFO: 'is a FIFO',
}

/** The path below the archive's root folder, or why it is none. An entry outside of any root folder has the path ''. */
function packagePath(raw: string): { readonly path: string; readonly why?: string } {
  const refuse = (why: string) => ({ path: '', why })
  if (raw.includes('\0')) return refuse('its name holds a NUL character')
  if (raw.includes('\\')) return refuse('its name holds a backslash, which is a path on Windows only')
  if (raw.startsWith('/')) return refuse('its path is absolute')
  const segments = raw.split('/')
  if (segments.includes('..')) return refuse('its path leads out of the package')
  if (segments.slice(0, 2).some((segment) => /^[a-z]:/i.test(segment))) return refuse('its path names a drive')
  return {
    path: segments
      .slice(1)
      .filter((segment) => segment !== '' && segment !== '.')
      .join('/'),
  }
}

/** A path that is a file and a folder at once: which of them exists depends on the platform. */
function collision(
  path: string,
  files: ReadonlyMap<string, unknown>,
  folders: ReadonlySet<string>,
): string | undefined {
  if (folders.has(path)) return 'its path is a folder of the package too'
  for (let end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1)) {
    if (files.has(path.slice(0, end))) return 'a file of the package stands where its path needs a folder'
  }
  return undefined
}
