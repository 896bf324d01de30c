/**
 * How wide text stands in a terminal, and how it wraps. `string-width` and `wrap-ansi` know every script and every emoji, and
 * take longer to load than a whole inventory to make; text of characters that are one column wide each needs neither.
 */
import stringWidth from 'string-width'
import wrapAnsi from 'wrap-ansi'

/**
 * Printable ASCII and Latin-1, dashes, quotes, arrows, lines, blocks, braille, and the signs of `style.ts` and the review: one
 * column each, whatever stands beside them in such a text. `test/report/measure.test.ts` holds each to what `string-width` says.
 */
const PLAIN =
  /^[\x20-\x7e\xa1-\xac\xae-\xff\u2010-\u2027\u2190-\u2193\u2212\u2500-\u259f\u2800-\u28ff\u25b2\u25b8\u25be\u25c6\u25cb\u25cf\u2714\u2716]*$/

/** Columns of a terminal; colours take none. */
export const widthOf = (text: string): number => (PLAIN.test(text) ? text.length : stringWidth(text))

/** `text` in lines of at most `room` columns, without blanks at their ends. Words longer than a line are broken. */
export const wrapped = (text: string, room: number): string[] =>
  PLAIN.test(text) ? wrapPlain(text, room) : wrapAnsi(text, room, { hard: true, trim: true }).split('\n')

/** What `wrap-ansi` does where each character is one column wide. */
function wrapPlain(text: string, room: number): string[] {
  const lines: string[] = []
  let line = ''
  for (const [index, word] of text.split(' ').entries()) {
    line = line.trimStart()
    if (index > 0 && line !== '') line += ' '
    const broken = word.length > room
    const fits = line.length + word.length <= room
    // A word that has to be broken begins on this line where that saves one.
    const savesOne = Math.ceil((line.length + word.length) / room) <= Math.ceil(word.length / room)
    if (line !== '' && word !== '' && !fits && !(broken && savesOne)) {
      lines.push(line)
      line = ''
    }
    line += word
    for (; broken && line.length > room; line = line.slice(room)) lines.push(line.slice(0, room))
  }
  return [...lines, line].map((each) => each.trimEnd())
}
