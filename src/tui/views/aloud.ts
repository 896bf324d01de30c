/** A screen for a screen reader: a sentence for each line, without what only decorates. Pure. */
import { drawFor, type Line, redrawn, span, textOf } from '../line.js'
import { selectedStop, topOf } from '../motion.js'
import { bodyHeight, type ReviewState, screenOf } from '../state/model.js'
import { bodyOf } from './body.js'
import { dialogLines } from './dialog.js'
import { footerLine } from './footer.js'
import { headingLine } from './heading.js'

/** As many lines as fit on the terminal, so that Ink can replace them by the next ones. */
export function spokenLines(state: ReviewState): readonly string[] {
  drawFor(state)
  const body = bodyOf(state)
  const { pane } = screenOf(state)
  const stop = selectedStop(body, pane)
  const height = bodyHeight(state)
  const top = topOf(body, pane, height)
  const lines = Array.from({ length: Math.min(height, body.length - top) }, (_, index) => {
    const text = spoken(body.line(top + index))
    // Once, before what is selected; the lines below belong to it.
    const isSelected = stop !== null && top + index === Math.max(stop.from, top) && top < stop.to
    return isSelected && text !== '' ? `selected: ${text}` : text
  })
  const { notice } = state
  return [
    spoken(headingLine(state)),
    ...lines,
    ...dialogLines(state).map(spoken),
    ...(notice === null ? [] : [notice.text].map((text) => spoken([span(text)]))),
    `Keys: ${spoken(footerLine(state))}`,
  ].filter((each) => each !== '')
}

/** Columns are parts of a sentence. */
const spoken = (line: Line): string =>
  textOf(redrawn(line).filter(({ decoration }) => !decoration))
    .trim()
    .replace(/\s{2,}/g, ', ')
