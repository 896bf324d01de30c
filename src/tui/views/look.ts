/** What views share: the signs and the width that a state has. */
import type { ReviewState } from '../state/model.js'
import { ASCII_SIGNS, type Signs, UNICODE_SIGNS } from '../theme.js'

/** Columns left of the body, for the sign of what is selected. */
export const GUTTER = 2

export const signsOf = ({ look }: Pick<ReviewState, 'look'>): Signs => (look.unicode ? UNICODE_SIGNS : ASCII_SIGNS)

/** Columns of a screen's body. */
export const bodyWidth = ({ size }: Pick<ReviewState, 'size'>): number => Math.max(size.columns - GUTTER, 1)
