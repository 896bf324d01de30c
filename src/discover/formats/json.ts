/** JSON with comments and trailing commas. */
import { createScanner, type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser'
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

/** Where a text goes beyond what the parser can take; `null` where it does not. Does not recurse. */
function findExcess(text: string): Unreadable | null {
  const scanner = createScanner(text, true)
  let depth = 0
  for (let tokens = 0; ; tokens += 1) {
    // The numbers are jsonc-parser's `SyntaxKind`: an ambient const enum, which isolated modules can't name.
    const token: number = scanner.scan()
    if (token === 17) return null
    const offset = scanner.getTokenOffset()
    if (tokens > MAX_TOKENS.json) return tooMany(offset, MAX_TOKENS.json)
    if (token === 1 || token === 3) {
      depth += 1
      if (depth > MAX_DEPTH) return tooDeep(offset)
    } else if (token === 2 || token === 4) depth -= 1
  }
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
