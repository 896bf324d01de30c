/** How the lines of the history screen are shared: head, rows, and what is said of the selected row. Pure. */
import { bodyHeight, type ReviewState, type ScreenOf } from '../state/model.js'
import { type Matrix, matrixOf, type Row } from './matrix.js'
import { type Timeline, timelineOf } from './timeline.js'

/** The selected release; its version, read downwards; signs of releases. */
export const HEAD = 5

export interface Layout {
  readonly timeline: Timeline
  readonly matrix: Matrix
  /** The selected row; `null` where there is none. */
  readonly row: Row | null
  /** The first line of the matrix that is seen, and how many are. */
  readonly top: number
  readonly height: number
  /** Lines about the selected row. */
  readonly detail: number
}

/** `null` where there is no matrix to see. */
export function layoutOf(state: ReviewState, screen: ScreenOf<'history'>): Layout | null {
  const timeline = timelineOf(state, screen)
  if (timeline === null) return null
  const matrix = matrixOf(timeline.history, timeline.first, timeline.last)
  const room = bodyHeight(state)
  const detail = matrix.rows.length === 0 ? 0 : room >= 18 ? 4 : 2
  const height = Math.max(room - HEAD - detail, 1)
  const row = matrix.rows[rowIndex(matrix, screen)] ?? null
  return { timeline, matrix, row, detail, height, top: topOf(matrix, screen, height) }
}

/** The selected row, or the first. */
export const rowIndex = ({ places }: Matrix, { pane }: ScreenOf<'history'>): number =>
  pane.selected === null ? 0 : (places.get(pane.selected) ?? 0)

/** As it was, and moved as little as shows what is selected, with the headings right above it. */
function topOf(matrix: Matrix, screen: ScreenOf<'history'>, height: number): number {
  const { lines, linesOfRows } = matrix
  const most = Math.max(lines.length - height, 0)
  const index = rowIndex(matrix, screen)
  const at = linesOfRows[index] ?? 0
  const above = index === 0 ? 0 : (linesOfRows[index - 1] ?? 0) + 1
  const from = at - above < height ? above : at
  const top = Math.min(screen.view.top ?? 0, most)
  if (from < top) return from
  // Below the last row nothing can be selected.
  const to = index === linesOfRows.length - 1 ? lines.length : at + 1
  return to > top + height ? Math.min(Math.max(to - height, 0), at) : top
}
