/** A whole screen as lines: heading, body, what is to be said, keys. Pure. */
import {
  type Body,
  decoration,
  drawFor,
  EMPTY_LINE,
  fitted,
  type Line,
  line,
  redrawn,
  span,
  strong,
  wrap,
} from '../line.js'
import { selectedStop, topOf } from '../motion.js'
import { bodyHeight, type ReviewState, SMALLEST, screenOf } from '../state/model.js'
import { bodyOf } from './body.js'
import { dialogLines } from './dialog.js'
import { footerLine } from './footer.js'
import { headingLine } from './heading.js'
import { GUTTER, signsOf } from './look.js'

/** Whether the terminal has no room for a review. What is read aloud needs none. */
export const isTooSmall = ({ size, look }: Pick<ReviewState, 'size' | 'look'>): boolean =>
  !look.screenReader && (size.columns < SMALLEST.columns || size.rows < SMALLEST.rows)

/** As many lines as the terminal has. */
export function screenLines(state: ReviewState): readonly Line[] {
  drawFor(state)
  const { columns } = state.size
  if (isTooSmall(state)) return tooSmall(state)
  const { ellipsis, rule } = signsOf(state)
  const said = noticeLines(state)
  // What is said is gone again soon: it stands over the end of the body, which does not move for it.
  const height = Math.max(bodyHeight(state) - (said.length - 1), 1)
  const lines = [
    headingLine(state),
    [decoration(rule.repeat(columns))],
    ...bodyLines(state, bodyOf(state), height),
    ...dialogLines(state),
    ...said,
    footerLine(state),
  ]
  return lines.map((each) => fitted(redrawn(each), columns, ellipsis))
}

function bodyLines(state: ReviewState, body: Body, height: number): readonly Line[] {
  const { pane } = screenOf(state)
  const stop = selectedStop(body, pane)
  const top = topOf(body, pane, height)
  const { cursor, ellipsis } = signsOf(state)
  const width = state.size.columns - GUTTER
  return Array.from({ length: height }, (_, index) => {
    const at = top + index
    if (at >= body.length) return EMPTY_LINE
    const isSelected = stop !== null && at >= stop.from && at < stop.to
    const mark = isSelected ? decoration(cursor.padEnd(GUTTER), 'accent') : span(' '.repeat(GUTTER))
    return [mark, ...fitted(withoutEnd(body.line(at)), width, ellipsis)]
  })
}

/** Blanks at the end are no reason to cut a line. */
export function withoutEnd(line: Line): Line {
  const last = line.at(-1)
  if (last === undefined || !last.text.endsWith(' ')) return line
  const text = last.text.trimEnd()
  return text === '' ? withoutEnd(line.slice(0, -1)) : [...line.slice(0, -1), { ...last, text }]
}

/** At least one line. */
function noticeLines({ notice, size }: ReviewState): readonly Line[] {
  if (notice === null) return [EMPTY_LINE]
  const tone = ({ info: 'accent', good: 'trust', bad: 'block' } as const)[notice.tone]
  return wrap([span(notice.text, tone)], size.columns).slice(0, NOTICE_LINES)
}

/** Of a notice: what has a next step has room for it. */
const NOTICE_LINES = 3

/** Where a question is open, as of `q` with decisions that are not written, it is seen all the same. */
function tooSmall(state: ReviewState): readonly Line[] {
  const { columns, rows } = state.size
  const { ellipsis } = signsOf(state)
  const lines = [
    line(strong('touchstone needs a little more room:')),
    line(`${SMALLEST.columns} columns and ${SMALLEST.rows} lines; here are ${columns} and ${rows}.`),
    line('Make the window larger, or q to leave.'),
    ...(state.dialog?.type === 'quit' ? dialogLines(state) : []),
  ]
  // In a very small window the last lines matter most.
  const wrapped = lines.flatMap((each) => wrap(each, columns))
  return wrapped.slice(-Math.max(rows, 1)).map((each) => fitted(redrawn(each), Math.max(columns, 1), ellipsis))
}
