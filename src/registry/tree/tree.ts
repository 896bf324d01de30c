/** What npm would install below a release: resolved by npm's own code, with what its tarballs and registries say of each package. */
import pLimit from 'p-limit'
import { PackageURL } from 'packageurl-js'
import type { Artifact, Dependency, DependencyTree, Release } from '../../model.js'
import { compareText } from '../../model.js'
import type { TrimmedPackuments } from './packuments.js'
import { type PlacedPackage, resolveTree, type TreeLimits, type TreeSettings } from './resolve.js'
import { wantsOf } from './specs.js'

export interface TreesOptions {
  readonly packuments: TrimmedPackuments
  /** Base URL of the registry that a package is taken from. */
  readonly registryOf: (name: string, ofEntry: string | undefined) => string
  readonly artifact: (release: Release) => Promise<Artifact>
  /** Told of every release that a tree hands out, with the registry that it is from. */
  readonly onRelease: (release: Release, registry: string) => void
  /** npm's flat options. */
  readonly npm: Readonly<Record<string, unknown>>
  readonly limits: TreeLimits
}

/** Resolution is computing, and waits for packuments: one tree computes while another one waits. */
const TREES_AT_ONCE = 3

export function createTrees(options: TreesOptions) {
  const { packuments, registryOf } = options
  const trees = pLimit(TREES_AT_ONCE)

  async function tree(
    release: Release,
    { registry: ofEntry, before }: { readonly registry?: string; readonly before?: Date },
  ): Promise<DependencyTree> {
    const settings = settingsOf(options.npm, before)
    const packument = async (name: string) => {
      const asked = await packuments.ask(name, registryOf(name, ofEntry), settings.before !== null)
      return asked.read()
    }
    const placed = await resolveTree(release, packument, settings, options.limits)
    const found: Dependency[] = []
    for (const each of placed) found.push(...(await dependenciesOf(each, release, packument, settings)))
    for (const each of found) if (each.release) options.onRelease(each.release, registryOf(each.name, ofEntry))
    await packuments.stored()
    return { root: release.purl, packages: found.sort(inOrder) }
  }

  return { tree: (release: Release, about: Parameters<typeof tree>[1]) => trees(() => tree(release, about)) }

  async function dependenciesOf(
    { name, version, path, optional }: PlacedPackage,
    root: Release,
    packument: (name: string) => ReturnType<Awaited<ReturnType<TrimmedPackuments['ask']>>['read']>,
    settings: TreeSettings,
  ): Promise<Dependency[]> {
    const release = (await packument(name)).release(version)
    if (release === null || typeof release === 'string') return []
    const { foreign } = wantsOf(release.manifest)
    const below = foreign
      .filter(({ peer }) => !(peer && settings.legacyPeerDeps))
      .map(
        (each): Dependency => ({
          name: each.name,
          version: each.spec,
          purl: new PackageURL('generic', ...nameParts(each.name)).toString(),
          integrity: null,
          source: each.source,
          path: [...path, `${each.name}@${each.spec}`],
          optional: optional || each.optional,
          installScript: false,
          release: null,
        }),
      )
    if (release.purl === root.purl) return below
    return [
      {
        name,
        version,
        purl: release.purl,
        integrity: release.integrity.known ? release.integrity.value : null,
        source: 'registry',
        path,
        optional,
        installScript: release.manifest.hasInstallScript === true,
        release,
      },
      ...below,
    ]
  }
}

const nameParts = (name: string): [scope: string | undefined, name: string] => {
  const [scope, bare] = name.startsWith('@') ? name.split('/', 2) : [undefined, name]
  return [scope, bare || name]
}

const inOrder = (a: Dependency, b: Dependency): number =>
  compareText(a.name, b.name) || compareText(a.version, b.version) || compareText(a.source, b.source)

/** @param before of the caller: it holds for every package, what npm's own configuration spares included */
export function settingsOf(npm: Readonly<Record<string, unknown>>, before: Date | undefined): TreeSettings {
  const configured = npm.before instanceof Date ? npm.before : null
  const earlier = before !== undefined && (configured === null || before < configured)
  const spared = before === undefined && Array.isArray(npm.minReleaseAgeExclude) ? npm.minReleaseAgeExclude : []
  return {
    before: earlier ? before : configured,
    minReleaseAgeExclude: spared.map(String),
    legacyPeerDeps: npm.legacyPeerDeps === true,
    strictPeerDeps: npm.strictPeerDeps === true,
    preferDedupe: npm.preferDedupe === true,
    installStrategy: ['nested', 'shallow'].includes(String(npm.installStrategy))
      ? String(npm.installStrategy)
      : 'hoisted',
    engineStrict: npm.engineStrict === true,
    force: npm.force === true,
    defaultTag: String(npm.defaultTag ?? 'latest'),
  }
}
