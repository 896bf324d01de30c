/** Stub. */
import { type Body, bodyOfLines, line } from '../line.js'
import type { ReviewState, ScreenOf } from '../state/model.js'

export const dependenciesBody = (_state: ReviewState, screen: ScreenOf<'dependencies'>): Body =>
  bodyOfLines([line(screen.type)])
