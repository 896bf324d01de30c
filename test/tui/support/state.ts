/** States of a review for tests: servers, findings and releases with few words, keys that are pressed, screens as text. */

import { worstFirst } from '../../../src/audit/conclude.js'
import type { Evaluation } from '../../../src/audit/evaluate.js'
import {
  type Baseline,
  type Fact,
  type Failure,
  type Finding,
  known,
  type LaunchKind,
  type ListedServer,
  NO_BASELINE,
  NOTHING_ON_MACHINE,
  type NotEvaluated,
  type PackageRef,
  type Release,
  type Report,
  type ServerReport,
  type Severity,
  type TrustScore,
  unknown,
  type Verdict,
} from '../../../src/model.js'
import { textOf } from '../../../src/tui/line.js'
import type { Action, Effect, ReviewState, Screen, ServerRow } from '../../../src/tui/state/model.js'
import { startState } from '../../../src/tui/state/start.js'
import { update } from '../../../src/tui/state/update.js'
import { screenLines } from '../../../src/tui/views/screen.js'

/** When all these tests take place, in ms. */
export const NOW = Date.parse('2025-10-01T12:00:00Z')

/** Names as a stranger would choose them: escapes, tabs, wide and combining characters, emoji, right to left, zero width. */
export const HOSTILE = [
  '\x1b[31mred\x1b[0m',
  '\x1b]8;;https://evil.example\x07link\x1b]8;;\x07',
  'tab\tand\nbreak\rreturn',
  '漢字のサーバー',
  'a\u0301e\u0301\u0302\u0303o\u0308',
  '👩‍👩‍👧‍👦 🏴‍☠️ 👍🏽',
  'مرحبا‏ \u202egnp.exe',
  'zero\u200bwidth\u2060\ufeff',
  '\u{e0041}\u{e0042}tags',
  '\x9b2J\x00\x07',
  '__proto__',
  ' ',
] as const

/** An npm release, of which nothing optional is known unless `fields` says so. */
export const release = (name: string, version: string, fields: Partial<Release> = {}): Release => ({
  purl: `pkg:npm/${name.replace('@', '%40')}@${version}`,
  name,
  version,
  integrity: known('sha512-AAAA'),
  tarball: '',
  publishedAt: known('2025-09-17T10:00:00.000Z'),
  publisher: unknown('the registry does not say'),
  maintainers: unknown('the registry does not say'),
  provenance: unknown('the registry does not say'),
  deprecated: null,
  manifest: {},
  ...fields,
})

/** A finding whose texts tell its severity. */
export const finding = (severity: Severity, fields: Partial<Finding> = {}): Finding => ({
  fingerprint: `f-${severity}`,
  heuristic: 'new-recipient',
  severity,
  confidence: 'high',
  server: 'npm:mail-mcp',
  subject: 'pkg:npm/mail-mcp@1.0.16',
  title: `something of severity ${severity}`,
  message: `it does something of severity ${severity}`,
  evidence: [{ file: 'index.js', line: 231, column: 7, excerpt: "Bcc: 'collect@elsewhere.example'," }],
  facts: [{ kind: 'message.recipient', value: 'bcc collect@elsewhere.example' }],
  remedy: 'Do not run this release.',
  since: { version: '1.0.16', date: '2025-09-17', releasesBefore: 16 },
  ...fields,
})

export interface ServerWords {
  readonly name: string
  /** `npm:<package>` unless it says otherwise. */
  readonly id?: string
  /** Name of its package; `<name>-mcp` unless it says otherwise. */
  readonly package?: string
  /** Of anything but npm there is neither package nor release. */
  readonly kind?: LaunchKind
  /** As configured; the name alone unless it says otherwise. */
  readonly spec?: string
  /** `trust` unless it says otherwise. */
  readonly verdict?: Verdict
  /** 95, 60, 10 or `null` by the verdict, unless it says otherwise. */
  readonly score?: number | null
  readonly contributions?: TrustScore['contributions']
  /** A finding each, or findings. */
  readonly findings?: readonly (Severity | Finding)[]
  /** What would run; 1.0.16 unless it says otherwise; `null`: it could not be resolved. */
  readonly version?: string | null
  /** Of the baseline; without it there is none. */
  readonly from?: string
  readonly baselineOf?: Baseline['from']
  /** ISO 8601; `null`: the registry does not say. */
  readonly published?: string | null
  readonly release?: Partial<Release>
  /** `cursor` unless it says otherwise. */
  readonly clients?: readonly string[]
  readonly disabled?: boolean
  readonly facts?: readonly Fact[] | null
  readonly report?: Partial<ServerReport>
}

const ref = (name: string, spec: string): PackageRef => ({
  ecosystem: 'npm',
  name,
  spec,
  selector: { type: 'range', value: '*' },
  floating: spec === name,
  token: { file: '/home/u/.cursor/mcp.json', pointer: '/mcpServers/mail/args/1', start: 0, end: spec.length },
})

/** A server as it was found. */
export function listed(words: ServerWords): ListedServer {
  const kind = words.kind ?? 'npm'
  const name = words.package ?? `${words.name}-mcp`
  const package_ = kind === 'npm' ? ref(name, words.spec ?? name) : null
  return {
    id: words.id ?? (kind === 'npm' ? `npm:${name}` : `${kind}:${words.name}`),
    name: words.name,
    occurrences: (words.clients ?? ['cursor']).map((client) => ({
      client,
      scope: 'user',
      file: `/home/u/.${client}/mcp.json`,
      pointer: `/mcpServers/${words.name}`,
      disabled: words.disabled ?? false,
    })),
    launch: {
      kind,
      runner: kind === 'npm' ? 'npx' : kind === 'remote' ? 'http' : 'node',
      wrappers: [],
      packages: package_ === null ? [] : [package_],
      origin: kind === 'npm' ? null : kind === 'remote' ? 'https://mcp.example' : '/home/u/server.js',
    },
    package: package_,
    onMachine: NOTHING_ON_MACHINE,
  }
}

const GRADES = { trust: 'A', review: 'C', block: 'F', unknown: null } as const
const SCORES = { trust: 95, review: 60, block: 10, unknown: null } as const

/** A server as it was judged. */
export function server(words: ServerWords): ServerReport {
  const base = listed(words)
  const verdict = words.verdict ?? 'trust'
  const version = words.version === undefined ? '1.0.16' : words.version
  const published = words.published === undefined ? '2025-09-17T10:00:00.000Z' : words.published
  const dated = { publishedAt: published === null ? unknown('the registry does not say') : known(published) }
  const name = base.package?.name
  const candidate =
    name === undefined || version === null ? null : release(name, version, { ...dated, ...words.release })
  const findings = (words.findings ?? []).map((each, index) =>
    typeof each === 'string' ? finding(each, { fingerprint: `${base.id} ${index}`, server: base.id }) : each,
  )
  return {
    ...base,
    release: candidate,
    baseline:
      name === undefined || words.from === undefined
        ? NO_BASELINE
        : { from: words.baselineOf ?? 'previous', release: release(name, words.from) },
    score: {
      value: words.score === undefined ? SCORES[verdict] : words.score,
      grade: GRADES[verdict],
      verdict,
      contributions: words.contributions ?? [],
    },
    change: { added: [], removed: [] },
    facts: words.facts ?? (candidate === null ? null : []),
    findings,
    repository: unknown('nobody asked'),
    dependencies: null,
    configured: [],
    ...words.report,
  }
}

export const failure = (subject: string, fields: Partial<Failure> = {}): Failure => ({
  stage: 'resolve',
  subject,
  message: 'is not in the registry (404)',
  remedy: 'Check the name in /home/u/.cursor/mcp.json.',
  ...fields,
})

export const evaluation = (
  report: ServerReport,
  failures: readonly Failure[] = [],
  notEvaluated: readonly NotEvaluated[] = [],
): Evaluation => ({ server: report, failures, notEvaluated })

/** Rows of a list: one that is done, one that is worked on, one that waits. */
export const done = (
  report: ServerReport,
  failures: readonly Failure[] = [],
  notEvaluated: readonly NotEvaluated[] = [],
): ServerRow => ({
  listed: report,
  progress: 'done',
  doing: '',
  evaluation: evaluation(report, failures, notEvaluated),
})
export const working = (words: ServerWords, doing: string): ServerRow => ({
  listed: listed(words),
  progress: 'working',
  doing,
  evaluation: null,
})
export const waiting = (words: ServerWords): ServerRow => ({
  listed: listed(words),
  progress: 'waiting',
  doing: '',
  evaluation: null,
})

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
