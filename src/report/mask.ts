/**
 * Takes secrets out of the lines of configuration files, where a difference shows them. What a secret looks like is not asked:
 * every value is masked but what the change itself writes, and words that every launch is made of. Pure; linear; for JSON with
 * comments, TOML, YAML and frontmatter alike, line by line, so that a line that is understood wrongly spoils no other one.
 */
import { isFlag, isHarmless, isName, SHOWN_KEYS, takesNothing } from './harmless-words.js'

/** Start and end in UTF-16 units. */
interface Span {
  readonly start: number
  readonly end: number
}

/** A piece of a line as it is shown. */
interface Piece {
  readonly text: string
  readonly changed: boolean
}

/** Stands for what is not shown. */
const MASK = '…'

/**
 * @param line without its line break
 * @param changed what the change puts there or takes away: it is shown, whatever it is
 * @param previous the line above, whose last word may say what this one holds
 */
export function maskConfiguration(line: string, changed: readonly Span[], previous: string | undefined): Piece[] {
  const reading = new Reading(line, changed, endsWithFlag(previous))
  reading.readLine()
  return reading.pieces
}

/** `"--token",` in a list of several lines: its value follows. */
function endsWithFlag(line: string | undefined): boolean {
  const word = /(?:^|[\s"'[,])(--?[A-Za-z][\w-]{0,60})["']?\s{0,20},?\s{0,20}$/.exec(line?.slice(-200) ?? '')?.[1]
  return word !== undefined && !takesNothing(word)
}

/** `[mcp_servers.mail.env]`, `[[servers]]`. */
const TABLE = /^(\s*\[{1,2})([^[\]#]{1,200})(\]{1,2}\s*)(#.*)?$/
/** What parts values, and the lines of dashes around a frontmatter. */
const PUNCTUATION = /[\s{}[\],:]+|-{3,}\s*$|-(?=\s|$)|[|>][-+\d]{0,2}\s*$|\.{3}\s*$/y
const COMMENT = /\/\/|\/\*|\*\/|#(?=\s|!|$|#)|<!--/y
/** A key without quotes: of YAML, TOML, and JSON as people write it. */
const BARE_KEY = /([\p{L}_$@.~/][\p{L}\p{N}_$@.~/-]{0,99})(\s{0,20}(?::(?=["'{[\s]|$)|=(?!=)(?=\s{0,20}[^\s=])))/uy
/** To the end of what YAML takes for one value within brackets, or the line. */
const BARE_VALUE = /[^,\]}]+/y
const CONSTANT = /^(?:true|false|null|~)$/

class Reading {
  readonly pieces: Piece[] = []
  private readonly line: string
  private readonly changed: readonly Span[]
  private at = 0
  /** Index of the first span that may still come. */
  private span = 0
  /** Of the value that comes next, or of the list that it stands in. */
  private key: string | null = null
  /** Whether the word before is a flag that takes a value. */
  private behindFlag: boolean

  constructor(line: string, changed: readonly Span[], behindFlag: boolean) {
    this.line = line
    this.changed = changed
    this.behindFlag = behindFlag
  }

  readLine(): void {
    const table = TABLE.exec(this.line)
    if (table !== null && isTable(table[1] ?? '', table[2] ?? '')) {
      this.show(this.line.length - (table[4]?.length ?? 0))
    }
    while (this.at < this.line.length) this.readToken()
  }

  private readToken(): void {
    const { line, at } = this
    const separator = match(PUNCTUATION, line, at)
    if (separator !== null) {
      // What follows a list or a map belongs to another key.
      if (/[}\]]/.test(separator[0])) this.key = null
      this.show(at + separator[0].length)
    } else if (match(COMMENT, line, at) !== null && /^\s*$|[\s,[{}\]]$/.test(line.slice(Math.max(0, at - 1), at))) {
      this.readComment()
    } else if (line[at] === '"' || line[at] === "'") this.readQuoted(line[at] as string)
    else this.readBare()
  }

  private readComment(): void {
    const start = match(COMMENT, this.line, this.at)?.[0] ?? ''
    this.show(this.at + start.length)
    if (start === '*/') return
    const closed = start === '/*' ? this.line.indexOf('*/', this.at) : -1
    const end = closed < 0 ? this.line.length : closed
    const blank = match(/\s*/y, this.line, this.at)?.[0].length ?? 0
    this.show(Math.min(end, this.at + blank))
    if (this.line.slice(this.at, end).trim() !== '') this.hide(end)
    if (closed >= 0) this.show(closed + 2)
  }

  private readQuoted(quote: string): void {
    const { line, at } = this
    const closing = closingQuote(line, at, quote)
    const end = closing < 0 ? line.length : closing
    const colon = closing < 0 ? null : match(/\s{0,20}(?::|=(?!=))\s?/y, line, closing + 1)
    if (colon !== null) {
      const key = line.slice(at + 1, end)
      this.show(at + 1)
      if (isName(key)) this.show(end)
      else this.hide(end)
      this.show(end + 1 + colon[0].length)
      this.begin(key)
      return
    }
    this.show(at + 1)
    this.readValue(end)
    if (closing >= 0) this.show(closing + 1)
  }

  private readBare(): void {
    const { line, at } = this
    const key = match(BARE_KEY, line, at)
    if (key?.[1] !== undefined && isName(key[1])) {
      this.show(at + key[0].length)
      this.begin(key[1])
      return
    }
    const raw = match(BARE_VALUE, line, at)?.[0] ?? line.slice(at)
    const comment = /\s(?:#|\/\/)/.exec(raw)?.index ?? raw.length
    const value = raw.slice(0, comment).trimEnd()
    const end = at + Math.max(1, value.length)
    if (CONSTANT.test(value)) this.show(end)
    else this.readValue(end)
  }

  private begin(key: string): void {
    this.key = key
    this.behindFlag = false
  }

  /** A value, up to `end`: word by word where its key is one of a launch or it has none on its line. */
  private readValue(end: number): void {
    if (this.key !== null && !SHOWN_KEYS.has(this.key.toLowerCase())) this.hide(end)
    else while (this.at < end) this.readWord(end)
  }

  private readWord(end: number): void {
    const { line, at } = this
    const blank = match(/\s+/y, line, at)?.[0].length ?? 0
    if (blank > 0) {
      this.show(Math.min(end, at + blank))
      return
    }
    const word = (match(/\S+/y, line, at)?.[0] ?? '').slice(0, end - at)
    const wordEnd = at + Math.max(1, word.length)
    const assigned = /^(--[a-z][a-z-]{1,40}=|[A-Z][A-Z0-9_]{1,40}=)(?=[^=])/.exec(word)?.[1] ?? ''
    const isShown = isHarmless(word) && (!this.behindFlag || isFlag(word))
    if (isShown) this.show(wordEnd)
    else {
      if (isName(assigned)) this.show(at + assigned.length)
      this.hide(wordEnd)
    }
    this.behindFlag = isFlag(word) && !takesNothing(word)
  }

  private show(end: number): void {
    this.pass(end, (text) => text)
  }

  private hide(end: number): void {
    this.pass(end, () => MASK)
  }

  /** Goes on to `end`; what is changed is shown, the rest as `shown` has it. */
  private pass(end: number, shown: (text: string) => string): void {
    while (this.at < end) {
      const span = this.changed[this.span]
      if (span !== undefined && span.end <= this.at) {
        this.span += 1
        continue
      }
      const isChanged = span !== undefined && span.start <= this.at
      const until = Math.min(end, isChanged ? span.end : (span?.start ?? end))
      const text = this.line.slice(this.at, until)
      // A word that changes is a spec: with nothing to hide, unless somebody wrote a URL in its place.
      this.add(isChanged ? text.replace(/(?<=:\/\/)[^/\s@]{1,300}@/g, `${MASK}@`) : shown(text), isChanged)
      this.at = until
    }
  }

  private add(text: string, changed: boolean): void {
    // Of several masked words in a row one mask stays: not even their number is told.
    if (text === MASK && !changed) {
      const [one, other] = this.pieces.slice(-2).map((piece) => piece.text)
      if (one === MASK && other !== undefined && /^[ \t]+$/.test(other)) this.pieces.pop()
      if (this.pieces.at(-1)?.text === MASK) return
    }
    this.pieces.push({ text, changed })
  }
}

/** One word within brackets may be a list of YAML or JSON. */
function isTable(open: string, name: string): boolean {
  const parts = name.split('.')
  const isPart = (part: string) => /^\s*(?:[\w-]+|"[^"]*"|'[^']*')\s*$/.test(part) && isName(part.trim())
  return parts.every(isPart) && (parts.length > 1 || (open.includes('[[') && /^[\w-]+$/.test(name)))
}

function match(pattern: RegExp, line: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at
  return pattern.exec(line)
}

/** Index of the quote that ends a string; -1 where it does not end on this line. In single quotes a backslash is none. */
function closingQuote(line: string, open: number, quote: string): number {
  for (let at = open + 1; at < line.length; at += 1) {
    if (line[at] === '\\' && quote === '"') at += 1
    else if (line[at] === quote) return at
  }
  return -1
}
