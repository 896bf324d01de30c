/** From an audited server to what its lock says of it. Pure. */
import {
  type Acknowledgement,
  compareText,
  type Dependency,
  type DependencyTree,
  type Finding,
  type LockedOccurrence,
  type LockedServer,
  type ServerReport,
  severityRank,
} from '../model.js'
import { purlOf } from '../registry/packument.js'
import { lockedBehaviour, shortened } from './behaviour.js'
import { INTEGRITY, isReleasePurl } from './patterns.js'
import { type Folders, packageName, portable } from './portable.js'
import { byFingerprint, byOccurrence } from './write.js'

export { behaviourOfLock, lockedBehaviour } from './behaviour.js'
export { lockedOccurrence } from './launch-digest.js'
export { lockKey } from './portable.js'

/**
 * What stands in a lock of a server that is configured and was audited. What is not known is `null`.
 *
 * @param before the entry that it had; its decision, its acknowledgements (those that have expired, too) and what it follows stay;
 *   what is known of it is what is found now
 * @param folders in which local programs are named by their path; of all others only the name of the file is locked
 */
export function lockServer(report: ServerReport, before: LockedServer | null, folders: Folders = {}): LockedServer {
  const { package: ref, launch, release, facts, dependencies } = report
  const kind = ref?.ecosystem ?? launch.kind
  const spec = ref?.spec ?? launch.origin
  return {
    kind,
    configured: sortedOnce(report.configured, byOccurrence),
    spec: spec === null ? null : portable(spec, folders),
    follows: before?.follows ?? null,
    decision: before?.decision ?? 'accept',
    reason: before?.reason ?? null,
    purl: release === null ? purlOfPython(report) : isReleasePurl(release.purl, kind) ? release.purl : null,
    integrity: release?.integrity.known ? integrityOf(release.integrity.value) : null,
    publisher: release?.publisher.known ? shortened(release.publisher.value) : null,
    provenance: release?.provenance.known ? release.provenance.value : null,
    behaviour: facts === null ? null : lockedBehaviour(facts),
    acknowledged: sortedOnce(before?.acknowledged ?? [], byFingerprint),
    findings: knownFindings(report.findings, before?.acknowledged ?? []),
    dependencies: dependencies === null ? null : lockedDependencies(dependencies.tree),
  }
}

/**
 * No index of Python packages is asked: the version is the one that is written, else the one of the copy that the next start
 * takes, since uv stays with what its cache holds.
 */
function purlOfPython({ package: ref, onMachine }: ServerReport): string | null {
  if (ref?.ecosystem !== 'pypi') return null
  const { type, value } = ref.selector
  const version = type === 'version' ? value : onMachine.copies.find(({ used }) => used)?.version
  const purl = version === undefined ? null : purlOf(ref.name, version, 'pypi')
  return purl !== null && isReleasePurl(purl, 'pypi') ? purl : null
}

/** Findings from which on a lock remembers them, and a person has to say that they may pass. */
export const isWeighty = ({ severity }: Finding): boolean => severityRank(severity) <= severityRank('medium')

/**
 * Those that are no news once they are locked. What a person let pass is left out, also where the day has passed until which it holds:
 * it then counts again.
 */
export function knownFindings(
  findings: readonly Finding[],
  acknowledged: readonly Acknowledgement[],
): readonly string[] {
  const passed = new Set(acknowledged.map(({ fingerprint }) => fingerprint))
  const known = findings.filter(isWeighty).map(({ fingerprint }) => fingerprint)
  return [...new Set(known)].filter((fingerprint) => !passed.has(fingerprint)).sort(compareText)
}

/** Of items that are the same in their order, the last: it was said later. */
function sortedOnce<T extends LockedOccurrence | Acknowledgement>(
  items: readonly T[],
  order: (a: T, b: T) => number,
): readonly T[] {
  const sorted = [...items].sort(order)
  return sorted.filter((item, index) => {
    const next = sorted[index + 1]
    return next === undefined || order(item, next) !== 0
  })
}

const integrityOf = (text: string | null): string | null => (text !== null && INTEGRITY.test(text) ? text : null)

/** Under which a lock holds a package below a server. */
export const dependencyKey = ({ name, version }: Pick<Dependency, 'name' | 'version'>): string =>
  `${packageName(name)}@${shortened(version)}`

/**
 * Whether a lock names it. What is bundled is left out, since the integrity of the package around it covers it; but where it runs a
 * script when it is installed: that such a one comes is news, whatever it comes in.
 */
export const isNamed = ({ source, installScript }: Dependency): boolean => source !== 'bundled' || installScript

function lockedDependencies({ packages }: DependencyTree): ReadonlyMap<string, string | null> {
  const locked = new Map<string, string | null>()
  for (const dependency of packages) {
    if (!isNamed(dependency)) continue
    const key = dependencyKey(dependency)
    locked.set(key, locked.get(key) ?? integrityOf(dependency.integrity))
  }
  return locked
}
