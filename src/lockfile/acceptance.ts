/** What stands in a lock of findings that a person lets pass. Pure. */
import type { Acknowledgement, Finding, LockedServer } from '../model.js'
import { isWeighty } from './entry.js'
import { byFingerprint } from './write.js'

/** That a person lets the findings of a server pass. */
export type Acceptance = Omit<Acknowledgement, 'fingerprint'>

/** That a lock blocks the server. The decision lifts it; let pass, it would be silent about a block that somebody sets later. */
export const isOfBlock = ({ heuristic }: Finding): boolean => heuristic === BLOCKED

/** The heuristic that says so. */
export const BLOCKED = 'blocked-server'

/** The entry of a server whose findings a person lets pass; `accepted` is `null` where nobody does. */
export function acceptedAs(
  locked: LockedServer,
  findings: readonly Finding[],
  accepted: Acceptance | null,
): LockedServer {
  if (accepted === null) return locked
  const { reason, when, until, by } = accepted
  const all = new Map(locked.acknowledged.map((each) => [each.fingerprint, each]))
  for (const finding of findings) {
    if (!isWeighty(finding) || isOfBlock(finding)) continue
    const { fingerprint } = finding
    const known = all.get(fingerprint)
    // Saying the same again is no news.
    if (known?.reason === reason && known.until === until && known.by === by) continue
    all.set(fingerprint, { fingerprint, reason, when, until, by })
  }
  return {
    ...locked,
    // That findings pass says nothing of newer releases.
    decision: locked.decision === 'hold' ? 'hold' : 'accept',
    reason,
    acknowledged: [...all.values()].sort(byFingerprint),
    findings: locked.findings.filter((fingerprint) => !all.has(fingerprint)),
  }
}
