/** What a review writes into an entry of a lock. Pure. */
import { followed, isOtherBytes, type LockedToday } from '../../lockfile/decide-servers.js'
import { lockServer } from '../../lockfile/entry.js'
import { byFingerprint } from '../../lockfile/write.js'
import { type Acknowledgement, compareText, type LockedServer, type Release, type ServerReport } from '../../model.js'
import { purlParts } from '../../registry/packument.js'

/** The entry of a release as it was judged; of the one that is locked already stays what is not known today. */
export function freshEntry(report: ServerReport, before: LockedServer | null): LockedServer {
  const fresh = { ...lockServer(report, before), follows: followed(report, before) }
  if (before === null || before.purl === null || before.purl !== fresh.purl) return fresh
  if (isOtherBytes(before, statedOf(report.release))) return fresh
  return {
    ...fresh,
    integrity: before.integrity ?? fresh.integrity,
    publisher: fresh.publisher ?? before.publisher,
    provenance: fresh.provenance ?? before.provenance,
    behaviour: fresh.behaviour ?? before.behaviour,
    dependencies: fresh.dependencies ?? before.dependencies,
    findings: withoutPassed([...fresh.findings, ...before.findings], fresh.acknowledged),
  }
}

/** What its registry stated of the bytes of a release. */
export const statedOf = (release: Release | null): LockedToday =>
  release && {
    listed: true,
    integrity: release.integrity.known ? release.integrity.value : null,
    sums: release.sums,
  }

/** Version that is locked; `null` where none is. */
export const versionOf = ({ purl }: LockedServer): string | null =>
  purl === null ? null : (purlParts(purl)?.version ?? null)

/** The entry with what a person lets pass; who says the same again says no news. */
export function withPassed(
  locked: LockedServer,
  acknowledged: readonly Acknowledgement[],
  before: LockedServer | null,
): LockedServer {
  if (acknowledged.length === 0) return locked
  const all = new Map(locked.acknowledged.map((each) => [each.fingerprint, each]))
  for (const each of acknowledged) {
    const said = before?.acknowledged.find((old) => isSameWord(old, each))
    all.set(each.fingerprint, said ?? each)
  }
  const passed = [...all.values()].sort(byFingerprint)
  return { ...locked, acknowledged: passed, findings: withoutPassed(locked.findings, passed) }
}

const isSameWord = (a: Acknowledgement, b: Acknowledgement): boolean =>
  a.fingerprint === b.fingerprint && a.reason === b.reason && a.until === b.until && a.by === b.by

/** Fingerprints that are known, and that nobody let pass. */
export function withoutPassed(
  findings: readonly string[],
  acknowledged: readonly Acknowledgement[],
): readonly string[] {
  const passed = new Set(acknowledged.map(({ fingerprint }) => fingerprint))
  return [...new Set(findings)].filter((each) => !passed.has(each)).sort(compareText)
}
