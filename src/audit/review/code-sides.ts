/** What a finding's code is taken from, and what it is compared with. */
import { type Host, pathsOf } from '../../host.js'
import { type Finding, known, type Release, type ServerReport } from '../../model.js'
import { purlParts } from '../../registry/packument.js'
import { type Registry, RegistryError } from '../../registry/registry.js'
import { baselineIn, lineageOf } from '../lineage.js'
import type { Files } from './code.js'

export interface Sides {
  readonly after: Files
  /** `null` where there is nothing to compare with; then `remark` says why. */
  readonly before: Files | null
  readonly remark: string | null
  readonly versions: { readonly before: string | null; readonly after: string }
  /** Whether the code stands on this machine, where it may have changed since. */
  readonly isOfMachine: boolean
}

/** Bytes of a file of this machine; as the limits of a package. */
const MOST_BYTES = 64 << 20

/**
 * `null` where no release is known.
 *
 * @throws RegistryError, FileError where the release that would run can't be had
 */
export async function sidesOf(
  host: Host,
  registry: Registry,
  report: ServerReport,
  finding: Finding,
): Promise<Sides | null> {
  if (finding.path !== undefined && finding.path.length > 1) return await sidesOfDependency(registry, report, finding)
  const { release, baseline } = report
  if (release === null) return null
  if (purlParts(release.purl)?.type === 'generic') return sidesOfMachine(host, release)
  // A lock without a sum names a version, and not its bytes.
  const unsure = baseline.from === 'lock' && baseline.release?.integrity.known === false
  const compared = unsure
    ? { release: null, why: `The lock holds no sum of ${baseline.release?.version}: nothing tells what was locked.` }
    : { release: baseline.release, why: 'There is no earlier release to compare with.' }
  return await sidesOfReleases(registry, release, compared)
}

/** A release to compare with; or why there is none, as a sentence. */
interface Compared {
  readonly release: Release | null
  readonly why: string
}

async function sidesOfReleases(registry: Registry, release: Release, compared: Compared): Promise<Sides> {
  const [artifact, before] = await Promise.all([registry.artifact(release), artifactBefore(registry, compared)])
  return {
    after: { artifact, read: async (path) => artifact.read(path) },
    before: 'why' in before ? null : { artifact: before.artifact, read: async (path) => before.artifact.read(path) },
    remark: 'why' in before ? before.why : null,
    versions: { before: 'why' in before ? null : (compared.release?.version ?? null), after: release.version },
    isOfMachine: false,
  }
}

/** Bytes are held to the sum that the release states; of a locked one that is what was locked. */
async function artifactBefore(registry: Registry, { release, why }: Compared) {
  if (release === null) return { why }
  try {
    return { artifact: await registry.artifact(release) }
  } catch (error) {
    const message = error instanceof RegistryError ? error.message : 'the request failed'
    return { why: `${release.version}, which it is compared with, can't be had: ${message}.` }
  }
}

async function sidesOfDependency(registry: Registry, report: ServerReport, finding: Finding): Promise<Sides | null> {
  const { dependencies, launch } = report
  const found = dependencies?.tree.packages.find(
    ({ purl, path }) => purl === finding.subject || same(path, finding.path),
  )
  if (dependencies === null || found === undefined || found.release === null) return null
  const { name, version, release } = found
  const packument = await registry
    .packument(name, launch.registry === undefined ? {} : { registry: launch.registry })
    .catch(() => null)
  const listed = (wanted: string): Release | null => packument?.releases.find((each) => each.version === wanted) ?? null
  const whole = listed(version)
  const change = dependencies.changes.find((each) => each.name === name && each.to?.version === version)
  return await sidesOfReleases(registry, whole !== null && sameSum(whole, release) ? whole : release, compared())

  function compared(): Compared {
    if (change?.change === 'added') return { release: null, why: `${name} is new below ${report.name}.` }
    const from = change?.from ?? null
    if (from === null) {
      const before = packument === null || whole === null ? null : baselineIn(lineageOf(packument, whole), 1)
      return { release: before, why: `There is no earlier release of ${name} to compare with.` }
    }
    const earlier = listed(from.version)
    if (earlier === null)
      return { release: null, why: `${name} ${from.version}, which stood there before, can't be had.` }
    if (from.integrity !== null) return { release: { ...earlier, integrity: known(from.integrity) }, why: '' }
    // Without a sum nothing tells the bytes that stood there from those that are served today.
    const isLocked = dependencies?.baseline === 'lock'
    return { release: isLocked ? null : earlier, why: `The lock holds no sum of ${name} ${from.version}.` }
  }
}

const same = (one: readonly string[], other: readonly string[] | undefined): boolean =>
  other !== undefined && one.length === other.length && one.every((each, index) => each === other[index])

const sameSum = (one: Release, other: Release): boolean =>
  JSON.stringify([one.integrity, one.sums]) === JSON.stringify([other.integrity, other.sums])

/** Code of this machine is read where it stands, and has no earlier form. */
async function sidesOfMachine(host: Host, release: Release): Promise<Sides> {
  const paths = pathsOf(host)
  const isFile = (await host.files.type(release.tarball)) === 'file'
  const folder = isFile ? paths.dirname(release.tarball) : release.tarball
  const root = await host.files.realPath(folder)
  const read = async (path: string): Promise<Uint8Array | undefined> => {
    const file = await host.files.realPath(paths.join(folder, path))
    // A link may have come since the audit, which follows none.
    const isInside = root !== null && file !== null && isWithin(paths.relative(root, file), paths)
    if (!isInside || (await host.files.type(file)) !== 'file') return undefined
    return await host.files.readBytes(file, { maxBytes: MOST_BYTES })
  }
  return {
    after: { artifact: null, read },
    before: null,
    remark: 'It is code of this machine: there is no earlier release to compare with.',
    versions: { before: null, after: release.version },
    isOfMachine: true,
  }
}

const isWithin = (relative: string, { isAbsolute, sep }: ReturnType<typeof pathsOf>): boolean =>
  relative !== '' && !isAbsolute(relative) && relative.split(sep)[0] !== '..'
