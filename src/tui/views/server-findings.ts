/** What was found about a server, a block each; what a person lets pass stands apart. Pure. */
import type { Finding, Severity, Where } from '../../model.js'
import { shortener } from '../../report/home.js'
import { count } from '../../report/layout.js'
import { passText, sinceText } from '../../report/words.js'
import { fitted, type Line, line, lineWidth, type Span, span, strong } from '../line.js'
import type { Reason } from '../state/model.js'
import { type Block, LABEL, labelled, paragraph, type Sheet } from './prose.js'
import type { FactsContext } from './server-facts.js'

/** Lines of an excerpt; the whole stands on the screen of its evidence. */
const EXCERPT = 2

/** @param pending what the person lets pass, and is not written, by fingerprint */
export function findingBlocks(
  findings: readonly Finding[],
  pending: ReadonlyMap<string, Reason>,
  { home }: FactsContext,
  sheet: Sheet,
): readonly Block[] {
  const short = shortener(home)
  const open = findings.filter(({ acknowledged }) => acknowledged === undefined)
  const told = open.filter(({ severity }) => severity !== 'info')
  const informing = open.filter(({ severity }) => severity === 'info')
  return [
    ...told.map((finding, index) => findingBlock(finding, { before: told[index - 1], pending, short }, sheet)),
    ...informing.map((finding, index) => ({ ...noteBlock(finding, pending, sheet), isClose: index > 0 })),
    ...findings
      .filter(({ acknowledged }) => acknowledged !== undefined)
      .map((finding, index) => ({ ...passedBlock(finding, sheet), isClose: index > 0 })),
  ]
}

/** What a finding stands among. */
interface Company {
  readonly before: Finding | undefined
  readonly pending: ReadonlyMap<string, Reason>
  readonly short: (file: string) => string
}

/** `✖ critical`. */
export const severitySpan = (severity: Severity, { signs }: Sheet): Span =>
  span(`${signs.severity[severity]} ${severity}`, severity, { strong: severity === 'critical' || severity === 'high' })

function findingBlock(finding: Finding, { before, pending, short }: Company, sheet: Sheet): Block {
  const { fingerprint, severity, title, heuristic, message, remedy, path = [], since, confidence } = finding
  const { signs } = sheet
  // What findings of one heuristic share is said once.
  const isAlike = before?.heuristic === heuristic && before.title === title && before.remedy === remedy
  const doubt = `${confidence} confidence`
  return {
    id: fingerprint,
    lines: [
      ...labelled(
        severitySpan(severity, sheet),
        [isAlike ? span(title) : strong(title), span(` [${heuristic}]`, 'quiet')],
        sheet,
      ),
      ...(message === '' ? [] : paragraph(line(message), sheet, LABEL)),
      ...(path.length === 0 ? [] : paragraph(wayTo(path, sheet), sheet, LABEL, LABEL + 2)),
      ...evidenceLines(finding.evidence, short, sheet),
      ...paragraph([span(since === null ? doubt : `${sinceText(since)}; ${doubt}`, 'quiet')], sheet, LABEL),
      ...pendingLines(pending.get(fingerprint), sheet),
      ...(isAlike
        ? []
        : paragraph(line(`${signs.arrow} `, remedy), sheet, LABEL, LABEL + lineWidth([span(signs.arrow)]) + 1)),
    ],
  }
}

/** From the server to a package below it. */
const wayTo = (path: readonly string[], { signs }: Sheet): Line => [span(path.join(` ${signs.arrow} `), 'quiet')]

/** The first place; the excerpt beside it where both fit, else below. */
function evidenceLines(evidence: readonly Where[], short: (file: string) => string, sheet: Sheet): readonly Line[] {
  const first = evidence.find(({ file }) => file !== '')
  if (first === undefined) return []
  const file = short(first.file)
  const place = span(first.line > 0 ? `${file}:${first.line}` : file, 'place')
  const rest = evidence.length > 1 ? [span(` and ${count(evidence.length - 1, 'more place')}`, 'quiet')] : []
  const excerpt = span(first.excerpt.trim())
  if (excerpt.text === '') return paragraph([place, ...rest], sheet, LABEL)
  const together = [place, ...rest, span('  '), excerpt]
  if (LABEL + lineWidth(together) <= sheet.width) return paragraph(together, sheet, LABEL)
  const lines = paragraph([excerpt], sheet, LABEL + 2)
  const shown = lines.slice(0, EXCERPT)
  const last = shown.at(-1) ?? []
  const cut = lines.length > EXCERPT ? [...shown.slice(0, -1), marked(last, sheet)] : shown
  return [...paragraph([place, ...rest], sheet, LABEL), ...cut]
}

/** With a sign at its end that more follows. */
const marked = (text: Line, { width, signs: { ellipsis } }: Sheet): Line =>
  fitted([...text, span(ellipsis, 'quiet')], width, ellipsis)

function pendingLines(reason: Reason | undefined, sheet: Sheet): readonly Line[] {
  if (reason === undefined) return []
  const until = reason.until === null ? '' : `, until ${reason.until}`
  return paragraph(
    [strong('pending: ', 'pending'), span(`let pass${until}: “${reason.reason}”`, 'pending')],
    sheet,
    LABEL,
  )
}

/** What only informs, in a line or two. */
function noteBlock(
  { fingerprint, severity, title, message, heuristic }: Finding,
  pending: ReadonlyMap<string, Reason>,
  sheet: Sheet,
): Block {
  const text = [span(message || title), span(` [${heuristic}]`, 'quiet')]
  return {
    id: fingerprint,
    lines: [...labelled(severitySpan(severity, sheet), text, sheet), ...pendingLines(pending.get(fingerprint), sheet)],
  }
}

function passedBlock({ fingerprint, severity, title, message, heuristic, acknowledged }: Finding, sheet: Sheet): Block {
  const why = acknowledged === undefined ? '' : `: ${passText(acknowledged)}`
  const text = [span(`${message || title}`), span(` [${heuristic}, ${severity}]${why}`, 'quiet')]
  return { id: fingerprint, lines: labelled(span('let pass', 'trust'), text, sheet) }
}
