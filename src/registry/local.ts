/**
 * A `.tgz` or a folder on this machine in the place of a published release, and programs of this machine that were never
 * published. Their bytes are as strange as a registry's: the same limits hold, and nothing of them runs.
 */
import { stat } from 'node:fs/promises'
import path from 'node:path'
import { FileError, nodeHost } from '../host.js'
import type { LocatedProgram } from '../machine/machine.js'
import { type Artifact, known, type Release, unknown } from '../model.js'
import { artifactOf, hashOf } from './artifact.js'
import {
  artifactOfFiles,
  type FolderFiles,
  NEVER_PACKED,
  NOT_OF_PROGRAM,
  readFolder,
  readImports,
  withoutIdleLinks,
} from './folder.js'
import { DEFAULT_REGISTRY_LIMITS, type RegistryLimits } from './npm.js'
import { purlOf } from './packument.js'
import { type Reached, withReached } from './reached-files.js'
import { RegistryError } from './registry.js'
import { manifestOfScript, startedManifest } from './started-manifest.js'
import { TarballError } from './tarball.js'
import { type JsonObject, objectOf, parseUntrusted } from './untrusted-json.js'

type Fail = (message: string, remedy: string) => RegistryError

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
  const fail: Fail = (message, remedy) => new RegistryError('fetch', location, message, remedy)
  try {
    const artifact = (await isFolder(location))
      ? artifactOfFiles(await readFolder(location, limits, NEVER_PACKED))
      : await tarball(location, limits)
    return releaseOf(location, artifact, fail)
  } catch (error) {
    if (error instanceof FileError) throw fail(error.message, 'Give the path of a .tgz file or of a folder.')
    if (error instanceof TarballError) throw fail(error.message, 'Give a tarball as `npm pack` makes it.')
    throw error
  }
}

/**
 * Reads a program of this machine as a release: its package's folder, or the script with what belongs to it. What git
 * ignores is read too, since the build is what runs. `bin` and `main` of its manifest are the file that starts, so that all
 * that is said of it begins there.
 *
 * Where a package's folder goes beyond the limits, the folder of the started file stands for it.
 *
 * @throws RegistryError with stage `fetch` where it can't be read, or goes beyond the limits
 */
export async function localProgram(
  { file, folder, reading }: LocatedProgram,
  limits: RegistryLimits = DEFAULT_REGISTRY_LIMITS,
): Promise<{ artifact: Artifact; release: Release } & LeftOut> {
  const fail: Fail = (message, remedy) => new RegistryError('fetch', file ?? folder, message, remedy)
  try {
    if (reading === 'package') {
      const { artifact, outside, packages } = await packageOfProgram(file, folder, limits)
      const read = releaseOf(folder, artifact, fail, 'generic')
      return { ...read, outside, packages: ofManifest(packages, read.release.manifest) }
    }
    const start = file === null ? 'index.js' : relative(folder, file)
    const { files, refused, outside, packages } =
      reading === 'folder' ? await programIn(folder, limits) : await importsIn(folder, start, limits)
    const artifact = startingAt({ files, refused }, start)
    return { ...releaseOf(file ?? folder, artifact, fail, 'generic'), outside, packages }
  } catch (error) {
    if (error instanceof FileError) throw fail(error.message, 'Check who may read the file and its folder.')
    if (error instanceof TarballError) {
      throw fail(error.message, 'Keep the program in a folder of its own, without data beside it.')
    }
    throw error
  }
}

/** What a program leads to, and is not read. */
export interface LeftOut {
  /** Files that it imports from beyond its folder, as paths from there: `../shared/log.js`. */
  readonly outside: readonly string[]
  /** Names of the packages that it takes from `node_modules`. */
  readonly packages: readonly string[]
}

/** Those that a manifest asks for, where it does of any: tests and examples name others. */
function ofManifest(packages: readonly string[], manifest: Readonly<Record<string, unknown>>): readonly string[] {
  const asked = ['dependencies', 'optionalDependencies', 'peerDependencies', 'devDependencies'].map(
    (field) => new Set(Object.keys(objectOf(manifest[field]) ?? {})),
  )
  const own = asked.map((names) => packages.filter((name) => names.has(name)))
  return own.find((names) => names.length > 0) ?? packages
}

async function programIn(folder: string, limits: RegistryLimits): Promise<Reached> {
  const found = withoutIdleLinks(await readFolder(folder, limits, NOT_OF_PROGRAM))
  for (const file of found.files.keys()) if (OF_AGENTS.test(file)) found.files.delete(file)
  return await withReached(folder, found, limits, (file) => OF_AGENTS.test(file))
}

async function importsIn(folder: string, start: string, limits: RegistryLimits): Promise<Reached> {
  const found = await readImports(folder, start, limits)
  // What stands outside is refused already.
  return { ...(await withReached(folder, found, limits, () => false)), outside: [] }
}

/**
 * What says which servers agents start, and the lock of it: data, in the folder of a project that is itself a server. Whoever locks
 * or pins that server changes these, and not what it does.
 */
const OF_AGENTS =
  /(?:^|\/)(?:mcp-lock|\.?mcp|mcp[-_](?:config|settings)|opencode)\.jsonc?$|(?:^|\/)\.[a-z-]+\/(?:settings(?:\.local)?\.json|config\.(?:toml|ya?ml|json))$/i

async function packageOfProgram(
  file: string | null,
  folder: string,
  limits: RegistryLimits,
): Promise<{ artifact: Artifact } & LeftOut> {
  const start = file === null ? null : relative(folder, file)
  try {
    const { outside, packages, ...files } = await programIn(folder, limits)
    if (start === null) return { artifact: artifactOfFiles(files), outside, packages }
    if (files.files.has(start)) return { artifact: startingAt(files, start), outside, packages }
  } catch (error) {
    if (!(error instanceof TarballError) || file === null) throw error
  }
  // Too large, or the file stands where caches do: its own folder still says what starts.
  const beside = path.dirname(file ?? folder)
  const { outside, packages, ...files } = await programIn(beside, limits)
  if (!files.files.has('package.json')) {
    const about = await manifestIn(folder)
    setManifest(files, manifestOfScript('', { name: about?.name, version: about?.version, type: about?.type }))
  }
  return { artifact: startingAt(files, path.basename(file ?? folder)), outside, packages }
}

/** The files with a manifest that says where they start; one is made where there is none. */
function startingAt(files: FolderFiles, start: string): Artifact {
  const bytes = files.files.get('package.json')?.bytes
  const text = bytes === undefined ? null : new TextDecoder().decode(bytes)
  setManifest(files, text === null ? manifestOfScript(start) : startedManifest(text, start))
  return artifactOfFiles(files)
}

function setManifest({ files }: FolderFiles, text: string): void {
  const bytes = new TextEncoder().encode(text)
  files.set('package.json', { path: 'package.json', size: bytes.length, executable: false, bytes })
}

async function manifestIn(folder: string): Promise<JsonObject | null> {
  try {
    const bytes = await nodeHost().files.readBytes(path.join(folder, 'package.json'), { maxBytes: 1024 * 1024 })
    return objectOf(parseUntrusted(bytes))
  } catch {
    return null
  }
}

const relative = (folder: string, file: string): string => path.relative(folder, file).split(path.sep).join('/')

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

function manifestOf(artifact: Artifact, fail: Fail) {
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
  artifact: Artifact,
  fail: Fail,
  type: 'npm' | 'generic' = 'npm',
): { artifact: Artifact; release: Release } {
  const { manifest, name, version } = manifestOf(artifact, fail)
  const purl = purlOf(name, version, type)
  const unpublished = unknown('it comes from this machine, not from a registry')
  const release: Release = {
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
  return { artifact: { ...artifact, purl }, release }
}
