/** Two releases of a server: who published them and when, and what one does that the other does not. */
import type { Behaviour, Known, Release } from '../../model.js'
import { count, some } from '../../report/layout.js'
import { dayOf, historyOf, isPrerelease } from '../history/timeline.js'
import { type Body, bodyOfLines, EMPTY_LINE, fitted, type Line, line, type Span, span, strong, wrap } from '../line.js'
import type { History, Loading, ReviewState, ScreenOf } from '../state/model.js'
import { DAY } from './age.js'
import { bodyWidth, signsOf } from './look.js'
import { comparedLines } from './release-changes.js'
import { failureLines, waitingLine } from './waiting.js'

/** Columns of the names of what is compared. */
const LABEL = 13
/** Files that can't be read, named for one release. */
const NAMED = 3

export function releasesBody(state: ReviewState, screen: ScreenOf<'releases'>): Body {
  const history = historyOf(state, screen.server)
  const releaseOf = (version: string) => history?.releases.find((each) => each.version === version)
  const [from, to] = [releaseOf(screen.from), releaseOf(screen.to)]
  if (history === null || from === undefined || to === undefined) {
    return bodyOfLines([line('These releases are not known any more; go back and choose again.')])
  }
  const width = bodyWidth(state)
  const head = headLines(state, from, to)
  const [before, after] = [behaviourOf(history, from), behaviourOf(history, to)]
  if (before === null || after === null) {
    const open = [from, to].flatMap((release) => openLines(state, release, history.behaviours.get(release.version)))
    return bodyOfLines([...head, ...open])
  }
  const blind = [...blindLines(from, before, width), ...blindLines(to, after, width)]
  const { lines, stops } = comparedLines([from, before], [to, after], width, signsOf(state))
  const above = [...head, ...blind]
  const start = above.length
  return {
    length: start + lines.length,
    line: (index) => (index < start ? above[index] : lines[index - start]) ?? EMPTY_LINE,
    stops: stops.map((stop) => ({ ...stop, from: stop.from + start, to: stop.to + start })),
  }
}

const behaviourOf = ({ behaviours }: History, { version }: Release): Behaviour | null => {
  const found = behaviours.get(version)
  return found?.status === 'loaded' ? found.value : null
}

/** Why a release can't be compared yet. */
function openLines(state: ReviewState, { version }: Release, behaviour: Loading<Behaviour> | undefined): Line[] {
  if (behaviour?.status === 'loaded') return []
  if (behaviour?.status === 'failed') return [...failureLines(behaviour.failure, bodyWidth(state)), EMPTY_LINE]
  if (behaviour?.status === 'loading') return [waitingLine(state, `Reading what ${version} does.`)]
  return [line(`${version} is not read; r reads it.`)]
}

/** What can't be told, since a part of a release can't be read. */
function blindLines({ version }: Release, { unanalysed }: Behaviour, width: number): readonly Line[] {
  if (unanalysed.length === 0) return []
  const files = some(
    unanalysed.map(({ file, why }) => `${file} (${why})`),
    NAMED,
  )
  const words = `${count(unanalysed.length, 'file')} of ${version} could not be read, nor compared: ${files}`
  return [...wrap([span(words, 'review')], width, 2), EMPTY_LINE]
}

function headLines(state: ReviewState, from: Release, to: Release): readonly Line[] {
  const { arrow, ellipsis } = signsOf(state)
  const width = bodyWidth(state)
  const arrowed: Span = span(` ${arrow} `, 'quiet')
  const both = (label: string, before: Span, after: Span, isSame: boolean): Line =>
    isSame
      ? [labelled(label), after, span('  the same', 'quiet')]
      : [labelled(label), before, arrowed, { ...after, strong: true }]
  const known = (label: string, pick: (release: Release) => Known<string>): Line => {
    const [a, b] = [pick(from), pick(to)]
    if (!a.known && !b.known) return [labelled(label), span(`not known: ${b.reason}`, 'quiet')]
    return both(label, knownSpan(a), knownSpan(b), a.known && b.known && a.value === b.value)
  }
  return [
    [...versionSpans(from), arrowed, ...versionSpans(to)],
    publishedLine(from, to, arrowed),
    known('publisher', ({ publisher }) => publisher),
    ...maintainersLine(state, from, to),
    known('provenance', ({ provenance }) =>
      provenance.known ? { known: true, value: provenance.value ? 'attested' : 'none' } : provenance,
    ),
    ...integrityLines(from, to),
    ...[from, to].flatMap(deprecatedLine),
  ]
    .flatMap((each) => [fitted(each, width, ellipsis)])
    .concat([EMPTY_LINE])
}

const labelled = (label: string): Span => span(label.padEnd(LABEL), 'quiet')
const knownSpan = (known: Known<string>): Span => (known.known ? span(known.value) : span('not known', 'quiet'))

const versionSpans = ({ version }: Release): readonly Span[] => [
  strong(version, 'accent'),
  ...(isPrerelease(version) ? [span(' prerelease')] : []),
]

function publishedLine(from: Release, to: Release, arrow: Span): Line {
  const [before, after] = [from.publishedAt, to.publishedAt]
  if (!before.known && !after.known) return [labelled('published'), span(`not known: ${after.reason}`, 'quiet')]
  const spans = [labelled('published'), daySpan(from), arrow, daySpan(to)]
  if (!before.known || !after.known) return spans
  const days = Math.round((Date.parse(after.value) - Date.parse(before.value)) / DAY)
  const words = days === 0 ? 'within a day' : `${count(Math.abs(days), 'day')} ${days > 0 ? 'later' : 'earlier'}`
  return Number.isFinite(days) ? [...spans, span(`  ${words}`, 'quiet')] : spans
}

function daySpan(release: Release): Span {
  const day = dayOf(release)
  return day === null ? span('not known', 'quiet') : span(day)
}

/** Who may publish: only where that changed. */
function maintainersLine(
  state: ReviewState,
  { maintainers: before }: Release,
  { maintainers: after }: Release,
): Line[] {
  if (!before.known || !after.known) return []
  const came = after.value.filter((each) => !before.value.includes(each))
  const went = before.value.filter((each) => !after.value.includes(each))
  if (came.length + went.length === 0) return []
  const { minus } = signsOf(state)
  return [
    [
      labelled('maintainers'),
      ...(came.length === 0 ? [] : [span(`+ ${some(came, NAMED)}  `, 'added')]),
      ...(went.length === 0 ? [] : [span(`${minus} ${some(went, NAMED)}`, 'removed')]),
    ],
  ]
}

/** Two releases have different bytes as a rule; what a person compares are the sums. */
function integrityLines({ integrity: before }: Release, { integrity: after }: Release): readonly Line[] {
  if (before.known && after.known && before.value === after.value) {
    return [[labelled('integrity'), span('the same bytes: ', 'review'), span(after.value)]]
  }
  const sum = (integrity: Known<string>): Span =>
    integrity.known ? span(integrity.value) : span(`not known: ${integrity.reason}`, 'quiet')
  return [
    [labelled('integrity'), sum(before)],
    [labelled(''), sum(after)],
  ]
}

const deprecatedLine = ({ version, deprecated }: Release): readonly Line[] =>
  deprecated === null ? [] : [[labelled('deprecated'), span(`${version}: `), span(deprecated, 'review')]]
