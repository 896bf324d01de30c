/** The first line: what is seen, and how far the audit is. Stub. */
import { type Line, line, strong } from '../line.js'
import { type ReviewState, screenOf } from '../state/model.js'

export const headingLine = (state: ReviewState): Line =>
  line(strong('touchstone'), ` ${screenOf(state).type} ${state.audit.status}`)
