/** The characters of a file that say one scalar of its tree: what has to be known to change that scalar and nothing else. */
import { type ConfigNode, child, children, type Format, type Located, parseDocument } from '../document.js'
import { decode } from './decode.js'
import type { Decoded } from './decoding.js'
import type { Range, ScalarRange } from './source.js'

/** Offsets are of UTF-16 units in the text that was given, its byte order mark counted. */
export interface ScalarSource extends ScalarRange, Decoded {
  /** Whether the same characters count at other places of the tree too (YAML anchors): a change changes those. */
  readonly reused: boolean
}

/**
 * @param pointer RFC 6901. Of a key that stands twice, it leads to the last value.
 * @returns `null` where the document can't be read, nothing stands at the pointer, or it is no scalar that is written out
 */
export async function locate(text: string, format: Format, pointer: string): Promise<ScalarSource | null> {
  const ranges = new Map<ConfigNode, ScalarRange>()
  const reused: Range[] = []
  const document = await parseDocument(text, format, {
    scalar: (node, range) => ranges.set(node, range),
    reused: (range) => reused.push(range),
  })
  const node = document.ok && document.root !== null ? follow(document.root, pointer) : null
  const range = node && ranges.get(node)
  if (!node || !range) return null
  const mark = text.startsWith('\ufeff') ? 1 : 0
  const decoded = decode(text.slice(mark), range, node.type === 'text' ? node.value : undefined)
  // What a scalar's characters say, as read here, has to be what the parser has read: else a change would miss.
  if (decoded === null || (node.type === 'text' && decoded.value !== node.value)) return null
  return {
    start: range.start + mark,
    end: range.end + mark,
    style: range.style,
    value: decoded.value,
    offsets: decoded.offsets.map((offset) => offset + mark),
    reused: reused.some(({ start, end }) => start <= range.start && range.end <= end),
  }
}

/** What an RFC 6901 pointer leads to. */
function follow(root: ConfigNode, pointer: string): ConfigNode | null {
  let at: Located | undefined = { node: root, pointer: '' }
  for (const token of pointer.split('/').slice(1)) {
    const key = token.replaceAll('~1', '/').replaceAll('~0', '~')
    at = at.node.type === 'list' ? children(at).find((item) => item.key === key) : child(at, key)
    if (!at) return null
  }
  return at.node
}
