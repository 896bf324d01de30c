/**
 * A `.tgz` or a folder on this machine in the place of a published release, for `diff` and `inspect`. Its bytes are as
 * strange as a registry's: the same limits hold, and nothing of it runs.
 */
import { constants, type Dirent } from 'node:fs'
import { lstat, open, readdir, stat } from 'node:fs/promises'
import path from 'node:path'
import ssri from 'ssri'
import { FileError, megabytes, nodeHost } from '../host.js'
import { type Artifact, type ArtifactFile, known, type RefusedEntry, type Release, unknown } from '../model.js'
import { artifactOf, DEFAULT_REGISTRY_LIMITS, hashOf, type RegistryLimits } from './npm.js'
import { purlOf } from './packument.js'
import { RegistryError } from './registry.js'
import { TarballError } from './tarball.js'
import { type JsonObject, objectOf, parseUntrusted } from './untrusted-json.js'

/** What npm never packs, and what is no part of a package's own code. */
const SKIPPED = new Set(['node_modules', '.git', '.hg', '.svn', '.DS_Store'])

/**
 * Reads a tarball or a folder as a release.
 *
 * Its integrity is a hash made here: of a tarball the one that a registry would state, of a folder one over the paths
 * and contents of its files. Nothing about its publication is known.
 *
 * @param location absolute path of a file or folder
 * @throws RegistryError with stage `fetch` where it can't be read, or holds no valid `package.json`
 */
export async function localArtifact(
  location: string,
  limits: RegistryLimits = DEFAULT_REGISTRY_LIMITS,
): Promise<{ artifact: Artifact; release: Release }> {
  const fail = (message: string, remedy: string) => new RegistryError('fetch', location, message, remedy)
  try {
    const artifact = (await isFolder(location)) ? await folder(location, limits) : await tarball(location, limits)
    const { manifest, name, version } = manifestOf(artifact, fail)
    const purl = purlOf(name, version)
    return { artifact: { ...artifact, purl }, release: releaseOf(location, name, version, purl, artifact, manifest) }
  } catch (error) {
    if (error instanceof FileError) throw fail(error.message, 'Give the path of a .tgz file or of a folder.')
    if (error instanceof TarballError) throw fail(error.message, 'Give a tarball as `npm pack` makes it.')
    throw error
  }
}

async function isFolder(location: string): Promise<boolean> {
  try {
    return (await stat(location)).isDirectory()
  } catch {
    // Reading it as a file says why.
    return false
  }
}

async function tarball(location: string, limits: RegistryLimits): Promise<Artifact> {
  const bytes = await nodeHost().files.readBytes(location, { maxBytes: limits.tarballBytes })
  return artifactOf(bytes, { purl: '', integrity: hashOf(bytes) }, limits)
}

async function folder(location: string, limits: RegistryLimits): Promise<Artifact> {
  const files = new Map<string, ArtifactFile & { bytes: Uint8Array }>()
  const refused: RefusedEntry[] = []
  let total = 0
  const waiting = ['']
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    for (const entry of await entriesOf(path.join(location, next))) {
      if (SKIPPED.has(entry.name)) continue
      const relative = next === '' ? entry.name : `${next}/${entry.name}`
      if (entry.isDirectory()) waiting.push(relative)
      else if (entry.isFile()) {
        if (files.size >= limits.files) throw new TarballError(`holds more than ${limits.files} files`)
        const { bytes, executable } = await readPlainFile(path.join(location, relative), limits.unpackedBytes - total)
        total += bytes.length
        files.set(relative, { path: relative, size: bytes.length, executable, bytes })
      } else refused.push({ path: relative, why: entry.isSymbolicLink() ? 'is a symbolic link' : 'is no regular file' })
    }
  }
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

/** A link that took the file's place since the folder was listed is not followed. */
async function readPlainFile(file: string, maxBytes: number): Promise<{ bytes: Uint8Array; executable: boolean }> {
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

function manifestOf(artifact: Artifact, fail: (message: string, remedy: string) => RegistryError) {
  const bytes = artifact.read('package.json')
  if (!bytes) throw fail('holds no package.json', 'Give the folder or the tarball of an npm package.')
  let manifest: JsonObject | null
  try {
    manifest = objectOf(parseUntrusted(bytes))
  } catch {
    manifest = null
  }
  if (manifest === null) throw fail('holds a package.json that is no JSON object', 'Correct it: npm can not read it.')
  const { name, version } = manifest
  return {
    manifest,
    name: typeof name === 'string' && name !== '' ? name : 'unnamed',
    version: typeof version === 'string' && version !== '' ? version : '0.0.0',
  }
}

function releaseOf(
  location: string,
  name: string,
  version: string,
  purl: string,
  artifact: Artifact,
  manifest: Readonly<Record<string, unknown>>,
): Release {
  const unpublished = unknown('it comes from this machine, not from a registry')
  return {
    purl,
    name,
    version,
    integrity: known(artifact.integrity),
    tarball: location,
    publishedAt: unpublished,
    publisher: unpublished,
    maintainers: unpublished,
    provenance: unpublished,
    deprecated: null,
    manifest,
  }
}
