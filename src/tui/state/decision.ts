/** What was decided in a review, what it would change, and what was written: plain data. */
import type { Failure } from '../../model.js'

/** Why something may pass, and the last ISO 8601 day on which it may; `null` for ever. */
export interface Reason {
  readonly reason: string
  readonly until: string | null
}

/** What was on the screen when something was decided about a server. The decision is about that, and about nothing else. */
export interface Basis {
  /** What it is, wherever it is configured; see `sourceOf`. */
  readonly source: string
  /** As configured; `null` for what is taken from no registry. */
  readonly spec: string | null
  /** Of the release that would run; `null` where none was known. */
  readonly purl: string | null
  readonly version: string | null
  readonly integrity: string | null
  /** Who starts it, and how: entries with the digest of their launch. */
  readonly launches: readonly string[]
  /** Fingerprints of findings of severity medium and above that the lock does not let pass. */
  readonly findings: readonly string[]
}

/** What the person decided about a server. Nothing of it is written until it is asked for. */
export type ServerDecision = (
  | {
      /** What would run today becomes the baseline. */
      readonly type: 'accept'
      /** `null` where no finding above medium stood that did not pass already. */
      readonly why: Reason | null
    }
  /** The release of `holds` is kept; `version` as it was shown, once it was. */
  | { readonly type: 'hold'; readonly reason: string | null; readonly version?: string }
  | { readonly type: 'block'; readonly reason: string }
) & { readonly basis: Basis }

/** Why a finding passes, and what it was found in. */
export interface Passed extends Reason {
  readonly basis: Basis
}

export interface Pending {
  /** By id of the server. */
  readonly servers: ReadonlyMap<string, ServerDecision>
  /** By id of the server, then by fingerprint. */
  readonly acknowledged: ReadonlyMap<string, ReadonlyMap<string, Passed>>
}

export interface Decisions {
  readonly pending: Pending
  /** As it was before each decision, the latest last; what `u` goes back to. */
  readonly past: readonly { readonly pending: Pending; readonly what: string }[]
}

/** What `w` would change, as data; the changes themselves stay where they were made, under `id`. */
export interface PlanShown {
  readonly id: number
  /** Whether configurations become exact, too. */
  readonly configs: boolean
  /** Unified, secrets masked. Empty where nothing changes. */
  readonly diff: string
  /** Absolute; locks and configurations. */
  readonly files: readonly string[]
  /** All that is written, a line for each server. */
  readonly summary?: readonly PlanLine[]
  /** What is to be said of a decision: why it is not written, or what else has to be done. */
  readonly remarks: readonly PlanRemark[]
  /** Of the effect that it answers. */
  readonly request: number
}

export interface PlanLine {
  readonly server: string
  readonly text: string
}

export interface PlanRemark {
  readonly server: string
  readonly text: string
  /** Whether the decision is not written. */
  readonly refused: boolean
}

export interface Written {
  /** Absolute. */
  readonly files: readonly string[]
  readonly failures: readonly Failure[]
  /** Servers whose decisions are on the disk. */
  readonly servers: readonly string[]
}

export type WriteState =
  | { readonly status: 'idle' }
  /** Answers to other requests than this one are of decisions that were changed since. */
  | { readonly status: 'planning'; readonly configs: boolean; readonly request: number }
  | { readonly status: 'planned'; readonly plan: PlanShown }
  | { readonly status: 'writing'; readonly plan: PlanShown }
  | {
      readonly status: 'failed'
      readonly failure: Failure
      /** What else could not be written. */
      readonly others?: readonly Failure[]
      /** Files that were written all the same; absolute. */
      readonly written?: readonly string[]
      /** As it was planned. */
      readonly configs?: boolean
      /** Whether nobody knows what was written. */
      readonly isUnknown?: boolean
    }
