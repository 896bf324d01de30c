/** Stub. */
import { type Body, bodyOfLines, line } from '../line.js'
import type { ReviewState, ScreenOf } from '../state/model.js'

export const historyBody = (_state: ReviewState, screen: ScreenOf<'history'>): Body => bodyOfLines([line(screen.type)])
