/** What a person decided in a review, as changes to locks and configurations. Nothing is written here. Stub. */
import type { Discovery } from '../../discover/discover.js'
import type { Host } from '../../host.js'
import type { Acceptance } from '../../lockfile/decide-servers.js'
import type { Acknowledgement, Report } from '../../model.js'
import type { FileChange } from '../../write/changes.js'
import type { Services } from '../workshop.js'
import type { HoldTarget } from './hold.js'

/** What was decided about one server. */
export interface Choice {
  readonly decision:
    | { readonly type: 'accept'; readonly acceptance: Acceptance | null }
    | { readonly type: 'hold'; readonly reason: string | null; readonly target: HoldTarget }
    | { readonly type: 'block'; readonly reason: string }
    /** Only findings are let pass. */
    | null
  /** Findings that are let pass. */
  readonly acknowledged: readonly Acknowledgement[]
}

export interface ReviewRequest {
  readonly services: Services
  /** As audited in this review. */
  readonly report: Report
  /** By id of the report's servers. */
  readonly choices: ReadonlyMap<string, Choice>
  /** Finds what is configured: on this machine as it is now, or on one whose files are other ones. */
  readonly discover: (host: Host) => Promise<Discovery>
  /** Whether configurations are to start exactly what is locked. */
  readonly configs: boolean
  /** The project; absolute. */
  readonly dir: string
  /** A lock in place of all others. */
  readonly lockfile?: string | undefined
  readonly dependencies?: boolean | undefined
  readonly signal?: AbortSignal | undefined
}

export interface ReviewPlan {
  /** Configurations first, then locks; empty where all stands as wanted. */
  readonly changes: readonly FileChange[]
  readonly locks: readonly PlannedLock[]
  readonly remarks: readonly { readonly server: string; readonly text: string; readonly refused: boolean }[]
  /** Ids of servers whose decisions are in it. */
  readonly servers: readonly string[]
}

export interface PlannedLock {
  readonly file: string
  readonly text: string
  /** Whether this user's touchstone may take it at its word afterwards: see `rememberLock`. */
  readonly remember: boolean
}

/**
 * Reads locks and configurations anew: what changed since the audit is taken as it is now, and a decision about a server that is
 * configured otherwise by now is refused with the reason.
 *
 * @throws LockError where a lock can't be used; the reason of `signal`; nothing else
 */
export async function planReview(_host: Host, _request: ReviewRequest): Promise<ReviewPlan> {
  return { changes: [], locks: [], remarks: [], servers: [] }
}
