/**
 * Reads a command line or script into pipelines. Lenient where a shell would refuse: what can be read is read. The library
 * for it (shell-quote) knows neither substitutions nor here-documents nor places, which is where attacks stand; the splitter
 * of `launch` refuses what it can't read exactly, since it decides what to pin. Nothing is expanded from outside of the text.
 * Pure; one pass over the text, nesting bounded.
 */
import type { Variables } from './command-word.js'
import { DEEPEST, WordReader } from './command-words.js'

export type Dialect = 'posix' | 'cmd' | 'powershell'

export interface Word {
  /** Quotes taken off; variables that the text does not set stay as written, substitutions are `{}`. */
  readonly text: string
  /** Scripts of `$(…)`, backticks, `<(…)`. */
  readonly inner: readonly Script[]
  /** Names of variables that stand in it, expanded or not. */
  readonly variables: readonly string[]
  readonly quoted: boolean
}

export interface Redirect {
  /** `>`, `>>`, `<`, `<<<`, `>&` … without the descriptor. */
  readonly op: string
  readonly target: Word
}

export interface Command {
  readonly words: readonly Word[]
  readonly assignments: readonly { readonly name: string; readonly value: Word }[]
  readonly redirects: readonly Redirect[]
  /** Text of a here-document. */
  readonly heredoc: string | null
  /** `( … )` or `{ …; }` instead of words. */
  readonly group: Script | null
}

export interface Pipeline {
  readonly commands: readonly Command[]
  /** In UTF-16 units of the whole text. */
  readonly offset: number
  readonly end: number
}

export type Script = readonly Pipeline[]

interface Building extends Command {
  readonly words: Word[]
  readonly assignments: { name: string; value: Word }[]
  readonly redirects: Redirect[]
  heredoc: string | null
  group: Pipeline[] | null
}

/** Words that come before a command and are none. */
const KEYWORDS = new Set([
  'if',
  'then',
  'else',
  'elif',
  'while',
  'until',
  'do',
  '!',
  'time',
  'coproc',
  'fi',
  'done',
  'esac',
])

/** @returns the pipelines of `text`, in order; never throws */
export function readScript(text: string, dialect: Dialect, variables: Variables = new Map()): Script {
  return new Reader(text, dialect, variables).script('')
}

/** A command that a program gives as a list of arguments: nothing in it is syntax. */
export function commandOfArguments(argv: readonly string[]): Command {
  return {
    words: argv.map((text) => ({ text, inner: [], variables: [], quoted: true })),
    assignments: [],
    redirects: [],
    heredoc: null,
    group: null,
  }
}

class Reader extends WordReader {
  /** Here-documents that begin after the current line. */
  #heredocs: { readonly end: string; readonly of: Building }[] = []

  protected override nested(text: string): Script {
    const reader = new Reader(text, this.dialect, this.variables)
    reader.depth = this.depth
    return reader.script('')
  }

  /** Reads up to the closing character `until`, '' for the end of the text. */
  script(until: string): Script {
    const pipelines: Pipeline[] = []
    this.depth++
    while (this.at < this.text.length) {
      this.#blanks()
      const c = this.text[this.at]
      if (c === undefined) break
      if (until !== '' && c === until) {
        this.at++
        break
      }
      if (
        c === '\n' ||
        c === ';' ||
        c === '&' ||
        c === '|' ||
        c === ')' ||
        (c === '}' && !this.text.startsWith('{}', this.at - 1))
      ) {
        if (c === '\n') this.#endOfLine()
        else this.at++
        continue
      }
      const offset = this.at
      const commands = this.#pipeline(until)
      if (commands.length > 0) pipelines.push({ commands, offset, end: this.at })
      // A character that begins nothing must not stop the reader.
      if (this.at === offset) this.at++
    }
    this.depth--
    return pipelines
  }

  #pipeline(until: string): Command[] {
    const commands: Command[] = []
    for (;;) {
      const command = this.#command(until)
      if (command) commands.push(command)
      this.#blanks()
      const c = this.text[this.at]
      if (c !== '|' || this.text[this.at + 1] === '|') return commands
      this.at += this.text[this.at + 1] === '&' ? 2 : 1
      while (this.text[this.at] === '\n') this.#endOfLine()
    }
  }

  #command(until: string): Command | null {
    // The here-document's text is read at the end of the line, after the command has been given out.
    const command: Building = { words: [], assignments: [], redirects: [], heredoc: null, group: null }
    const { words, assignments, redirects } = command
    const begin = this.at
    for (;;) {
      this.#blanks()
      const c = this.text[this.at]
      if (c === undefined || c === '\n' || c === ';' || c === '|' || c === ')' || (until !== '' && c === until)) break
      if (c === '&') {
        if (this.text[this.at + 1] === '>') {
          this.at++
          continue
        }
        // PowerShell's call operator stands before a command.
        if (this.dialect === 'powershell' && words.length === 0 && this.text[this.at + 1] !== '&') {
          this.at++
          continue
        }
        break
      }
      if (c === '#' && this.dialect !== 'cmd') {
        this.#toLineEnd()
        continue
      }
      if (c === '(') {
        const inner = this.group(')')
        if (words.length === 0 || this.dialect === 'powershell') this.#addGroup(command, inner)
        // `name() {`: a function's name is no command.
        else words.length = 0
        continue
      }
      if (
        c === '{' &&
        this.text[this.at + 1] !== '}' &&
        (words.length === 0 || this.dialect === 'powershell') &&
        this.#opensBlock()
      ) {
        this.#addGroup(command, this.group('}'))
        continue
      }
      if (c === '<' || c === '>' || (/\d/.test(c) && /^\d?[<>]/.test(this.text.slice(this.at, this.at + 2)))) {
        if (this.#isSubstitution()) {
          words.push(this.word())
          continue
        }
        this.#redirect(command)
        continue
      }
      const start = this.at
      const word = this.word()
      if (this.at === start) {
        this.at++
        continue
      }
      if (words.length === 0) {
        if (!word.quoted && KEYWORDS.has(word.text)) continue
        const set = this.#assignment(word)
        if (set) {
          assignments.push(set)
          continue
        }
      }
      words.push(...braces(word))
    }
    if (this.dialect === 'powershell') this.#setsOwn(words, begin)
    // `for name in …`, `read name`: names of the script's own.
    if (words[0]?.text === 'for' || words[0]?.text === 'read')
      for (const word of words.slice(1, words[0].text === 'for' ? 2 : 20)) this.variables.set(word.text, null)
    const empty = words.length + assignments.length + redirects.length === 0 && command.group === null
    return empty ? null : command
  }

  #addGroup(command: Building, inner: Script): void {
    command.group ??= []
    for (const pipeline of inner) command.group.push(pipeline)
  }

  protected override group(close: string): Script {
    this.at++
    if (this.depth >= DEEPEST) return []
    return this.script(close)
  }

  /** In POSIX a block's brace stands alone; in PowerShell any brace opens one. */
  #opensBlock(): boolean {
    return this.dialect === 'powershell' || /[\s]/.test(this.text[this.at + 1] ?? ' ')
  }

  #isSubstitution(): boolean {
    return this.dialect === 'posix' && this.text[this.at + 1] === '(' && (this.text[this.at] ?? '') !== '('
  }

  #redirect(command: Building): void {
    while (/\d/.test(this.text[this.at] ?? '')) this.at++
    const start = this.at
    while (/[<>]/.test(this.text[this.at] ?? '') && this.at - start < 3) this.at++
    let op = this.text.slice(start, this.at)
    const after = this.text[this.at]
    if (after === '&' || after === '|') {
      op += after
      this.at++
    }
    if (op === '<<' && this.dialect === 'posix') {
      if (this.text[this.at] === '-') this.at++
      this.#blanks()
      const end = this.word().text
      if (end !== '') this.#heredocs.push({ end, of: command })
      return
    }
    this.#blanks()
    const target = this.word()
    if (target.text !== '') command.redirects.push({ op, target })
  }

  /** PowerShell: `$name = value`. Read off the words, since the sign stands alone. */
  #setsOwn(words: Word[], start: number): void {
    const name = /^\$([A-Za-z_]\w{0,100})\s{0,20}=(?!=)/.exec(this.text.slice(start, start + 130))?.[1]
    if (name === undefined || words[1]?.text !== '=') return
    words.splice(0, 2)
    const [only] = words
    const constant = words.length === 1 && only !== undefined && only.inner.length === 0 && only.variables.length === 0
    this.variables.set(name.toLowerCase(), constant ? only.text.slice(0, 4096) : null)
    // A value alone is no command.
    if (constant && only.quoted) words.length = 0
  }

  #assignment(word: Word): { name: string; value: Word } | null {
    if (this.dialect !== 'posix') return null
    const equals = /^([A-Za-z_]\w{0,100})\+?=/.exec(word.text)
    if (!equals?.[1]) return null
    const value = { ...word, text: word.text.slice(equals[0].length) }
    const constant = value.inner.length === 0 && (value.variables.length === 0 || !/\$|\{\}/.test(value.text))
    this.variables.set(equals[1], constant ? value.text.slice(0, 4096) : null)
    return { name: equals[1], value }
  }

  #blanks(): void {
    const text = this.text
    for (;;) {
      const c = text[this.at]
      if (c === ' ' || c === '\t' || c === '\r' || c === '\u00a0' || c === '\ufeff') this.at++
      else if (c === '\\' && this.dialect === 'posix' && /^\\\r?\n/.test(text.slice(this.at, this.at + 3)))
        this.at += text[this.at + 1] === '\r' ? 3 : 2
      else return
    }
  }

  #toLineEnd(): void {
    const end = this.text.indexOf('\n', this.at)
    this.at = end < 0 ? this.text.length : end
  }

  /** Steps over the line's end, and over the here-documents that begin there. */
  #endOfLine(): void {
    this.at++
    for (const heredoc of this.#heredocs.splice(0)) {
      const start = this.at
      let stop = this.text.length
      for (let line = start; line <= this.text.length; ) {
        const found = this.text.indexOf('\n', line)
        const end = found < 0 ? this.text.length : found
        if (end - line <= heredoc.end.length + 200 && this.text.slice(line, end).trim() === heredoc.end) {
          stop = line
          this.at = end
          break
        }
        if (found < 0) {
          this.at = this.text.length
          break
        }
        line = end + 1
      }
      heredoc.of.heredoc = this.text.slice(start, stop)
    }
  }
}

/** `{curl,-s,x}` is three words; `{}` is a hole. */
function braces(word: Word): Word[] {
  if (word.quoted || !/^\{[^{},]*,[^{}]*\}$/.test(word.text)) return [word]
  return word.text
    .slice(1, -1)
    .split(',')
    .slice(0, 200)
    .map((text) => ({ ...word, text }))
}
