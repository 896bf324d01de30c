/** States of a review for tests, keys that are pressed, screens as text. */
import { worstFirst } from '../../../src/audit/conclude.js'
import type { Report, ServerReport } from '../../../src/model.js'
import { textOf } from '../../../src/tui/line.js'
import type { Action, Effect, ReviewState, Screen, ServerRow } from '../../../src/tui/state/model.js'
import { startState } from '../../../src/tui/state/start.js'
import { update } from '../../../src/tui/state/update.js'
import { screenLines } from '../../../src/tui/views/screen.js'
import { done } from './servers.js'

export * from './servers.js'

/** When all these tests take place, in ms. */
export const NOW = Date.parse('2025-10-01T12:00:00Z')

export interface StateWords extends Partial<Omit<ReviewState, 'servers' | 'screens' | 'size'>> {
  /** Reports stand for rows that are done. */
  readonly servers?: readonly (ServerRow | ServerReport)[]
  /** Those that lie on the list of servers; `pane` is the start unless they say otherwise. */
  readonly screens?: readonly Screen[]
  /** Columns and rows; 80 × 24 unless it says otherwise. */
  readonly size?: readonly [columns: number, rows: number]
  readonly ascii?: boolean
  /** Of the whole audit, where all rows are done. */
  readonly report?: Partial<Report>
}

/** A review with these servers. The audit is done where all rows are, and else runs. */
export function stateWith(words: StateWords = {}): ReviewState {
  const { servers = [], screens = [], size: [columns, rows] = [80, 24], ascii = false, report, ...more } = words
  const list = servers.map((each): ServerRow => ('progress' in each ? each : done(each)))
  const first = startState({ size: { columns, rows }, look: { unicode: !ascii, screenReader: false }, now: NOW })
  const isDone = list.every(({ progress }) => progress === 'done')
  return {
    ...first,
    servers: list,
    audit: isDone ? { status: 'done', report: reportOf(list, report) } : { status: 'running' },
    clock: { started: NOW - 4_000, now: NOW, ended: isDone ? NOW : null },
    screens: [first.screens[0], ...screens],
    drawn: null,
    ...more,
  }
}

function reportOf(rows: readonly ServerRow[], more: Partial<Report> = {}): Report {
  const evaluations = rows.flatMap(({ evaluation: each }) => each ?? [])
  const failures = evaluations.flatMap((each) => each.failures)
  return {
    command: 'review',
    conclusion: failures.length > 0 ? 'incomplete' : 'pass',
    servers: worstFirst(evaluations.map((each) => each.server)),
    failures,
    notEvaluated: evaluations.flatMap((each) => each.notEvaluated),
    searched: [{ client: 'cursor', scope: 'user', file: '/home/u/.cursor/mcp.json', found: 'servers', entries: 1 }],
    ...more,
  }
}

export interface Pressed {
  readonly state: ReviewState
  readonly effects: readonly Effect[]
}

/** Folds actions: the last state, and all effects in their order. */
export function act(state: ReviewState, ...actions: readonly Action[]): Pressed {
  return actions.reduce<Pressed>(
    (before, action) => {
      const step = update(before.state, action)
      return { state: step.state, effects: [...before.effects, ...step.effects] }
    },
    { state, effects: [] },
  )
}

/** Presses keys, named as `keyName` names them. In a dialog single characters are typed, as in the app. */
export function press(state: ReviewState, ...keys: readonly string[]): Pressed {
  return keys.reduce<Pressed>(
    (before, key) => {
      const isTyped = before.state.dialog !== null && [...key].length === 1
      const step = act(before.state, isTyped ? { type: 'text', text: key } : { type: 'key', key })
      return { state: step.state, effects: [...before.effects, ...step.effects] }
    },
    { state, effects: [] },
  )
}

/** The screen as text, a line each, without blanks at their ends. */
export const screenText = (state: ReviewState): string =>
  screenLines(state)
    .map((line) => textOf(line).trimEnd())
    .join('\n')
