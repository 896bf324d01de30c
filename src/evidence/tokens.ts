/**
 * Source text → tokens. By `js-tokens` and not by a parser: it takes every dialect and every broken file, in time that grows with the
 * length alone (2 MB in 0.1–0.2 s, where a syntax tree takes 0.6 s), and each token is the file's own characters.
 */
import jsTokens, { type JSXToken, type Token } from 'js-tokens'

/** What a token is, as far as it matters for reading it. */
export const KIND = { comment: 0, lineComment: 1, string: 2, number: 3, keyword: 4, name: 5, sign: 6 } as const

/** Tokens of a text; what stands between them is blank. */
export interface Tokens {
  readonly text: string
  readonly count: number
  /** Of each token, in UTF-16 units: its first, and the one after its last. */
  readonly starts: Int32Array
  readonly ends: Int32Array
  /** Of `KIND`. */
  readonly kinds: Uint8Array
}

/** A file, with the text that it was decoded to. The same object stands for the same text: what is made of it is kept with it. */
export interface SourceText {
  readonly file: string
  readonly text: string
}

/** Characters of a file that is read token by token: as large as the largest bundles on the registry's most used servers. */
const MOST_CHARACTERS = 8 << 20

const KEYWORDS: ReadonlySet<string> = new Set(
  `abstract as async await break case catch class const continue debugger declare default delete do else enum export extends false
  finally for from function if implements import in instanceof interface let namespace new null of private protected public readonly
  return satisfies static super switch this throw true try type typeof undefined var void while with yield`.split(
    /\s+/,
  ),
)

const CODE = /\.(?:[cm]?[jt]sx?|json[c5]?|map|webmanifest)$/i
const known = new WeakMap<SourceText, Tokens | null>()

/** `null` where it is no JavaScript, TypeScript or JSON, or too large. A file without an ending is code where it says so. */
export function tokensOf(source: SourceText): Tokens | null {
  const before = known.get(source)
  if (before !== undefined) return before
  const made = isCode(source) && source.text.length <= MOST_CHARACTERS ? tokenised(source.text, source.file) : null
  known.set(source, made)
  return made
}

const isCode = ({ file, text }: SourceText): boolean =>
  CODE.test(file) || /^#!.*\b(?:node|bun|deno|tsx)\b/.test(text.slice(0, 200))

/** @param file its ending says whether there may be JSX */
export function tokenised(text: string, file = ''): Tokens {
  let size = Math.max(64, text.length >> 2)
  let starts = new Int32Array(size)
  let ends = new Int32Array(size)
  let kinds = new Uint8Array(size)
  let count = 0
  let at = 0
  let behindDot = false
  for (const token of jsTokens(text, { jsx: /x$/i.test(file) })) {
    const start = at
    at += token.value.length
    if (token.type === 'WhiteSpace' || token.type === 'LineTerminatorSequence') continue
    if (count === size) {
      size *= 2
      starts = grown(starts, new Int32Array(size))
      ends = grown(ends, new Int32Array(size))
      kinds = grown(kinds, new Uint8Array(size))
    }
    starts[count] = start
    ends[count] = at
    kinds[count] = kindOf(token, behindDot)
    behindDot = token.value === '.' || token.value === '?.'
    count += 1
  }
  return { text, count, starts, ends, kinds }
}

function grown<T extends Int32Array | Uint8Array>(from: T, to: T): T {
  to.set(from)
  return to
}

function kindOf({ type, value }: Token | JSXToken, behindDot: boolean): number {
  switch (type) {
    case 'MultiLineComment':
    case 'HashbangComment':
      return type === 'HashbangComment' ? KIND.lineComment : KIND.comment
    case 'SingleLineComment':
      return KIND.lineComment
    case 'StringLiteral':
    case 'NoSubstitutionTemplate':
    case 'TemplateHead':
    case 'TemplateMiddle':
    case 'TemplateTail':
    case 'RegularExpressionLiteral':
    case 'JSXString':
    case 'JSXText':
      return KIND.string
    case 'NumericLiteral':
      return KIND.number
    case 'IdentifierName':
      return !behindDot && KEYWORDS.has(value) ? KIND.keyword : KIND.name
    case 'PrivateIdentifier':
    case 'JSXIdentifier':
      return KIND.name
    default:
      return KIND.sign
  }
}

export const tokenText = ({ text, starts, ends }: Tokens, index: number): string =>
  text.slice(starts[index], ends[index])

/** The token that holds an offset, else the next one; `count` where none follows. */
export function tokenAt({ ends, count }: Tokens, offset: number): number {
  let low = 0
  let high = count
  while (low < high) {
    const middle = (low + high) >> 1
    if ((ends[middle] ?? 0) <= offset) low = middle + 1
    else high = middle
  }
  return low
}
