/** Releases of a server's package, and what each of them does. */
import semver from 'semver'
import { type Behaviour, compareText, type Packument, type Release, type ServerReport } from '../../model.js'
import { type Registry, RegistryError } from '../../registry/registry.js'
import type { Workshop } from '../workshop.js'

/** Releases of one history. Packages that publish every night have thousands, of which nobody looks at the oldest. */
export const MOST_RELEASES = 1_000

/**
 * The releases of the package that a server is started from, in the order of their versions, prereleases before what they lead
 * to. Of more than `MOST_RELEASES` the newest, from the oldest that the report speaks of: none is left out between two others, since
 * what came in between would seem to come with the later one.
 *
 * @returns oldest first
 * @throws RegistryError, also where the server is of a kind that has no releases
 */
export async function releasesOf(registry: Registry, report: ServerReport): Promise<readonly Release[]> {
  const { launch, package: ref } = report
  if (ref === null || ref.ecosystem !== 'npm') throw withoutReleases(report)
  // One entry may take packages of several ecosystems; its registry is that of its own kind.
  const own = launch.kind === ref.ecosystem ? launch.registry : undefined
  const ordered = inOrder(await registry.packument(ref.name, own ? { registry: own } : {}))
  const named = new Set([report.release?.version, report.baseline.release?.version])
  const oldest = ordered.findIndex(({ version }) => named.has(version))
  const newest = Math.max(ordered.length - MOST_RELEASES, 0)
  return ordered.slice(oldest < 0 ? newest : Math.min(oldest, newest))
}

/** @throws what fetching or reading does */
export const behaviourOfRelease = (release: Release, shop: Workshop): Promise<Behaviour> => shop.behaviourOf(release)

const KINDS: Readonly<Record<ServerReport['launch']['kind'], string>> = {
  npm: 'it names no single package',
  pypi: 'releases of PyPI are not read yet',
  oci: 'images of containers are not read',
  git: 'it is started from a Git repository',
  remote: 'it runs on a machine of somebody else',
  local: 'it is a program of this machine',
  unknown: "it can't be told what it starts",
}

const withoutReleases = ({ name, launch }: ServerReport): RegistryError =>
  new RegistryError(
    'resolve',
    name,
    `has no releases to look back at: ${KINDS[launch.kind]}`,
    'Only packages of npm have a history here; look where this server comes from.',
  )

const orders = new WeakMap<Packument, readonly Release[]>()

/** By version; what can't be read as one is older than all others. */
function inOrder(packument: Packument): readonly Release[] {
  const known = orders.get(packument)
  if (known !== undefined) return known
  const parsed = packument.releases.map((release) => ({ release, version: semver.parse(release.version, LOOSE) }))
  parsed.sort((a, b) => {
    if (a.version === null || b.version === null) {
      return Number(a.version !== null) - Number(b.version !== null) || byText(a.release, b.release)
    }
    // Two spellings of one version, which npm takes loosely.
    return a.version.compare(b.version) || a.version.compareBuild(b.version) || byText(a.release, b.release)
  })
  const ordered = parsed.map(({ release }) => release)
  orders.set(packument, ordered)
  return ordered
}

const LOOSE = { loose: true }
const byText = (a: Release, b: Release): number => compareText(a.version, b.version)
