/** Lines of text with meanings in place of colours: what views are made of. Pure, and safe: nothing here can carry an escape. */
import { graphemes, pieces, widthOf } from '../report/measure.js'
import { inAscii, visible } from '../report/visible.js'

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

/** Characters of a text that are drawn: no screen has room for more, and a stranger's may have millions. */
export const LONGEST = 4_000

/** The only way to make a span: text from outside is made visible here, and cut where it has no end. */
export const span = (text: string, tone: Tone = 'plain', more: Omit<Span, 'text' | 'tone'> = {}): Span => ({
  text: drawable(text.length <= LONGEST ? text : shortened(text)),
  tone,
  ...more,
})

function shortened(text: string): string {
  // Not between the halves of a character.
  const end = text.codePointAt(LONGEST - 1) === text.charCodeAt(LONGEST - 1) ? LONGEST : LONGEST - 1
  return `${text.slice(0, end)} [${(text.length - end).toLocaleString('en')} more characters]`
}

/** One process draws on one terminal. */
let isAscii = false
const drawable = (text: string): string => (isAscii ? inAscii(visible(text)) : visible(text))

/** From now on spans hold what this terminal can draw. Whoever makes a screen or a body says so first. */
export function drawFor({ look }: { readonly look: { readonly unicode: boolean } }): void {
  isAscii = !look.unicode
}

/** The last look at a line before it is drawn, for what was not made by `span`, or made for another terminal. */
export const redrawn = (spans: Line): Line =>
  isAscii && spans.some(({ text }) => /[^\x20-\x7e]/.test(text))
    ? spans.map((each) => ({ ...each, text: drawable(each.text) }))
    : spans

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
  for (const grapheme of graphemes(text)) {
    const own = widthOf(grapheme)
    if (used + own > width) break
    out += grapheme
    used += own
  }
  return [out, used]
}

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
    const put = (text: string, columns: number): void => {
      if (text !== '') lines.at(-1)?.push({ ...each, text })
      used += columns
    }
    for (const word of each.text.split(/(?<= )/)) {
      const bare = word.trimEnd()
      const columns = widthOf(bare)
      if (used + columns > room && used > indent) breakLine()
      if (used + columns <= room) put(bare, columns)
      else {
        let head = ''
        let taken = 0
        for (const [piece, own] of pieces(bare, room - indent)) {
          if (used + taken + own > room) {
            put(head, taken)
            breakLine()
            head = ''
            taken = 0
          }
          head += piece
          taken += own
        }
        put(head, taken)
      }
      // A blank that would stand beyond the end is the break itself.
      const blanks = word.slice(bare.length)
      if (blanks !== '' && used + widthOf(blanks) <= room) put(blanks, widthOf(blanks))
    }
  }
  return lines.map(merged)
}

/** Neighbours of one look as one span. */
export function merged(spans: Line): Span[] {
  const out: Span[] = []
  for (const each of spans) {
    const last = out.at(-1)
    if (last !== undefined && looksLike(last, each)) out[out.length - 1] = { ...last, text: last.text + each.text }
    else if (each.text !== '') out.push(each)
  }
  return out
}

const looksLike = (a: Span, b: Span): boolean =>
  a.tone === b.tone && a.strong === b.strong && a.href === b.href && a.decoration === b.decoration

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
