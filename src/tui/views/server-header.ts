/** The first lines about a server: verdict and score, what it is, how far its audit is, and what was decided about it. Pure. */
import type { LockedServer } from '../../model.js'
import { purlParts } from '../../registry/packument.js'
import { shortener } from '../../report/home.js'
import { widthOf } from '../../report/measure.js'
import { headline, pointsOf, startedBy } from '../../report/words.js'
import { EMPTY_LINE, fitted, type Line, line, lineWidth, span, strong, type Tone } from '../line.js'
import type { ReviewState, ServerDecision, ServerRow } from '../state/model.js'
import { bar, spinnerOf } from './bar.js'
import { bulletOf, LABEL, labelled, paragraph, type Sheet } from './prose.js'

/** Cells of the bar that draws a score. */
const CELLS = 10
/** Lines of what it is; the rest stands below. */
const DETAILS = 2

/** Ends with an empty line. */
export function headerLines(state: ReviewState, row: ServerRow, sheet: Sheet): readonly Line[] {
  return [
    verdictLine(row, sheet),
    ...paragraph([span(detailsOf(row, state.look.home ?? '', sheet), 'quiet')], sheet, LABEL).slice(0, DETAILS),
    ...progressLines(state, row, sheet),
    ...decisionLines(state, row, sheet),
    EMPTY_LINE,
  ]
}

function verdictLine({ listed, evaluation }: ServerRow, sheet: Sheet): Line {
  const { verdict: signs, ellipsis } = sheet.signs
  const score = evaluation?.server.score ?? null
  const tone: Tone = score?.verdict ?? 'quiet'
  const word =
    score === null ? `${bulletOf(sheet.signs)} not yet` : `${signs[score.verdict]} ${score.verdict.toUpperCase()}`
  const points = score === null ? 'no score yet' : pointsOf(score)
  const drawn =
    score?.value === null || score === null ? [] : [span('  '), ...bar(score.value / 100, CELLS, tone, sheet.signs)]
  const used = LABEL + 3 + widthOf(points) + (drawn.length > 0 ? CELLS + 2 : 0)
  const name = fitted([strong(listed.name)], Math.max(sheet.width - used, 8), ellipsis)
  return fitted(
    [
      span(word.padEnd(LABEL), tone, { strong: true }),
      ...name,
      span('   '),
      span(points, tone, { strong: true }),
      ...drawn,
    ],
    sheet.width,
    ellipsis,
  )
}

/** Clients that are named, at most. */
const CLIENTS = 3

/** Whole parts on one line, with as many clients as fit; all that starts it stands below, too. */
function detailsOf({ listed, evaluation }: ServerRow, home: string, { width, signs: { arrow, dot } }: Sheet): string {
  const { package: ref, launch } = listed
  const details = (clients: number): readonly string[] =>
    (evaluation === null
      ? [ref?.spec ?? launch.origin ?? launch.kind, ref === null ? launch.kind : startedBy(listed)]
      : headline(evaluation.server, arrow, clients)
    )
      .filter(Boolean)
      .map(shortener(home))
  const whole = (parts: readonly string[]): string => parts.join(` ${dot} `)
  const fits = (text: string): boolean => LABEL + lineWidth([span(text)]) <= width
  for (let clients = CLIENTS; clients > 0; clients -= 1) {
    const text = whole(details(clients))
    if (fits(text)) return text
  }
  const [first = '', ...more] = details(1)
  return more.reduce((said, each) => (fits(whole([said, each])) ? whole([said, each]) : said), first)
}

/** Nothing where it is done. */
function progressLines(state: ReviewState, row: ServerRow, sheet: Sheet): readonly Line[] {
  if (row.progress === 'done') return []
  const again = row.evaluation === null ? '' : ' What stands below is from the audit before.'
  const isRunning = state.audit.status === 'running' || state.audit.status === 'discovering'
  if (!isRunning) return labelled(strong('not done', 'review'), line(stoppedText(state) + again), sheet)
  const text = row.progress === 'working' ? `${row.doing || 'being looked at'}.` : 'It waits for its turn.'
  const sign = state.look.screenReader ? '' : `${spinnerOf(state)} `
  return labelled(span(`${sign}${row.progress}`, 'accent'), line(text + again), sheet)
}

const stoppedText = ({ audit }: ReviewState): string =>
  audit.status === 'failed'
    ? `The audit broke off: ${audit.failure.message}. ${audit.failure.remedy}`
    : 'The audit was stopped before it came to an end here; r audits again.'

/** What is decided and not written; where nothing is, what the lock says. */
function decisionLines(state: ReviewState, { listed, evaluation }: ServerRow, sheet: Sheet): readonly Line[] {
  const decision = state.decisions.pending.servers.get(listed.id)
  const locked = evaluation?.server.locked
  if (decision === undefined)
    return locked === undefined ? [] : labelled(span('locked', 'quiet'), [span(lockedText(locked))], sheet)
  const text = [
    span(decisionText(state, listed.id, decision), 'pending'),
    span('; nothing is written before w', 'quiet'),
  ]
  return labelled(strong('pending', 'pending'), text, sheet)
}

function lockedText({ decision, purl, reason }: LockedServer): string {
  const version = purl === null ? null : (purlParts(purl)?.version ?? null)
  const what = {
    accept: `${version ?? 'as it is configured'}, accepted`,
    hold: version === null ? 'held' : `held at ${version}`,
    block: 'blocked: it must not be configured',
  }[decision]
  return reason === null ? what : `${what}: “${reason}”`
}

function decisionText(state: ReviewState, server: string, decision: ServerDecision): string {
  const because = (reason: string | null | undefined): string => (reason ? `: “${reason}”` : '')
  switch (decision.type) {
    case 'accept':
      return `accept what would run today as the baseline${because(decision.why?.reason)}`
    case 'hold': {
      const target = state.holds.get(server)
      const at = target?.status === 'loaded' && target.value.type === 'release' ? ` at ${target.value.version}` : ''
      return `hold${at}${because(decision.reason)}`
    }
    case 'block':
      return `block${because(decision.reason)}`
  }
}
