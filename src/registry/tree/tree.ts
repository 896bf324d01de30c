/** What npm would install below a release: resolved by npm's own code, with what registries and tarballs say of each package. */
import pLimit from 'p-limit'
import { type Artifact, compareText, type Dependency, type DependencyTree, type Release, unknown } from '../../model.js'
import type { Store } from '../../store/store.js'
import { withSettings } from '../choose-version.js'
import { RegistryError, type TreeOptions } from '../registry.js'
import { withoutCredentials } from '../registry-url.js'
import { type ContentsOptions, contentsOf } from './contents.js'
import { explain } from './explain.js'
import { AbsentError, type Asked, type TrimmedPackuments } from './packuments.js'
import { type PlacedPackage, resolveTree, type TreeLimits, tooMany } from './resolve.js'
import { settingsOf, type TreeSettings } from './settings.js'
import { type Consulted, holdsAt, readTree, treeKey, windowOf, writeTree } from './stored-trees.js'
import type { TrimmedPackument } from './trim.js'

export interface TreesOptions {
  readonly packuments: TrimmedPackuments
  readonly store: Store
  readonly now: () => number
  /** Base URL of the registry that a package is taken from. @throws RegistryError */
  readonly registryOf: (name: string, ofEntry: string | undefined) => string
  readonly artifact: (release: Release) => Promise<Artifact>
  /** Where npm takes a tarball from, of an address that a registry or a lock states. */
  readonly tarball: (url: string, registry: string) => string
  /** Told of every release that a tree hands out, with the registry that it is from. */
  readonly onRelease: (release: Release, registry: string) => void
  /** npm's flat options. */
  readonly npm: Readonly<Record<string, unknown>>
  readonly limits: TreeLimits
}

/** Resolution is computing, and waits for packuments: one tree computes while another one waits. */
const TREES_AT_ONCE = 3

/** Of packages that changed more lately than that, the time of publication is asked for too. */
const LATELY = 30 * 86_400_000

/** `Registry.tree`. */
export function createTrees(
  options: TreesOptions,
): (release: Release, request: TreeOptions) => Promise<DependencyTree> {
  const { packuments, store, limits } = options
  const resolving = pLimit(TREES_AT_ONCE)
  /** By entry's registry and name: a tree asks for each of them many times. */
  const registries = new Map<string, string>()
  let running = 0

  return async (release, { registry: ofEntry, before, settings: ofRequest }) => {
    const settings = settingsOf(withSettings(options.npm, ofRequest), before)
    const registryOf = (name: string): string => {
      const key = `${ofEntry ?? ''} ${name}`
      const known = registries.get(key) ?? options.registryOf(name, ofEntry)
      registries.set(key, known)
      return known
    }
    const key = treeKey({
      purl: release.purl,
      registry: withoutCredentials(registryOf(release.name)),
      settings: { ...settings, before: settings.before !== null },
      node: process.version,
    })
    running++
    try {
      const packages =
        (await stored(key, settings, registryOf)) ??
        (await resolving(() => resolved(release, settings, registryOf, key)))
      return handOut(release, packages, registryOf)
    } finally {
      // Also after a failure: nothing is written once an answer is there.
      await packuments.stored()
      running--
      if (running === 0) packuments.forget()
    }
  }

  function handOut(
    release: Release,
    packages: readonly Dependency[],
    registryOf: (name: string) => string,
  ): DependencyTree {
    for (const each of packages) if (each.release) options.onRelease(each.release, registryOf(each.release.name))
    return { root: release.purl, packages }
  }

  /** The tree of before, where all that it rests on is unchanged. */
  async function stored(key: string, settings: TreeSettings, registryOf: (name: string) => string) {
    const tree = await readTree(store, key)
    if (tree === null || !holdsAt(tree, settings.before)) return null
    const unchanged = async ({ name, registry, head }: Consulted): Promise<boolean> => {
      try {
        const now = registryOf(name)
        if (withoutCredentials(now) !== registry) return false
        const asked = await packuments.ask(name, now, settings.before !== null, head ?? undefined)
        return asked.digest === head?.digest
      } catch (error) {
        return error instanceof AbsentError && head === null
      }
    }
    const checks = await Promise.all(tree.consulted.map(unchanged))
    return checks.every(Boolean) ? tree.packages : null
  }

  async function resolved(
    release: Release,
    settings: TreeSettings,
    registryOf: (name: string) => string,
    key: string,
  ): Promise<readonly Dependency[]> {
    const consulted = new Map<string, Consulted>()
    const read = new Map<string, TrimmedPackument>()
    let repeatable = release.integrity.known

    async function packument(name: string): Promise<TrimmedPackument> {
      const registry = registryOf(name)
      const about = { name, registry: withoutCredentials(registry) }
      try {
        const asked = await ask(name, registry, settings)
        const trimmed = await asked.read()
        consulted.set(name, { ...about, head: asked.head })
        read.set(name, trimmed)
        return trimmed
      } catch (error) {
        if (error instanceof AbsentError) consulted.set(name, { ...about, head: null })
        else repeatable = false
        throw error
      }
    }
    const listed = async (name: string, version: string): Promise<Release | null> => {
      const found = (await packument(name)).release(version)
      return typeof found === 'string' ? null : found
    }

    const placed = await resolveTree(release, packument, settings, limits)
    let packages = placed.length
    const contents: ContentsOptions = {
      artifact: (each) => {
        options.onRelease(each, registryOf(each.name))
        return options.artifact(each)
      },
      release: listed,
      tarball: (url, name) => options.tarball(url, registryOf(name)),
      legacyPeerDeps: settings.legacyPeerDeps,
      count(more) {
        packages += more
        if (packages > limits.packages) throw tooMany(release, `more than ${limits.packages} packages`)
      },
      onUnverified: () => {
        repeatable = false
      },
    }
    const found = new Map<string, Dependency>()
    for (const each of placed) {
      for (const dependency of await dependenciesOf(each, release, listed, contents)) merge(found, dependency)
    }
    found.delete(identity({ name: release.name, version: release.version, source: 'registry' }))
    const dated = await Promise.all([...found.values()].map((each) => withTime(each, registryOf, settings)))
    const sorted = dated.sort(inOrder)
    if (repeatable) {
      const times = [...read.values()].flatMap(({ time }) => Object.values(time ?? {}))
      const window = settings.before === null ? { from: null, until: null } : windowOf(settings.before, times)
      await writeTree(store, key, { consulted: [...consulted.values()], packages: sorted, ...window })
    }
    return sorted
  }

  function ask(name: string, registry: string, settings: TreeSettings): Promise<Asked> {
    return packuments.ask(name, registry, settings.before !== null)
  }

  /** The short form of a packument has no times: of packages that changed lately, or nobody knows when, the full one is asked for. */
  async function withTime(
    dependency: Dependency,
    registryOf: (name: string) => string,
    settings: TreeSettings,
  ): Promise<Dependency> {
    const { release } = dependency
    if (release === null || release.publishedAt.known) return dependency
    const registry = registryOf(release.name)
    const { modified } = await ask(release.name, registry, settings)
    const changed = modified === null ? Number.NaN : Date.parse(modified)
    if (options.now() - changed >= LATELY) return dependency
    try {
      const full = (await (await packuments.ask(release.name, registry, true)).read()).release(release.version)
      return full === null || typeof full === 'string' ? dependency : { ...dependency, release: full }
    } catch (error) {
      if (!(error instanceof RegistryError)) throw error
      return { ...dependency, release: { ...release, publishedAt: unknown(error.message) } }
    }
  }
}

/** One placed package and what stands below it outside of npm's resolution. */
async function dependenciesOf(
  { name, version, path, optional }: PlacedPackage,
  root: Release,
  listed: (name: string, version: string) => Promise<Release | null>,
  contents: ContentsOptions,
): Promise<readonly Dependency[]> {
  const release = await listed(name, version)
  if (release === null) return []
  try {
    const below = await contentsOf(release, path, optional, contents)
    const own: Dependency = {
      name,
      version,
      purl: release.purl,
      integrity: release.integrity.known ? release.integrity.value : null,
      source: 'registry',
      path,
      optional,
      installScript: release.manifest.hasInstallScript === true,
      release,
    }
    return [own, ...below]
  } catch (error) {
    if (!(error instanceof RegistryError)) throw error
    throw explain(error, `${root.name}@${root.version}`, path)
  }
}

const identity = ({ name, version, source }: Pick<Dependency, 'name' | 'version' | 'source'>): string =>
  JSON.stringify([name, version, source])

/** One package may be found in several places: the shortest way counts, and who can't do without it. */
function merge(found: Map<string, Dependency>, dependency: Dependency): void {
  const key = identity(dependency)
  const known = found.get(key)
  if (known === undefined) {
    found.set(key, dependency)
    return
  }
  const [nearer, other] = known.path.length <= dependency.path.length ? [known, dependency] : [dependency, known]
  found.set(key, {
    ...nearer,
    optional: nearer.optional && other.optional,
    installScript: nearer.installScript || other.installScript,
  })
}

const inOrder = (a: Dependency, b: Dependency): number =>
  compareText(a.name, b.name) || compareText(a.version, b.version) || compareText(a.source, b.source)
