/**
 * What a tarball itself brings below a package: packages that are bundled in it, and its `npm-shrinkwrap.json`, which npm
 * follows instead of resolving anything. Data from a stranger. Pure.
 */
import npa from 'npm-package-arg'
import type { Artifact } from '../../model.js'
import { type JsonObject, objectOf, parseUntrusted } from '../untrusted-json.js'

/** A package's folder in a tarball, or its location in a lock: `node_modules/a/node_modules/@scope/b`. */
const LOCATION = /^(?:node_modules\/(?:@[^/]+\/)?[^/@][^/]*\/)*node_modules\/((?:@[^/]+\/)?[^/@][^/]*)$/

/** Bytes of a lock; the largest ones of real projects have some 5 MB. */
const MOST_LOCK_BYTES = 64 * 1024 * 1024

/** Locks of npm's first form are nested; deeper ones than this are no work of npm's. */
const DEEPEST = 100

/** The message completes the sentence "its npm-shrinkwrap.json …". */
export class ShrinkwrapError extends Error {}

export interface BundledPackage {
  readonly name: string
  /** Empty where its manifest has none. */
  readonly version: string
  readonly installScript: boolean
}

/** The packages in a tarball's `node_modules`. What their manifests say is all that is known of them. */
export function bundledIn(artifact: Artifact): readonly BundledPackage[] {
  const paths = artifact.list().map(({ path }) => path)
  const files = new Set(paths)
  return paths.flatMap((path) => {
    const folder = path.endsWith('/package.json') ? path.slice(0, -'/package.json'.length) : ''
    const [, name] = LOCATION.exec(folder) ?? []
    if (nameOf(name) === null || name === undefined) return []
    const manifest = manifestOf(artifact.read(path))
    const scripts = objectOf(manifest.scripts) ?? {}
    const installScript =
      files.has(`${folder}/binding.gyp`) ||
      ['preinstall', 'install', 'postinstall'].some((event) => typeof scripts[event] === 'string')
    return [{ name: nameOf(manifest.name) ?? name, version: textOf(manifest.version) ?? '', installScript }]
  })
}

export interface LockedPackage {
  readonly name: string
  readonly version: string
  /** Where npm takes it from; `null` for the registry. */
  readonly resolved: string | null
  /** SRI as the lock states it. */
  readonly integrity: string | null
  readonly optional: boolean
  readonly bundled: boolean
  readonly installScript: boolean
  /** Whether it has a lock of its own, or packages in its tarball. */
  readonly carries: boolean
}

/**
 * The packages of the lock that a tarball holds, which npm installs all of: those for development and those that nothing
 * depends on too. None where it holds none.
 *
 * @throws ShrinkwrapError where it can't be read
 */
export function shrinkwrapOf(artifact: Artifact): readonly LockedPackage[] {
  // npm falls back on the other name where the tarball has it.
  const bytes = artifact.read('npm-shrinkwrap.json') ?? artifact.read('package-lock.json')
  if (bytes === undefined) return []
  if (bytes.length > MOST_LOCK_BYTES) throw new ShrinkwrapError('is too large to be read')
  let lock: JsonObject | null
  try {
    lock = objectOf(parseUntrusted(bytes))
  } catch {
    lock = null
  }
  if (lock === null) throw new ShrinkwrapError('is no JSON object')
  const packages = objectOf(lock.packages)
  return packages === null ? ofFirstForm(lock) : Object.entries(packages).flatMap(ofLocation)
}

/** `packages` of forms 2 and 3, by location. */
function ofLocation([location, value]: readonly [string, unknown]): LockedPackage[] {
  const entry = objectOf(value)
  if (location === '' || entry === null) return []
  const [, folder] = LOCATION.exec(location) ?? []
  const resolved = textOf(entry.resolved)
  const name = nameOf(entry.name) ?? nameOf(folder)
  // What a link leads to stands in the tarball's own folders, and what leads out of it npm refuses.
  if (name === null) return []
  const linked = entry.link === true ? { resolved: `file:${resolved ?? ''}` } : { resolved }
  return [{ ...entryOf(name, entry), ...linked, bundled: entry.inBundle === true }]
}

/** `dependencies` of form 1, nested. A version may be a spec. */
function ofFirstForm(lock: JsonObject): readonly LockedPackage[] {
  const found: LockedPackage[] = []
  const walk = (value: unknown, depth: number): void => {
    if (depth > DEEPEST) throw new ShrinkwrapError('is nested too deeply')
    for (const [key, each] of Object.entries(objectOf(value) ?? {})) {
      const entry = objectOf(each)
      if (entry === null) continue
      const version = textOf(entry.version) ?? ''
      if (nameOf(key) === null) continue
      const [, name, number] = /^npm:((?:@[^/]+\/)?[^/@]+)@(.+)$/.exec(version) ?? [null, key, version]
      const elsewhere = /[:/]/.test(number ?? '') ? (number ?? '') : null
      const bundled = entry.bundled === true
      const resolved = elsewhere ?? textOf(entry.resolved)
      found.push({ ...entryOf(nameOf(name) ?? key, entry), version: number ?? '', resolved, bundled })
      walk(entry.dependencies, depth + 1)
    }
  }
  walk(lock.dependencies, 0)
  return found
}

const entryOf = (name: string, entry: JsonObject) => ({
  name,
  version: textOf(entry.version) ?? '',
  integrity: sriOf(entry.integrity),
  optional: entry.optional === true || entry.devOptional === true,
  installScript: entry.hasInstallScript === true,
  carries:
    entry.hasShrinkwrap === true ||
    (Array.isArray(entry.bundleDependencies) ? entry.bundleDependencies.length > 0 : entry.bundleDependencies === true),
})

const SRI =
  /^(?:sha(?:1|256|384|512)-[A-Za-z0-9+/]{20,90}={0,2})(?: sha(?:1|256|384|512)-[A-Za-z0-9+/]{20,90}={0,2}){0,8}$/

const sriOf = (value: unknown): string | null => (typeof value === 'string' && SRI.test(value) ? value : null)

/** The name of a package; `null` for what a path or a URL could be made of. */
function nameOf(value: unknown): string | null {
  if (typeof value !== 'string') return null
  try {
    const { name, registry } = npa(value)
    return registry && name === value ? value : null
  } catch {
    return null
  }
}

const textOf = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null)

function manifestOf(bytes: Uint8Array | undefined): JsonObject {
  try {
    return objectOf(parseUntrusted(bytes ?? new Uint8Array())) ?? {}
  } catch {
    return {}
  }
}
