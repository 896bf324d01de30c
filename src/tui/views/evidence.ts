/** Stub. */
import { type Body, bodyOfLines, line } from '../line.js'
import type { ReviewState, ScreenOf } from '../state/model.js'

export const evidenceBody = (_state: ReviewState, screen: ScreenOf<'evidence'>): Body =>
  bodyOfLines([line(screen.type)])
