/** YAML 1.2 with its core schema, and with the merge keys of 1.1. */
import { Composer, type ErrorCode, Lexer, Parser, type Document as YamlDocument } from 'yaml'
import type { Document } from '../document.js'
import { MAX_DEPTH, MAX_TOKENS, tooDeep, tooMany, Unreadable } from './limits.js'
import type { Sources } from './source.js'
import { treeOf } from './yaml-tree.js'

/**
 * The first document of the text: what most clients' parsers read, or refuse to read beside others.
 *
 * Tags construct nothing: `!!str` makes text, any other leaves its value as it would be without. A `%YAML` directive
 * changes nothing. A key that stands twice is an error, as it is for every client's parser.
 *
 * @param text without byte order mark. Throws `Unreadable`.
 */
export function parseYaml(text: string, sources?: Sources): Document {
  const { document, further } = compose(text)
  const [error] = document.errors
  if (error) throw new Unreadable(error.pos[0], WORDS[error.code])
  const root = treeOf(document, text, sources)
  if (!further) return { ok: true, root }
  return { ok: true, root, unread: { what: 'the YAML documents after the first', why: 'clients read one for a file' } }
}

type Token = Parameters<Composer['next']>[0]

function compose(text: string): { readonly document: YamlDocument.Parsed; readonly further: boolean } {
  const { stackTraceLimit } = Error
  // The composer makes an error object for each of up to a million errors. With traces that takes ten seconds.
  Error.stackTraceLimit = 0
  try {
    const { tokens, further } = tokensOf(text)
    for (const token of tokens) if (token.type === 'document') limitDepth(token.value)
    // The failsafe schema has text only: scalars are resolved where the tree is made. Keys are compared there, too,
    // since the composer compares each with each.
    const options = { schema: 'failsafe', resolveKnownTags: false, uniqueKeys: false, strict: false } as const
    const [document] = new Composer(options).compose(tokens, true, text.length)
    if (document === undefined) throw new Error('a composed stream holds a document')
    return { document, further }
  } finally {
    Error.stackTraceLimit = stackTraceLimit
  }
}

/**
 * Throws `Unreadable` where maps and lists are nested too deeply for the composer, which recurses and uses regular
 * expressions there: one that has to be compiled at the end of the stack ends the process. Does not recurse.
 */
function limitDepth(root: Token | undefined): void {
  const open: { readonly token: Token; readonly depth: number }[] = root ? [{ token: root, depth: 1 }] : []
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { token, depth } = next
    if (!('items' in token)) continue
    if (depth > MAX_DEPTH) throw tooDeep(token.offset)
    for (const { key, value } of token.items) {
      if (key) open.push({ token: key, depth: depth + 1 })
      if (value) open.push({ token: value, depth: depth + 1 })
    }
  }
}

/** Tokens up to the end of the first document, and whether another one with content follows. */
function tokensOf(text: string): { readonly tokens: readonly Token[]; readonly further: boolean } {
  const parser = new Parser()
  const tokens: Token[] = []
  let documents = 0
  let further = false
  const take = (token: Token): void => {
    if (token.type === 'document') {
      documents += 1
      further ||= documents > 1 && token.value !== undefined
    }
    if (documents < 2) tokens.push(token)
  }
  for (const lexeme of lexemesOf(text)) {
    for (const token of parser.next(lexeme)) take(token)
    if (further) return { tokens, further }
  }
  for (const token of parser.end()) take(token)
  return { tokens, further }
}

/** What the lexer puts before a scalar's text. */
const SCALAR = '\u001f'
/** What it puts before a document, and where a flow breaks off. Like the one above, they stand for no characters. */
const MARKS = new Set(['\u0002', '\u0018'])

function* lexemesOf(text: string): Generator<string> {
  let offset = 0
  let count = 0
  let brackets = 0
  /** `-`, `?` and `:` that may each open a level inside of the one before. */
  let indicators = 0
  let inScalar = false
  for (const lexeme of new Lexer().lex(text)) {
    count += 1
    if (count > MAX_TOKENS.yaml) throw tooMany(offset, MAX_TOKENS.yaml)
    if (!inScalar) {
      if (OPENING.has(lexeme)) brackets += 1
      else if (CLOSING.has(lexeme)) brackets -= 1
      if (INDICATORS.has(lexeme)) indicators += 1
      else if (ENDS.has(lexeme) || (brackets === 0 && lexeme.endsWith('\n'))) indicators = 0
      if (brackets > MAX_DEPTH || indicators > MAX_DEPTH) throw tooDeep(offset)
    }
    yield lexeme
    const announces: boolean = !inScalar && lexeme === SCALAR
    if (inScalar || !(announces || MARKS.has(lexeme))) offset += lexeme.length
    inScalar = announces
  }
}

const OPENING = new Set(['[', '{'])
const CLOSING = new Set([']', '}'])
const INDICATORS = new Set(['-', '?', ':'])
const ENDS = new Set([...OPENING, ...CLOSING, ','])

const WORDS: Record<ErrorCode, string> = {
  ALIAS_PROPS: 'an alias with an anchor or a tag of its own',
  BAD_ALIAS: 'an alias or an anchor without a name',
  BAD_COLLECTION_TYPE: 'a tag that does not fit its value',
  BAD_DIRECTIVE: 'a directive that is not understood',
  BAD_DQ_ESCAPE: 'invalid escape in a string',
  BAD_INDENT: 'indentation that does not fit the lines before',
  BAD_PROP_ORDER: 'an anchor or a tag at the wrong place',
  BAD_SCALAR_START: 'text that begins with a reserved character has to stand in quotes',
  BLOCK_AS_IMPLICIT_KEY: 'a map or a list begins in the middle of a line; text with `: ` has to stand in quotes',
  BLOCK_IN_FLOW: 'a block inside of brackets',
  DUPLICATE_KEY: 'a key that stands twice in its map',
  IMPOSSIBLE: 'comments where none can stand',
  KEY_OVER_1024_CHARS: 'a key of more than 1024 characters',
  MISSING_CHAR: 'a character is missing: a colon, a quote, a bracket, or a space',
  MULTILINE_IMPLICIT_KEY: 'a key that runs over several lines',
  MULTIPLE_ANCHORS: 'two anchors for one value',
  MULTIPLE_DOCS: 'more than one document',
  MULTIPLE_TAGS: 'two tags for one value',
  NON_STRING_KEY: 'a key that is no text',
  RESOURCE_EXHAUSTION: 'nested too deeply',
  TAB_AS_INDENT: 'a tab in the indentation',
  TAG_RESOLVE_FAILED: 'a tag that does not fit its value',
  UNEXPECTED_TOKEN: 'a character that can not stand here',
}
