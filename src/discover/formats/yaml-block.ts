/** YAML's block scalars, `|` and `>`. */
import { type Decoded, Decoding } from './decoding.js'
import type { ScalarRange } from './source.js'

/**
 * Aligns the lines of a block with the value that the parser read from them: the value has the lines without their
 * indentation, joined by line feeds or, where `>` folds them, by spaces.
 *
 * @returns `null` where they don't fit together
 */
export function decodeBlock(text: string, { start, end }: ScalarRange, value: string): Decoded | null {
  const header = text.indexOf('\n', start)
  if (header < 0 || header >= end) return value === '' ? new Decoding().end(end) : null
  const lines = linesBetween(text, header + 1, end)
  // The first line tells the indentation, but where it is blank, or a number in the header says that it has spaces of
  // its own.
  for (const indent of new Set([indentOf(text, lines, value), 1, 2, 3, 4, 6, 8])) {
    const decoded = align(text, lines, indent, value, end)
    if (decoded !== null) return decoded
  }
  return null
}

function align(text: string, lines: readonly Line[], indent: number, value: string, end: number): Decoded | null {
  const decoding = new Decoding()
  let at = 0
  /** Where the last line with content ends. */
  let before = lines[0]?.start ?? end
  for (const line of lines) {
    const from = line.start + indent
    if (from >= line.end) continue
    // A run of line feeds, or the one space of a fold, stands between lines with content.
    const join = at > 0 && value.charAt(at) === ' ' ? 1 : feedsAt(value, at)
    decoding.add(value.slice(at, at + join), before)
    at += join
    if (!value.startsWith(text.slice(from, line.end), at)) return null
    decoding.copy(text, from, line.end)
    at += line.end - from
    before = line.end
  }
  const trailing = value.slice(at)
  if (/[^\n]/.test(trailing)) return null
  decoding.add(trailing, before)
  return decoding.end(trailing === '' ? before : end)
}

interface Line {
  readonly start: number
  /** Without its line end. */
  readonly end: number
}

function linesBetween(text: string, from: number, to: number): Line[] {
  const lines: Line[] = []
  for (let start = from; start < to; ) {
    const feed = text.indexOf('\n', start)
    const next = feed < 0 || feed >= to ? to : feed
    lines.push({ start, end: next > start && text.charAt(next - 1) === '\r' ? next - 1 : next })
    start = next + 1
  }
  return lines
}

/** Spaces that belong to the layout: those of the first line with content that are not in the value. */
function indentOf(text: string, lines: readonly Line[], value: string): number {
  const first = lines.find(({ start, end }) => text.slice(start, end).trim() !== '')
  if (!first) return 0
  const own = value.slice(feedsAt(value, 0))
  return Math.max(0, spacesAt(text, first.start) - spacesAt(own, 0))
}

function spacesAt(text: string, from: number): number {
  let at = from
  while (text.charAt(at) === ' ') at += 1
  return at - from
}

function feedsAt(text: string, from: number): number {
  let at = from
  while (text.charAt(at) === '\n') at += 1
  return at - from
}
