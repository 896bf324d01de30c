/** What stands below one package of a tree beside what npm resolves: specs of no registry, bundled packages, a lock of its own. */
import { PackageURL } from 'packageurl-js'
import { redactSpec } from '../../launch/redact.js'
import type { Artifact, Dependency, Release } from '../../model.js'
import { purlOf } from '../packument.js'
import { RegistryError } from '../registry.js'
import { bundledIn, type LockedPackage, ShrinkwrapError, shrinkwrapOf } from './carried.js'
import { AbsentError } from './packuments.js'
import { type ForeignSpec, sourceOf, wantsOf } from './specs.js'

export interface ContentsOptions {
  /** @throws RegistryError */
  readonly artifact: (release: Release) => Promise<Artifact>
  /** The release of a name and version, `null` where it is not listed. @throws RegistryError */
  readonly release: (name: string, version: string) => Promise<Release | null>
  /** Where npm takes a tarball from, of an address that a registry or a lock states. */
  readonly tarball: (url: string, name: string) => string
  readonly legacyPeerDeps: boolean
  /** Packages that may still be found. @throws where there are too many */
  readonly count: (packages: number) => void
  /** Told of a tarball that was read and that nobody states an integrity of: what it holds may be another thing tomorrow. */
  readonly onUnverified: () => void
}

/** Locks within packages of locks: npm's own are flat. */
const DEEPEST = 5

/**
 * @param path from the server to the package, both counted
 * @param optional whether the install goes on without the package
 * @throws RegistryError where its tarball is needed and can't be read, and the package is not optional
 */
export async function contentsOf(
  release: Release,
  path: readonly string[],
  optional: boolean,
  options: ContentsOptions,
  depth = 0,
): Promise<readonly Dependency[]> {
  const wants = wantsOf(release.manifest)
  const foreign = wants.foreign
    .filter(({ peer }) => !(peer && options.legacyPeerDeps))
    .map((each) => foreignDependency(each.name, each.spec, each.source, path, { optional: optional || each.optional }))
  if (!wants.bundles && !wants.shrinkwrapped) return foreign
  if (!release.integrity.known) options.onUnverified()
  try {
    const artifact = await options.artifact(release)
    const bundled = wants.bundles
      ? bundledIn(artifact).map((each) =>
          bundledDependency(each, path, { optional, installScript: each.installScript }),
        )
      : []
    options.count(bundled.length)
    if (!wants.shrinkwrapped) return [...foreign, ...bundled]
    const locked = shrinkwrapOf(artifact)
    options.count(locked.length)
    const below: Dependency[] = []
    for (const each of locked) below.push(...(await lockedDependencies(each, path, optional, options, depth)))
    return [...foreign, ...bundled, ...below]
  } catch (error) {
    const known = error instanceof RegistryError || error instanceof ShrinkwrapError
    // npm goes on without an optional package that it can't unpack.
    if (known && optional) return foreign
    if (error instanceof ShrinkwrapError) {
      const subject = path.at(-1) ?? release.name
      const why = `its npm-shrinkwrap.json ${error.message}`
      throw new RegistryError('resolve', subject, why, 'npm can not follow it either; take another release.')
    }
    throw error
  }
}

async function lockedDependencies(
  locked: LockedPackage,
  path: readonly string[],
  optionalAbove: boolean,
  options: ContentsOptions,
  depth: number,
): Promise<readonly Dependency[]> {
  const { name, version, resolved, integrity, installScript } = locked
  const optional = optionalAbove || locked.optional
  if (locked.bundled) return [bundledDependency(locked, path, { optional, installScript })]
  const source = resolved === null ? 'registry' : sourceOf(name, resolved)
  if (source === 'file' || source === 'git') {
    return [foreignDependency(name, redactSpec(resolved ?? ''), source, path, { optional, integrity, installScript })]
  }
  const release = await options.release(name, version).catch((error: unknown) => {
    // npm asks no registry where the lock says where to take it from.
    if (error instanceof AbsentError) return null
    throw error
  })
  const isIts =
    resolved === null || (release && options.tarball(resolved, name) === options.tarball(release.tarball, name))
  if (!isIts)
    return [foreignDependency(name, redactSpec(resolved), 'url', path, { optional, integrity, installScript })]
  const way = [...path, `${name}@${version}`]
  const own: Dependency = {
    name,
    version,
    purl: purlOf(name, version),
    integrity: integrity ?? (release?.integrity.known ? release.integrity.value : null),
    source: 'registry',
    path: way,
    optional,
    installScript: installScript || release?.manifest.hasInstallScript === true,
    release,
  }
  if (!locked.carries || release === null || depth >= DEEPEST) return [own]
  // What else it depends on stands in the same lock: its own tarball alone can add to that.
  const carrying = { ...release, manifest: { ...release.manifest, dependencies: {}, optionalDependencies: {} } }
  return [own, ...(await contentsOf(carrying, way, optional, options, depth + 1))]
}

function foreignDependency(
  name: string,
  spec: string,
  source: ForeignSpec['source'],
  path: readonly string[],
  about: { readonly optional: boolean; readonly integrity?: string | null; readonly installScript?: boolean },
): Dependency {
  const [scope, bare] = name.startsWith('@') ? name.split('/', 2) : [undefined, name]
  return {
    name,
    version: spec,
    purl: new PackageURL('generic', scope, bare || name).toString(),
    integrity: about.integrity ?? null,
    source,
    path: [...path, `${name}@${spec}`],
    optional: about.optional,
    installScript: about.installScript ?? false,
    release: null,
  }
}

function bundledDependency(
  { name, version }: { readonly name: string; readonly version: string },
  path: readonly string[],
  about: { readonly optional: boolean; readonly installScript: boolean },
): Dependency {
  return {
    name,
    version,
    purl: purlOf(name, version),
    integrity: null,
    source: 'bundled',
    path: [...path, `${name}@${version}`],
    ...about,
    release: null,
  }
}
