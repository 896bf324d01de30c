/** A whole screen as lines: heading, body, what is to be said, keys. Pure. */
import { type Body, decoration, EMPTY_LINE, fitted, type Line, line, span, strong } from '../line.js'
import { selectedStop, topOf } from '../motion.js'
import { bodyHeight, type ReviewState, SMALLEST, screenOf } from '../state/model.js'
import { bodyOf } from './body.js'
import { dialogLines } from './dialog.js'
import { footerLine } from './footer.js'
import { headingLine } from './heading.js'
import { GUTTER, signsOf } from './look.js'

/** As many lines as the terminal has. */
export function screenLines(state: ReviewState): readonly Line[] {
  const { columns, rows } = state.size
  if (columns < SMALLEST.columns || rows < SMALLEST.rows) return tooSmall(state)
  const { ellipsis, rule } = signsOf(state)
  const height = bodyHeight(state)
  const lines = [
    headingLine(state),
    [decoration(rule.repeat(columns))],
    ...bodyLines(state, bodyOf(state), height),
    ...dialogLines(state),
    noticeLine(state),
    footerLine(state),
  ]
  return lines.map((each) => fitted(each, columns, ellipsis))
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
    return [mark, ...fitted(body.line(at), width, ellipsis)]
  })
}

function noticeLine({ notice }: ReviewState): Line {
  if (notice === null) return EMPTY_LINE
  const tone = ({ info: 'accent', good: 'trust', bad: 'block' } as const)[notice.tone]
  return line(span(notice.text, tone))
}

function tooSmall({ size }: ReviewState): readonly Line[] {
  const text = [
    'touchstone needs a little more room:',
    `${SMALLEST.columns} columns and ${SMALLEST.rows} lines; here are ${size.columns} and ${size.rows}.`,
    'Make the window larger, or q to leave.',
  ]
  return text.slice(0, Math.max(size.rows, 1)).map((each) => fitted([strong(each)], size.columns, ''))
}
