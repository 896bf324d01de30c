/** From an audited server to what its lock says of it. Pure. */
import type { LockedServer, ServerReport } from '../model.js'
import { lockedBehaviour } from './behaviour.js'
import { INTEGRITY, isReleasePurl } from './patterns.js'
import { byFingerprint, byOccurrence } from './write.js'

export { behaviourOfLock, lockedBehaviour } from './behaviour.js'
export { lockedOccurrence } from './launch-digest.js'

/** @param before the entry that it had; its decision, its acknowledgements and what it follows stay */
export function lockServer(report: ServerReport, before: LockedServer | null): LockedServer {
  const { package: ref, launch, release, facts, dependencies } = report
  const kind = ref?.ecosystem ?? launch.kind
  const integrity = release?.integrity.known && INTEGRITY.test(release.integrity.value) ? release.integrity.value : null
  return {
    kind,
    configured: [...report.configured].sort(byOccurrence),
    spec: ref?.spec ?? launch.origin,
    follows: before?.follows ?? null,
    decision: before?.decision ?? 'accept',
    reason: before?.reason ?? null,
    purl: release !== null && isReleasePurl(release.purl, kind) ? release.purl : null,
    integrity,
    publisher: release?.publisher.known ? release.publisher.value : null,
    provenance: release?.provenance.known ? release.provenance.value : null,
    behaviour: facts === null ? null : lockedBehaviour(facts),
    acknowledged: [...(before?.acknowledged ?? [])].sort(byFingerprint),
    dependencies:
      dependencies === null
        ? null
        : new Map(
            dependencies.tree.packages
              .filter(({ source }) => source !== 'bundled')
              .map(({ name, version, integrity: own }) => [`${name}@${version}`, own]),
          ),
  }
}
