/** TOML 1.1, which reads all of 1.0. Keys that stand twice are an error of the format itself. */
import { type AST, ParseError, parseTOML } from 'toml-eslint-parser'
import type { ConfigNode, Document } from '../document.js'
import { decode } from './decode.js'
import { MAX_DEPTH, tooDeep, Unreadable } from './limits.js'
import { type Lines, linesOf } from './lines.js'
import type { ScalarRange, ScalarStyle, Sources } from './source.js'
import { scanToml } from './toml-scan.js'

/** Trees that grow: a table's keys may stand at several places of the file. */
type Built = Table | List | Exclude<ConfigNode, { type: 'map' | 'list' }>
interface Table {
  readonly type: 'map'
  line: number
  readonly entries: Map<string, Built>
  readonly repeated: readonly string[]
}
interface List {
  readonly type: 'list'
  readonly line: number
  readonly items: Built[]
}

/**
 * Dates and times become text, as they are written.
 *
 * @param text without byte order mark. Throws `Unreadable`.
 */
export function parseToml(text: string, sources?: Sources): Document {
  const { masked, long } = scanToml(text)
  const [top] = parse(masked).body
  if (top.body.length === 0) return { ok: true, root: null }
  return { ok: true, root: new Builder(text, long, sources).build(top) }
}

function parse(text: string): AST.TOMLProgram {
  try {
    return parseTOML(text)
  } catch (error) {
    if (!(error instanceof ParseError)) throw error
    // A fixed sentence, but that it may end with the characters of an escape.
    const what = error.message.replace(/^Invalid code point.*$/s, 'invalid code point')
    throw new Unreadable(error.index, what.charAt(0).toLowerCase() + what.slice(1))
  }
}

class Builder {
  private readonly text: string
  private readonly long: ReadonlyMap<number, number>
  private readonly sources: Sources | undefined
  private readonly lines: Lines

  /** @param long where strings begin, and end, that the parser has seen as empty ones */
  constructor(text: string, long: ReadonlyMap<number, number>, sources: Sources | undefined) {
    this.text = text
    this.long = long
    this.sources = sources
    this.lines = linesOf(text)
  }

  build(top: AST.TOMLTopLevelTable): Table {
    const root = this.table(top.range[0])
    for (const part of top.body) {
      if (part.type === 'TOMLKeyValue') this.assign(root, part, 1)
      else {
        const { table, depth } = this.open(root, part)
        for (const pair of part.body) this.assign(table, pair, depth)
      }
    }
    return root
  }

  /** The table that a header opens. */
  private open(root: Table, { key, kind }: AST.TOMLTable): { readonly table: Table; readonly depth: number } {
    const parent = this.descend(root, key.keys.slice(0, -1), 1)
    const last = key.keys.at(-1)
    if (last === undefined) throw new Unreadable(key.range[0], 'a header without a key')
    const [name, offset] = [this.nameOf(last), last.range[0]]
    let depth = parent.depth + 1
    const before = parent.table.entries.get(name)
    if (kind === 'standard') {
      // A table may have been begun by a header or a key of its children; its own header says where it stands.
      if (before?.type === 'map') {
        before.line = this.lines.lineAt(offset)
        return { table: before, depth }
      }
      const table = this.table(offset)
      parent.table.entries.set(name, table)
      return { table, depth: limited(depth, offset) }
    }
    depth += 1
    const table = this.table(offset)
    if (before?.type === 'list') before.items.push(table)
    else parent.table.entries.set(name, { type: 'list', line: table.line, items: [table] })
    return { table, depth: limited(depth, offset) }
  }

  private assign(table: Table, { key, value }: AST.TOMLKeyValue, depth: number): void {
    const last = key.keys.at(-1)
    if (last === undefined) throw new Unreadable(key.range[0], 'a value without a key')
    const parent = this.descend(table, key.keys.slice(0, -1), depth)
    parent.table.entries.set(this.nameOf(last), this.value(value, last.range[0], parent.depth))
  }

  /** Through the tables that dotted keys name, which begin there where they don't stand yet. */
  private descend(from: Table, keys: readonly (AST.TOMLBare | AST.TOMLQuoted)[], depth: number) {
    let table = from
    let level = depth
    for (const key of keys) {
      level = limited(level + 1, key.range[0])
      let next = table.entries.get(this.nameOf(key))
      if (next?.type === 'list') {
        next = next.items.at(-1)
        level = limited(level + 1, key.range[0])
      }
      if (next?.type !== 'map') {
        next = this.table(key.range[0])
        table.entries.set(this.nameOf(key), next)
      }
      table = next
    }
    return { table, depth: level }
  }

  /** @param offset of what says the line of the value */
  private value(node: AST.TOMLContentNode, offset: number, depth: number): Built {
    if (node.type === 'TOMLArray') {
      const level = limited(depth + 1, node.range[0])
      const items = node.elements.map((element) => this.value(element, element.range[0], level))
      return { type: 'list', line: this.lines.lineAt(offset), items }
    }
    if (node.type === 'TOMLInlineTable') {
      const level = limited(depth + 1, node.range[0])
      const table = this.table(offset)
      for (const pair of node.body) this.assign(table, pair, level)
      return table
    }
    return this.scalar(node, this.lines.lineAt(offset))
  }

  private scalar(node: AST.TOMLValue, line: number): Built {
    const [start] = node.range
    const end = this.long.get(start) ?? node.range[1]
    const style = styleOf(node, this.text.startsWith(this.text.charAt(start).repeat(3), start))
    const range = { start, end, style }
    const scalar = this.read(node, line, range)
    this.sources?.scalar(scalar, range)
    return scalar
  }

  private read(node: AST.TOMLValue, line: number, range: ScalarRange): Built {
    if (this.long.has(range.start)) {
      const decoded = decode(this.text, range)
      if (decoded === null) throw new Unreadable(range.start, 'invalid escape in a string')
      return { type: 'text', line, value: decoded.value }
    }
    if (node.kind === 'string') return { type: 'text', line, value: node.value }
    if ('datetime' in node) return { type: 'text', line, value: node.datetime }
    return { type: 'other', line, value: node.value }
  }

  private nameOf(key: AST.TOMLBare | AST.TOMLQuoted): string {
    if (this.long.has(key.range[0])) throw new Unreadable(key.range[0], 'a key that is too long')
    return key.type === 'TOMLBare' ? key.name : key.value
  }

  private table(offset: number): Table {
    return { type: 'map', line: this.lines.lineAt(offset), entries: new Map(), repeated: [] }
  }
}

/** @param tripled whether it begins with three quotes */
function styleOf(node: AST.TOMLValue, tripled: boolean): ScalarStyle {
  if (node.kind !== 'string') return 'bare'
  return tripled ? `toml-multiline-${node.style}` : `toml-${node.style}`
}

function limited(depth: number, offset: number): number {
  if (depth > MAX_DEPTH) throw tooDeep(offset)
  return depth
}
