/** Editing of one line of text, by whole graphemes: an emoji or a letter with its marks is never cut in two. Pure. */

export interface Edited {
  readonly text: string
  /** In UTF-16 units of `text`, at the edge of a grapheme. */
  readonly caret: number
}

/** Pasted text is looked at no further; in UTF-16 units. */
const MOST_PASTED = 10_000

const segmenter = new Intl.Segmenter()

/**
 * What a line may not hold: what a terminal obeys, what turns the order of reading, what nobody sees. Joiners and
 * selectors belong to words and emoji.
 */
const UNWRITTEN =
  /[\p{Cc}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}]|(?!\u200c|\u200d|\ufe0e|\ufe0f)[\p{Cf}\p{Default_Ignorable_Code_Point}]/gu

/** `text` as one line: breaks and tabs become blanks. */
export const flattened = (text: string): string =>
  text.slice(0, MOST_PASTED).replace(/\s+/g, ' ').replace(UNWRITTEN, '')

/** Puts text in at the caret: as much of it as `most` UTF-16 units leave room for. */
export function inserted({ text, caret }: Edited, typed: string, most: number): Edited {
  let room = most - text.length
  let added = ''
  for (const { segment } of segmenter.segment(flattened(typed))) {
    if (segment.length > room) break
    added += segment
    room -= segment.length
  }
  const next = text.slice(0, caret) + added + text.slice(caret)
  return { text: next, caret: edge(next, caret + added.length) }
}

/** What an editing key makes of a line; `null` for a key that edits nothing. */
export function edited(field: Edited, key: string): Edited | null {
  const { text, caret } = field
  switch (key) {
    case 'left':
    case 'ctrl+b':
      return { text, caret: before(text, caret) }
    case 'right':
    case 'ctrl+f':
      return { text, caret: after(text, caret) }
    case 'home':
    case 'ctrl+a':
      return { text, caret: 0 }
    case 'end':
    case 'ctrl+e':
      return { text, caret: text.length }
    case 'backspace':
    case 'ctrl+h':
      return without(text, before(text, caret), caret)
    case 'ctrl+d':
      return without(text, caret, after(text, caret))
    case 'ctrl+u':
      return without(text, 0, caret)
    case 'ctrl+k':
      return without(text, caret, text.length)
    case 'ctrl+w':
      return without(text, wordBefore(text, caret), caret)
    default:
      return null
  }
}

/** The character that a key stands for; `null` for keys that write nothing. */
export function typedBy(key: string): string | null {
  if (key === 'space') return ' '
  return [...key].length === 1 ? key : null
}

function without(text: string, from: number, to: number): Edited {
  const next = text.slice(0, from) + text.slice(to)
  return { text: next, caret: edge(next, from) }
}

/** Start of the grapheme before `caret`. */
function before(text: string, caret: number): number {
  let at = 0
  for (const { index } of segmenter.segment(text)) {
    if (index >= caret) break
    at = index
  }
  return at
}

/** End of the grapheme at `caret`. */
function after(text: string, caret: number): number {
  for (const { index, segment } of segmenter.segment(text)) {
    if (index + segment.length > caret) return index + segment.length
  }
  return text.length
}

/** What was put together or taken away may have made one grapheme of two: the caret stands at its end. */
const edge = (text: string, caret: number): number => (caret === 0 ? 0 : after(text, caret - 1))

function wordBefore(text: string, caret: number): number {
  const head = text.slice(0, caret).trimEnd()
  return head.lastIndexOf(' ') + 1
}
