/** A registry in memory whose trees are written down: what the audit asks of a registry, without a network and without npm. */
import semver from 'semver'
import { type Dependency, type DependencyTree, known, type Packument, type Release, unknown } from '../../src/model.js'
import { type Registry, RegistryError } from '../../src/registry/registry.js'
import { NOT_IN_SHORT_FORM } from '../../src/registry/tree/trim.js'
import { artifactOf } from './artifact.js'

export interface TreeVersion {
  readonly files?: Readonly<Record<string, string>>
  /** ISO 8601; when absent that of a package which has not changed for long, and unknown; `null` where the registry gives no times. */
  readonly publishedAt?: string | null
  readonly publisher?: string
  readonly deprecated?: string
  /** What of its `package.json` the registry says otherwise. */
  readonly manifest?: Readonly<Record<string, unknown>>
  /** The registry states it, and its tarball is not to be had. */
  readonly lost?: true
}

/** Name → version → what it holds. */
export type TreePackages = Readonly<Record<string, Readonly<Record<string, TreeVersion>>>>

/** What stands below a release: `name@version`, with the way to it where it does not stand straight below. */
export type WrittenTree = readonly (string | (Partial<Dependency> & { readonly is: string }))[]

export interface TreeRegistry extends Registry {
  /** Packages whose tarballs were asked for. */
  readonly fetched: readonly string[]
  release(spec: string): Release
  /** As npm's lockfile would state it: `name@version` → integrity. */
  locked(tree: WrittenTree): ReadonlyMap<string, string | null>
}

/** @param trees by `name@version` of the release above; one that is absent can't be resolved */
export function treeRegistry(packages: TreePackages, trees: Readonly<Record<string, WrittenTree>>): TreeRegistry {
  const releases = new Map<string, Release>()
  const packuments = new Map<string, Packument>()
  const fetched: string[] = []
  for (const [name, versions] of Object.entries(packages)) {
    const own = Object.entries(versions).map(([version, about]) => releaseOf(name, version, about))
    for (const each of own) releases.set(`${name}@${each.version}`, each)
    packuments.set(name, { name, distTags: {}, releases: own })
  }
  const release = (spec: string): Release => {
    const found = releases.get(spec)
    if (!found) throw new Error(`no ${spec} in this test`)
    return found
  }
  const dependencyOf = (root: string, written: WrittenTree[number]): Dependency => {
    const { is, ...fields } = typeof written === 'string' ? { is: written } : written
    const [, name = '', version = ''] = /^((?:@[^@/]+\/)?[^@/]+)@(.+)$/.exec(is) ?? []
    const from = releases.get(is) ?? null
    return {
      name,
      version,
      purl: from?.purl ?? `pkg:generic/${name}`,
      integrity: from?.integrity.known ? from.integrity.value : null,
      source: from ? 'registry' : 'git',
      path: [root, is],
      optional: false,
      installScript: from !== null && runsScripts(from),
      release: from,
      ...fields,
    }
  }
  return {
    fetched,
    release,
    locked: (tree) =>
      new Map(
        tree.map((each) => dependencyOf('', each)).map((each) => [`${each.name}@${each.version}`, each.integrity]),
      ),
    async packument(name) {
      const found = packuments.get(name)
      if (!found) throw new RegistryError('resolve', name, 'is not in the registry (127.0.0.1)', 'Correct the name.')
      return found
    },
    pick: ({ releases: listed, name }) => {
      const last = listed.at(-1)
      if (!last) throw new RegistryError('resolve', name, 'has no releases', '')
      return last
    },
    async artifact({ name, version, integrity, purl }) {
      const spec = `${name}@${version}`
      if (!fetched.includes(spec)) fetched.push(spec)
      const about = packages[name]?.[version]
      const made = artifactOf(filesOf(name, version, about ?? {}))
      if (about === undefined || about.lost) {
        throw new RegistryError('fetch', spec, 'the tarball is not in the registry (127.0.0.1)', 'Try again later.')
      }
      if (integrity.known && integrity.value !== made.integrity) {
        throw new RegistryError('fetch', spec, 'the tarball does not match the integrity that the registry states', '')
      }
      return { ...made, purl }
    },
    served: async (each) => each,
    async tree({ purl, name, version }): Promise<DependencyTree> {
      const root = `${name}@${version}`
      const tree = trees[root]
      if (!tree)
        throw new RegistryError('resolve', root, 'no published version of its dependency x fits', 'Ask its author.')
      return { root: purl, packages: tree.map((each) => dependencyOf(root, each)) }
    },
  }
}

function releaseOf(name: string, version: string, about: TreeVersion): Release {
  const files = filesOf(name, version, about)
  return {
    purl: `pkg:npm/${name.replace('@', '%40')}@${version}`,
    name,
    version,
    integrity: known(artifactOf(files).integrity),
    tarball: `http://127.0.0.1:1/${name}-${version}.tgz`,
    publishedAt:
      about.publishedAt === undefined
        ? unknown(NOT_IN_SHORT_FORM)
        : about.publishedAt === null
          ? unknown('the registry gives no time of publication')
          : known(about.publishedAt),
    publisher: about.publisher === undefined ? unknown('not said') : known(about.publisher),
    maintainers: about.publisher === undefined ? unknown('not said') : known([about.publisher]),
    provenance: unknown('not said'),
    deprecated: about.deprecated ?? null,
    manifest: { ...(JSON.parse(files['package.json'] ?? '{}') as object), ...about.manifest },
  }
}

function filesOf(name: string, version: string, { files = {} }: TreeVersion): Record<string, string> {
  const own = { name, version: semver.valid(version) ?? version, main: 'index.js' }
  return { 'package.json': JSON.stringify(own), 'index.js': `module.exports = '${version}'\n`, ...files }
}

function runsScripts({ manifest }: Release): boolean {
  const { scripts } = manifest
  return (
    typeof scripts === 'object' &&
    scripts !== null &&
    ['preinstall', 'install', 'postinstall'].some((each) => each in scripts)
  )
}
