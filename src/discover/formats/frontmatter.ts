/** The YAML at the top of a Markdown file. Nothing else of the Markdown is looked at. */
import type { ConfigNode, Document } from '../document.js'
import { Unreadable } from './limits.js'
import { linesOf } from './lines.js'
import type { Sources } from './source.js'
import { parseYaml } from './yaml.js'

/**
 * The frontmatter stands between a first line of `---` and the next one. A file without these, or with something else than
 * keys between them, is Markdown that begins with a rule: an empty document.
 *
 * Many agents' files have a description that is no YAML: unquoted text with `: ` in it, over several lines. Versions of
 * Claude Code have read them nevertheless, and others have refused them, so such values are taken as text, and what
 * stands beside them is read.
 *
 * @param text without byte order mark. Throws `Unreadable` where a map or a list can't be read.
 */
export function parseFrontmatter(text: string, sources?: Sources): Document {
  const end = frontmatterEnd(text)
  if (end === null) return NOTHING
  // With its first line, which YAML reads as the begin of a document: lines and offsets are the file's own.
  const yaml = text.slice(0, end).replace(/^---[^\S\n]*/, (line) => '---'.padEnd(line.length))
  if (yaml.search(KEY_LINE) < 0) return NOTHING
  try {
    const document = parseYaml(yaml, sources)
    return document.ok && document.root?.type !== 'map' ? NOTHING : document
  } catch (error) {
    if (!(error instanceof Unreadable) || yaml.length > MAX_PROSE) throw error
    return withoutProse(yaml, sources)
  }
}

/** Longest frontmatter that is read a second time, in UTF-16 units. Descriptions have a few thousand. */
const MAX_PROSE = 256 * 1024

const NOTHING: Document = { ok: true, root: null }

const KEY_LINE = /^(?:[\w-]+|"[^"\n]*"|'[^'\n]*'):(?=\s)/m

/** Where the closing line begins; `null` where there is no frontmatter. */
function frontmatterEnd(text: string): number | null {
  const first = /^---[^\S\n]*\n/.exec(text)
  if (!first) return null
  const closing = /^---[ \t]*\r?$/gm
  closing.lastIndex = first[0].length
  const line = closing.exec(text)?.index
  if (line !== undefined) return line
  // Claude Code lets any three dashes end it, wherever they stand.
  const dashes = text.indexOf('---', first[0].length)
  return dashes < 0 ? null : dashes
}

/** Reads keys with a value on their own line as text up to the next key, and only the others as YAML. */
function withoutProse(yaml: string, sources?: Sources): Document {
  const lines = linesOf(yaml)
  const entries = new Map<string, ConfigNode>()
  const parts: string[] = []
  let copied = 0
  for (const { key, start, valueStart, end } of blocksOf(yaml)) {
    if (!/[^[{&*|>!#\s]/.test(yaml.charAt(valueStart))) continue
    const prose = yaml.slice(valueStart, end).trim()
    entries.set(key, { type: 'text', line: lines.lineAt(start), value: unquoted(prose) })
    parts.push(
      yaml.slice(copied, start),
      yaml.slice(start, end).replace(/[^\r\n]+/g, (run) => ' '.repeat(run.length)),
    )
    copied = end
  }
  const document = parseYaml(parts.join('') + yaml.slice(copied), sources)
  const root = document.ok ? document.root : null
  if (root?.type === 'map') for (const [key, node] of root.entries) entries.set(key, node)
  const repeated = root?.type === 'map' ? root.repeated : []
  return { ok: true, root: { type: 'map', line: [...entries.values()][0]?.line ?? 1, entries, repeated } }
}

/** Keys at the begin of a line, each up to the next one. */
function blocksOf(yaml: string) {
  const matches = [...yaml.matchAll(new RegExp(KEY_LINE, 'gm'))]
  return matches.map(({ 0: { length }, index }, position) => {
    const blanks = /[ \t]*/y
    blanks.lastIndex = index + length
    blanks.exec(yaml)
    const key = unquoted(yaml.slice(index, index + length - 1))
    return { key, start: index, valueStart: blanks.lastIndex, end: matches[position + 1]?.index ?? yaml.length }
  })
}

const unquoted = (text: string): string => /^(["'])(.*)\1$/s.exec(text)?.[2] ?? text
