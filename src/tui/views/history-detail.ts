/** What is said of the selected row below the matrix: all of its name, since when it is there, and where it stands. */
import { isLive } from '../../diff.js'
import type { Fact } from '../../model.js'
import { some } from '../../report/layout.js'
import { behaviourAt, factsOf } from '../history/behaviours.js'
import type { Layout } from '../history/layout.js'
import type { Row } from '../history/matrix.js'
import { dayOf } from '../history/timeline.js'
import { says } from '../history/words.js'
import { decoration, EMPTY_LINE, type Line, line, span, wrap } from '../line.js'
import type { ReviewState } from '../state/model.js'
import { bodyWidth, signsOf } from './look.js'

/** Forms of one behaviour that are named; a host is reached in several ways, and a tool has several texts. */
const NAMED = 5

/** As many lines as the layout has for it. */
export function detailLines(state: ReviewState, layout: Layout, row: Row): readonly Line[] {
  const width = bodyWidth(state)
  const { ellipsis, rule } = signsOf(state)
  const found = shownFacts(layout, row)
  const [fact] = found.facts
  const words = found.facts.length === 0 ? row.name : some([...new Set(found.facts.map(says))], NAMED)
  const story = line(span(storyOf(layout, row), 'quiet'))
  if (layout.detail < 4) return [line(words), story]
  const [first = EMPTY_LINE, second, third] = wrap(line(words), width)
  const place = fact === undefined ? EMPTY_LINE : placeLine(fact, found.version)
  // A long name takes the line of its place: the place is in the comparison, the name is cut everywhere else.
  const rest = third === undefined ? second : second && [...second, span(ellipsis, 'quiet')]
  return [[decoration(rule.repeat(width))], first, rest ?? place, story]
}

const placeLine = ({ where }: Fact, version: string | null): Line =>
  line(
    ...(version === null ? [] : [span(`${version}: `, 'quiet')]),
    span(`${where.file}:${where.line}`, 'place'),
    span(`  ${where.excerpt}`),
  )

/** What the selected release does of it; else the newest release that does, with its version. */
function shownFacts(
  { timeline }: Layout,
  row: Row,
): { readonly facts: readonly Fact[]; readonly version: string | null } {
  const { history, selected, first, last } = timeline
  const newestFirst = Array.from({ length: last - first + 1 }, (_, index) => last - index)
  for (const index of [selected, ...newestFirst, first - 1]) {
    const behaviour = behaviourAt(history, index)
    const all = behaviour === null ? [] : factsOf(behaviour, row.id)
    const live = all.filter(isLive)
    if (live.length > 0) {
      return { facts: live, version: index === selected ? null : (history.releases[index]?.version ?? null) }
    }
  }
  return { facts: [], version: null }
}

/** Since when it is as it is, as far as the releases that are seen tell. */
export function storyOf({ timeline }: Layout, row: Row): string {
  const { last, cells } = row
  const { releases } = timeline.history
  if (last === null) {
    const isAll = cells.every(({ presence }) => presence !== 'unknown')
    return isAll && cells.length === releases.length
      ? 'the same in every release'
      : 'the same in every release that is read here'
  }
  const [at, after] = [releases[last.at], releases[last.after]]
  if (at === undefined || after === undefined) return ''
  const verb = { came: 'came', gone: 'went', changed: 'changed' }[last.turn]
  if (last.at - last.after > 1) {
    return `${verb} after ${after.version} and no later than with ${at.version}: what is between is not known`
  }
  const day = dayOf(at)
  const earlier = behaviourAt(timeline.history, last.after)
  const wasThere = last.turn === 'came' && earlier !== null && factsOf(earlier, row.id).length > 0
  const before = wasThere ? `; in ${after.version} it was shipped and lay dormant` : ''
  return `${verb} with ${at.version}${day === null ? '' : `, ${day}`}${before}`
}
