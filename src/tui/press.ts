/** From what was pressed or pasted to what it does. */
import type { Key } from 'ink'
import { keyName } from './key-name.js'
import type { Dialog, ReviewState } from './state/model.js'
import type { Store } from './store.js'
import { isTooSmall } from './views/screen.js'

/** Keys that may act while the screen can't be read. */
const BLIND = new Set(['q', 'y', 'n', 'esc', 'ctrl+c', 'ctrl+z'])

/** Longer texts are no reason and no file name; in UTF-16 units. */
const LONGEST_TEXT = 4_000

/** Whether letters are text: the dialog that is open has a field. */
export const hasField = (dialog: Dialog | null): boolean => dialog?.type === 'ask' || dialog?.type === 'filter'

/** @param input as Ink gives it: one key, or several characters that came at once */
export function press(store: Pick<Store, 'state' | 'dispatch'>, input: string, key: Partial<Key>): void {
  const isPlain =
    input !== '' && !(key.ctrl || key.meta || key.return || key.tab || key.escape || key.backspace || key.delete)
  // Fast fingers and held keys come as one text. One of them may open a field, and what follows is written into it.
  const presses = isPlain ? [...input] : [input]
  for (const [index, each] of presses.entries()) {
    const state = store.state()
    if (state.leaving) return
    if (isPlain && hasField(state.dialog) && !isTooSmall(state)) {
      store.dispatch({ type: 'text', text: presses.slice(index).join('') })
      return
    }
    const name = keyName(each, key)
    if (name !== null && allowed(state, name)) store.dispatch({ type: 'key', key: name })
  }
}

/** On a screen that is too small to be read nothing is decided. */
const allowed = (state: ReviewState, key: string): boolean => !isTooSmall(state) || BLIND.has(key)

/** A pasted text is written into the field that is open, as one line; elsewhere its letters would act as keys. */
export function paste(store: Pick<Store, 'state' | 'dispatch'>, text: string): void {
  const state = store.state()
  if (state.leaving) return
  if (!hasField(state.dialog) || isTooSmall(state)) {
    store.dispatch({ type: 'notice', tone: 'info', text: 'Pasted text is only taken in a field.' })
    return
  }
  const oneLine = text
    .slice(0, LONGEST_TEXT)
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim()
  if (oneLine !== '') store.dispatch({ type: 'text', text: oneLine })
}
