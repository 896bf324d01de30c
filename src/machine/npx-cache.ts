/**
 * npm's cache of what `npx` installed: `<cache>/_npx/<hash>/`, a folder for each set of specs, with a `package.json` that
 * says what was asked for, a lockfile, and the packages themselves.
 */
import pLimit from 'p-limit'
import { folderVariable, type Host, pathsOf } from '../host.js'
import type { InstalledCopy } from '../model.js'
import {
  isInside,
  isPackageName,
  type JsonObject,
  objectOf,
  own,
  parseObject,
  readManifest,
  readText,
  validIntegrity,
  validVersion,
} from './files.js'

const MOST_FOLDERS = 500
const MOST_PACKAGES = 200
const LOCKFILE_BYTES = 8 * 1024 * 1024
/** Of all lockfiles together, not counting those under way; npm writes some hundred kilobytes for a server. */
const LOCKFILES_BYTES = 128 * 1024 * 1024
const AT_A_TIME = 16

/** npm's cache where nothing moves it. */
export function defaultNpmCache(host: Host): string {
  const { join } = pathsOf(host)
  if (host.platform !== 'win32') return join(host.home, '.npm')
  return join(folderVariable(host, 'LOCALAPPDATA') ?? join(host.home, 'AppData', 'Local'), 'npm-cache')
}

/** A package that a folder of the cache was made for. */
interface Asked {
  readonly folder: string
  /** Its folder in `node_modules`: the package's name, or an alias. */
  readonly key: string
}

/** Version and integrity as a lockfile has them, by the packages' folders in `node_modules`. */
type Locked = ReadonlyMap<string, JsonObject>

/** Each cache is listed once in a run, when it is first asked for; a lockfile is read, once, when one of its packages is asked for. */
export class NpxCache {
  private readonly indexes = new Map<string, Promise<ReadonlyMap<string, readonly Asked[]>>>()
  private readonly copies = new Map<string, Promise<Omit<InstalledCopy, 'used'> | null>>()
  private readonly locks = new Map<string, Promise<Locked>>()
  /** What may still be read of lockfiles. */
  private lockfileBytes = LOCKFILES_BYTES
  private readonly reading = pLimit(AT_A_TIME)
  private readonly host: Host

  constructor(host: Host) {
    this.host = host
  }

  /**
   * @param cache npm's cache folder, absolute
   * @param used names of the folders that an entry's own words lead to; they are looked at however many there are
   */
  async find(cache: string, name: string, used: ReadonlySet<string>): Promise<InstalledCopy[]> {
    const paths = pathsOf(this.host)
    const index = await this.index(cache)
    const asked = new Map((index.get(name) ?? []).map((each) => [`${each.folder}\n${each.key}`, each]))
    for (const hash of used) {
      const folder = paths.join(cache, '_npx', hash)
      for (const key of (await this.keys(folder)).get(name) ?? []) asked.set(`${folder}\n${key}`, { folder, key })
    }
    const copies = await Promise.all([...asked.values()].map((each) => this.copy(cache, each, name)))
    return copies.flatMap((copy, i) => {
      const folder = [...asked.values()][i]?.folder ?? ''
      return copy === null ? [] : [{ ...copy, used: used.has(paths.basename(folder)) }]
    })
  }

  private index(cache: string): Promise<ReadonlyMap<string, readonly Asked[]>> {
    const known = this.indexes.get(cache)
    if (known) return known
    const reading = this.readIndex(pathsOf(this.host).join(cache, '_npx'))
    this.indexes.set(cache, reading)
    return reading
  }

  private async readIndex(root: string): Promise<ReadonlyMap<string, readonly Asked[]>> {
    const hashes = (await this.host.files.list(root))
      .filter((each) => /^[0-9a-f]{16}$/.test(each))
      .slice(0, MOST_FOLDERS)
    const index = new Map<string, Asked[]>()
    const all = hashes.map(async (hash) => {
      const folder = pathsOf(this.host).join(root, hash)
      return { folder, keys: await this.reading(() => this.keys(folder)) }
    })
    for (const { folder, keys } of await Promise.all(all)) {
      for (const [name, own] of keys) {
        index.set(name, [...(index.get(name) ?? []), ...own.map((key) => ({ folder, key }))])
      }
    }
    return index
  }

  /** What a folder was made for: names of packages, each with its folders in `node_modules`. */
  private async keys(folder: string): Promise<ReadonlyMap<string, readonly string[]>> {
    const manifest = await readManifest(this.host.files, folder, pathsOf(this.host).join)
    const dependencies = objectOf(own(manifest, 'dependencies')) ?? {}
    const keys = new Map<string, string[]>()
    for (const [key, range] of Object.entries(dependencies).slice(0, MOST_PACKAGES)) {
      if (!isPackageName(key)) continue
      const [, real] = /^npm:((?:@[^@/]+\/)?[^@/]+)/.exec(String(range)) ?? []
      const name = real ?? key
      keys.set(name, [...(keys.get(name) ?? []), key])
    }
    return keys
  }

  private copy(cache: string, asked: Asked, name: string): Promise<Omit<InstalledCopy, 'used'> | null> {
    const key = `${asked.folder}\n${asked.key}`
    const known = this.copies.get(key)
    if (known) return known
    const reading = this.reading(() => this.readCopy(cache, asked, name))
    this.copies.set(key, reading)
    return reading
  }

  private async readCopy(
    cache: string,
    { folder, key }: Asked,
    name: string,
  ): Promise<Omit<InstalledCopy, 'used'> | null> {
    const { files } = this.host
    const { join } = pathsOf(this.host)
    const place = join(folder, 'node_modules', ...key.split('/'))
    const [root, real] = await Promise.all([files.realPath(join(cache, '_npx')), files.realPath(place)])
    // A link out of the cache leads to something that npm did not install.
    if (root === null || real === null || !isInside(this.host, real, root)) return null
    const [installed, lock] = await Promise.all([readManifest(files, place, join), this.locked(folder)])
    const locked = lock.get(key) ?? null
    // What stands there runs, whatever the lockfile says of it.
    const version = validVersion(own(installed, 'version')) ?? validVersion(own(locked, 'version'))
    if (version === null) return null
    const integrity = validVersion(own(locked, 'version')) === version ? validIntegrity(own(locked, 'integrity')) : null
    return { place: 'npx cache', name, version, integrity, folder: place }
  }

  /** What the lockfile of a folder says of the packages that the folder was made for; read once. */
  private locked(folder: string): Promise<Locked> {
    const known = this.locks.get(folder)
    if (known) return known
    const reading = this.readLocked(folder)
    this.locks.set(folder, reading)
    return reading
  }

  private async readLocked(folder: string): Promise<Locked> {
    const { join } = pathsOf(this.host)
    const keys = [...(await this.keys(folder)).values()].flat()
    const found = new Map<string, JsonObject>()
    for (const file of [join(folder, 'node_modules', '.package-lock.json'), join(folder, 'package-lock.json')]) {
      const maxBytes = Math.min(LOCKFILE_BYTES, this.lockfileBytes)
      const text = await readText(this.host.files, file, maxBytes)
      this.lockfileBytes -= text?.length ?? 0
      const packages = objectOf(own(text === null ? null : parseObject(text), 'packages'))
      for (const key of keys) {
        const entry = objectOf(own(packages, `node_modules/${key}`))
        if (entry === null || found.has(key)) continue
        found.set(key, { version: own(entry, 'version'), integrity: own(entry, 'integrity') })
      }
      if (keys.every((key) => found.has(key))) break
    }
    return found
  }
}
