/**
 * Changes to a configuration as characters of its file: each in the style of the string that it stands in, and nothing beside
 * it. Whether the file then reads as wanted is for the caller to see. Pure.
 */

import type { ConfigNode } from '../../discover/document.js'
import type { ScalarStyle } from '../../discover/formats/source.js'
import { type Change, nodeAt, type Piece, withPieces } from './tree.js'
import type { Written, WrittenScalar } from './written.js'

/** Characters of a file that are replaced. Offsets in UTF-16 units. */
export type Splice = Piece

/** What is put in at one place stands there in the order given. @returns `null` where two touch the same characters */
export function spliced(text: string, splices: readonly Splice[]): string | null {
  const sorted = distinct(splices)
  const clash = sorted.some((one, index) => {
    const next = sorted[index + 1]
    return next !== undefined && (next.start < one.end || (next.end === one.end && one.start < one.end))
  })
  return clash ? null : withPieces(text, sorted)
}

/** The same change, asked for twice, is one. */
export function distinct<T extends Piece>(pieces: readonly T[]): readonly T[] {
  const known = new Map(pieces.map((piece) => [JSON.stringify([piece.start, piece.end, piece.text]), piece]))
  return [...known.values()].sort((a, b) => a.start - b.start || a.end - b.end)
}

/** @returns `null` where its style has no way to write it */
function spliceScalar(scalar: WrittenScalar, pieces: readonly Piece[]): readonly Splice[] | null {
  const { value, offsets, style } = scalar
  // A number becomes text.
  if (style === 'bare') {
    return [{ start: scalar.start, end: scalar.end, text: JSON.stringify(withPieces(value, pieces)) }]
  }
  const splices: Splice[] = []
  for (const piece of pieces) {
    const { start, end, text } = least(value, piece)
    const [from, to, written] = [offsets[start], offsets[end], escaped(style, text)]
    if (from === undefined || to === undefined || written === null) return null
    splices.push({ start: from, end: to, text: written })
  }
  return splices
}

/** Without the characters at both ends that stay as they are. */
function least(value: string, { start, end, text }: Piece): Piece {
  const before = value.slice(start, end)
  const shorter = Math.min(before.length, text.length)
  let head = 0
  while (head < shorter && before.charAt(head) === text.charAt(head)) head += 1
  let tail = 0
  while (tail < shorter - head && before.charAt(before.length - 1 - tail) === text.charAt(text.length - 1 - tail)) {
    tail += 1
  }
  return { start: start + head, end: end - tail, text: text.slice(head, text.length - tail) }
}

/** Text as it stands inside of a scalar of this style. */
function escaped(style: ScalarStyle, text: string): string | null {
  switch (style) {
    case 'json':
    case 'toml-basic':
    case 'toml-multiline-basic':
    case 'yaml-double':
      return JSON.stringify(text).slice(1, -1)
    case 'yaml-single':
      return CONTROLS.test(text) ? null : text.replaceAll("'", "''")
    case 'toml-literal':
    case 'toml-multiline-literal':
      return CONTROLS.test(text) || text.includes("'") ? null : text
    default:
      return CONTROLS.test(text) ? null : text
  }
}

const CONTROLS = /[\0-\x1f\x7f-\x9f\u2028\u2029]/

/**
 * A new item of a list, in front of one that is there, written as that one is: in its quotes, on a line of its own where that
 * one has one.
 *
 * @param list where it comes to stand
 * @param index of the item that it comes to stand before
 * @returns `null` where the list is written in a way that leaves no place for it
 */
function spliceItem(written: Written, list: ConfigNode, index: number, text: string): Splice | null {
  const anchor = list.type === 'list' ? list.items[index] : undefined
  const range = anchor && written.rangeOf(anchor)
  if (list.type !== 'list' || !anchor || !range) return null
  const head = written.text.slice(lineStart(written.text, range.start), range.start)
  const block = /^(\s*(?:-[ \t]+)*)(-[ \t]+)$/.exec(head)
  const isYaml = written.format === 'yaml' || written.format === 'frontmatter'
  const item = itemOf(range.style, text, isYaml && block !== null)
  if (item === null) return null
  const between = isYaml && block ? lineEnd(written.text, range.start) + blank(block[1] ?? '') + block[2] : comma()
  return between === null ? null : { start: range.start, end: range.start, text: item + between }

  function comma(): string | null {
    // Block sequences of another form, with an anchor or a tag before the item.
    if (isYaml && /^\s*-[ \t]/.test(head) && !/[[,]/.test(head)) return null
    return commaBefore(written, list, range?.start ?? 0)
  }
}

/** What stands between a new item and the one that begins at an offset: it is on a line of its own where that one is. */
export function commaBefore(written: Written, list: ConfigNode, offset: number): string {
  const head = written.text.slice(lineStart(written.text, offset), offset)
  return /^\s*$/.test(head) ? `,${lineEnd(written.text, offset)}${head}` : `,${gapIn(written, list)}`
}

/** Dashes of lists around it stand on the line of their first item alone. */
const blank = (indent: string): string => indent.replaceAll('-', ' ')

const lineStart = (text: string, at: number): number => text.lastIndexOf('\n', at - 1) + 1

/** As the line before ends, or the first one. */
function lineEnd(text: string, at: number): string {
  const before = text.lastIndexOf('\n', at - 1)
  const feed = before < 0 ? text.indexOf('\n') : before
  return feed > 0 && text.charAt(feed - 1) === '\r' ? '\r\n' : '\n'
}

/** White space behind the commas of a list that stands on one line. */
function gapIn(written: Written, list: ConfigNode): string {
  const items = list.type === 'list' ? list.items : []
  for (const [index, item] of items.entries()) {
    const [one, next] = [written.rangeOf(item), items[index + 1]]
    const other = next && written.rangeOf(next)
    const found = one && other ? /^\s*,([ \t]*)$/.exec(written.text.slice(one.end, other.start)) : null
    if (found) return found[1] ?? ''
  }
  return ' '
}

/** @param block whether the list is one of YAML's without brackets */
function itemOf(style: ScalarStyle, text: string, block: boolean): string | null {
  if (style === 'yaml-single' || style === 'toml-literal') {
    const inside = escaped(style, text)
    return inside === null ? null : `'${inside}'`
  }
  // Colons stand in it, which not every parser takes in brackets without quotes.
  const plain = style === 'yaml-plain' && block && /^[-\w=:.+/@]+$/.test(text)
  return plain ? text : JSON.stringify(text)
}

/** The characters that change; `null` where they can not be written. */
export function splicesOf(written: Written, changes: readonly Change[]): readonly Splice[] | null {
  const splices: Splice[] = []
  for (const change of changes) {
    const found = nodeAt(written.root, change.pointer)
    const scalar = found && written.scalar(found.node)
    if (!found || !scalar) return null
    if (change.kind === 'text') {
      const own = spliceScalar(scalar, change.pieces)
      if (own === null) return null
      splices.push(...own)
    } else {
      const text = change.item.type === 'text' ? change.item.value : null
      const own = found.parent && text !== null ? spliceItem(written, found.parent, found.index, text) : null
      if (own === null) return null
      splices.push(own)
    }
  }
  return splices
}
