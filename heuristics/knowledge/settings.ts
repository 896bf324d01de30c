/**
 * What an entry sets, one by one: its variables and headers, and what stands in its words as `NAME=value`, `--flag value`,
 * `--header "Name: value"` or bare, also inside of a line of shell. Best effort on purpose: a script that can't be split
 * exactly is cut at blanks. Values may be secrets.
 */
import { commandName } from '../../src/launch/normalise.js'
import { type Dialect, splitShell } from '../../src/launch/shell.js'
import type { ServerEntry } from '../../src/model.js'

export interface Setting {
  readonly kind: 'variable' | 'header' | 'flag' | 'word'
  /** Of a flag with its dashes; empty for a bare word. */
  readonly name: string
  readonly value: string
  /** The part of the entry that holds it. */
  readonly within: 'env' | 'headers' | 'args' | 'url'
  /** Of the string that holds it; `undefined` where that is not known. */
  readonly pointer: string | undefined
}

interface Token {
  readonly text: string
  readonly pointer: string
}

/** `sh -c "sh -c …"`; more than that is no real entry. */
const DEEPEST = 4
/** UTF-16 units of a script that are read. */
const LONGEST_SCRIPT = 1 << 16
const MOST_SETTINGS = 4000

/** Flags whose next word is `NAME=value`. */
const VARIABLE_FLAGS = new Set(['-e', '--env', '--env-var', '--build-arg', '--setenv', '--set-env', '--environment'])
/** Flags whose next word is `Name: value`. */
const HEADER_FLAGS = new Set(['-H', '-h', '--header', '--headers', '--http-header', '--add-header'])

/** @param isSecretFlag whether the word after a flag of this name is a secret, whatever it looks like */
export function settingsOf(entry: ServerEntry, isSecretFlag: (name: string) => boolean = () => false): Setting[] {
  const { launch } = entry
  const settings: Setting[] = []
  if (launch.transport === 'remote') {
    settings.push({ kind: 'word', name: '', value: launch.url.text, within: 'url', pointer: launch.url.pointer })
    for (const [name, value] of Object.entries(launch.headers)) {
      settings.push({ kind: 'header', name, value, within: 'headers', pointer: under(launch.headersPointer, name) })
    }
    return settings.slice(0, MOST_SETTINGS)
  }
  for (const [name, value] of Object.entries(launch.env)) {
    settings.push({ kind: 'variable', name, value, within: 'env', pointer: under(launch.envPointer, name) })
  }
  new Reader(settings, isSecretFlag).words(launch.argv, 0)
  return settings.slice(0, MOST_SETTINGS)
}

const under = (pointer: string | undefined, key: string): string | undefined =>
  pointer === undefined ? undefined : `${pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`

class Reader {
  readonly #settings: Setting[]
  readonly #isSecretFlag: (name: string) => boolean

  constructor(settings: Setting[], isSecretFlag: (name: string) => boolean) {
    this.#settings = settings
    this.#isSecretFlag = isSecretFlag
  }

  #add(kind: Setting['kind'], name: string, value: string, { pointer }: Token): void {
    this.#settings.push({ kind, name, value, within: 'args', pointer })
  }

  words(tokens: readonly Token[], depth: number): void {
    const command = commandName(tokens[0]?.text ?? '')
    for (let i = 0; i < tokens.length && this.#settings.length < MOST_SETTINGS; i += 1) {
      const token = tokens[i] as Token
      const next = tokens[i + 1]
      const [, flag, attached] = /^(-{1,2}[^\s=-][^\s=]{0,200})(?:=(.*))?$/s.exec(token.text) ?? []
      if (flag === undefined) {
        i += this.#operand(token, next, tokens[i + 2], depth, tokens[i - 1]?.text ?? '')
        continue
      }
      // Docker's clusters: `-eNAME=value`, `-ieNAME=value`.
      const short = /^-(?:[itdPq]{0,4}e|E)([A-Za-z_]\w{0,200})=(.*)$/s.exec(token.text)
      if (short) {
        this.#add('variable', short[1] ?? '', short[2] ?? '', token)
        continue
      }
      if (attached !== undefined) {
        this.#flag(flag, { ...token, text: attached }, depth)
        continue
      }
      const header = tokens[i + 2]
      // `--headers Authorization "Bearer …"`, as mcp-proxy has it.
      if (HEADER_FLAGS.has(flag) && next && header && /^[A-Za-z][\w-]{1,60}$/.test(next.text)) {
        this.#add('header', next.text, header.text, header)
        i += 2
        continue
      }
      if (next === undefined || next.text.startsWith('-')) {
        this.#add('flag', flag, '', token)
      } else if (this.#isSecretFlag(flag)) {
        this.#flag(flag, next, depth)
        i += 1
      } else if (!VARIABLE_FLAGS.has(flag) && !HEADER_FLAGS.has(flag)) {
        this.#add('flag', flag, next.text, next)
        // `curl -u user:password`
        if (/^(?:-u|--user)$/.test(flag) && /^(?:curl|wget|http)$/.test(command) && next.text.includes(':')) {
          this.#add('flag', `${flag} password`, next.text.slice(next.text.indexOf(':') + 1), next)
        }
      }
    }
  }

  /** A flag and its value. */
  #flag(name: string, value: Token, depth: number): void {
    if (VARIABLE_FLAGS.has(name) || HEADER_FLAGS.has(name)) {
      this.#operand(value, undefined, undefined, depth, name)
      return
    }
    this.#add('flag', name, value.text, value)
    if (isScript(value.text) && !this.#isSecretFlag(name)) this.script(value, depth + 1)
  }

  /** @returns how many of the next words belong to it */
  #operand(
    token: Token,
    next: Token | undefined,
    afterNext: Token | undefined,
    depth: number,
    previous: string,
  ): number {
    const { text } = token
    // A line of PowerShell begins like an assignment, and its words are read by themselves.
    if (/^\s*\$/.test(text) && isScript(text)) {
      this.script(token, depth + 1)
      return 0
    }
    // PowerShell: `$env:NAME='value'`, also with blanks around the sign.
    const [, variable, assigned] = /^\$\{?env:(\w{1,200})\}?(?:=(.*))?$/is.exec(text) ?? []
    if (variable !== undefined) {
      if (assigned) this.#add('variable', variable, assigned, token)
      else if (assigned === '' && next) this.#add('variable', variable, next.text, next)
      else if (next?.text === '=' && afterNext) this.#add('variable', variable, afterNext.text, afterNext)
      return assigned ? 0 : assigned === '' ? 1 : next?.text === '=' ? 2 : 0
    }
    const [, header, value] = /^([A-Za-z][\w-]{0,100}):(?!\/\/|\\)\s*(.*)/s.exec(text) ?? []
    if (header !== undefined && value !== undefined && (HEADER_FLAGS.has(previous) || this.#isSecretFlag(header))) {
      this.#add('header', header, value, token)
      return 0
    }
    const [, name, set] = /^([A-Za-z_][\w.-]{0,200}(?:@[\w.~-]{1,100}:registry)?)=(.*)$/s.exec(text) ?? []
    if (name !== undefined && set !== undefined) {
      this.#add('variable', name, set, token)
      // `set A=b&& x` in one word, and `NAME=value command` as a whole.
      if (isScript(text) && depth < DEEPEST) this.script(token, depth + 1)
      return 0
    }
    this.#add('word', '', text, token)
    if (isScript(text)) this.script(token, depth + 1)
    return 0
  }

  /** A line of shell: split where it can be, else cut at blanks. */
  script({ text, pointer }: Token, depth: number): void {
    if (depth > DEEPEST) return
    const line = text.slice(0, LONGEST_SCRIPT)
    const dialect = dialectOf(line)
    const { tokens, loose, problem } = splitShell({ text: line, pointer, at: 0 }, dialect)
    const words = tokens.flatMap((token) => (token.type === 'word' ? [token] : []))
    for (const inside of [...words.flatMap((word) => word.inside), ...loose]) {
      this.script({ text: inside.text, pointer }, depth + 1)
    }
    if (problem === null || !/quote/.test(problem)) {
      if (words.length > 1 || (words[0] && words[0].arg.text !== text)) {
        this.words(
          words.map(({ arg }) => ({ text: arg.text, pointer })),
          depth,
        )
      }
      return
    }
    for (const found of line.matchAll(
      /([A-Za-z][\w-]{1,60}):\s{0,3}((?:Bearer|Basic|Token|Bot)\s{1,3}[^\s"'`;|&]+)/gi,
    )) {
      this.#add('header', found[1] ?? '', found[2] ?? '', { text, pointer })
    }
    const pieces = line.split(/[\s;|&()`]+/).map((piece) => piece.replace(/["']/g, ''))
    this.words(
      pieces.filter((piece) => piece !== '').map((piece) => ({ text: piece, pointer })),
      DEEPEST,
    )
  }
}

/** More than one word, and no JSON. */
const isScript = (text: string): boolean => /\s/.test(text.trim()) && !/^["']?\s*[[{]/.test(text.trim())

function dialectOf(line: string): Dialect {
  if (/\$env:|\b(?:iex|irm|iwr)\b|-Command\b/i.test(line)) return 'powershell'
  return /^\s*@?(?:set\s+"?\w+=|cmd(?:\.exe)?\s)|%\w+%/i.test(line) ? 'cmd' : 'posix'
}
