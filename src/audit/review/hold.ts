/** The release that a server can be held at: the locked one, else the last one without what speaks against the newest. Stub. */
import type { LockedServer, ServerReport } from '../../model.js'
import type { Workshop } from '../workshop.js'

export type HoldTarget =
  | {
      readonly type: 'release'
      readonly version: string
      /** `locked`: the lock's; `before`: the last one without the findings. */
      readonly from: 'locked' | 'before'
      /** As judged; `null` for the locked one, which is known already. */
      readonly report: ServerReport | null
    }
  /** `why` is a sentence that says what can be done instead. */
  | { readonly type: 'none'; readonly why: string }

export interface HoldQuestion {
  /** As audited. */
  readonly report: ServerReport
  /** Of the user's own lock. */
  readonly locked: LockedServer | null
  readonly now: Date
  readonly dependencies?: boolean | undefined
  readonly signal?: AbortSignal | undefined
}

/** Never rejects for what a package or the network does, only where `signal` is aborted. */
export async function findHold(question: HoldQuestion, _shop: Workshop): Promise<HoldTarget> {
  return { type: 'none', why: `${question.report.name} can't be held yet.` }
}
