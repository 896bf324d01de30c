/** Dialogs: text that is written into fields, and questions. Stub. */

import { type ReviewState, type Step, stay } from './model.js'
import { leave } from './navigation.js'

/** What a key does while a dialog is open. */
export function dialogKey(state: ReviewState, key: string): Step {
  if (state.dialog?.type === 'quit' && (key === 'y' || key === 'ctrl+c')) return leave(state)
  return key === 'esc' ? stay({ ...state, dialog: null }) : stay(state)
}

/** Text that is typed or pasted while a dialog is open. */
export const dialogText = (state: ReviewState, _text: string): Step => stay(state)
