/**
 * A packument cut down to what decides a tree of dependencies, and to what is said of a dependency afterwards. Pure.
 *
 * A packument has megabytes, a tree asks for hundreds. So a trimmed one is one text: a first line about the package, then
 * one line for each version, which is read only when that version is picked.
 */
import { type Known, known, type Release, unknown } from '../../model.js'
import { purlOf, type ReadPackument } from '../packument.js'
import { type JsonObject, objectOf } from '../untrusted-json.js'

/** Counts up whenever the text changes its form: texts of another form are not read. */
export const TRIMMED_FORM = 2

/** Maps of names to specs, in the order in which npm reads them. */
export const DEPENDENCY_FIELDS = ['dependencies', 'optionalDependencies', 'peerDependencies'] as const

/** The package, without its versions' manifests. */
interface Heading {
  readonly name: string
  readonly distTags: readonly (readonly [string, string])[]
  /** As the registry states them, for npm's `before`; `null` where the document has none. */
  readonly time: readonly (readonly [string, string])[] | null
  /** Values that many versions share: engines, reasons, maintainers. */
  readonly shared: readonly unknown[]
  /** Version, index of its engines in `shared` or -1, 1 where it is deprecated, 1 where it is usable. One for each line that follows. */
  readonly versions: readonly (readonly [string, number, 0 | 1, 0 | 1])[]
}

/** One version, as its line holds it; numbers are indices of `shared`, where nothing else is said. */
interface Line {
  /** Why it can't be used. */
  readonly fault?: string
  /** A number is that of the line which has the same: most releases depend on what the one before depends on. */
  readonly manifest?: JsonObject | number
  readonly integrity?: string | number
  readonly sums?: readonly string[]
  /** A number is the index of what stands before the file's ordinary name. */
  readonly tarball?: string | number
  /** `true`: as the heading's `time` says. */
  readonly publishedAt?: true | number
  readonly publisher?: string | number
  readonly maintainers?: number
  readonly provenance?: boolean | number
  readonly deprecated?: string | null
}

/** What npm weighs of a version before it picks one. */
export interface Candidate {
  readonly version: string
  readonly engines: Readonly<Record<string, string>> | null
  readonly deprecated: boolean
  /** Whether the registry describes it as npm needs it. */
  readonly usable: boolean
}

export interface TrimmedPackument {
  readonly name: string
  readonly distTags: Readonly<Record<string, string>>
  readonly time: Readonly<Record<string, string>> | null
  readonly candidates: readonly Candidate[]
  /** The release of a listed version; a text says why it can't be used, `null` that it is not listed. */
  release(version: string): Release | string | null
}

/** The text of a trimmed packument: the same for the same content, whatever else the document says, and when it last changed. */
export function trim({ packument, choice, malformed, modified }: ReadPackument): string {
  const shared: unknown[] = []
  const indices = new Map<string, number>()
  const share = (value: unknown): number => {
    const text = JSON.stringify(value)
    const index = indices.get(text) ?? shared.push(value) - 1
    indices.set(text, index)
    return index
  }
  const orReason = <T>(value: Known<T>): T | number => (value.known ? value.value : share(value.reason))

  const manifests = new Map<string, number>()
  const sharedManifest = (manifest: JsonObject): JsonObject | number => {
    const text = JSON.stringify(manifest)
    const line = manifests.get(text)
    if (line === undefined) manifests.set(text, lines.length)
    return line ?? manifest
  }
  const releases = new Map(packument.releases.map((release) => [release.version, release] as const))
  const time = Object.entries(choice.time).filter(([version]) => Object.hasOwn(choice.versions, version))
  // The short form states no times, and says of no version who published it.
  const short = time.length === 0 && modified !== null
  const listed = Object.entries(choice.versions)
  const lines: string[] = []
  const versions: [string, number, 0 | 1, 0 | 1][] = []
  for (const [version, weighed] of listed) {
    const release = releases.get(version)
    const engines = weighed.engines === undefined ? -1 : share(weighed.engines)
    versions.push([version, engines, weighed.deprecated === undefined ? 0 : 1, release === undefined ? 0 : 1])
    const line: Line =
      release === undefined
        ? { fault: malformed.get(version) ?? 'it is not listed' }
        : {
            manifest: sharedManifest(trimManifest(release.manifest)),
            integrity: orReason(release.integrity),
            ...(release.sums && { sums: release.sums }),
            tarball: release.tarball.endsWith(fileName(packument.name, version))
              ? share(release.tarball.slice(0, -fileName(packument.name, version).length))
              : release.tarball,
            publishedAt: short
              ? share(NOT_IN_SHORT_FORM)
              : release.publishedAt.known || share(release.publishedAt.reason),
            publisher: short ? share(NOT_IN_SHORT_FORM) : orReason(release.publisher),
            maintainers: short
              ? share(NOT_IN_SHORT_FORM)
              : share(release.maintainers.known ? release.maintainers.value : release.maintainers.reason),
            provenance: orReason(release.provenance),
            deprecated: release.deprecated,
          }
    lines.push(JSON.stringify(line))
  }
  const heading: Heading = {
    name: packument.name,
    distTags: Object.entries(choice['dist-tags']),
    time: time.length === 0 ? null : time,
    shared,
    versions,
  }
  return [JSON.stringify(heading), ...lines].join('\n')
}

/**
 * The reason for what the short form of a packument leaves out. As that of a time of publication it stands for a package which has
 * not changed for a while, as its registry says: of all others the full form is asked for.
 */
export const NOT_IN_SHORT_FORM = 'it is not in the short form of the packument that npm installs from'

/**
 * @param text that `trim` made
 * @throws SyntaxError where it is damaged
 */
export function readTrimmed(text: string): TrimmedPackument {
  const end = text.indexOf('\n')
  const heading = JSON.parse(end < 0 ? text : text.slice(0, end)) as Heading
  const lines = end < 0 ? [] : text.slice(end + 1).split('\n')
  if (lines.length !== heading.versions.length) throw new SyntaxError('lines and versions differ in number')
  const { name, shared } = heading
  const time = heading.time === null ? null : dictionary(heading.time)
  const at = new Map(heading.versions.map(([version], index) => [version, index] as const))
  const releases = new Map<string, Release | string>()
  const knownOf = <T>(value: T | number | undefined): Known<T> =>
    typeof value === 'number' ? unknown(String(shared[value])) : value === undefined ? unknown('') : known(value)

  const lineAt = (index: number) => JSON.parse(lines[index] ?? '{}') as Line

  function read(version: string, index: number): Release | string {
    const line = lineAt(index)
    if (line.fault !== undefined || line.manifest === undefined) return line.fault ?? 'it is not listed'
    const manifest = typeof line.manifest === 'number' ? lineAt(line.manifest).manifest : line.manifest
    const maintainers = shared[line.maintainers ?? -1]
    return {
      purl: purlOf(name, version),
      name,
      version,
      integrity: knownOf(line.integrity),
      ...(line.sums && { sums: line.sums }),
      tarball:
        typeof line.tarball === 'number' ? `${shared[line.tarball]}${fileName(name, version)}` : (line.tarball ?? ''),
      publishedAt:
        line.publishedAt === true
          ? known(new Date(String(time?.[version])).toISOString())
          : unknown(String(shared[line.publishedAt ?? -1])),
      publisher: knownOf(line.publisher),
      maintainers: Array.isArray(maintainers) ? known(maintainers.map(String)) : unknown(String(maintainers)),
      provenance: knownOf(line.provenance),
      deprecated: line.deprecated ?? null,
      manifest: { name, version, ...objectOf(manifest) },
    }
  }

  return {
    name,
    distTags: dictionary(heading.distTags),
    time,
    candidates: heading.versions.map(([version, engines, deprecated, usable]) => ({
      version,
      engines: engines < 0 ? null : (shared[engines] as Record<string, string>),
      deprecated: deprecated === 1,
      usable: usable === 1,
    })),
    release(version) {
      const index = at.get(version)
      if (index === undefined) return null
      const found = releases.get(version) ?? read(version, index)
      releases.set(version, found)
      return found
    },
  }
}

/** As npm names it. */
const fileName = (name: string, version: string) => `${name.split('/').at(-1)}-${version}.tgz`

/** Without a prototype, so that nothing is found under `constructor`. */
export const dictionary = <T>(entries: Iterable<readonly [string, T]>): Record<string, T> => {
  const made: Record<string, T> = Object.create(null)
  for (const [key, value] of entries) made[key] = value
  return made
}

const strings = (value: unknown): Readonly<Record<string, string>> | undefined => {
  const entries = Object.entries(objectOf(value) ?? {}).filter((entry) => typeof entry[1] === 'string')
  return entries.length === 0 ? undefined : (Object.fromEntries(entries) as Record<string, string>)
}

const texts = (value: unknown): readonly string[] | undefined => {
  const all = typeof value === 'string' ? [value] : Array.isArray(value) ? value : []
  const found = all.filter((each): each is string => typeof each === 'string')
  return found.length === 0 ? undefined : found
}

/** The fields of a manifest that decide what is installed below it and where, each of the type that npm expects. */
function trimManifest(manifest: JsonObject): JsonObject {
  const optionalPeers = Object.entries(objectOf(manifest.peerDependenciesMeta) ?? {})
    .filter(([, meta]) => Boolean(objectOf(meta)?.optional))
    .map(([name]) => [name, { optional: true }] as const)
  const trimmed = {
    dependencies: strings(manifest.dependencies),
    optionalDependencies: strings(manifest.optionalDependencies),
    peerDependencies: strings(manifest.peerDependencies),
    peerDependenciesMeta: optionalPeers.length === 0 ? undefined : Object.fromEntries(optionalPeers),
    acceptDependencies: strings(manifest.acceptDependencies),
    bundleDependencies: bundled(manifest),
    engines: strings(manifest.engines),
    os: texts(manifest.os),
    cpu: texts(manifest.cpu),
    libc: texts(manifest.libc),
    hasInstallScript: runsOnInstall(manifest) || undefined,
    _hasShrinkwrap: manifest._hasShrinkwrap === true || undefined,
  }
  return Object.fromEntries(Object.entries(trimmed).filter(([, value]) => value !== undefined))
}

/** As npm reads it: a list, `true` for all dependencies, or an object's keys; also under its misspelt name. */
function bundled(manifest: JsonObject): readonly string[] | undefined {
  const stated = manifest.bundleDependencies ?? manifest.bundledDependencies
  if (stated === true) return texts(Object.keys(strings(manifest.dependencies) ?? {}))
  return Array.isArray(stated) ? texts(stated) : texts(Object.keys(objectOf(stated) ?? {}))
}

/** The registry's own word, or what it rests on; npm compiles a package with a `binding.gyp` unasked. */
function runsOnInstall(manifest: JsonObject): boolean {
  if (manifest.hasInstallScript === true || manifest.gypfile === true) return true
  const scripts = objectOf(manifest.scripts) ?? {}
  return ['preinstall', 'install', 'postinstall'].some(
    (event) => Object.hasOwn(scripts, event) && Boolean(scripts[event]),
  )
}
