/** Lines that fit: wrapping with a hanging indent, measured as a terminal draws (wide and combining characters, colours). */
import { widthOf, wrapped } from './measure.js'

/** Narrower than this nothing is laid out well; wider than this nobody reads to the end of a line. */
const NARROWEST = 40
const WIDEST = 140

/** Width of the column that labels and severities stand in, with the gap after it. */
export const LABEL = 14

export const usableWidth = (columns: number): number => Math.min(Math.max(columns, NARROWEST), WIDEST)

/** `text` wrapped into lines, each behind `indent` spaces. Words longer than a line are broken. */
export function paragraph(text: string, width: number, indent: number): string[] {
  const room = Math.max(width - indent, 16)
  return wrapped(text, room).map((line) => `${' '.repeat(indent)}${line}`.trimEnd())
}

/** A label in its column and the text beside it, wrapped under itself. The label may carry colours. */
export function labelled(label: string, text: string, width: number): string[] {
  const [first = '', ...rest] = paragraph(text, width, LABEL)
  const gap = Math.max(LABEL - 2 - widthOf(label), 1)
  return [`  ${label}${' '.repeat(gap)}${first.slice(LABEL)}`.trimEnd(), ...rest]
}

/** `text` cut at `max` columns, with a mark where it was cut. For text without colours. */
export function shorten(text: string, max: number, ellipsis: string): string {
  if (widthOf(text) <= max) return text
  let out = ''
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    if (widthOf(out + segment) > max - widthOf(ellipsis)) break
    out += segment
  }
  return out + ellipsis
}

/** The first few of a list, and how many more there are. */
export function some(items: readonly string[], max: number): string {
  if (items.length <= max) return items.join(', ')
  return `${items.slice(0, max).join(', ')} +${items.length - max} more`
}

/** `1 release`, `2 releases`. */
export const count = (number: number, noun: string, plural = `${noun}s`): string =>
  `${number} ${number === 1 ? noun : plural}`
