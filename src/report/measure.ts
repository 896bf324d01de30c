/**
 * How wide text stands in a terminal, and how it wraps. All of it takes time in proportion to the text, which strangers may make as
 * long as they like: `string-width`, `wrap-ansi` and `Intl.Segmenter` on a whole text do not.
 */
import stringWidth from 'string-width'
import wrapAnsi from 'wrap-ansi'

/**
 * Printable ASCII and Latin-1, dashes, quotes, arrows, lines, blocks, braille, and the signs of `style.ts` and the review: one
 * column each, whatever stands beside them in such a text. `test/report/measure.test.ts` holds each to what `string-width` says.
 */
const PLAIN =
  /^[\x20-\x7e\xa1-\xac\xae-\xff\u2010-\u2027\u2190-\u2193\u2212\u2500-\u259f\u2800-\u28ff\u25b2\u25b8\u25be\u25c6\u25cb\u25cf\u2714\u2716]*$/

/** What `style.ts` puts around text (SGR). */
const COLOURS = /\x1b\[[\d;]*m/g

/**
 * Columns that a terminal may take for it; colours take none. Terminals differ in what they draw as one: an emoji of several joined
 * by U+200D, a flag, a skin tone, a syllable. This is what those take that join nothing, so that no line is wider than it is
 * thought to be, in any of them; others leave a blank.
 */
export function widthOf(text: string): number {
  if (PLAIN.test(text)) return text.length
  let width = 0
  let last = 0
  for (const character of text.replace(COLOURS, '')) {
    // What asks for an emoji has a sign of one column drawn as one of two.
    last = character === '\ufe0f' ? Number(last === 1) : columnsOf(character.codePointAt(0) ?? 0)
    width += last
  }
  return width
}

/** By code point, and one more: `string-width` is slow, and asked once for each. */
const known = new Uint8Array(0x110000)

function columnsOf(code: number): number {
  const before = known[code] ?? 0
  if (before > 0) return before - 1
  const columns = isRegional(code) ? 2 : Math.max(stringWidth(String.fromCodePoint(code)), Number(isMarkOfLate(code)))
  known[code] = columns + 1
  return columns
}

/** Half a flag. */
const isRegional = (code: number): boolean => code >= 0x1f1e6 && code <= 0x1f1ff

/** Marks that came after Unicode 6, from which many terminals have their tables: those draw them beside what they belong to. */
const isMarkOfLate = (code: number): boolean =>
  (code > 0xffff || (code >= 0x1ab0 && code <= 0x1aff)) && /\p{M}/u.test(String.fromCodePoint(code))

const segmenter = new Intl.Segmenter()
/** Code units that are taken apart at once: the segmenter's time grows with the square of them. */
const AT_ONCE = 512

/** What a person takes for characters, in order. One that is longer than anybody's is handed over in parts. */
export function* graphemes(text: string): Generator<string, void> {
  if (PLAIN.test(text)) {
    yield* text
    return
  }
  for (let from = 0; from < text.length; ) {
    // Not between the halves of a character.
    const part = text.slice(from, from + AT_ONCE).replace(/(?!^)[\ud800-\udbff]$/, '')
    const isLast = from + part.length >= text.length
    const segments = [...segmenter.segment(part)]
    // The last one may go on behind the part.
    const whole = isLast || segments.length === 1 ? segments : segments.slice(0, -1)
    for (const { segment } of whole) {
      yield segment
      from += segment.length
    }
  }
}

/** Graphemes, and of those that are wider than `widest` columns their code points. */
export function* pieces(text: string, widest: number): Generator<readonly [text: string, width: number], void> {
  for (const grapheme of graphemes(text)) {
    const width = widthOf(grapheme)
    if (width <= widest) yield [grapheme, width]
    else for (const character of grapheme) yield [character, widthOf(character)]
  }
}

/** `text` in lines of at most `room` columns, without blanks at their ends. Words longer than a line are broken. */
export const wrapped = (text: string, room: number): string[] =>
  text.includes('\x1b') ? wrapAnsi(text, room, { hard: true, trim: true }).split('\n') : wrapWords(text, room)

/** What `wrap-ansi` does with text that has no colours. */
function wrapWords(text: string, room: number): string[] {
  const lines: string[] = []
  let line = ''
  let used = 0
  const end = (): void => {
    lines.push(line)
    line = ''
    used = 0
  }
  for (const [index, word] of text.split(' ').entries()) {
    const begun = line.trimStart()
    if (begun !== line) used = widthOf(begun)
    line = begun
    if (index > 0 && line !== '') {
      line += ' '
      used += 1
    }
    const width = widthOf(word)
    const isBroken = width > room
    const fits = used + width <= room
    // A word that has to be broken begins on this line where that saves one.
    const savesOne = Math.ceil((used + width) / room) <= Math.ceil(width / room)
    if (line !== '' && word !== '' && !fits && !(isBroken && savesOne)) end()
    if (!isBroken) {
      line += word
      used += width
      continue
    }
    for (const [piece, own] of pieces(word, room)) {
      if (line !== '' && used + own > room) end()
      line += piece
      used += own
    }
  }
  return [...lines, line].map((each) => each.trimEnd())
}
