/** JSON with comments and trailing commas. */
import { type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser'
import type { ConfigNode, Document } from '../document.js'
import { MAX_DEPTH, MAX_TOKENS, tooDeep, tooMany, type Unreadable } from './limits.js'
import { type Lines, linesOf } from './lines.js'
import type { Sources } from './source.js'

/**
 * @param text without byte order mark
 * @returns the tree, or why there is none, by line and column and never with a piece of the text: it may hold secrets
 */
export function parseJsonc(text: string, sources?: Sources): Document {
  const lines = linesOf(text)
  const excess = findExcess(text)
  if (excess) return { ok: false, message: `${lines.placeOf(excess.offset)}: ${excess.message}` }
  const errors: ParseError[] = []
  const tree = parseTree(text, errors, { allowTrailingComma: true, allowEmptyContent: true })
  const [first] = errors
  if (first) {
    const what = printParseErrorCode(first.error)
      .replace(/([a-z])([A-Z])/g, '$1 $2')
      .toLowerCase()
    const end = first.offset >= text.trimEnd().length ? ' (the file ends early)' : ''
    return { ok: false, message: `${lines.placeOf(first.offset)}: ${what}${end}` }
  }
  return { ok: true, root: tree ? convert(tree, lines.lineAt(tree.offset), { lines, sources }) : null }
}

/**
 * Where a text goes beyond what the parser can take; `null` where it does not. It tells tokens apart as the parser does,
 * without making their values, and does not recurse.
 */
function findExcess(text: string): Unreadable | null {
  let depth = 0
  let tokens = 0
  for (let at = 0; at < text.length; at += 1) {
    const start = at
    const code = text.charCodeAt(at)
    if (code <= SPACE && (code === SPACE || code === TAB || code === FEED || code === RETURN)) continue
    if (code === SLASH && (text.charCodeAt(at + 1) === SLASH || text.charCodeAt(at + 1) === STAR)) {
      at = commentEnd(text, at) - 1
      continue
    }
    tokens += 1
    if (tokens > MAX_TOKENS.json) return tooMany(start, MAX_TOKENS.json)
    if (code === OPEN_MAP || code === OPEN_LIST) {
      depth += 1
      if (depth > MAX_DEPTH) return tooDeep(start)
    } else if (code === CLOSE_MAP || code === CLOSE_LIST) depth -= 1
    else if (code === QUOTE) at = stringEnd(text, at) - 1
    else if (!ENDS.has(code)) while (at + 1 < text.length && !ENDS.has(text.charCodeAt(at + 1))) at += 1
  }
  return null
}

const [TAB, FEED, RETURN, SPACE, QUOTE, STAR, SLASH] = [9, 10, 13, 32, 34, 42, 47]
const [OPEN_LIST, BACKSLASH, CLOSE_LIST, OPEN_MAP, CLOSE_MAP] = [91, 92, 93, 123, 125]
const ENDS = new Set(Array.from(' \t\r\n"/,:[]{}', (character) => character.charCodeAt(0)))

/** Of a line without its line end (a carriage return is one), or behind what closes a block. */
function commentEnd(text: string, start: number): number {
  if (text.charCodeAt(start + 1) === STAR) {
    const close = text.indexOf('*/', start + 2)
    return close < 0 ? text.length : close + 2
  }
  let at = start + 2
  while (at < text.length && text.charCodeAt(at) !== FEED && text.charCodeAt(at) !== RETURN) at += 1
  return at
}

/** Behind the closing quote; the end of the line where there is none. */
function stringEnd(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (code === QUOTE) return at + 1
    if (code === FEED || code === RETURN) return at
    if (code === BACKSLASH) at += 1
  }
  return text.length
}

interface Context {
  readonly lines: Lines
  readonly sources: Sources | undefined
}

function convert(node: Node, line: number, context: Context): ConfigNode {
  const { lines, sources } = context
  if (node.type === 'array') {
    const items = (node.children ?? []).map((item) => convert(item, lines.lineAt(item.offset), context))
    return { type: 'list', line, items }
  }
  if (node.type !== 'object') {
    const text = node.type === 'string'
    const scalar: ConfigNode = text
      ? { type: 'text', line, value: String(node.value) }
      : { type: 'other', line, value: node.value }
    sources?.scalar(scalar, { start: node.offset, end: node.offset + node.length, style: text ? 'json' : 'bare' })
    return scalar
  }
  const entries = new Map<string, ConfigNode>()
  const repeated = new Set<string>()
  for (const property of node.children ?? []) {
    const [key, value] = property.children ?? []
    if (!key || !value) continue
    if (entries.has(key.value)) repeated.add(key.value)
    entries.set(key.value, convert(value, lines.lineAt(key.offset), context))
  }
  return { type: 'map', line, entries, repeated: [...repeated] }
}
