/**
 * What the review knows and shows: plain data, changed by `update` alone. What the world has to do for it is an `Effect`, and
 * what the world answers is an `Action`.
 */

import type { Evaluation } from '../../audit/evaluate.js'
import type { HoldTarget } from '../../audit/review/hold.js'
import type { AuditEvent } from '../../audit.js'
import type { CodeDiff } from '../../evidence/code-diff.js'
import type { Behaviour, Failure, ListedServer, Release, Report, ServerReport } from '../../model.js'

export type Loading<T> =
  | { readonly status: 'loading' }
  | { readonly status: 'loaded'; readonly value: T }
  | { readonly status: 'failed'; readonly failure: Failure }

export interface Size {
  readonly columns: number
  readonly rows: number
}

/** What the terminal can draw, and how the person reads it. */
export interface Look {
  readonly unicode: boolean
  readonly screenReader: boolean
  /** The user's home, absolute: it stands as `~` on the screen. */
  readonly home?: string
}

/** One server of the list: as it was found, how far its audit is, and what came of it. */
export interface ServerRow {
  readonly listed: ListedServer
  readonly progress: 'waiting' | 'working' | 'done'
  /** What is being done, in a few words; empty while it waits. */
  readonly doing: string
  /** `null` until it is done; that of the audit before while it is audited again. */
  readonly evaluation: Evaluation | null
  /** How many things were done for it, while it is worked on. */
  readonly steps?: number
  /** When the work on it began, in ms since the epoch. */
  readonly since?: number
}

export type AuditState =
  | { readonly status: 'discovering' }
  | { readonly status: 'running' }
  | { readonly status: 'done'; readonly report: Report }
  /** The person stopped it. */
  | { readonly status: 'cancelled' }
  | { readonly status: 'failed'; readonly failure: Failure }

/** Where a screen stands: which stop is selected (`null`: the first), and the first line that is seen. */
export interface Pane {
  readonly selected: string | null
  readonly top: number
}

export const START: Pane = { selected: null, top: 0 }

/** Screens lie on each other; Esc leads back. `server` is the id of a server. */
export type Screen =
  | { readonly type: 'servers'; readonly pane: Pane }
  | { readonly type: 'server'; readonly server: string; readonly pane: Pane }
  /** One finding, with its code. */
  | { readonly type: 'evidence'; readonly server: string; readonly finding: string; readonly pane: Pane }
  | { readonly type: 'history'; readonly server: string; readonly pane: Pane; readonly view: HistoryView }
  | {
      readonly type: 'releases'
      readonly server: string
      readonly from: string
      readonly to: string
      readonly pane: Pane
    }
  | {
      readonly type: 'dependencies'
      readonly server: string
      readonly pane: Pane
      readonly only: 'all' | 'changed' | 'findings'
    }
  /** The page of a heuristic. */
  | { readonly type: 'page'; readonly heuristic: string; readonly pane: Pane }
  /** What was decided and is not written. */
  | { readonly type: 'pending'; readonly pane: Pane }
  /** What would be written. */
  | { readonly type: 'preview'; readonly pane: Pane }
  /** What could not be done, of the whole audit. */
  | { readonly type: 'failures'; readonly pane: Pane }
  | { readonly type: 'help'; readonly pane: Pane }

export type ScreenType = Screen['type']
export type ScreenOf<T extends ScreenType> = Extract<Screen, { readonly type: T }>

// ── the list ─────────────────────────────────────────────────────────────────────────────────────

export const ORDERS = ['worst', 'name', 'score', 'age'] as const
export const GROUPINGS = ['none', 'client', 'verdict'] as const

/** How the list is shown. */
export interface ListView {
  readonly order: (typeof ORDERS)[number]
  readonly grouping: (typeof GROUPINGS)[number]
  /** Fuzzy; empty for everything. */
  readonly filter: string
  readonly disabled: 'shown' | 'hidden'
}

// ── history ──────────────────────────────────────────────────────────────────────────────────────

/** Releases of a server's package, and of those that were read what they do. */
export interface History {
  /** Oldest first. */
  readonly releases: readonly Release[]
  /** By version. What was asked for stands here from the moment on. */
  readonly behaviours: ReadonlyMap<string, Loading<Behaviour>>
}

export interface HistoryView {
  /** Selected release; `null`: the one that would run. */
  readonly version: string | null
  /** The release that the next one is compared with. */
  readonly marked: string | null
  /** The newest release that is seen, counted from the newest of all. */
  readonly left: number
  /** The first line of the matrix that is seen. */
  readonly top?: number
}

// ── decisions ────────────────────────────────────────────────────────────────────────────────────

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
  /** The release of `holds` is kept. */
  | { readonly type: 'hold'; readonly reason: string | null }
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

// ── dialogs ──────────────────────────────────────────────────────────────────────────────────────

export interface Field {
  readonly name: 'reason' | 'until' | 'file'
  readonly label: string
  readonly text: string
  /** In UTF-16 units of `text`. */
  readonly caret: number
  /** What is wrong with it. */
  readonly problem: string | null
}

/** What the answers of a dialog are for; of a decision with what was seen when it was asked for. */
export type Purpose =
  | { readonly type: 'accept'; readonly server: string; readonly basis: Basis }
  | { readonly type: 'block'; readonly server: string; readonly basis: Basis }
  | { readonly type: 'acknowledge'; readonly server: string; readonly finding: string; readonly basis: Basis }
  | { readonly type: 'export'; readonly format: 'json' | 'markdown' }

export type Dialog =
  | {
      readonly type: 'ask'
      readonly purpose: Purpose
      readonly title: string
      readonly fields: readonly Field[]
      /** Index of the field that is written in. */
      readonly at: number
    }
  /** The list's filter, while it is written. */
  | { readonly type: 'filter'; readonly before: string; readonly caret: number }
  /** Leaving with decisions that are not written. */
  | { readonly type: 'quit' }
  /** JSON or Markdown. */
  | { readonly type: 'export' }
  /** Addresses of a server, to be followed or copied. */
  | {
      readonly type: 'links'
      readonly links: readonly { readonly label: string; readonly url: string }[]
      /** Index of the one that is selected; the first where it is absent. */
      readonly at?: number
    }

/** Addresses that are seen at once. */
export const LINKS_SEEN = 6

/** What the review has to say, for a while. */
export interface Notice {
  readonly tone: 'info' | 'good' | 'bad'
  readonly text: string
  /** When it was said, in ms. */
  readonly at: number
}

// ── the whole ────────────────────────────────────────────────────────────────────────────────────

/** What was drawn last: a key means that. */
export interface Drawn {
  readonly servers: readonly ServerRow[]
  /** The server that stood first in the list while none was selected; `null` where one was, or the list was not seen. */
  readonly first: string | null
  /** Since when it stood there, in ms since the epoch. */
  readonly since: number
}

/** A decision that fell because its server is another one by now. */
export interface Fallen {
  /** Id of the server. */
  readonly server: string
  readonly name: string
  /** Why, as a sentence. */
  readonly text: string
}

export interface ReviewState {
  readonly size: Size
  readonly look: Look
  /** In ms since the epoch; moves by `tick`. */
  readonly clock: { readonly started: number; readonly now: number; readonly ended: number | null }
  readonly audit: AuditState
  /** The number of the last audit that was begun: what earlier ones still say counts no more. */
  readonly run: number
  /** Since it was begun. */
  readonly fallen: readonly Fallen[]
  /** In the order in which they were found. */
  readonly servers: readonly ServerRow[]
  /** The last is seen. */
  readonly screens: readonly [Screen, ...Screen[]]
  readonly list: ListView
  readonly decisions: Decisions
  /** By id of the server: where it can be held. */
  readonly holds: ReadonlyMap<string, Loading<HoldTarget>>
  readonly write: WriteState
  /** How often changes were asked for. */
  readonly plans?: number
  /** By `codeKey`. */
  readonly codes: ReadonlyMap<string, Loading<readonly CodeDiff[]>>
  /** By id of the server. */
  readonly histories: ReadonlyMap<string, Loading<History>>
  /** By id of the heuristic, Markdown. */
  readonly pages: ReadonlyMap<string, Loading<string>>
  readonly dialog: Dialog | null
  readonly notice: Notice | null
  /** `null` where nobody draws: then keys mean what is there. */
  readonly drawn: Drawn | null
  readonly leaving: boolean
}

export const codeKey = (server: string, fingerprint: string): string => JSON.stringify([server, fingerprint])

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
  | { readonly type: 'audited'; readonly run: number; readonly report: Report }
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
  /** What the world has to say beside its answers. */
  | { readonly type: 'notice'; readonly tone: Notice['tone']; readonly text: string }

/** A new state, and what the world has to do for it. */
export interface Step {
  readonly state: ReviewState
  readonly effects: readonly Effect[]
}

export const stay = (state: ReviewState, ...effects: readonly Effect[]): Step => ({ state, effects })

export const screenOf = ({ screens }: ReviewState): Screen => screens.at(-1) ?? screens[0]

export const rowOf = ({ servers }: ReviewState, id: string): ServerRow | null =>
  servers.find(({ listed }) => listed.id === id) ?? null

export const reportOf = (state: ReviewState, id: string): ServerReport | null =>
  rowOf(state, id)?.evaluation?.server ?? null

/** Says something for a while. */
export const notice = (state: ReviewState, tone: Notice['tone'], text: string): ReviewState => ({
  ...state,
  notice: { tone, text, at: state.clock.now },
})

export const withTop = (state: ReviewState, screen: Screen): ReviewState => {
  const [first, ...rest] = [...state.screens.slice(0, -1), screen]
  return { ...state, screens: [first ?? screen, ...rest] }
}

export const push = (state: ReviewState, screen: Screen): ReviewState => ({
  ...state,
  screens: [...state.screens, screen],
})

/** One screen back; the first one stays. */
export function pop(state: ReviewState): ReviewState {
  const [first, ...rest] = state.screens.slice(0, -1)
  return first === undefined ? state : { ...state, screens: [first, ...rest] }
}

/** Rows of a terminal that is too small for a review, and columns. */
export const SMALLEST: Size = { columns: 60, rows: 16 }

/** Lines of a screen that its body does not have: title and rule, notice, footer. */
const AROUND = 4

/** Lines that the body of a screen has. */
export const bodyHeight = ({ size, dialog }: ReviewState): number =>
  Math.max(size.rows - AROUND - (dialog === null ? 0 : dialogHeight(dialog)), 1)

/** Lines that a dialog takes from the body. */
export const dialogHeight = (dialog: Dialog): number => {
  switch (dialog.type) {
    case 'ask':
      return 2 + dialog.fields.length * 2
    case 'filter':
      return 1
    case 'links':
      return 2 + Math.min(dialog.links.length, LINKS_SEEN)
    default:
      return 3
  }
}
