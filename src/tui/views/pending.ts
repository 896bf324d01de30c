/** Stub. */
import { type Body, bodyOfLines, line } from '../line.js'
import type { ReviewState } from '../state/model.js'

export const pendingBody = (_state: ReviewState): Body => bodyOfLines([line('pending')])
