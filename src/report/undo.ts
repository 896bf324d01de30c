/** What `pin --undo` put back. */
import type { Failure } from '../model.js'
import { failureLines } from './closing.js'
import { shortener, underHome } from './home.js'
import { count, paragraph, usableWidth } from './layout.js'
import type { PinTextOptions } from './pin.js'
import { style } from './style.js'
import { visible, visibleIn } from './visible.js'

export interface Undone {
  /** Files that stand as they stood before; absolute. */
  readonly written: readonly string[]
  readonly failures: readonly Failure[]
}

/** @returns lines that end in a line break */
export function renderUndo({ written, failures }: Undone, options: PinTextOptions): string {
  const page = { style: style(options), width: usableWidth(options.columns) }
  const short = shortener(options.home)
  const shown = visibleIn(underHome({ failures, notEvaluated: [], searched: [] }, options.home))
  const lines = [
    ...(written.length > 0
      ? [
          page.style.strong(`Put back ${count(written.length, 'file')}`),
          ...written.flatMap((file) => paragraph(visible(short(file)), page.width, 2)),
        ]
      : failures.length === 0
        ? ['There is nothing to put back.']
        : []),
    ...(written.length > 0 && failures.length > 0 ? [''] : []),
    ...(failures.length > 0 ? failureLines(shown.failures, page).with(0, page.style.strong('Not put back')) : []),
  ]
  return `${lines.join('\n')}\n`
}
