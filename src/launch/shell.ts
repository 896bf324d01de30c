/**
 * Splits a command line into words that keep their places in the file. The libraries for it (shell-quote, shlex) give
 * words without offsets. Nothing is expanded, and nothing that can't be read exactly is guessed. Pure, linear.
 */
import { type Arg, offsetOf } from './arg.js'

export type ShellToken =
  | { readonly type: 'word'; readonly arg: Arg }
  /** `&&`, `;` (also for a line's end), `||`, `|`, `&`, `(`, `)`. Redirections are read over. */
  | { readonly type: 'operator'; readonly text: string }

/** `cmd`: only double quotes quote, a backslash is a character, `^` escapes. `powershell`: like it, single quotes quote too. */
export type Dialect = 'posix' | 'cmd' | 'powershell'

export type Split =
  | { readonly ok: true; readonly tokens: readonly ShellToken[] }
  | { readonly ok: false; readonly reason: string }

const OPERATORS = ['&&', '||', ';;', '|&', ';', '|', '&', '(', ')']

/** @returns tokens, or why the line can't be read, without a piece of it */
export function splitShell(source: Arg, dialect: Dialect): Split {
  const { text } = source
  const tokens: ShellToken[] = []
  let word: WordBuilder | null = null
  let skipWord = false
  const finish = () => {
    if (word === null) return
    if (!skipWord) tokens.push({ type: 'word', arg: word.build(source) })
    skipWord = false
    word = null
  }
  const posix = dialect === 'posix'
  const escaping = posix ? '\\' : dialect === 'cmd' ? '^' : '`'

  for (let i = 0; i < text.length; ) {
    const c = text.charAt(i)
    if (c === ' ' || c === '\t' || (c === '\r' && text[i + 1] === '\n')) {
      if (word) finish()
      i += 1
      continue
    }
    if (c === '\n') {
      finish()
      tokens.push({ type: 'operator', text: ';' })
      i += 1
      continue
    }
    if (c === '#' && word === null && dialect !== 'cmd') {
      const end = text.indexOf('\n', i)
      i = end < 0 ? text.length : end
      continue
    }
    if (c === '<' || c === '>') {
      const redirection = readRedirection(text, i)
      if (redirection === null) return refuse('it feeds the command from a here-document or another process')
      if (word && !/^\d$/.test((word as WordBuilder).text)) finish()
      word = null
      // What follows is a file or a descriptor, never a word of the command.
      skipWord = true
      i = redirection
      continue
    }
    const operator = OPERATORS.find((one) => text.startsWith(one, i))
    if (operator && !(operator === '&' && text[i + 1] === '>') && !(dialect === 'cmd' && operator.startsWith(';'))) {
      finish()
      if (skipWord) return refuse('a redirection names no file')
      tokens.push({ type: 'operator', text: operator })
      i += operator.length
      continue
    }
    if (operator === '&') {
      finish()
      i += 1
      continue
    }
    if (c === escaping && i + 1 < text.length) {
      if (posix && text[i + 1] === '\n') {
        i += 2
        continue
      }
      word ??= new WordBuilder(i)
      word.add(text.charAt(i + 1), i + 1, i + 2)
      i += 2
      continue
    }
    if (posix && (c === '`' || (c === '$' && text[i + 1] === '('))) return refuse(SUBSTITUTION)
    if (dialect === 'powershell' && c === '$' && text[i + 1] === '(') return refuse(SUBSTITUTION)
    if (posix && c === '$' && text[i + 1] === "'") return refuse("it quotes with $'…'")
    if (c === '"' || (c === "'" && dialect !== 'cmd')) {
      word ??= new WordBuilder(i)
      const end = readQuoted(text, i, dialect, word)
      if (typeof end === 'string') return refuse(end)
      i = end
      continue
    }
    word ??= new WordBuilder(i)
    // `${…}` is one piece: its default may hold spaces.
    const variable = posix && c === '$' && text[i + 1] === '{' ? text.indexOf('}', i) : -1
    const end = variable < 0 ? i + 1 : variable + 1
    if (variable >= 0 && /[`]|\$\(/.test(text.slice(i, end))) return refuse(SUBSTITUTION)
    for (; i < end; i += 1) word.add(text.charAt(i), i, i + 1)
  }
  finish()
  if (skipWord) return refuse('a redirection names no file')
  return { ok: true, tokens }
}

/** Index after the closing quote, or why there is none. */
function readQuoted(text: string, start: number, dialect: Dialect, word: WordBuilder): number | string {
  const quote = text.charAt(start)
  word.extend(start + 1)
  for (let i = start + 1; i < text.length; i += 1) {
    const c = text.charAt(i)
    const next = text.charAt(i + 1)
    if (c === quote) {
      word.extend(i + 1)
      return i + 1
    }
    if (quote === '"' && dialect === 'posix') {
      if (c === '`' || (c === '$' && next === '(')) return SUBSTITUTION
      if (c === '\\' && next === '\n') {
        i += 1
        continue
      }
      if (c === '\\' && '"\\$`'.includes(next) && next !== '') {
        word.add(next, i + 1, i + 2)
        i += 1
        continue
      }
    }
    if (quote === '"' && dialect === 'powershell' && c === '$' && next === '(') return SUBSTITUTION
    word.add(c, i, i + 1)
  }
  return 'a quote is not closed'
}

/** Index where the file of a redirection begins; `null` for those that feed text or another process. */
function readRedirection(text: string, at: number): number | null {
  if (text.startsWith('<<', at) || text.startsWith('<(', at) || text.startsWith('>(', at)) return null
  return at + (/^(>>|>&|>\||<>|<&|>|<)/.exec(text.slice(at, at + 2))?.[0].length ?? 1)
}

const SUBSTITUTION = 'it runs another command inside ($(…) or `…`)'

const refuse = (reason: string): Split => ({ ok: false, reason })

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
