/** The page of a heuristic, as far as it is there. Pure. */
import { type Body, bodyOfLines, type Line, line, span, strong } from '../line.js'
import type { Loading, ReviewState, ScreenOf } from '../state/model.js'
import { spinnerOf } from './bar.js'
import { markdownLines } from './page-markdown.js'
import { labelled, type Sheet, sheetOf } from './prose.js'

/** Prose is read best in lines that are no longer. */
const PROSE = 92

export function pageBody(state: ReviewState, { heuristic }: ScreenOf<'page'>): Body {
  const sheet = sheetOf(state)
  const page = state.pages.get(heuristic)
  if (page?.status === 'loaded') return bodyOfLines(drawn(page, { ...sheet, width: Math.min(sheet.width, PROSE) }))
  if (page?.status === 'failed') {
    const { message, remedy } = page.failure
    return bodyOfLines([
      line(strong(heuristic)),
      ...labelled(strong('failed', 'high'), line(`Its page can't be shown: ${message}`), sheet),
      ...labelled(span(''), line(remedy), sheet),
    ])
  }
  const sign = state.look.screenReader ? '' : `${spinnerOf(state)} `
  return bodyOfLines([line(strong(heuristic)), line(span(`${sign}reading its page`, 'quiet'))])
}

/** By width and signs. */
const made = new WeakMap<Loading<string>, Map<string, readonly Line[]>>()

function drawn(page: Extract<Loading<string>, { readonly status: 'loaded' }>, sheet: Sheet): readonly Line[] {
  const known = made.get(page) ?? new Map<string, readonly Line[]>()
  made.set(page, known)
  const key = `${sheet.width} ${sheet.signs.ellipsis}`
  const lines = known.get(key) ?? markdownLines(page.value, sheet)
  known.set(key, lines)
  return lines
}
