/** What stands where something is not there yet, or can't be had. */
import type { Failure } from '../../model.js'
import { decoration, EMPTY_LINE, type Line, line, span, wrap } from '../line.js'
import type { ReviewState } from '../state/model.js'
import { spinnerOf } from './bar.js'

export const waitingLine = (state: ReviewState, what: string): Line =>
  line(decoration(`${spinnerOf(state)} `, 'accent'), span(what, 'quiet'))

export const failureLines = ({ subject, message, remedy }: Failure, width: number): readonly Line[] => [
  ...wrap(line(span(subject, 'place'), `: ${message}`), width),
  EMPTY_LINE,
  ...wrap(line(remedy), width),
  ...wrap(line(span('r asks again.', 'quiet')), width),
]
