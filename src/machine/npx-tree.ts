/** The packages that npx installed with a server, as the lockfile of their folder in npm's cache names them. */
import { type Host, pathsOf } from '../host.js'
import type { InstalledCopy } from '../model.js'
import {
  isPackageName,
  type JsonObject,
  objectOf,
  own,
  parseObject,
  readText,
  validIntegrity,
  validVersion,
} from './files.js'

/** A package of a lockfile. */
export interface InstalledPackage {
  readonly name: string
  readonly version: string
  /** SRI; `null` where the lockfile states none. */
  readonly integrity: string | null
}

const LOCKFILE_BYTES = 8 * 1024 * 1024
const MOST_PACKAGES = 20_000

/**
 * What stands below a copy in npx's cache, on every platform: one folder may have been made for several packages, so that
 * the way is walked from this one as Node would.
 *
 * @returns packages from a registry, without the copy itself; `null` for copies in other places, and where no lockfile tells
 */
export async function packagesBelow(host: Host, { place, folder }: InstalledCopy): Promise<InstalledPackage[] | null> {
  if (place !== 'npx cache') return null
  const { join, sep } = pathsOf(host)
  const [root, key] = splitAt(folder, `${sep}node_modules${sep}`)
  if (key === null) return null
  const start = `node_modules/${key.split(sep).join('/')}`
  // The hidden one holds what is there; the other one knows the packages of other platforms, too.
  for (const file of [join(root, 'package-lock.json'), join(root, 'node_modules', '.package-lock.json')]) {
    const text = await readText(host.files, file, LOCKFILE_BYTES)
    const packages = objectOf(own(text === null ? null : parseObject(text), 'packages'))
    if (packages !== null && objectOf(own(packages, start)) !== null) return walk(packages, start)
  }
  return null
}

function splitAt(path: string, mark: string): [before: string, after: string | null] {
  const at = path.lastIndexOf(mark)
  return at < 0 ? [path, null] : [path.slice(0, at), path.slice(at + mark.length)]
}

function walk(packages: JsonObject, start: string): InstalledPackage[] {
  const found = new Map<string, InstalledPackage>()
  const seen = new Set([start])
  const waiting = [start]
  for (let place = waiting.pop(); place !== undefined && seen.size < MOST_PACKAGES; place = waiting.pop()) {
    const entry = objectOf(own(packages, place))
    const installed = place === start ? null : packageOf(place, entry)
    if (installed) found.set(`${installed.name}@${installed.version}`, installed)
    for (const name of namesOf(entry)) {
      const next = resolve(packages, place, name)
      if (next === null || seen.has(next)) continue
      seen.add(next)
      waiting.push(next)
    }
  }
  return [...found.values()]
}

/** `null` for links, and for what comes from no registry. */
function packageOf(place: string, entry: JsonObject | null): InstalledPackage | null {
  const version = validVersion(own(entry, 'version'))
  const alias = own(entry, 'name')
  const name = typeof alias === 'string' ? alias : (splitAt(place, 'node_modules/')[1] ?? '')
  if (version === null || !isPackageName(name) || own(entry, 'link') === true) return null
  const resolved = own(entry, 'resolved')
  if (typeof resolved === 'string' && !/^https?:/.test(resolved)) return null
  return { name, version, integrity: validIntegrity(own(entry, 'integrity')) }
}

const namesOf = (entry: JsonObject | null): string[] =>
  ['dependencies', 'optionalDependencies', 'peerDependencies'].flatMap((group) =>
    Object.keys(objectOf(own(entry, group)) ?? {}),
  )

/** Where Node finds a package from a folder: in its own `node_modules`, or in one above. */
function resolve(packages: JsonObject, from: string, name: string): string | null {
  for (let folder = from; ; ) {
    const place = `${folder === '' ? '' : `${folder}/`}node_modules/${name}`
    if (Object.hasOwn(packages, place)) return place
    if (folder === '') return null
    const above = folder.lastIndexOf('/node_modules/')
    folder = above < 0 ? '' : folder.slice(0, above)
  }
}
