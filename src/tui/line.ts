/** Lines of text with meanings in place of colours: what views are made of. Pure, and safe: nothing here can carry an escape. */
import { widthOf } from '../report/measure.js'
import { visible } from '../report/visible.js'

/** What a piece of text means; the theme says how that looks. */
export const TONES = [
  'plain',
  'quiet',
  'accent',
  'place',
  'trust',
  'review',
  'block',
  'unknown',
  'critical',
  'high',
  'medium',
  'low',
  'info',
  'added',
  'removed',
  'pending',
  'keyword',
  'string',
  'number',
  'comment',
] as const
export type Tone = (typeof TONES)[number]

export interface Span {
  /** Without anything that a terminal obeys. */
  readonly text: string
  readonly tone: Tone
  readonly strong?: boolean
  /** A http or https address that the text leads to. */
  readonly href?: string
  /** Drawn only where it is seen: bars, rules, signs that repeat a word. A screen reader is spared it. */
  readonly decoration?: boolean
}

export type Line = readonly Span[]

/** The only way to make a span: text from outside is made visible here. */
export const span = (text: string, tone: Tone = 'plain', more: Omit<Span, 'text' | 'tone'> = {}): Span => ({
  text: visible(text),
  tone,
  ...more,
})

export const strong = (text: string, tone: Tone = 'plain'): Span => span(text, tone, { strong: true })
export const decoration = (text: string, tone: Tone = 'quiet'): Span => span(text, tone, { decoration: true })
export const line = (...spans: readonly (Span | string)[]): Line =>
  spans.map((each) => (typeof each === 'string' ? span(each) : each))
export const EMPTY_LINE: Line = []

export const lineWidth = (spans: Line): number => spans.reduce((sum, { text }) => sum + widthOf(text), 0)

export const textOf = (spans: Line): string => spans.map(({ text }) => text).join('')

/** Cut at `width` columns with a mark where it is cut, and filled with spaces where it is shorter and `fill` is asked for. */
export function fitted(spans: Line, width: number, ellipsis: string, fill = false): Line {
  const total = lineWidth(spans)
  if (total <= width) return fill && total < width ? [...spans, span(' '.repeat(width - total))] : spans
  const room = width - widthOf(ellipsis)
  if (room <= 0) return [span(ellipsis.slice(0, Math.max(width, 0)), 'quiet')]
  const out: Span[] = []
  let used = 0
  for (const each of spans) {
    const own = widthOf(each.text)
    if (used + own <= room) {
      out.push(each)
      used += own
      continue
    }
    const [text, taken] = cut(each.text, room - used)
    out.push({ ...each, text })
    used += taken
    break
  }
  out.push(span(ellipsis, 'quiet'))
  // A wide character that did not fit leaves a column.
  return fill && used < room ? [...out, span(' '.repeat(room - used))] : out
}

/** The longest beginning of whole graphemes within `width` columns, and its own width. */
function cut(text: string, width: number): readonly [string, number] {
  let out = ''
  let used = 0
  for (const { segment } of graphemes(text)) {
    const own = widthOf(segment)
    if (used + own > width) break
    out += segment
    used += own
  }
  return [out, used]
}

const segmenter = new Intl.Segmenter()
const graphemes = (text: string): Iterable<{ readonly segment: string }> => segmenter.segment(text)

/** Broken into lines of at most `width` columns, at blanks where it can be; lines after the first stand behind `indent` blanks. */
export function wrap(spans: Line, width: number, indent = 0): readonly Line[] {
  const lines: Span[][] = [[]]
  let used = 0
  const room = Math.max(width, indent + 8)
  const breakLine = (): void => {
    lines.push(indent > 0 ? [span(' '.repeat(indent))] : [])
    used = indent
  }
  for (const each of spans) {
    for (const word of each.text.split(/(?<= )/)) {
      let rest = word
      const fits = used + widthOf(rest.trimEnd()) <= room
      if (!fits && used > indent) breakLine()
      while (used + widthOf(rest.trimEnd()) > room) {
        const [head, taken] = cut(rest, room - used)
        if (head === '') break
        lines.at(-1)?.push({ ...each, text: head })
        rest = rest.slice(head.length)
        used += taken
        breakLine()
      }
      if (rest === '') continue
      // A blank that would stand beyond the end is the break itself.
      const text = used + widthOf(rest) > room ? rest.trimEnd() : rest
      lines.at(-1)?.push({ ...each, text })
      used += widthOf(text)
    }
  }
  return lines
}

/** What a screen holds below its heading. Lines are made when they are drawn. */
export interface Body {
  readonly length: number
  line(index: number): Line
  /** What can be selected, in order; none where the screen is only read. */
  readonly stops: readonly Stop[]
}

/** Lines that belong together and can be selected. */
export interface Stop {
  readonly id: string
  readonly from: number
  /** Exclusive. */
  readonly to: number
}

export const bodyOfLines = (lines: readonly Line[], stops: readonly Stop[] = []): Body => ({
  length: lines.length,
  line: (index) => lines[index] ?? EMPTY_LINE,
  stops,
})
