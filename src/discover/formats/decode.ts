/**
 * What a scalar's characters mean, character by character: whoever replaces a part of the value has to know which
 * characters of the file say that part. The parsers give values and ranges only. Pure.
 */
import { type Decoded, Decoding, type Escapes, escapeAt } from './decoding.js'
import type { ScalarRange } from './source.js'
import { decodeBlock } from './yaml-block.js'
import { decodeFolded } from './yaml-folding.js'

/**
 * @param text of the whole file
 * @param value what the parser read, which YAML's blocks are aligned with
 * @returns `null` where the characters are not written as the style has it
 */
export function decode(text: string, range: ScalarRange, value?: string): Decoded | null {
  const { start, end, style } = range
  switch (style) {
    case 'bare':
      return plain(text, start, end)
    case 'toml-literal':
      return plain(text, start + 1, end - 1)
    case 'json':
      return escaped(text, start + 1, end - 1, JSON_ESCAPES, false)
    case 'toml-basic':
      return escaped(text, start + 1, end - 1, TOML_ESCAPES, false)
    case 'toml-multiline-basic':
      return escaped(text, start + 3 + firstLineEnd(text, start + 3), end - 3, TOML_ESCAPES, true)
    case 'toml-multiline-literal':
      return escaped(text, start + 3 + firstLineEnd(text, start + 3), end - 3, null, true)
    case 'yaml-literal':
    case 'yaml-folded':
      return value === undefined ? null : decodeBlock(text, range, value)
    default:
      return decodeFolded(text, range)
  }
}

function plain(text: string, start: number, end: number): Decoded {
  const decoding = new Decoding()
  decoding.copy(text, start, end)
  return decoding.end(end)
}

const JSON_ESCAPES: Escapes = { '"': '"', '\\': '\\', '/': '/', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', u: 4 }
const TOML_ESCAPES: Escapes = {
  ...{ '"': '"', '\\': '\\', b: '\b', e: '\u001b', f: '\f', n: '\n', r: '\r', t: '\t' },
  ...{ x: 2, u: 4, U: 8 },
}

/** @param escapes `null` where a backslash is a character like any other */
function escaped(text: string, start: number, end: number, escapes: Escapes | null, multiline: boolean) {
  const decoding = new Decoding()
  let at = start
  while (at < end) {
    const character = text.charAt(at)
    const continued = multiline && escapes && character === '\\' ? continuationEnd(text, at) : null
    if (continued !== null) at = continued
    else if (escapes && character === '\\') {
      const said = escapeAt(text, at, escapes)
      if (said === null) return null
      decoding.add(said.units, at)
      at += said.length
    } else {
      // TOML's parser reads every line end as a line feed.
      const lineEnd = multiline ? firstLineEnd(text, at) : 0
      decoding.add(lineEnd > 0 ? '\n' : character, at)
      at += lineEnd || 1
    }
  }
  return decoding.end(end)
}

/** Length of the line end that stands there; 0 where none does. */
function firstLineEnd(text: string, at: number): number {
  if (text.charAt(at) === '\n') return 1
  if (text.charAt(at) !== '\r') return 0
  return text.charAt(at + 1) === '\n' ? 2 : 1
}

/** TOML: a backslash at the end of a line takes with it all white space up to the next character. */
function continuationEnd(text: string, at: number): number | null {
  let end = at + 1
  while (text.charAt(end) === ' ' || text.charAt(end) === '\t') end += 1
  if (firstLineEnd(text, end) === 0) return null
  while (end < text.length && ' \t\r\n'.includes(text.charAt(end))) end += 1
  return end
}
