/** Stub. */
import { type Body, bodyOfLines, line } from '../line.js'
import type { ReviewState, ScreenOf } from '../state/model.js'

export const releasesBody = (_state: ReviewState, screen: ScreenOf<'releases'>): Body =>
  bodyOfLines([line(screen.type)])
