/** Stub. */
import { type Body, bodyOfLines, line } from '../line.js'
import type { ReviewState, ScreenOf } from '../state/model.js'

export const pageBody = (_state: ReviewState, screen: ScreenOf<'page'>): Body => bodyOfLines([line(screen.type)])
