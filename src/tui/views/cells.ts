/** What stands in the columns of a server: verdict, score, name, versions, findings, age, clients, decision. Pure. */
import { type Decision, type Finding, type ListedServer, SEVERITIES, type Severity } from '../../model.js'
import { decoration, EMPTY_LINE, type Line, lineWidth, type Span, span, strong } from '../line.js'
import { matchOf, otherNames } from '../state/filter.js'
import { clientsOf, isAuditing, isDisabled } from '../state/list.js'
import type { ReviewState, ServerRow } from '../state/model.js'
import { publishedAt } from '../state/order.js'
import { pendingWord } from '../state/pending.js'
import { ageOf, shortAge } from './age.js'
import { bar, spinner } from './bar.js'
import type { ColumnName } from './columns.js'
import { signsOf } from './look.js'

/** Days below which a release is young: `update` leaves those alone, unless it is told otherwise. */
const YOUNG = 3
/** Things that are done for a server at most: it is resolved, read and dated, and what is below it resolved and read. */
const STEPS = 5

/** @param width of the column, for what has a short and a long form */
export function cellOf(name: ColumnName, row: ServerRow, state: ReviewState, width: number): Line {
  switch (name) {
    case 'verdict':
      return verdictCell(row, state)
    case 'score':
      return scoreCell(row, state, width)
    case 'name':
      return nameCell(row, state)
    case 'version':
      return versionCell(row, state, width)
    case 'findings':
      return findingsCell(row, width)
    case 'age':
      return [ageSpan(row, state.clock.now)]
    case 'decision':
      return decisionCell(row, state, width)
    case 'clients':
      return [clientsSpan(row.listed, width)]
    case 'package':
      return [span(packageOf(row.listed), 'quiet')]
  }
}

function verdictCell(row: ServerRow, state: ReviewState): Line {
  const { evaluation, progress } = row
  const { verdict: signs } = signsOf(state)
  const isWorking = progress === 'working' && isAuditing(state)
  if (evaluation === null) {
    if (isWorking) return [spinner(state), span(' working', 'accent')]
    if (isAuditing(state)) return [decoration('  '), span('waiting', 'quiet')]
    return [decoration(signs.unknown, 'unknown'), strong(' UNKNOWN', 'unknown')]
  }
  const { verdict } = evaluation.server.score
  const sign = isWorking ? spinner(state) : decoration(signs[verdict], verdict)
  const word = ` ${verdict.toUpperCase()}`
  return [sign, verdict === 'trust' ? span(word, verdict) : strong(word, verdict)]
}

/** Columns of the number of a score; its bar stands behind it where there is room for one. */
const NUMBER = 3
const SMALLEST_BAR = 5

/** While it is worked on, how far that is. */
function scoreCell({ evaluation, progress, steps = 0 }: ServerRow, state: ReviewState, width: number): Line {
  const room = width - NUMBER - 1
  const hasBar = room >= SMALLEST_BAR
  const score = evaluation?.server.score
  const isKnown = score !== undefined && score.value !== null
  const number = isKnown
    ? span(String(score.value).padStart(NUMBER), score.verdict)
    : span((evaluation === null ? '' : '?').padStart(NUMBER), 'quiet')
  if (!hasBar) return [number]
  if (progress === 'working' && isAuditing(state)) {
    return [number, span(' '), ...bar(steps / (STEPS + 1), room, 'accent', signsOf(state))]
  }
  return isKnown ? [number, span(' '), ...bar(score.value / 100, room, score.verdict, signsOf(state))] : [number]
}

/** Letters that the filter names stand out; in names of other letters than ASCII's, where cutting would break them, none do. */
function nameCell({ listed, evaluation }: ServerRow, { list: { filter } }: ReviewState): Line {
  const { name } = listed
  const aside = asideOf(listed)
  const off = aside === '' ? [] : [span(aside, 'quiet')]
  // What is to be looked at stands out.
  const isLoud = evaluation !== null && evaluation.server.score.verdict !== 'trust'
  const plain = (text: string): Span => (isLoud ? strong(text) : span(text))
  const found = filter !== '' && SEEN_WHOLE.test(name) ? (matchOf(listed, filter)?.name ?? []) : []
  if (found.length === 0) return [plain(name), ...off]
  const marked = new Set(found)
  const letters = [...name].map((letter, index) => (marked.has(index) ? strong(letter, 'accent') : plain(letter)))
  return [...letters, ...off]
}

/** Of ASCII, and no longer than a line. */
const SEEN_WHOLE = /^[\x20-\x7e]{1,200}$/

const OFF = ' (off)'

/** As a row says it. */
export const nameText = (listed: ListedServer): string => listed.name + asideOf(listed)

/** Behind the name: how many other names it has, and that no client starts it. */
function asideOf(listed: ListedServer): string {
  const others = otherNames(listed).length
  return `${others > 0 ? ` +${others}` : ''}${isDisabled(listed) ? OFF : ''}`
}

/** From the baseline to what would run; the latter alone where there is no room for both. */
function versionCell(row: ServerRow, state: ReviewState, width: number): Line {
  const { arrow } = signsOf(state)
  const { from, to } = versionsOf(row)
  const [before, after] = [span(`${from} ${arrow} `, 'quiet'), span(to, row.evaluation === null ? 'quiet' : 'plain')]
  if (from === '') return [after]
  return lineWidth([before, after]) <= width ? [before, after] : [after]
}

export const versionText = (row: ServerRow, arrow: string): string => {
  const { from, to } = versionsOf(row)
  return from === '' ? to : `${from} ${arrow} ${to}`
}

/** What has no release has the kind of its launch. */
export function versionsOf({ listed, evaluation }: ServerRow): { readonly from: string; readonly to: string } {
  const { launch, package: ref } = listed
  const release = evaluation?.server.release ?? null
  // What a package.json of this machine does not say is read as 0.0.0.
  if (release === null || (launch.kind === 'local' && release.version === '0.0.0')) {
    return {
      from: '',
      to: ref !== null && !ref.floating ? ref.selector.value : launch.kind === 'npm' ? '' : launch.kind,
    }
  }
  const before = evaluation?.server.baseline.release?.version ?? ''
  return { from: before === release.version ? '' : before, to: release.version }
}

/** As many as fit, the worst first, and how many more there are. */
function findingsCell(row: ServerRow, width: number): Line {
  const counts = countsOf(row)
  if (counts.length === 0) return row.evaluation === null ? EMPTY_LINE : [span('none', 'quiet')]
  const ways = counts.flatMap((_, less) => [
    told(counts, counts.length - less, ({ word }) => word),
    told(counts, counts.length - less, ({ word }) => SHORT[word] ?? word),
  ])
  return ways.find((way) => lineWidth(way) <= width) ?? ways.at(-1) ?? EMPTY_LINE
}

const SHORT: Readonly<Record<string, string>> = { critical: 'crit', medium: 'med', 'not done': 'undone' }

function told(counts: readonly Count[], shown: number, word: (count: Count) => string): Line {
  const rest = counts.slice(shown).reduce((sum, { number }) => sum + number, 0)
  return [
    ...counts
      .slice(0, shown)
      .map((each, index) => span(`${index > 0 ? ' ' : ''}${each.number} ${word(each)}`, each.tone)),
    ...(rest > 0 ? [span(` +${rest}`, 'quiet')] : []),
  ]
}

export const findingsText = (row: ServerRow): string =>
  countsOf(row)
    .map(({ number, word }) => `${number} ${word}`)
    .join(' ')

interface Count {
  readonly number: number
  readonly word: string
  readonly tone: Severity | 'quiet' | 'unknown'
}

const counted = new WeakMap<readonly Finding[], readonly Count[]>()

/**
 * Findings by severity, without those that a person lets pass, and those that only inform where there are others; then what could
 * not be done.
 */
export function countsOf({ evaluation }: ServerRow): readonly Count[] {
  if (evaluation === null) return []
  const { failures, server } = evaluation
  const counts = counted.get(server.findings) ?? bySeverity(server.findings)
  counted.set(server.findings, counts)
  if (failures.length === 0) return counts
  return [...counts, { number: failures.length, word: 'not done', tone: 'unknown' }]
}

function bySeverity(findings: readonly Finding[]): readonly Count[] {
  const told = findings.filter(({ acknowledged }) => acknowledged === undefined)
  const counts = SEVERITIES.flatMap((severity): Count[] => {
    const number = told.filter((each) => each.severity === severity).length
    return number === 0 ? [] : [{ number, word: severity, tone: severity }]
  })
  const passed = findings.length - told.length
  if (counts.length === 0) return passed > 0 ? [{ number: passed, word: 'let pass', tone: 'quiet' }] : []
  return counts.length === 1 ? counts : counts.filter(({ word }) => word !== 'info')
}

/** How old the release is. A time to come is no time that can be believed. */
function ageSpan({ evaluation }: ServerRow, now: number): Span {
  if (evaluation === null) return span('')
  const { release } = evaluation.server
  if (release === null) return span('')
  const time = publishedAt(release)
  const age = time === null ? null : ageOf(time, now)
  if (age === null) return span('?', 'quiet')
  const isYoung = age.unit === 'day' && age.number < YOUNG
  return isYoung ? strong(shortAge(age), 'medium') : span(shortAge(age))
}

/** What is decided about it: what is not written yet, else what the lock says. */
function decisionCell({ listed, evaluation }: ServerRow, state: ReviewState, width: number): Line {
  const { pending } = state.decisions
  const decided = pending.servers.get(listed.id)
  if (decided !== undefined) {
    const whole = strong(pendingWord(state, listed.id) ?? decided.type, 'pending')
    return [lineWidth([whole]) <= width ? whole : strong(decided.type, 'pending')]
  }
  const passed = pending.acknowledged.get(listed.id)?.size ?? 0
  if (passed > 0) return [strong(`${passed} pass`, 'pending')]
  const locked = evaluation?.server.locked?.decision
  return locked === undefined ? EMPTY_LINE : [span(LOCKED[locked], 'quiet')]
}

/** What was decided, in a word. */
const LOCKED: Readonly<Record<Decision, string>> = { accept: 'locked', hold: 'held', block: 'blocked' }

function clientsSpan(listed: ListedServer, width: number): Span {
  const clients = clientsOf(listed)
  for (let shown = clients.length; shown > 1; shown--) {
    const rest = clients.length - shown
    const made = span(`${clients.slice(0, shown).join(', ')}${rest > 0 ? ` +${rest}` : ''}`, 'quiet')
    if (lineWidth([made]) <= width) return made
  }
  const rest = clients.length - 1
  return span(`${clients[0] ?? ''}${rest > 0 ? ` +${rest}` : ''}`, 'quiet')
}

export const packageOf = ({ package: ref, launch }: ListedServer): string => ref?.name ?? launch.origin ?? ''
