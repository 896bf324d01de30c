/** The files of a folder of this machine, read into memory under limits. No link is followed, nothing outside is read. */
import { constants, type Dirent } from 'node:fs'
import { lstat, open, readdir, realpath } from 'node:fs/promises'
import path from 'node:path'
import ssri from 'ssri'
import { FileError, megabytes } from '../host.js'
import type { Artifact, ArtifactFile, RefusedEntry } from '../model.js'
import { TarballError, type UnpackLimits } from './tarball.js'

const AT_A_TIME = 16

export interface FolderFiles {
  readonly files: Map<string, ArtifactFile & { readonly bytes: Uint8Array }>
  readonly refused: RefusedEntry[]
}

/** What npm never packs, and what is no part of a package's own code. */
export const NEVER_PACKED: (name: string) => boolean = (name) =>
  name === 'node_modules' || name === '.git' || name === '.hg' || name === '.svn' || name === '.DS_Store'

/** Folders that stand in a working folder beside its code. */
export const BESIDE_CODE: ReadonlySet<string> = new Set(
  `.venv venv __pycache__ .cache .next .nuxt .svelte-kit .turbo .parcel-cache .vite .nyc_output coverage .pytest_cache
  .mypy_cache .ruff_cache .tox .idea .gradle .terraform .yarn .pnpm-store bower_components .direnv`.split(/\s+/),
)

/** What stands in a working folder beside its code: caches, environments of other languages, and settings with secrets. */
export const NOT_OF_PROGRAM = (name: string): boolean =>
  NEVER_PACKED(name) || BESIDE_CODE.has(name) || /^\.env(?:\.|$)/.test(name)

/**
 * All files of a folder, by their paths in it.
 *
 * @param skips names of files and folders that are left out
 * @throws TarballError where it goes beyond a limit, FileError where something in it can't be read
 */
export async function readFolder(
  location: string,
  limits: UnpackLimits,
  skips: (name: string) => boolean,
): Promise<FolderFiles> {
  const files: FolderFiles['files'] = new Map()
  const refused: RefusedEntry[] = []
  let total = 0
  let folders = 0
  const waiting = ['']
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    folders += 1
    if (folders > limits.files) throw new TarballError(`holds more than ${limits.files} folders`)
    const entries = await entriesOf(path.join(location, next))
    // A virtual environment of Python, whatever it is called.
    if (next !== '' && entries.some(({ name }) => name === 'pyvenv.cfg')) continue
    const found: string[] = []
    for (const entry of entries) {
      if (skips(entry.name)) continue
      const relative = next === '' ? entry.name : `${next}/${entry.name}`
      if (entry.isDirectory()) waiting.push(relative)
      else if (entry.isFile()) found.push(relative)
      else refused.push({ path: relative, why: entry.isSymbolicLink() ? 'is a symbolic link' : 'is no regular file' })
    }
    if (files.size + found.length > limits.files) throw new TarballError(`holds more than ${limits.files} files`)
    for (let i = 0; i < found.length; i += AT_A_TIME) {
      const batch = found.slice(i, i + AT_A_TIME)
      const sizes = await Promise.all(batch.map((each) => sizeOf(path.join(location, each))))
      const rest = limits.unpackedBytes - total
      if (sizes.reduce((sum, size) => sum + size, 0) > rest) {
        throw new TarballError(`holds more than ${megabytes(limits.unpackedBytes)}`)
      }
      const contents = await Promise.all(batch.map((each) => readPlainFile(path.join(location, each), rest)))
      for (const [at, { bytes, executable }] of contents.entries()) {
        const own = batch[at] ?? ''
        total += bytes.length
        files.set(own, { path: own, size: bytes.length, executable, bytes })
      }
    }
  }
  return { files, refused }
}

const MAY_BE_CODE = /\.(?:[cm]?[jt]sx?|json|node|wasm|py|(?:ba|z)?sh)$/i
const OF_DOCUMENTS = /^(?:readme|licen[cs]e|copying|notice|changelog|authors|contributing)$/i

/**
 * Files of a program, of whose links only those count that may lead to code. Working folders have others: `CLAUDE.md` that is
 * `AGENTS.md`, `.claude/skills`.
 */
export const withoutIdleLinks = ({ files, refused }: FolderFiles): FolderFiles => ({
  files,
  refused: refused.filter(({ path: link }) => {
    const name = link.split('/').at(-1) ?? ''
    if (MAY_BE_CODE.test(name)) return true
    return !name.includes('.') && !OF_DOCUMENTS.test(name) && !/(?:^|\/)\./.test(link)
  }),
})

/** What code imports by a relative path, as its words say it. */
export const RELATIVE_IMPORT =
  /(?:\bfrom\s{0,5}|\bimport\s{0,5}(?:\(\s{0,5})?|\brequire\s{0,5}\(\s{0,5})(?:'(\.{1,2}\/[^'\n]{1,300})'|"(\.{1,2}\/[^"\n]{1,300})")/g
/** What a specifier may leave out. */
export const SPECIFIER_ENDINGS = [
  '',
  '.js',
  '.cjs',
  '.mjs',
  '.json',
  '.ts',
  '.mts',
  '.cts',
  '.jsx',
  '.tsx',
  '/index.js',
  '/index.ts',
]
const MOST_IMPORTED = 1000

/**
 * A file and those that it imports by relative paths, as their words say it; what is loaded in other ways is left out.
 *
 * @param start the file's name in the folder
 * @throws TarballError where it goes beyond a limit, FileError where the first file can't be read
 */
export async function readImports(location: string, start: string, limits: UnpackLimits): Promise<FolderFiles> {
  const files: FolderFiles['files'] = new Map()
  const refused = new Map<string, RefusedEntry>()
  const root = await realpath(location).catch(() => location)
  let total = 0
  const waiting = [start]
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (files.has(next)) continue
    if (files.size >= Math.min(limits.files, MOST_IMPORTED)) {
      throw new TarballError(`imports more than ${files.size} files`)
    }
    const { bytes, executable } = await readPlainFile(path.join(root, next), limits.unpackedBytes - total)
    total += bytes.length
    files.set(next, { path: next, size: bytes.length, executable, bytes })
    if (/\.json$|\.node$/.test(next)) continue
    for (const [, single, double] of new TextDecoder().decode(bytes).matchAll(RELATIVE_IMPORT)) {
      const found = await imported(root, path.posix.join(path.posix.dirname(next), single ?? double ?? ''))
      if (typeof found === 'string') waiting.push(found)
      else if (found !== null) refused.set(found.path, found)
    }
  }
  return { files, refused: [...refused.values()] }
}

/**
 * The file that a specifier means; why it is not read; or `null` where there is none.
 *
 * @param root the folder, without links
 * @param target path from it
 */
export async function imported(root: string, target: string): Promise<string | RefusedEntry | null> {
  if (target.startsWith('../') || target.includes('\0')) return { path: target, why: 'stands outside of the folder' }
  const bare = target.replace(/\.([cm]?)js$/, '')
  const typed = /\.([cm]?)js$/.exec(target)?.[1]
  const candidates = [
    ...SPECIFIER_ENDINGS.map((each) => target + each),
    ...(typed === undefined ? [] : [`${bare}.${typed}ts`]),
  ]
  for (const candidate of candidates) {
    const file = path.join(root, candidate)
    try {
      const about = await lstat(file)
      if (about.isSymbolicLink() || (about.isFile() && (await realpath(file)) !== file)) {
        return { path: candidate, why: 'is a symbolic link' }
      }
      if (about.isFile()) return candidate
    } catch {
      // Absent, or not to be read: then another ending may name it.
    }
  }
  return null
}

/** The artefact of files that were read here; its integrity is a hash over their paths and contents. */
export function artifactOfFiles({ files, refused }: FolderFiles): Artifact {
  const listed = [...files.values()].sort((a, b) => (a.path < b.path ? -1 : 1))
  const hash = ssri.create({ algorithms: ['sha512'] })
  for (const file of listed) hash.update(`${JSON.stringify(file.path)} ${file.size}\n`).update(Buffer.from(file.bytes))
  return {
    purl: '',
    integrity: hash.digest().toString(),
    list: () => listed.map(({ path, size, executable }) => ({ path, size, executable })),
    read: (file) => files.get(file)?.bytes,
    refused,
  }
}

async function entriesOf(directory: string): Promise<Dirent[]> {
  try {
    return await readdir(directory, { withFileTypes: true })
  } catch (error) {
    throw new FileError('unreadable', directory, `holds a folder that can't be read (${String(errorCode(error))})`)
  }
}

/** Asked of all before any is read, so that files read at once do not go beyond a limit together. */
async function sizeOf(file: string): Promise<number> {
  try {
    return (await lstat(file)).size
  } catch (error) {
    throw new FileError('unreadable', file, `holds a file that can't be read (${String(errorCode(error))})`)
  }
}

/** A link that took the file's place since the folder was listed is not followed. */
export async function readPlainFile(
  file: string,
  maxBytes: number,
): Promise<{ bytes: Uint8Array; executable: boolean }> {
  try {
    if (!(await lstat(file)).isFile()) throw new FileError('not-a-file', file, 'holds a file that changed meanwhile')
    const handle = await open(file, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0))
    try {
      const about = await handle.stat()
      if (about.size > maxBytes) throw new TarballError(`holds more than ${megabytes(maxBytes)}`)
      return { bytes: await handle.readFile(), executable: (about.mode & 0o111) !== 0 }
    } finally {
      await handle.close()
    }
  } catch (error) {
    if (error instanceof FileError || error instanceof TarballError) throw error
    throw new FileError('unreadable', file, `holds a file that can't be read (${String(errorCode(error))})`)
  }
}

const errorCode = (error: unknown): unknown => (error as { code?: unknown }).code ?? 'unknown error'
