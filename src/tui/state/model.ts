/**
 * What the review knows and shows: plain data, changed by `update` alone. Decisions stand in `decision.ts`; what the world has to do,
 * and what it answers, in `message.ts`.
 */

import type { Evaluation } from '../../audit/evaluate.js'
import type { HoldTarget } from '../../audit/review/hold.js'
import type { CodeDiff } from '../../evidence/code-diff.js'
import type { Behaviour, Failure, ListedServer, Release, Report, ServerReport } from '../../model.js'
import type { Basis, Decisions, WriteState } from './decision.js'
import type { Effect } from './message.js'

export type * from './decision.js'
export type * from './message.js'

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
  /** What is not about one server: they stand in the rows. */
  | { readonly status: 'done'; readonly report: Omit<Report, 'servers'> }
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
  /** Locks of projects that somebody else wrote. */
  readonly foreignLocks: readonly string[]
  readonly notice: Notice | null
  /** `null` where nobody draws: then keys mean what is there. */
  readonly drawn: Drawn | null
  readonly leaving: boolean
}

export const codeKey = (server: string, fingerprint: string): string => JSON.stringify([server, fingerprint])

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
