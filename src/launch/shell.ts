/**
 * Splits a command line into words that keep their places in the file. The libraries for it (shell-quote, shlex) give
 * words without offsets. Nothing is expanded, and nothing that can't be read exactly is guessed. Pure, linear.
 */
import { type Arg, offsetOf, slice } from './arg.js'

export type ShellToken =
  /** `inside` are the lines of other commands in it: `$(…)`, `` `…` ``, `<(…)`. */
  | { readonly type: 'word'; readonly arg: Arg; readonly inside: readonly Arg[] }
  /** `&&`, `;` (also for a line's end), `||`, `|`, `&`, `(`, `)`. Redirections are read over. */
  | { readonly type: 'operator'; readonly text: string }

/** `cmd`: only double quotes quote, a backslash is a character, `^` escapes. `powershell`: like it, single quotes quote too. */
export type Dialect = 'posix' | 'cmd' | 'powershell'

export interface Split {
  /** As far as the line can be read, where `problem` is set. */
  readonly tokens: readonly ShellToken[]
  /** Commands inside words that are no argument: `2> >(tee log)`. */
  readonly loose: readonly Arg[]
  /** Why the line can't be read exactly, without a piece of it. */
  readonly problem: string | null
  /** Whether the words are those of the line all the same: false where a quote leaves that open. */
  readonly exact: boolean
}

const OPERATORS = ['&&', '||', ';;', '|&', ';', '|', '&', '(', ')']
const SUBSTITUTION = 'it runs another command inside ($(…) or `…`)'
const FED = 'it feeds the command from a here-document or another process'

export const splitShell = (source: Arg, dialect: Dialect): Split => new Splitter(source, dialect).split()

class Splitter {
  private readonly source: Arg
  private readonly dialect: Dialect
  private readonly text: string
  private readonly tokens: ShellToken[] = []
  private readonly loose: Arg[] = []
  private problem: string | null = null
  private exact = true
  private word: WordBuilder | null = null
  private inside: Arg[] = []
  /** Whether the word is a file or a descriptor, and none of the command. */
  private skipWord = false
  private readonly posix: boolean
  private readonly escaping: string
  private readonly lastBrace: number

  constructor(source: Arg, dialect: Dialect) {
    this.source = source
    this.dialect = dialect
    this.text = source.text
    this.posix = dialect === 'posix'
    this.escaping = this.posix ? '\\' : dialect === 'cmd' ? '^' : '`'
    this.lastBrace = source.text.lastIndexOf('}')
  }

  split(): Split {
    for (let i = 0; i < this.text.length; ) i = this.step(i)
    this.finish()
    if (this.skipWord) this.fail('a redirection names no file', false)
    return { tokens: this.tokens, loose: this.loose, problem: this.problem, exact: this.exact }
  }

  private fail(reason: string, exact = true): void {
    this.problem ??= reason
    this.exact &&= exact
  }

  private finish(): void {
    if (this.word === null) return
    if (this.skipWord) this.loose.push(...this.inside)
    else this.tokens.push({ type: 'word', arg: this.word.build(this.source), inside: this.inside })
    this.skipWord = false
    this.word = null
    this.inside = []
  }

  /** Reads what stands at an index. Returns the next one. */
  private step(i: number): number {
    const { text, posix, dialect } = this
    const c = text.charAt(i)
    if (c === ' ' || c === '\t' || (c === '\r' && text[i + 1] === '\n')) {
      this.finish()
      return i + 1
    }
    if (c === '\n') {
      this.finish()
      this.tokens.push({ type: 'operator', text: ';' })
      return i + 1
    }
    if (c === '#' && this.word === null && dialect !== 'cmd') {
      const end = text.indexOf('\n', i)
      return end < 0 ? text.length : end
    }
    if (c === '<' || c === '>') return this.redirection(i)
    const operator = OPERATORS.find((one) => text.startsWith(one, i))
    if (operator && !(operator === '&' && text[i + 1] === '>') && !(dialect === 'cmd' && operator.startsWith(';'))) {
      return this.operator(operator, i)
    }
    if (operator === '&') {
      this.finish()
      return i + 1
    }
    if (c === this.escaping && i + 1 < text.length) {
      if (posix && text[i + 1] === '\n') return i + 2
      this.at(i).add(text.charAt(i + 1), i + 1, i + 2)
      return i + 2
    }
    if (this.startsSubstitution(i)) return this.substitution(i)
    if (posix && c === '$' && text[i + 1] === "'") this.fail("it quotes with $'…'", false)
    if (c === '"' || (c === "'" && dialect !== 'cmd')) return this.quoted(i)
    // `${…}` is one piece: its default may hold spaces.
    const braced = posix && c === '$' && text[i + 1] === '{' && i < this.lastBrace
    const end = braced ? text.indexOf('}', i) + 1 : i + 1
    if (braced && /[`]|\$\(/.test(text.slice(i, end))) this.fail(SUBSTITUTION)
    return this.take(i, end)
  }

  private at(i: number): WordBuilder {
    this.word ??= new WordBuilder(i)
    return this.word
  }

  private take(from: number, to: number): number {
    const word = this.at(from)
    for (let i = from; i < to; i += 1) word.add(this.text.charAt(i), i, i + 1)
    return to
  }

  private operator(operator: string, i: number): number {
    // In PowerShell, `iex (irm url)` gives one command the result of another.
    if (operator === '(' && this.dialect === 'powershell' && this.follows()) return this.substitution(i)
    this.finish()
    if (this.skipWord) {
      this.fail('a redirection names no file', false)
      this.skipWord = false
    }
    this.tokens.push({ type: 'operator', text: operator })
    return i + operator.length
  }

  /** Whether a command has begun. */
  private follows(): boolean {
    return this.word !== null || this.tokens.at(-1)?.type === 'word'
  }

  /** `$(…)` and `` `…` ``; in PowerShell `$(…)` alone. */
  private startsSubstitution(i: number): boolean {
    const dollar = this.text[i] === '$' && this.text[i + 1] === '('
    return this.posix ? dollar || this.text[i] === '`' : this.dialect === 'powershell' && dollar
  }

  /** The word keeps what is written; the command in it is a line of its own. */
  private substitution(i: number): number {
    this.fail(SUBSTITUTION)
    const backtick = this.text[i] === '`'
    const start = backtick ? i + 1 : this.text.indexOf('(', i) + 1
    const end = backtick ? closingBacktick(this.text, start) : closingBracket(this.text, start)
    // `$((1 + 2))` only counts.
    if (backtick || this.text[start] !== '(') this.inside.push(slice(this.source, start, end))
    return this.take(i, Math.min(end + 1, this.text.length))
  }

  private redirection(i: number): number {
    const { text, posix } = this
    if (posix && text[i + 1] === '(') {
      this.fail(FED, false)
      return this.substitution(i)
    }
    const hereString = text.startsWith('<<<', i)
    if (this.word && !/^\d$/.test(this.word.text)) this.finish()
    this.word = null
    if (hereString) {
      this.fail(FED, false)
      return i + 3
    }
    this.skipWord = true
    if (text.startsWith('<<', i)) {
      this.fail(FED, false)
      return i + (text[i + 2] === '-' ? 3 : 2)
    }
    return i + (/^(>>|>&|>\||<>|<&|>|<)/.exec(text.slice(i, i + 2))?.[0].length ?? 1)
  }

  /** Returns the index after the closing quote. */
  private quoted(start: number): number {
    const { text, posix, dialect } = this
    const quote = text.charAt(start)
    const word = this.at(start)
    word.extend(start + 1)
    for (let i = start + 1; i < text.length; ) {
      const c = text.charAt(i)
      if (c === quote) {
        word.extend(i + 1)
        return i + 1
      }
      const next = text.charAt(i + 1)
      if (quote === '"' && dialect !== 'cmd' && this.startsSubstitution(i)) {
        i = this.substitution(i)
      } else if (quote === '"' && posix && c === '\\' && next === '\n') {
        i += 2
      } else if (quote === '"' && posix && c === '\\' && next !== '' && '"\\$`'.includes(next)) {
        word.add(next, i + 1, i + 2)
        i += 2
      } else {
        word.add(c, i, i + 1)
        i += 1
      }
    }
    this.fail('a quote is not closed', false)
    return text.length
  }
}

/** Index of the bracket that closes one which was opened before `start`; the end where there is none. */
function closingBracket(text: string, start: number): number {
  let depth = 1
  let quote = ''
  for (let i = start; i < text.length; i += 1) {
    const c = text.charAt(i)
    if (c === '\\' && quote !== "'") i += 1
    else if (quote !== '') quote = c === quote ? '' : quote
    else if (c === '"' || c === "'") quote = c
    else if (c === '(') depth += 1
    else if (c === ')') {
      depth -= 1
      if (depth === 0) return i
    }
  }
  return text.length
}

function closingBacktick(text: string, start: number): number {
  for (let i = start; i < text.length; i += 1) {
    if (text[i] === '\\') i += 1
    else if (text[i] === '`') return i
  }
  return text.length
}

class WordBuilder {
  text = ''
  private readonly units: number[] = []
  private readonly start: number
  private end: number

  constructor(start: number) {
    this.start = start
    this.end = start
  }

  add(character: string, at: number, end: number): void {
    this.text += character
    this.units.push(at)
    this.end = end
  }

  /** Quotes belong to the written word. */
  extend(end: number): void {
    this.end = end
  }

  build(source: Arg): Arg {
    const at = this.units.map((unit) => offsetOf(source, unit))
    const raw = { start: offsetOf(source, this.start), end: offsetOf(source, this.end - 1) + 1 }
    return { text: this.text, pointer: source.pointer, at, raw }
  }
}
