/** What the review asks of the world, and what happens to it: plain data. */
import type { HoldTarget } from '../../audit/review/hold.js'
import type { AuditEvent } from '../../audit.js'
import type { CodeDiff } from '../../evidence/code-diff.js'
import type { Behaviour, Failure, Release, Report } from '../../model.js'
import type { Pending, PlanShown, Written } from './decision.js'
import type { Loading, Notice, Size } from './model.js'

/** What the world must do. Each answers with an action. */
export type Effect =
  /** Audits everything anew. Its answers have the number of the run. */
  | { readonly type: 'audit'; readonly run: number }
  /** Stops all that is under way. */
  | { readonly type: 'cancel' }
  | { readonly type: 'load code'; readonly server: string; readonly finding: string }
  | { readonly type: 'load history'; readonly server: string }
  | { readonly type: 'load behaviours'; readonly server: string; readonly versions: readonly string[] }
  | { readonly type: 'load page'; readonly heuristic: string }
  | { readonly type: 'find hold'; readonly server: string }
  | {
      readonly type: 'plan'
      /** Comes back with the answer: another one may have been asked for meanwhile. */
      readonly request: number
      readonly configs: boolean
      readonly pending: Pending
      readonly holds: ReadonlyMap<string, HoldTarget>
    }
  | { readonly type: 'write'; readonly plan: number }
  | { readonly type: 'copy'; readonly text: string; readonly what: string }
  | { readonly type: 'export'; readonly format: 'json' | 'markdown'; readonly file: string }
  /** Ctrl-Z. */
  | { readonly type: 'suspend' }
  | { readonly type: 'exit' }

export type Action =
  | { readonly type: 'key'; readonly key: string }
  /** What was typed or pasted as a whole, while a dialog has a field. */
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'tick'; readonly now: number }
  | { readonly type: 'resize'; readonly size: Size }
  | { readonly type: 'audit'; readonly run: number; readonly event: AuditEvent }
  | { readonly type: 'audited'; readonly run: number; readonly report: Omit<Report, 'servers'> }
  | { readonly type: 'audit failed'; readonly run: number; readonly failure: Failure }
  /** What does the effects broke off: of what was under way nothing comes any more. */
  | { readonly type: 'world lost'; readonly failure: Failure }
  | {
      readonly type: 'code'
      readonly server: string
      readonly finding: string
      readonly code: Loading<readonly CodeDiff[]>
    }
  | { readonly type: 'history'; readonly server: string; readonly history: Loading<readonly Release[]> }
  | {
      readonly type: 'behaviour'
      readonly server: string
      readonly version: string
      readonly behaviour: Loading<Behaviour>
    }
  | { readonly type: 'page'; readonly heuristic: string; readonly page: Loading<string> }
  | { readonly type: 'hold'; readonly server: string; readonly target: Loading<HoldTarget> }
  | { readonly type: 'planned'; readonly plan: PlanShown }
  | { readonly type: 'plan failed'; readonly failure: Failure; readonly request: number }
  | { readonly type: 'written'; readonly plan: number; readonly result: Written }
  | { readonly type: 'copied'; readonly what: string }
  | { readonly type: 'exported'; readonly file: string; readonly failure: Failure | null }
  /** Locks of projects that somebody else wrote: nothing is taken from them. */
  | { readonly type: 'foreign locks'; readonly files: readonly string[] }
  /** What the world has to say beside its answers. */
  | { readonly type: 'notice'; readonly tone: Notice['tone']; readonly text: string }
