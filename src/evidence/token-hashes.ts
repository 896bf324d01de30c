/** What a token is compared by, in texts whose local variables are called otherwise each time. Pure. */
import { KIND, type Tokens, tokenText } from './tokens.js'

const hashed = new WeakMap<Tokens, Uint32Array>()
const LOCAL = 1

/** Of each token; the same for what minifiers write in several ways: names of variables, and quotes. */
export function hashesOf(tokens: Tokens): Uint32Array {
  const known = hashed.get(tokens)
  if (known !== undefined) return known
  const hashes = new Uint32Array(tokens.count)
  const { text, starts, ends, kinds } = tokens
  for (let index = 0; index < tokens.count; index += 1) {
    let from = starts[index] ?? 0
    let to = ends[index] ?? 0
    if (kinds[index] === KIND.name && isVariable(tokens, index)) {
      const length = baseLength(text, from, to)
      if (length <= SHORT) {
        hashes[index] = LOCAL
        continue
      }
      to = from + length
    } else if (kinds[index] === KIND.string && isQuote(text.charCodeAt(from)) && text[from] === text[to - 1]) {
      from += 1
      to -= 1
    }
    let hash = (0x811c9dc5 ^ (kinds[index] ?? 0)) >>> 0
    for (let at = from; at < to; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
    hashes[index] = (hash >>> 0) | 2
  }
  hashed.set(tokens, hashes)
  return hashes
}

/** Whether two tokens say the same: hashes only tell where to look. Strings may stand in other quotes. */
export function isSameToken(one: Tokens, index: number, other: Tokens, at: number): boolean {
  const [text, wanted] = [tokenText(one, index), tokenText(other, at)]
  if (text === wanted) return one.kinds[index] === other.kinds[at]
  return one.kinds[index] === KIND.string && other.kinds[at] === KIND.string && isQuoted(text) && isQuoted(wanted)
    ? text.slice(1, -1) === wanted.slice(1, -1)
    : false
}

/** The same, or two names that minifiers and bundlers may give one variable. */
export function isAlike(one: Tokens, index: number, other: Tokens, at: number): boolean {
  if (hashesOf(one)[index] !== hashesOf(other)[at]) return false
  return isSameToken(one, index, other, at) || (isShort(one, index) && isShort(other, at))
}

const isShort = (tokens: Tokens, index: number): boolean => hashesOf(tokens)[index] === LOCAL

const isQuoted = (text: string): boolean =>
  text.length >= 2 && isQuote(text.charCodeAt(0)) && text.endsWith(text.charAt(0))

/** Characters of a name that a minifier makes; their number grows with the file. */
const SHORT = 3
/** Names of the language that are as short. */
const GLOBALS: ReadonlySet<string> = new Set(['URL', 'Map', 'Set'])

const isQuote = (code: number): boolean => code === 0x22 || code === 0x27 || code === 0x60

/** Whether a name is not that of a property; written out `{ a }` and `{ a: b }` can't be told from variables, and count as such. */
export function isVariable(tokens: Tokens, index: number): boolean {
  const { text, starts, ends } = tokens
  const start = starts[index] ?? 0
  const previous = index === 0 ? -1 : (ends[index - 1] ?? 0) - 1
  // `a.to` and `a?.to`, and not `...to`.
  if (text[previous] === '.' && text[previous - 1] !== '.') return false
  return !((ends[index] ?? 0) - start === SHORT && GLOBALS.has(tokenText(tokens, index)))
}

/** Without the number that bundlers put behind names that stand twice: `send$1`, `send2`. */
function baseLength(text: string, from: number, to: number): number {
  let end = to
  while (end > from + 1 && isDigit(text.charCodeAt(end - 1))) end -= 1
  if (end < to && end > from + 1 && (text[end - 1] === '$' || text[end - 1] === '_')) end -= 1
  return end - from
}

const isDigit = (code: number): boolean => code >= 0x30 && code <= 0x39
