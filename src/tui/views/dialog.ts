/** The dialog that is open: below the body, above the notice. Its keys stand in the footer. */

import { graphemes, widthOf } from '../../report/measure.js'
import { decoration, EMPTY_LINE, fitted, type Line, lineWidth, type Span, span, strong } from '../line.js'
import { HINT } from '../state/ask.js'
import { type Dialog, dialogHeight, LINKS_SEEN, type ReviewState } from '../state/model.js'
import { decidedCount } from '../state/pending.js'
import type { Signs } from '../theme.js'
import { GUTTER, signsOf } from './look.js'

const LEFT = span(' '.repeat(GUTTER))

/** What is written in, or selected. A screen reader is told so in a word. */
const cursorOf = (state: ReviewState): Span =>
  state.look.screenReader ? span('selected: ', 'accent') : decoration(signsOf(state).cursor.padEnd(GUTTER), 'accent')

/** `dialogHeight` lines; none where no dialog is open. */
export function dialogLines(state: ReviewState): readonly Line[] {
  const { dialog } = state
  if (dialog === null) return []
  const lines = [...linesOf(state, dialog)]
  const height = dialogHeight(dialog)
  while (lines.length < height) lines.push(EMPTY_LINE)
  return lines.slice(0, height)
}

function linesOf(state: ReviewState, dialog: Dialog): readonly Line[] {
  const signs = signsOf(state)
  const { columns } = state.size
  const rule: Line = [decoration(signs.rule.repeat(columns))]
  const title = (text: string): Line => [LEFT, strong(text, 'accent')]
  switch (dialog.type) {
    case 'ask':
      return [rule, title(dialog.title), ...fieldLines(state, dialog)]
    case 'filter': {
      const label = span('Filter: ', 'accent')
      const room = columns - GUTTER - lineWidth([label])
      return [[LEFT, label, ...written({ text: state.list.filter, caret: dialog.caret }, room, signs)]]
    }
    case 'quit':
      return [rule, title(unwritten(state)), [LEFT, span('Who leaves without writing loses them.', 'quiet')]]
    case 'export':
      return [rule, title('Export the report'), [LEFT, span('All that is known so far, as a file.', 'quiet')]]
    case 'links':
      return [rule, title('Addresses'), ...linkLines(state, dialog)]
  }
}

function unwritten({ decisions: { pending } }: ReviewState): string {
  const many = decidedCount(pending)
  return many === 1 ? '1 decision is not written.' : `${many} decisions are not written.`
}

// ── fields ───────────────────────────────────────────────────────────────────────────────────────

type DialogOf<T extends Dialog['type']> = Extract<Dialog, { readonly type: T }>

function fieldLines(state: ReviewState, { fields, at }: DialogOf<'ask'>): readonly Line[] {
  const signs = signsOf(state)
  const { columns } = state.size
  const column = Math.max(...fields.map(({ label }) => lineWidth([span(label)]))) + 2
  return fields.flatMap((field, index): readonly Line[] => {
    const isHere = index === at
    const mark = isHere ? cursorOf(state) : LEFT
    const label = fitted([span(`${field.label}:`, isHere ? 'accent' : 'quiet')], column, signs.ellipsis, true)
    const room = columns - GUTTER - column
    const text = isHere ? written(field, room, signs) : fitted([span(field.text)], room, signs.ellipsis)
    const below: Line =
      field.problem === null
        ? isHere
          ? [span(' '.repeat(GUTTER + column)), span(HINT[field.name], 'quiet')]
          : EMPTY_LINE
        : [span(' '.repeat(GUTTER + column)), span(`${signs.verdict.review} ${field.problem}`, 'review')]
    return [[mark, ...label, ...text], below]
  })
}

/** A line that is written in, with its caret: as much around the caret as fits. */
export function written(
  { text, caret }: { readonly text: string; readonly caret: number },
  room: number,
  { trunk, ellipsis }: Signs,
): Line {
  const bar = trunk.trim()
  let index = 0
  const pieces = Array.from(graphemes(text), (grapheme) => {
    const shown = span(grapheme).text
    const piece = { index, shown, width: widthOf(shown) }
    index += grapheme.length
    return piece
  })
  const here = pieces.filter(({ index }) => index < caret).length
  const whole = pieces.reduce((sum, { width }) => sum + width, 0)
  const isWhole = whole + widthOf(bar) <= room
  const marks = isWhole ? 0 : 2 * widthOf(ellipsis)
  let left = Math.max(room - widthOf(bar) - marks, 0)
  let [from, to] = [here, here]
  /** Takes in what stands before, or behind, for as long as it fits. */
  const grow = (by: -1 | 1, most: number): void => {
    let used = 0
    for (;;) {
      const next = pieces[by < 0 ? from - 1 : to]
      if (next === undefined || used + next.width > most) break
      used += next.width
      if (by < 0) from -= 1
      else to += 1
    }
    left -= used
  }
  // What was just written is of more use than what follows.
  grow(-1, Math.floor((left * 3) / 4))
  grow(1, left)
  grow(-1, left)
  const joined = (start: number, end: number): Span =>
    span(
      pieces
        .slice(start, end)
        .map(({ shown }) => shown)
        .join(''),
    )
  return [
    ...(from > 0 ? [span(ellipsis, 'quiet')] : []),
    joined(from, here),
    decoration(bar, 'accent'),
    joined(here, to),
    ...(to < pieces.length ? [span(ellipsis, 'quiet')] : []),
  ]
}

// ── addresses ────────────────────────────────────────────────────────────────────────────────────

/** As many as are seen, around the selected one. */
function linkLines(state: ReviewState, { links, at = 0 }: DialogOf<'links'>): readonly Line[] {
  const signs = signsOf(state)
  const { columns } = state.size
  const from = Math.max(0, Math.min(at - Math.floor(LINKS_SEEN / 2), links.length - LINKS_SEEN))
  const shown = links.slice(from, from + LINKS_SEEN)
  const column = Math.min(Math.max(...shown.map(({ label }) => lineWidth([span(label)]))) + 2, Math.floor(columns / 3))
  return shown.map(({ label, url }, index): Line => {
    const isHere = from + index === at
    const mark = isHere ? cursorOf(state) : LEFT
    const name = fitted([span(label, isHere ? 'accent' : 'quiet')], column, signs.ellipsis, true)
    return [mark, ...name, span(url, 'place', /^https?:\/\//i.test(url) ? { href: url } : {})]
  })
}
