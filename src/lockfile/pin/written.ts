/** A configuration file, read once: its tree, and the characters that say each scalar of it. Pure. */
import { type ConfigNode, type Format, parseDocument } from '../../discover/document.js'
import { decode } from '../../discover/formats/decode.js'
import type { Decoded } from '../../discover/formats/decoding.js'
import type { Range, ScalarRange } from '../../discover/formats/source.js'
import { scalarText } from './tree.js'

/** Offsets count UTF-16 units of the file, its byte order mark among them. */
export interface WrittenScalar extends ScalarRange, Decoded {
  /** Whether the same characters may count at other places, too: they stand in what a YAML anchor names. */
  readonly reused: boolean
}

export interface Written {
  readonly text: string
  readonly format: Format
  readonly root: ConfigNode
  /** `null` for what is no scalar, or is not written out. */
  rangeOf(node: ConfigNode): ScalarRange | null
  /** `null` where `rangeOf` is, and where the characters can't be told from each other. */
  scalar(node: ConfigNode): WrittenScalar | null
}

/** @returns why it can't be read, without a piece of it; a document without a value is read as `null` is */
export async function readWritten(text: string, format: Format): Promise<Written | { readonly problem: string }> {
  const ranges = new Map<ConfigNode, ScalarRange>()
  const reused: Range[] = []
  const document = await parseDocument(text, format, {
    scalar: (node, range) => void ranges.set(node, range),
    reused: (range) => void reused.push(range),
  })
  if (!document.ok) return { problem: document.message }
  const mark = text.startsWith('\ufeff') ? 1 : 0
  const plain = text.slice(mark)
  const shared = merged(reused)
  const rangeOf = (node: ConfigNode): ScalarRange | null => {
    const range = ranges.get(node)
    return range === undefined ? null : { start: range.start + mark, end: range.end + mark, style: range.style }
  }
  return {
    text,
    format,
    root: document.root ?? { type: 'other', line: 1, value: null },
    rangeOf,
    scalar(node) {
      const range = ranges.get(node)
      const own = rangeOf(node)
      if (range === undefined || own === null) return null
      const decoded = decode(plain, range, node.type === 'text' ? node.value : undefined)
      // What the characters say, as read here, has to be what the parser has read: else a change would miss.
      if (decoded === null || (node.type === 'text' && decoded.value !== node.value)) return null
      if (node.type === 'other' && decoded.value !== scalarText(node)) return null
      return {
        ...own,
        value: decoded.value,
        offsets: decoded.offsets.map((offset) => offset + mark),
        reused: within(shared, range),
      }
    },
  }
}

/** Ranges without those that stand inside of others, in their order. */
function merged(ranges: readonly Range[]): readonly Range[] {
  const outer: Range[] = []
  for (const range of ranges.toSorted((a, b) => a.start - b.start || b.end - a.end)) {
    if (range.end > (outer.at(-1)?.end ?? -1)) outer.push(range)
  }
  return outer
}

/** The ranges are sorted, and the last one that begins before a scalar is the one that could hold it. */
function within(ranges: readonly Range[], { start, end }: Range): boolean {
  let [low, high] = [0, ranges.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((ranges[middle]?.start ?? 0) <= start) low = middle + 1
    else high = middle
  }
  const last = ranges[low - 1]
  return last !== undefined && end <= last.end
}
