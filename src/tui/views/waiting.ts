/** What stands where something is not there yet, or can't be had. */
import type { Failure } from '../../model.js'
import { decoration, EMPTY_LINE, type Line, line, span, wrap } from '../line.js'
import type { ReviewState } from '../state/model.js'
import { signsOf } from './look.js'

/** The pace of the clock in the state, in ms. */
const FRAME = 120

export function spinnerOf(state: ReviewState): string {
  const { spinner } = signsOf(state)
  return spinner[Math.floor(state.clock.now / FRAME) % spinner.length] ?? ''
}

export const waitingLine = (state: ReviewState, what: string): Line =>
  line(decoration(`${spinnerOf(state)} `, 'accent'), span(what, 'quiet'))

export const failureLines = ({ subject, message, remedy }: Failure, width: number): readonly Line[] => [
  ...wrap(line(span(subject, 'place'), `: ${message}`), width),
  EMPTY_LINE,
  ...wrap(line(remedy), width),
  ...wrap(line(span('r asks again.', 'quiet')), width),
]
