/** Reads the words of a command: quotes, variables, substitutions. What stands around words is the reader's of `command-syntax`. */
import type { Dialect, Script, Word } from './command-syntax.js'
import { finish, type Part, type Variables, WordBuilder } from './command-word.js'

/** Deeper substitutions and groups are read as holes. Real scripts nest three or four deep. */
export const DEEPEST = 12

export abstract class WordReader {
  protected readonly text: string
  protected readonly dialect: Dialect
  protected readonly variables: Variables
  protected at = 0
  protected depth = 0

  constructor(text: string, dialect: Dialect, variables: Variables) {
    this.text = text
    this.dialect = dialect
    this.variables = variables
  }

  /** Reads the script from behind an opening bracket to `close`. */
  protected abstract group(close: string): Script
  /** Reads another text at the same depth. */
  protected abstract nested(text: string): Script

  /** One word, with all its quoted and substituted parts; empty where none begins. */
  protected word(): Word {
    const builder = new WordBuilder()
    const text = this.text
    const posix = this.dialect === 'posix'
    const escaper = posix ? '\\' : this.dialect === 'cmd' ? '^' : '`'
    while (this.at < text.length) {
      const c = text[this.at] ?? ''
      if (/[\s;|&)]/.test(c)) break
      if (c === '(' && !(this.dialect === 'cmd')) break
      if (c === '}' && this.dialect === 'powershell' && text[this.at - 1] !== '{') break
      if ((c === '<' || c === '>') && !(posix && text[this.at + 1] === '(')) break
      if ((c === '<' || c === '>') && posix) {
        this.at++
        builder.script(this.group(')'))
        continue
      }
      if (c === escaper && this.at + 1 < text.length) {
        const next = text[this.at + 1] ?? ''
        this.at += 2
        if (next === '\r' && text[this.at] === '\n') this.at++
        else if (next !== '\n') builder.text(next, true)
        continue
      }
      if (c === '@' && this.dialect === 'powershell' && /^@["']\r?\n/.test(text.slice(this.at, this.at + 4))) {
        this.#hereString(builder)
        continue
      }
      if (c === '"') {
        this.#doubleQuoted(builder, escaper)
        continue
      }
      if (c === "'" && this.dialect !== 'cmd') {
        const end = text.indexOf("'", this.at + 1)
        builder.text(text.slice(this.at + 1, end < 0 ? text.length : end), true)
        this.at = end < 0 ? text.length : end + 1
        continue
      }
      const part = this.#expansion(false)
      if (part) {
        if (part.type === 'separator') break
        builder.add(part)
        continue
      }
      builder.text(c, false)
      this.at++
    }
    return finish(builder)
  }

  /** PowerShell: from `@"` at a line's end to `"@` at a line's beginning. */
  #hereString(builder: WordBuilder): void {
    const start = this.text.indexOf('\n', this.at) + 1
    const end = this.text.indexOf(`\n${this.text[this.at + 1]}@`, start - 1)
    const stop = end < 0 ? this.text.length : end
    builder.text(this.text.slice(start, stop), true)
    this.at = Math.min(this.text.length, stop + 3)
  }

  #doubleQuoted(builder: WordBuilder, escaper: string): void {
    const text = this.text
    builder.text('', true)
    this.at++
    while (this.at < text.length && text[this.at] !== '"') {
      const c = text[this.at] ?? ''
      if (c === escaper && this.dialect !== 'cmd' && this.at + 1 < text.length) {
        const next = text[this.at + 1] ?? ''
        // In POSIX double quotes a backslash stays before any other character.
        if (this.dialect === 'posix' && !/["\\$`\n]/.test(next)) builder.text(c, true)
        if (next !== '\n') builder.text(next, true)
        this.at += 2
        continue
      }
      const part = this.#expansion(true)
      if (part && part.type !== 'separator') builder.add(part)
      else if (!part) {
        builder.text(c, true)
        this.at++
      }
    }
    this.at++
  }

  /** `$NAME`, `${NAME:-x}`, `$(…)`, backticks, `$'…'`, `%NAME%`, `$env:NAME`; null where none begins. */
  #expansion(quoted: boolean): Part | null {
    const text = this.text
    const c = text[this.at]
    if (this.dialect === 'cmd') {
      const percent = c === '%' ? /^%([A-Za-z_]\w{0,100})%/.exec(text.slice(this.at, this.at + 110)) : null
      if (!percent?.[1]) return null
      this.at += percent[0].length
      return { type: 'variable', name: percent[1], text: percent[0] }
    }
    if (c === '`' && this.dialect === 'posix') return this.#backticks()
    if (c !== '$') return null
    const next = text[this.at + 1]
    if (next === '(') {
      this.at++
      if (text[this.at + 1] === '(') {
        // Arithmetic.
        const end = text.indexOf('))', this.at)
        this.at = end < 0 ? text.length : end + 2
        return { type: 'hole' }
      }
      return { type: 'script', script: this.group(')') }
    }
    const window = text.slice(this.at, this.at + 200)
    if (this.dialect === 'powershell') {
      const found = /^\$(?:\{?env:([A-Za-z_]\w{0,100})\}?|([A-Za-z_]\w{0,100}))/i.exec(window)
      if (!found) return null
      this.at += found[0].length
      if (found[1] !== undefined) return { type: 'variable', name: found[1], text: `$env:${found[1]}` }
      const own = found[2]?.toLowerCase() ?? ''
      return {
        type: 'variable',
        name: '',
        text: this.variables.get(own) ?? (/^(?:home|profile)$/.test(own) ? found[0] : '{}'),
      }
    }
    if (next === "'" && !quoted) return this.#ansi()
    const simple = /^\$([A-Za-z_]\w{0,100}|[0-9@*#?$!-])/.exec(window)
    if (simple?.[1]) {
      this.at += simple[0].length
      return this.#variable(simple[1], simple[0], undefined, quoted)
    }
    const braced = /^\$\{([!#]?[A-Za-z_]\w{0,100}|[0-9@*]+)(?::?([-=+?])|[^}]?)/.exec(window)
    if (!braced?.[1]) return null
    const end = text.indexOf('}', this.at)
    const stop = end < 0 ? text.length : end
    const fallback = braced[2] === '-' || braced[2] === '=' ? text.slice(this.at + braced[0].length, stop) : undefined
    this.at = Math.min(text.length, stop + 1)
    return this.#variable(braced[1].replace(/^[!#]/, ''), `$${braced[1]}`, fallback, quoted)
  }

  #variable(name: string, written: string, fallback: string | undefined, quoted: boolean): Part {
    if (name === 'IFS' && !quoted) return { type: 'separator' }
    const set = this.variables.get(name)
    const simple = fallback !== undefined && !/[$`"']/.test(fallback) ? fallback : undefined
    // Names of the script's own are nobody else's; those of the environment are.
    const foreign = !this.variables.has(name) && /^[A-Z_][A-Z0-9_]*$/.test(name)
    return { type: 'variable', name, text: set ?? simple ?? (foreign ? written : '{}') }
  }

  #backticks(): Part {
    const text = this.text
    let end = this.at + 1
    while (end < text.length && text[end] !== '`') end += text[end] === '\\' ? 2 : 1
    const inside = text.slice(this.at + 1, end).replaceAll('\\`', '`')
    this.at = Math.min(text.length, end + 1)
    if (this.depth >= DEEPEST) return { type: 'hole' }
    return { type: 'script', script: this.nested(inside) }
  }

  /** `$'\x63url'` */
  #ansi(): Part {
    const text = this.text
    let end = this.at + 2
    while (end < text.length && text[end] !== "'") end += text[end] === '\\' ? 2 : 1
    const raw = text.slice(this.at + 2, end)
    this.at = Math.min(text.length, end + 1)
    const decoded = raw.replace(
      /\\(?:x([0-9a-fA-F]{1,2})|u([0-9a-fA-F]{1,4})|([0-7]{1,3})|(.))/g,
      (_, hex, unicode, octal, other) => {
        if (hex ?? unicode) return String.fromCharCode(Number.parseInt(hex ?? unicode, 16))
        if (octal) return String.fromCharCode(Number.parseInt(octal, 8))
        return ({ n: '\n', t: '\t', r: '\r' } as Record<string, string>)[other] ?? other
      },
    )
    return { type: 'text', text: decoded }
  }
}
