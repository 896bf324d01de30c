/** The history of a server: releases as columns, what they do as rows, so that one sees when something came. */

import { behaviourAt } from '../history/behaviours.js'
import { HEAD, type Layout, layoutOf } from '../history/layout.js'
import type { MatrixLine } from '../history/matrix.js'
import { GROUP_WORDS } from '../history/words.js'
import {
  type Body,
  bodyOfLines,
  EMPTY_LINE,
  fitted,
  type Line,
  line,
  merged,
  type Span,
  span,
  strong,
} from '../line.js'
import { type ReviewState, rowOf, type ScreenOf } from '../state/model.js'
import { cellSpans, groupCells, middleCut } from './history-cells.js'
import { detailLines, storyOf } from './history-detail.js'
import { headLines } from './history-head.js'
import { bodyWidth, signsOf } from './look.js'
import { failureLines, waitingLine } from './waiting.js'

export function historyBody(state: ReviewState, screen: ScreenOf<'history'>): Body {
  const layout = layoutOf(state, screen)
  if (layout === null) return bodyOfLines(withoutReleases(state, screen))
  const { matrix, top, height, detail, row } = layout
  const seen = matrix.lines.slice(top, top + height)
  const head = headLines(state, screen, layout)
  const below = row === null || detail === 0 ? [] : detailLines(state, layout, row)
  const empty = matrix.lines.length === 0 ? [nothingRead(state, layout)] : []
  const after = [...head, ...seen.map(() => EMPTY_LINE), ...empty]
  const start = HEAD + height
  return {
    length: below.length === 0 ? Math.max(after.length, HEAD + seen.length) : start + below.length,
    line(index) {
      const own = seen[index - HEAD]
      if (index < HEAD) return head[index] ?? EMPTY_LINE
      if (own !== undefined) return matrixLine(state, layout, own)
      return below[index - start] ?? after[index] ?? EMPTY_LINE
    },
    stops: seen.flatMap((each, index) =>
      each.type === 'row' ? [{ id: each.row.id, from: HEAD + index, to: HEAD + index + 1 }] : [],
    ),
  }
}

function matrixLine(state: ReviewState, layout: Layout, each: MatrixLine): Line {
  const { timeline, matrix } = layout
  switch (each.type) {
    case 'group': {
      const tone = each.isSame ? 'quiet' : 'plain'
      const title = [strong(GROUP_WORDS[each.group].title, tone), span(` ${each.rows}`, 'quiet')]
      if (each.isSame || state.look.screenReader) return title
      return [...named(state, layout, title), ...groupCells(signsOf(state), matrix, each.group, timeline.cell)]
    }
    case 'row': {
      const { row } = each
      const isSame = row.last === null
      const text = `  ${state.look.screenReader ? row.name : middleCut(row.name, timeline.head - 4, signsOf(state).ellipsis)}`
      const name = row === layout.row ? strong(text) : span(text, isSame ? 'quiet' : 'plain')
      if (state.look.screenReader) return line(name, `: ${storyOf(layout, row)}`)
      return [...named(state, layout, [name]), ...cellSpans(signsOf(state), row, timeline.cell)]
    }
    case 'same':
      return line(span(`${sameIn(layout)}: ${each.rows}`, 'quiet'))
    case 'dormant':
      return line(span(`Shipped and reached by nothing in these releases: ${each.rows}`, 'quiet'))
  }
}

function sameIn({ timeline: { history, first, last } }: Layout): string {
  const read = history.releases
    .slice(first, last + 1)
    .filter((_, index) => behaviourAt(history, first + index) !== null)
  const [only, another] = read
  return only !== undefined && another === undefined
    ? `All that ${only.version} does`
    : 'The same in all releases read here'
}

/** Filled up to where the columns begin. */
const named = (state: ReviewState, { timeline }: Layout, spans: readonly Span[]): Line =>
  merged([...fitted(spans, timeline.head - 1, signsOf(state).ellipsis, true), span(' ')])

function nothingRead(state: ReviewState, { timeline: { history, first, last } }: Layout): Line {
  const seen = history.releases.slice(first, last + 1).map(({ version }) => history.behaviours.get(version)?.status)
  if (seen.includes('loading')) return waitingLine(state, 'Reading what these releases do.')
  if (seen.includes('failed')) return line(span('None of these releases could be read; r asks again.', 'review'))
  if (seen.includes('loaded')) return line(span('Nothing is known that these releases do.', 'quiet'))
  return line(span('None of these releases is read; r reads those around the selected one.', 'quiet'))
}

function withoutReleases(state: ReviewState, { server }: ScreenOf<'history'>): readonly Line[] {
  const history = state.histories.get(server)
  const name = rowOf(state, server)?.listed.package?.name ?? server
  if (history === undefined) return [line(`The releases of ${name} are not asked for; r asks for them.`)]
  if (history.status === 'loading') return [waitingLine(state, `Asking for the releases of ${name}.`)]
  if (history.status === 'failed') return failureLines(history.failure, bodyWidth(state))
  return [line(`No release of ${name} is known.`)]
}
