/** Evidence: from one finding of a server to the next, its text for the clipboard, the page of its heuristic. */
import type { CodeDiff } from '../../evidence/code-diff.js'
import type { Finding, ServerReport } from '../../model.js'
import { shortener } from '../../report/home.js'
import { visible } from '../../report/visible.js'
import { sinceText } from '../../report/words.js'
import { findingsOf, placeInBody } from '../views/evidence.js'
import { aboutText, markText, placeText } from '../views/evidence-code.js'
import { signsOf } from '../views/look.js'
import type { Binding } from './binding.js'
import {
  bodyHeight,
  codeKey,
  type Loading,
  push,
  type ReviewState,
  reportOf,
  type ScreenOf,
  START,
  type Step,
  screenOf,
  stay,
  withTop,
} from './model.js'
import { openPage } from './page.js'

/** Lines below the place that are in sight with it, where it has to be scrolled to. */
const BELOW = 4

/** Scrolled so far that the first line that the finding points at is in sight; where nobody scrolled yet. */
function atPlace(state: ReviewState): ReviewState {
  const screen = screenOf(state)
  if (screen.type !== 'evidence' || screen.pane.top > 0) return state
  const place = placeInBody(state, screen)
  const height = bodyHeight(state)
  const below = Math.min(BELOW, Math.floor(height / 4))
  // As long as it is in sight, what is above it stays there, too.
  if (place === null || place < height - 1) return state
  return withTop(state, { ...screen, pane: { ...screen.pane, top: place - height + below + 1 } })
}

/** The code that was asked for. */
export function codeAnswered(
  state: ReviewState,
  answer: { readonly server: string; readonly finding: string; readonly code: Loading<readonly CodeDiff[]> },
): ReviewState {
  const codes = new Map([...state.codes, [codeKey(answer.server, answer.finding), answer.code] as const])
  return atPlace({ ...state, codes })
}

/** Opens the evidence of a finding above the screen that is seen. */
export const openEvidence = (state: ReviewState, server: string, finding: string): Step =>
  withCode(push(state, { type: 'evidence', server, finding, pane: START }), server, finding)

/** Shows a finding in the place of the screen that is seen. */
const show = (state: ReviewState, server: string, finding: string): Step =>
  withCode(withTop(state, { type: 'evidence', server, finding, pane: START }), server, finding)

/** Asks for the code of the finding that is shown, where it is not known. */
function withCode(shown: ReviewState, server: string, finding: string): Step {
  const key = codeKey(server, finding)
  const known = shown.codes.get(key)
  if (known !== undefined && known.status !== 'failed') return stay(atPlace(shown))
  const codes = new Map([...shown.codes, [key, { status: 'loading' }] as const])
  return stay({ ...shown, codes }, { type: 'load code', server, finding })
}

interface InView {
  readonly screen: ScreenOf<'evidence'>
  readonly report: ServerReport
  readonly findings: readonly Finding[]
  readonly index: number
  readonly finding: Finding
}

/** `null` where the finding of the screen is not there any more. */
function inView(state: ReviewState): InView | null {
  const screen = screenOf(state)
  if (screen.type !== 'evidence') return null
  const report = reportOf(state, screen.server)
  if (report === null) return null
  const findings = findingsOf(report)
  const index = findings.findIndex(({ fingerprint }) => fingerprint === screen.finding)
  const finding = findings[index]
  return finding === undefined ? null : { screen, report, findings, index, finding }
}

const GONE = 'This finding is not there any more; Esc leads back.'

/** To the next finding, or the one before. */
const turn = (key: 'n' | 'p', by: 1 | -1, label: string | null, help: string, end: string): Binding => ({
  keys: [key],
  on: ['evidence'],
  label,
  help,
  obstacle: (state) => {
    const now = inView(state)
    if (now === null) return GONE
    return now.findings[now.index + by] === undefined ? end : null
  },
  run: (state) => {
    const now = inView(state)
    const next = now?.findings[now.index + by]
    return now === null || next === undefined ? stay(state) : show(state, now.screen.server, next.fingerprint)
  },
})

const codeInView = (state: ReviewState): Loading<readonly CodeDiff[]> | undefined => {
  const screen = screenOf(state)
  return screen.type === 'evidence' ? state.codes.get(codeKey(screen.server, screen.finding)) : undefined
}

export const evidenceKeys: readonly Binding[] = [
  turn('n', 1, 'next', 'the next finding of this server', 'This is the last finding of this server; p goes back.'),
  turn('p', -1, 'previous', 'the finding before', 'This is the first finding of this server; n goes on.'),
  {
    keys: ['c'],
    on: ['evidence'],
    label: 'copy',
    help: 'copy the finding with its code, as text',
    obstacle: (state) => {
      if (inView(state) === null) return GONE
      return codeInView(state)?.status === 'loading' ? 'The code is still being read; a moment.' : null
    },
    run: (state) => {
      const now = inView(state)
      if (now === null) return stay(state)
      return stay(state, { type: 'copy', text: evidenceText(state, now), what: 'the evidence' })
    },
  },
  {
    keys: ['?'],
    on: ['evidence'],
    label: 'what it is',
    help: 'the page of the heuristic: what it finds, why that matters, known false alarms',
    obstacle: (state) => (inView(state) === null ? GONE : null),
    run: (state) => {
      const now = inView(state)
      return now === null ? stay(state) : openPage(state, now.finding.heuristic)
    },
  },
  {
    keys: ['r'],
    on: ['evidence'],
    label: null,
    help: 'ask again for code that could not be had',
    obstacle: (state) => {
      const status = codeInView(state)?.status
      if (inView(state) === null) return GONE
      return status === 'failed' || status === undefined
        ? null
        : 'Its code is here; r on the list of servers audits again.'
    },
    run: (state) => {
      const screen = screenOf(state)
      return screen.type === 'evidence' ? show(state, screen.server, screen.finding) : stay(state)
    },
  },
]

/** What a person pastes into an issue: safe to print, without a value that is masked on the screen. */
function evidenceText(state: ReviewState, { report, finding }: InView): string {
  const { severity, title, heuristic, message, since, confidence, remedy, path = [], subject } = finding
  const short = shortener(state.look.home ?? '')
  const code = codeInView(state)
  const lines = [
    `${severity}: ${title} [${heuristic}]`,
    message,
    path.length > 1 ? path.join(' > ') : short(report.release?.purl ?? subject),
    [...(since === null ? [] : [sinceText(since)]), `${confidence} confidence`].join('; '),
    remedy,
    ...(code?.status === 'loaded' ? code.value.flatMap((each) => ['', ...codeText(each, state)]) : []),
  ]
  return `${lines.map(visible).join('\n')}\n`
}

function codeText(code: CodeDiff, state: ReviewState): readonly string[] {
  const signs = signsOf(state)
  const { where, hunks, remark } = code
  const about = aboutText(code, '->')
  const numbers = hunks.flatMap(({ lines }) => lines.flatMap(({ before, after }) => [before ?? 0, after ?? 0]))
  const most = Math.max(0, ...numbers)
  const digits = most === 0 ? 0 : String(most).length + 1
  return [
    `${placeText(where, shortener(state.look.home ?? ''))}${about === '' ? '' : ` (${about})`}`,
    ...hunks.flatMap(({ lines }, index) => [
      ...(index > 0 ? ['...'] : []),
      ...lines.map(({ change, before, after, pieces, marked }) => {
        const number = change === 'removed' ? before : after
        const text = pieces.map((piece) => (piece.mark ? markText(piece.text, signs) : piece.text)).join('')
        const sign = { same: ' ', added: '+', removed: '-' }[change]
        return `${marked ? '>' : ' '}${String(number ?? '').padStart(digits)} ${sign} ${text}`.trimEnd()
      }),
    ]),
    ...(remark === null ? [] : [remark]),
  ]
}
