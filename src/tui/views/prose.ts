/** Text laid out on a screen: paragraphs, labels with what they label, and blocks that can be selected. Pure. */
import {
  type Body,
  EMPTY_LINE,
  fitted,
  type Line,
  lineWidth,
  merged,
  type Span,
  type Stop,
  span,
  wrap,
} from '../line.js'
import type { ReviewState } from '../state/model.js'
import type { Signs } from '../theme.js'
import { bodyWidth, signsOf } from './look.js'

/** Columns of the labels that stand left of what they label, with the gap. */
export const LABEL = 12

/** Nobody reads to the end of a line that is wider. */
const READABLE = 116

/** What text is laid out on. */
export interface Sheet {
  /** In columns. */
  readonly width: number
  readonly signs: Signs
}

export const sheetOf = (state: Pick<ReviewState, 'size' | 'look'>): Sheet => ({
  width: Math.min(bodyWidth(state), READABLE),
  signs: signsOf(state),
})

/** Wrapped behind `indent` blanks, its lines after the first behind `hanging`. No line is wider than the sheet. */
export function paragraph(content: Line, sheet: Sheet, indent = 0, hanging = indent): readonly Line[] {
  const { width, signs } = sheet
  const blanks = indent > 0 ? [span(' '.repeat(indent))] : []
  return wrap(content, width - indent, hanging - indent).map((each) =>
    fitted(tidied([...blanks, ...each]), width, signs.ellipsis),
  )
}

/** A label in its column, and the text beside it. */
export function labelled(label: Span, content: Line, sheet: Sheet, column = LABEL): readonly Line[] {
  const gap = Math.max(column - lineWidth([label]), 1)
  return paragraph([label, span(' '.repeat(gap)), ...content], sheet, 0, column)
}

/** Neighbours of one look as one span, and no blanks at the end. */
export function tidied(spans: Line): Line {
  const out = merged(spans)
  for (let last = out.at(-1); last !== undefined; last = out.at(-1)) {
    const text = last.text.trimEnd()
    if (text === last.text) break
    out.pop()
    if (text !== '') out.push({ ...last, text })
  }
  return out
}

/** What stands before each of a list; the dot of ASCII divides. */
export const bulletOf = ({ dot }: Signs): string => (dot === '|' ? '-' : dot)

/** An item of a list, wrapped under itself. */
export const listItem = (content: Line, sheet: Sheet): readonly Line[] =>
  paragraph([span(`${bulletOf(sheet.signs)} `, 'quiet'), ...content], sheet, 0, 2)

/** Lines that belong together. */
export interface Block {
  /** `null`: it can't be selected. */
  readonly id: string | null
  readonly lines: readonly Line[]
  /** Whether it follows the block before it without an empty line. */
  readonly isClose?: boolean
}

/** Blocks below each other. Those without lines are left out; of several with one id the first is the stop. */
export function bodyOfBlocks(blocks: readonly Block[]): Body {
  const lines: Line[] = []
  const stops: Stop[] = []
  const ids = new Set<string>()
  for (const { id, lines: own, isClose } of blocks) {
    if (own.length === 0) continue
    if (lines.length > 0 && isClose !== true) lines.push(EMPTY_LINE)
    const from = lines.length
    for (const each of own) lines.push(each)
    if (id === null || ids.has(id)) continue
    ids.add(id)
    stops.push({ id, from, to: lines.length })
  }
  return { length: lines.length, line: (index) => lines[index] ?? EMPTY_LINE, stops }
}

/** Lines above a body. */
export const below = (head: readonly Line[], body: Body): Body => ({
  length: head.length + body.length,
  line: (index) => head[index] ?? body.line(index - head.length),
  stops: movedDown(body.stops, head.length),
})

/** Stops as they were moved the last time: there may be thousands, and the head seldom grows. */
const moved = new WeakMap<readonly Stop[], { readonly by: number; readonly stops: readonly Stop[] }>()

function movedDown(stops: readonly Stop[], by: number): readonly Stop[] {
  const known = moved.get(stops)
  if (known?.by === by) return known.stops
  const made = { by, stops: stops.map(({ id, from, to }) => ({ id, from: from + by, to: to + by })) }
  moved.set(stops, made)
  return made.stops
}
