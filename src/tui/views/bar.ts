/** Bars and spinners: what moves while something is done. Pure. */
import { decoration, type Span, type Tone } from '../line.js'
import type { ReviewState } from '../state/model.js'
import type { Signs } from '../theme.js'
import { signsOf } from './look.js'

/** @param part from 0 to 1; a part that is neither nothing nor all is drawn as neither */
export function bar(part: number, width: number, tone: Tone, { bar: { full, empty } }: Signs): readonly Span[] {
  const exact = Math.max(0, Math.min(part, 1)) * width
  const cells = part > 0 && part < 1 ? Math.max(1, Math.min(Math.round(exact), width - 1)) : Math.round(exact)
  return [decoration(full.repeat(cells), tone), decoration(empty.repeat(width - cells))]
}

/** Milliseconds that a frame of the spinner is seen. */
const FRAME = 120

/** The one sign that turns, the same all over a screen. */
export function spinnerOf(state: Pick<ReviewState, 'look' | 'clock'>): string {
  const frames = signsOf(state).spinner
  return frames[Math.floor(state.clock.now / FRAME) % frames.length] ?? ''
}

/** A person who listens to the screen does not hear it turn. */
export const spinner = (state: Pick<ReviewState, 'look' | 'clock'>): Span => decoration(spinnerOf(state), 'accent')
