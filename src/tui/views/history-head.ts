/** What stands above the matrix: the selected release in words, the signs, and the versions of the columns, read downwards. */
import { MOST_RELEASES } from '../../audit/review/history.js'
import type { Layout } from '../history/layout.js'
import type { Presence, Tally } from '../history/matrix.js'
import { dayOf, isPrerelease, type Numbers, numbersOf, runsOf } from '../history/timeline.js'
import { GROUP_WORDS, GROUPS, type Group } from '../history/words.js'
import { EMPTY_LINE, fitted, type Line, merged, type Span, span, strong } from '../line.js'
import { type ReviewState, reportOf, type ScreenOf } from '../state/model.js'
import { spinnerOf } from './bar.js'
import { inCell, PRESENCE_SIGNS, TURN_SIGNS, TURN_TONES } from './history-cells.js'
import { signsOf } from './look.js'

/** What a release is to the server, by the letter that stands above its column. */
const ROLES = [
  { letter: 'M', word: 'marked' },
  { letter: 'R', word: 'would run' },
  { letter: 'L', word: 'locked' },
  { letter: 'B', word: 'baseline' },
] as const
type Role = (typeof ROLES)[number]

/** `HEAD` lines. */
export function headLines(state: ReviewState, screen: ScreenOf<'history'>, layout: Layout): readonly Line[] {
  const { timeline } = layout
  const { releases } = timeline.history
  const versions = releases.slice(timeline.first, timeline.last + 1).map(({ version }) => version)
  const roles = rolesOf(state, screen)
  if (state.look.screenReader) return [selectedLine(state, layout, roles), ...Array<Line>(4).fill(EMPTY_LINE)]
  const numbers = versions.map(numbersOf)
  const beside = legend(state, layout, versions, roles)
  const selected = timeline.selected - timeline.first
  const left = (index: number): Line => {
    const spans = fitted(beside[index] ?? [], timeline.head - 1, signsOf(state).ellipsis, true)
    return [...spans, span(' ')]
  }
  return [
    selectedLine(state, layout, roles),
    [...left(0), runCells(state, numbers, 'major', timeline.cell)],
    [...left(1), runCells(state, numbers, 'minor', timeline.cell)],
    [
      ...left(2),
      ...merged(
        numbers.map(({ patch }, index) => {
          const text = inCell(lastOf(state, patch, timeline.cell - 1), timeline.cell)
          return index === selected ? strong(text, 'accent') : span(text)
        }),
      ),
    ],
    [
      ...left(3),
      ...merged(versions.map((version, index) => markCell(state, layout, roles, version, index === selected))),
    ],
  ]
}

/** A number once for all columns that share it, at the first of them. */
function runCells(state: ReviewState, numbers: readonly Numbers[], part: 'major' | 'minor', cell: number): Span {
  const texts = runsOf(numbers, part).map(({ number, columns }) => {
    const width = columns * cell
    return (number.length < cell ? inCell(number, cell) : `${lastOf(state, number, width - 1)} `).padEnd(width)
  })
  return span(texts.join(''), 'quiet')
}

/** The end of a number that is too long: what differs stands there. */
function lastOf(state: ReviewState, text: string, width: number): string {
  if (text.length <= width) return text
  const { ellipsis } = signsOf(state)
  return width > ellipsis.length ? ellipsis + text.slice(ellipsis.length - width) : text.slice(-width)
}

/** Letters of what a release is, whether it could not be read, and the cursor. */
function markCell(
  state: ReviewState,
  { timeline: { history, cell } }: Layout,
  roles: Roles,
  version: string,
  isSelected: boolean,
): Span {
  const signs = signsOf(state)
  const status = history.behaviours.get(version)?.status
  const room = cell - 1 - (isSelected ? 1 : 0)
  const letters = (roles.get(version) ?? []).map(({ letter }) => letter).join('')
  const sign =
    status === 'failed' ? signs.verdict.block : status === 'loading' && letters === '' ? spinnerOf(state) : ''
  const text = `${sign}${letters}`.slice(0, room)
  if (isSelected) return strong(inCell(signs.open + text, cell), 'accent')
  return span(inCell(text, cell), status === 'failed' ? 'block' : letters === '' ? 'quiet' : 'plain')
}

type Roles = ReadonlyMap<string, readonly Role[]>

function rolesOf(state: ReviewState, { server, view }: ScreenOf<'history'>): Roles {
  const report = reportOf(state, server)
  const hold = state.holds.get(server)
  const held =
    hold?.status === 'loaded' && hold.value.type === 'release' && hold.value.from === 'locked' ? hold.value : null
  const baseline = report?.baseline
  const versions = {
    marked: view.marked,
    'would run': report?.release?.version,
    locked: (baseline?.from === 'lock' ? baseline.release?.version : null) ?? held?.version,
    baseline: baseline?.release?.version,
  }
  const roles = new Map<string, readonly Role[]>()
  for (const role of ROLES) {
    const version = versions[role.word]
    if (version != null) roles.set(version, [...(roles.get(version) ?? []), role])
  }
  return roles
}

/** Four lines beside the versions: what the signs mean that are seen. */
function legend(
  state: ReviewState,
  { matrix: { presences, rows } }: Layout,
  versions: readonly string[],
  roles: Roles,
): readonly Line[] {
  if (rows.length === 0) return []
  const signs = signsOf(state)
  const [present, turns] = [PRESENCE_SIGNS(signs), TURN_SIGNS(signs)]
  const told = (items: readonly (readonly [string, string])[]): Line => [
    span(items.map(([sign, word]) => `${sign} ${word}`).join('  '), 'quiet'),
  ]
  const seen = (presence: Presence, word: string): readonly (readonly [string, string])[] =>
    presences.has(presence) ? [[present[presence], word]] : []
  const shown = ROLES.filter((role) => versions.some((version) => roles.get(version)?.includes(role)))
  return [
    told([...seen('runs', 'yes'), ...seen('absent', 'no'), ...seen('unknown', 'not known')]),
    told([...seen('install', 'when installed'), ...seen('dormant', 'lies dormant')]),
    told([
      [turns.came, 'came'],
      [turns.changed, 'changed'],
      [turns.gone, 'gone'],
    ]),
    told(shown.map(({ letter, word }) => [letter, word] as const)),
  ]
}

/** The selected release: when it came, and what with it. */
function selectedLine(state: ReviewState, layout: Layout, roles: Roles): Line {
  const { dot } = signsOf(state)
  const { history, selected } = layout.timeline
  const { releases } = history
  const release = releases[selected]
  if (release === undefined) return EMPTY_LINE
  const gap = span(` ${dot} `, 'quiet')
  const day = dayOf(release)
  const words = (roles.get(release.version) ?? []).map(({ word }) => word)
  const all = releases.length >= MOST_RELEASES ? `the newest ${releases.length}` : String(releases.length)
  const parts: readonly (readonly Span[])[] = [
    [strong(release.version, 'accent')],
    ...(isPrerelease(release.version) ? [[span('prerelease')]] : []),
    ...(day === null ? [] : [[span(day)]]),
    broughtSpans(state, layout),
    ...(words.length === 0 ? [] : [[span(words.join(', '))]]),
    ...(release.deprecated === null ? [] : [[span('deprecated', 'review')]]),
    [span(`${selected + 1} of ${all}`, 'quiet')],
  ]
  return parts.flatMap((part, index) => (index === 0 ? part : [gap, ...part]))
}

/** What the selected release brought against the one before it, or why that is not known. */
function broughtSpans(state: ReviewState, { timeline, matrix }: Layout): readonly Span[] {
  const { history, selected, first } = timeline
  const own = history.behaviours.get(history.releases[selected]?.version ?? '')
  if (own === undefined) return [span('not read', 'quiet')]
  if (own.status === 'loading') return [span('being read', 'quiet')]
  if (own.status === 'failed') return [span(`could not be read: ${own.failure.message}`, 'review')]
  const before = history.releases[selected - 1]
  if (before === undefined) {
    const isAll = history.releases.length < MOST_RELEASES
    return [span(isAll ? 'nothing stands before it' : 'older ones are not listed', 'quiet')]
  }
  const brought = matrix.brought[selected - first]
  if (brought == null) return [span(`what it brought is not known without ${before.version}`, 'quiet')]
  const tallies = GROUPS.flatMap((group) => tallySpans(state, group, brought.get(group)))
  if (tallies.length === 0) return [span(`does what ${before.version} did`)]
  return tallies.flatMap((each, index) => (index === 0 ? each : [span(', '), ...each]))
}

/** `+2 −1 hosts`. */
function tallySpans(state: ReviewState, group: Group, tally: Tally | undefined): readonly (readonly Span[])[] {
  const signs = TURN_SIGNS(signsOf(state))
  const { one, many } = GROUP_WORDS[group]
  const turns = (['came', 'changed', 'gone'] as const).filter((turn) => (tally?.[turn] ?? 0) > 0)
  if (tally === undefined || turns.length === 0) return []
  const counts = turns.map((turn) => span(`${signs[turn]}${tally[turn]} `, TURN_TONES[turn]))
  const isOne = turns.length === 1 && turns.every((turn) => tally[turn] === 1)
  return [[...counts, span(isOne ? one : many)]]
}
