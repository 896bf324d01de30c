/** The dialog that is open. Stub. */
import { EMPTY_LINE, type Line, line, strong } from '../line.js'
import { dialogHeight, type ReviewState } from '../state/model.js'

/** `dialogHeight` lines; none where no dialog is open. */
export function dialogLines({ dialog }: ReviewState): readonly Line[] {
  if (dialog === null) return []
  return [line(strong(dialog.type)), ...Array.from({ length: dialogHeight(dialog) - 1 }, () => EMPTY_LINE)]
}
