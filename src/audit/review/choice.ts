/** What a person decides about a server in a review. */
import type { Acceptance } from '../../lockfile/acceptance.js'
import type { Acknowledgement } from '../../model.js'
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
