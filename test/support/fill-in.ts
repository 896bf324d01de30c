/** Harmless packages for the names that others depend on, so that a test about one server need not write down its whole tree. */
import semver from 'semver'
import type { LoopbackPackage } from './loopback-registry.js'

type Packages = ReadonlyMap<string, LoopbackPackage>

/**
 * @returns a package with the lowest version of every range that any of `packages` names; `undefined` where none names it, so
 *   that what nobody depends on stays absent
 */
export function fillIn(name: string, packages: Packages): LoopbackPackage | undefined {
  const versions = new Set<string>()
  for (const each of packages.values()) {
    for (const { files, manifest } of Object.values(each.versions)) {
      for (const spec of specsOf(name, files?.['package.json'], manifest)) {
        const lowest = semver.validRange(spec) === null ? null : semver.minVersion(spec)
        if (lowest) versions.add(lowest.version)
      }
    }
  }
  if (versions.size === 0) return undefined
  const files = { 'index.js': 'export default 1\n' }
  return { versions: Object.fromEntries([...versions].sort(semver.compare).map((version) => [version, { files }])) }
}

function* specsOf(name: string, ...manifests: readonly unknown[]): Generator<string> {
  for (const manifest of manifests) {
    for (const group of ['dependencies', 'optionalDependencies', 'peerDependencies']) {
      const spec = objectOf(objectOf(manifest)[group])[name]
      if (typeof spec === 'string') yield spec
    }
  }
}

function objectOf(value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value !== 'string') return typeof value === 'object' && value !== null ? { ...value } : {}
  try {
    return objectOf(JSON.parse(value))
  } catch {
    return {}
  }
}
