/** Where something stands in a text: line, column and excerpt of an offset, in time that grows with the excerpt alone. */
import type { Where } from '../model.js'

/** UTF-16 units of an excerpt; before the offset half of that is shown at most. */
const LONGEST_EXCERPT = 200
const BEFORE = 100
/** What is looked at for an excerpt: blanks in it are shortened to one. */
const MOST_LOOKED_AT = 2_000

/** @returns the place of an offset; lines are counted once, when the first place is asked for */
export function placesIn(file: string, text: string): (offset: number) => Where {
  let starts: Uint32Array | undefined
  return (offset) => {
    starts ??= startsOf(text)
    const line = lineOf(starts, offset)
    const start = starts[line] ?? 0
    const next = starts[line + 1]
    const end = next === undefined ? text.length : next - 1
    const from = Math.max(start, offset - BEFORE)
    const excerpt = text
      .slice(from, Math.min(end, from + MOST_LOOKED_AT))
      .replace(/\s+/g, ' ')
      .trim()
      .slice(0, LONGEST_EXCERPT)
    return { file, line: line + 1, column: offset - start + 1, excerpt }
  }
}

function startsOf(text: string): Uint32Array {
  const starts = [0]
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1)
  return Uint32Array.from(starts)
}

/** Index of the last line that starts at or before the offset. */
function lineOf(starts: Uint32Array, offset: number): number {
  let low = 0
  let high = starts.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if ((starts[middle] ?? 0) <= offset) low = middle
    else high = middle - 1
  }
  return low
}

/** Names that are spelt otherwise than they read (`\\u0061`) are looked for this often. */
const MOST_UNSEEN = 20

/** @returns where a quoted name stands: names are asked for in the order of the text, so each is looked for behind the last */
export function offsetsOfNames(text: string): (name: string) => number {
  let last = 0
  let unseen = 0
  return (name) => {
    if (unseen >= MOST_UNSEEN) return 0
    const quoted = `"${name}"`
    const behind = text.indexOf(quoted, last)
    const at = behind < 0 ? text.indexOf(quoted) : behind
    if (at < 0) unseen += 1
    else last = at
    return Math.max(0, at)
  }
}
