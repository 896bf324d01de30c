/** A first look over TOML, for what its parser can't take. */
import { MAX_DEPTH, MAX_TOKENS, tooDeep, tooMany, Unreadable } from './limits.js'

/**
 * Longest token that the parser takes, in UTF-16 units: it hands the characters of a string or a number to one call as
 * arguments, and overflows the stack at some hundred thousand.
 */
const MAX_TOKEN = 50_000

/** Longest string that is read in spite of that. */
const MAX_STRING = 1_000_000

/**
 * Counts depth and tokens, and takes out long strings. Does not recurse, and takes any text: what is no TOML, the parser
 * reports.
 *
 * @returns the text with empty strings in the place of long ones, of the same length and with the same line ends; and
 * where those begin and end. Throws `Unreadable`.
 */
export function scanToml(text: string): { readonly masked: string; readonly long: ReadonlyMap<number, number> } {
  const long = new Map<number, number>()
  const parts: string[] = []
  let copied = 0
  let depth = 0
  let tokens = 0
  let at = 0
  while (at < text.length) {
    const character = text.charAt(at)
    if (BLANKS.has(character)) {
      at += 1
      continue
    }
    tokens += 1
    if (tokens > MAX_TOKENS.toml) throw tooMany(at, MAX_TOKENS.toml)
    let end = at + 1
    if (character === '#') end = lineEnd(text, at)
    else if (character === '"' || character === "'") {
      const string = stringEnd(text, at, character)
      end = string.end
      if (string.closed && end - at > MAX_STRING) {
        throw new Unreadable(at, `a string of more than ${MAX_STRING} characters`)
      }
      if (string.closed && end - at > MAX_TOKEN) {
        long.set(at, end)
        parts.push(text.slice(copied, at), character.repeat(2), text.slice(at + 2, end).replace(/[^\r\n]+/g, spaces))
        copied = end
      }
    } else if (character === '[' || character === '{') {
      depth += 1
      if (depth > MAX_DEPTH) throw tooDeep(at)
    } else if (character === ']' || character === '}') depth -= 1
    else if (!PUNCTUATION.has(character)) {
      while (end < text.length && !ENDS.has(text.charAt(end))) end += 1
      if (end - at > MAX_TOKEN) throw new Unreadable(at, `a key or a number of more than ${MAX_TOKEN} characters`)
    }
    at = end
  }
  if (long.size === 0) return { masked: text, long }
  return { masked: parts.join('') + text.slice(copied), long }
}

const BLANKS = new Set([' ', '\t', '\r', '\n'])
const PUNCTUATION = new Set(['=', ',', '.'])
const ENDS = new Set([...BLANKS, ...PUNCTUATION, '#', '"', "'", '[', ']', '{', '}'])

const spaces = (run: string): string => ' '.repeat(run.length)

function lineEnd(text: string, from: number): number {
  const end = text.indexOf('\n', from)
  return end < 0 ? text.length : end
}

/** Behind the closing quotes; the end of the line or of the text where there are none. */
function stringEnd(text: string, start: number, quote: string): { readonly end: number; readonly closed: boolean } {
  const triple = quote.repeat(3)
  const tripled = text.startsWith(triple, start)
  const escapes = quote === '"'
  for (let at = start + (tripled ? 3 : 1); at < text.length; at += 1) {
    const character = text.charAt(at)
    if (!tripled && (character === '\n' || character === '\r')) return { end: at, closed: false }
    if (escapes && character === '\\') at += 1
    else if (!tripled && character === quote) return { end: at + 1, closed: true }
    else if (tripled && text.startsWith(triple, at)) {
      // Up to two quotes of the content may stand before the three that close it.
      let end = at + 3
      while (end < at + 5 && text.charAt(end) === quote) end += 1
      return { end, closed: true }
    }
  }
  return { end: text.length, closed: false }
}
