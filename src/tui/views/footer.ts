/** The last line: the keys that act here. */
import { actsOn, KEYS } from '../keys.js'
import { type Line, line, span, strong } from '../line.js'
import { type ReviewState, screenOf } from '../state/model.js'

export function footerLine(state: ReviewState): Line {
  const { type } = screenOf(state)
  const shown = KEYS.filter((each) => each.label !== null && actsOn(each, type))
  return line(...shown.flatMap(({ keys, label }) => [strong(keys[0] ?? '', 'accent'), span(` ${label}  `, 'quiet')]))
}
