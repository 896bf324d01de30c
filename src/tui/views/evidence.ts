/** One finding, and the code that it rests on, before and after. Pure. */
import type { CodeDiff } from '../../evidence/code-diff.js'
import type { Finding, ServerReport } from '../../model.js'
import { shortener } from '../../report/home.js'
import { passText, sinceText } from '../../report/words.js'
import { type Body, bodyOfLines, EMPTY_LINE, fitted, type Line, line, lineWidth, span, strong, wrap } from '../line.js'
import { codeKey, type ReviewState, reportOf, rowOf, type ScreenOf } from '../state/model.js'
import { type CodeSheet, codeRows } from './evidence-code.js'
import { bodyWidth, signsOf } from './look.js'
import { paragraph, type Sheet } from './prose.js'
import { severitySpan } from './server-findings.js'
import { waitingLine } from './waiting.js'

/** Lines of the finding above its code, so that the code is in sight at once on 24 lines. */
const MOST_HEAD = 7
/** Of them lines of the message and of the remedy, where they have more. */
const MOST_MESSAGE = 3
const MOST_REMEDY = 1

interface Made {
  readonly body: Body
  readonly place: number | null
}

/** Of what is loaded, once: the state changes ten times a second while an audit runs. */
const made = new WeakMap<readonly CodeDiff[], Made & { readonly key: string; readonly finding: Finding }>()

export const evidenceBody = (state: ReviewState, screen: ScreenOf<'evidence'>): Body => evidenceOf(state, screen).body

/** The line of the body that has to be seen first: the first one that the finding points at. */
export const placeInBody = (state: ReviewState, screen: ScreenOf<'evidence'>): number | null =>
  evidenceOf(state, screen).place

/** The findings of a server in the order in which they are seen: what a person lets pass comes last. */
export const findingsOf = ({ findings }: ServerReport): readonly Finding[] => [
  ...findings.filter(({ acknowledged }) => acknowledged === undefined),
  ...findings.filter(({ acknowledged }) => acknowledged !== undefined),
]

function evidenceOf(state: ReviewState, { server, finding: id }: ScreenOf<'evidence'>): Made {
  const report = reportOf(state, server)
  const findings = report === null ? [] : findingsOf(report)
  const index = findings.findIndex(({ fingerprint }) => fingerprint === id)
  const finding = findings[index]
  const sheet: Sheet = { width: bodyWidth(state), signs: signsOf(state) }
  if (report === null || finding === undefined)
    return { body: bodyOfLines(goneLines(state, server, sheet)), place: null }
  const code = state.codes.get(codeKey(server, id))
  const { width } = sheet
  const head = { position: `${index + 1} of ${findings.length}`, finding, state, sheet }
  if (code?.status !== 'loaded') {
    const rest = code?.status === 'failed' ? failedLines(code.failure, sheet) : [waitingLine(state, 'reading the code')]
    const { lines, full } = headLines(head)
    return { body: bodyOfLines([...lines, EMPTY_LINE, ...rest, ...full]), place: null }
  }
  const key = JSON.stringify([width, state.look, head.position, pendingReason(state, server, id)])
  const known = made.get(code.value)
  if (known !== undefined && known.key === key && known.finding === finding) return known
  const fresh = { ...loadedBody(code.value, report, head), key, finding }
  made.set(code.value, fresh)
  return fresh
}

interface Head {
  /** `2 of 5`. */
  readonly position: string
  readonly finding: Finding
  readonly state: ReviewState
  readonly sheet: Sheet
}

function loadedBody(codes: readonly CodeDiff[], report: ServerReport, head: Head): Made {
  const { finding, state, sheet } = head
  const { lines, full } = headLines(head)
  if (codes.length === 0) {
    const why = paragraph([span(withoutPlace(finding, report), 'quiet')], sheet)
    return { body: bodyOfLines([...lines, EMPTY_LINE, ...why, ...full]), place: null }
  }
  const codeSheet: CodeSheet = {
    ...sheet,
    aloud: state.look.screenReader,
    severity: finding.severity,
    short: shortener(state.look.home ?? ''),
  }
  const rows = codeRows(codes, codeSheet)
  const above = [...lines, EMPTY_LINE]
  return {
    body: bodyOfLines([...above, ...rows.lines, ...full]),
    place: rows.place === null ? null : above.length + rows.place,
  }
}

/** Of findings that point at no file. */
const withoutPlace = ({ path }: Finding, { release }: ServerReport): string =>
  path !== undefined && path.length > 1
    ? 'It rests on what the tree of dependencies and the registry say, and not on a line of code.'
    : release === null
      ? 'It rests on how the server is configured, and not on a line of code.'
      : 'It rests on what the registry says of the release, and not on a line of code.'

/** The finding in a few lines; and in full what did not fit into them, to stand below the code. */
function headLines({ position, finding, state, sheet }: Head): {
  readonly lines: readonly Line[]
  readonly full: readonly Line[]
} {
  const { severity, title, heuristic, message, remedy, since, confidence, path = [], acknowledged } = finding
  const { signs } = sheet
  const reason = pendingReason(state, finding.server, finding.fingerprint)
  const titleLines = paragraph(
    [severitySpan(severity, sheet), span('  '), strong(title), span(` [${heuristic}]`, 'quiet')],
    sheet,
    0,
    2,
  )
  const messageLines = message === '' ? [] : paragraph(line(message), sheet, 2)
  const doubt = `${confidence} confidence`
  const about = [position, since === null ? doubt : `${sinceText(since)}; ${doubt}`].join(` ${signs.dot} `)
  const aboutLines = [
    ...(path.length > 1 ? paragraph([span(path.join(` ${signs.arrow} `), 'quiet')], sheet, 2, 4) : []),
    ...paragraph([span(about, 'quiet')], sheet, 2),
    ...(acknowledged === undefined ? [] : paragraph([span(`let pass: ${passText(acknowledged)}`, 'trust')], sheet, 2)),
    ...(reason === null ? [] : paragraph([span(`pending: let pass: “${reason}”`, 'pending')], sheet, 2)),
  ]
  const sign = `${signs.arrow} `
  const remedyLines = paragraph(line(sign, remedy), sheet, 2, 2 + lineWidth([span(sign)]))
  const fits = titleLines.length + messageLines.length + aboutLines.length + remedyLines.length <= MOST_HEAD
  const short = fits ? messageLines : shortened(messageLines, MOST_MESSAGE, sheet)
  const shortRemedy = fits ? remedyLines : shortened(remedyLines, MOST_REMEDY, sheet)
  const isCut = short.length < messageLines.length || shortRemedy.length < remedyLines.length
  return {
    lines: [...titleLines, ...short, ...aboutLines, ...shortRemedy],
    full: isCut ? [EMPTY_LINE, [span('in full', 'quiet')], ...messageLines, ...remedyLines] : [],
  }
}

/** With a sign where lines are left out. */
function shortened(lines: readonly Line[], most: number, { width, signs: { ellipsis } }: Sheet): readonly Line[] {
  if (lines.length <= most) return lines
  // Its columns, and the blank before it.
  const mark = lineWidth([span(ellipsis)]) + 1
  const last = fitted(lines[most - 1] ?? [], width - mark, '')
  return [...lines.slice(0, most - 1), [...last, span(` ${ellipsis}`, 'quiet')]]
}

/** Why a person lets it pass, where that is not written yet. */
const pendingReason = ({ decisions }: ReviewState, server: string, finding: string): string | null =>
  decisions.pending.acknowledged.get(server)?.get(finding)?.reason ?? null

const failedLines = (
  { subject, message, remedy }: { readonly subject: string; readonly message: string; readonly remedy: string },
  { width }: Sheet,
): readonly Line[] => [
  ...wrap([span("The code can't be shown: ", 'review'), span(subject, 'place'), span(`: ${message}`)], width),
  ...wrap(line(remedy), width),
  ...wrap([span('r asks again.', 'quiet')], width),
]

function goneLines(state: ReviewState, server: string, sheet: Sheet): readonly Line[] {
  const row = rowOf(state, server)
  const why =
    row === null
      ? 'This server is configured no more.'
      : row.evaluation === null
        ? 'This server is being audited.'
        : 'The audit does not find this any more.'
  return paragraph([span(why)], sheet)
}
