/** A shell's line as the simple commands in it. Pure. */
import type { Arg } from './arg.js'
import { type Dialect, splitShell } from './shell.js'

export interface Assignment {
  readonly name: string
  readonly value: string
  /** Of the string that it stands in. */
  readonly pointer: string
}

/** A command with its words, and how it stands among others. */
export interface SimpleCommand {
  /** Without the assignments before it, and without words of the shell's grammar (`then`, `do`, `{`). */
  readonly words: readonly Arg[]
  readonly assignments: readonly Assignment[]
  /** The words of the command that reads its output; empty where none does. */
  readonly pipedTo: readonly Arg[]
  /** Lines of commands whose output becomes part of its words: `$(…)`. */
  readonly inside: readonly Arg[]
}

export interface Script {
  readonly commands: readonly SimpleCommand[]
  /** Why it can't be told what the line starts; `commands` then holds what can be read. */
  readonly problem: string | null
  /** Whether the words are those of the line. */
  readonly exact: boolean
}

type Token =
  | { readonly type: 'word'; readonly arg: Arg; readonly inside?: readonly Arg[] }
  | { readonly type: 'operator'; readonly text: string }

/** Words that may stand before a command without being one. */
const GRAMMAR = new Set(['if', 'then', 'elif', 'else', 'while', 'until', 'do', '{', '!', 'fi', 'done', '}', 'esac'])
const MORE = 'its shell script is more than one command'
/** Words that make a line more than commands in a row. */
const KEYWORDS = new Set(['if', 'for', 'while', 'until', 'case', 'function', 'select', '{', '!', '[[', 'eval'])

export function readScript(script: Arg, dialect: Dialect): Script {
  const { tokens, loose, problem, exact } = splitShell(script, dialect)
  const read = readTokens(tokens, dialect)
  const others = loose.map((line) => ({ words: [], assignments: [], pipedTo: [], inside: [line] }))
  return { commands: [...read.commands, ...others], problem: problem ?? read.problem, exact }
}

/** Words and operators that are already apart, as `cmd /c` gets them. */
export const readWords = (words: readonly Arg[], dialect: Dialect): Script =>
  readTokens(
    words.map((arg) => (/^(&&?|\|\|?)$/.test(arg.text) ? { type: 'operator', text: arg.text } : { type: 'word', arg })),
    dialect,
  )

function readTokens(tokens: readonly Token[], dialect: Dialect): Script {
  const commands: SimpleCommand[] = []
  const piped = new Set<number>()
  let problem: string | null = null
  let words: Extract<Token, { type: 'word' }>[] = []
  const finish = (operator: string): void => {
    if (words.length > 0) {
      const simple = simpleCommand(words, dialect)
      problem ??= simple.problem
      commands.push(simple.command)
      if (operator === '|' || operator === '|&') piped.add(commands.length - 1)
    }
    words = []
  }
  for (const token of tokens) {
    if (token.type === 'word') {
      words.push(token)
      continue
    }
    // PowerShell's `& command` calls it.
    if (token.text === '&' && dialect === 'powershell' && words.length === 0) continue
    const before = words.length
    if (/^\|&?$/.test(token.text)) problem ??= 'it joins commands with a pipe'
    // Brackets around commands only group them; behind a word they make a function, or something else.
    else if (token.text === '(' && before > 0) problem ??= 'it joins commands in its shell'
    else if (token.text === ';;') problem ??= MORE
    finish(token.text)
  }
  finish('')
  const connected = commands.map((command, index) =>
    piped.has(index) ? { ...command, pipedTo: commands[index + 1]?.words ?? [] } : command,
  )
  return { commands: connected, problem, exact: true }
}

function simpleCommand(
  tokens: readonly Extract<Token, { type: 'word' }>[],
  dialect: Dialect,
): { readonly command: SimpleCommand; readonly problem: string | null } {
  const inside = tokens.flatMap((token) => token.inside ?? [])
  const all = tokens.map(({ arg }) => arg)
  const skipped = all.findIndex(({ text }) => !GRAMMAR.has(text))
  const start = skipped < 0 ? all.length : skipped
  const { assignments, rest } = leadingAssignments(all.slice(start), dialect)
  const head = rest[0]?.text.replace(/^@/, '')
  const keyword = start > 0 || (head !== undefined && KEYWORDS.has(head))
  return {
    command: { words: rest, assignments, pipedTo: [], inside },
    problem: keyword ? MORE : null,
  }
}

export function leadingAssignments(
  command: readonly Arg[],
  dialect: Dialect,
): { readonly assignments: readonly Assignment[]; readonly rest: readonly Arg[] } {
  const assignments: Assignment[] = []
  for (const [index, arg] of command.entries()) {
    // `$env:NAME='value'` in PowerShell, `NAME=value` in a POSIX shell; `cmd` has `set` alone.
    const text = dialect === 'powershell' ? arg.text.replace(/^\$env:/i, '') : arg.text
    const assignment =
      dialect === 'cmd' || (dialect === 'powershell' && text === arg.text) ? null : assignmentIn({ ...arg, text })
    if (assignment === null) return { assignments, rest: command.slice(index) }
    assignments.push(assignment)
  }
  return { assignments, rest: [] }
}

/** `NAME=value`, also for the names of npm's settings: `npm_config_@scope:registry=…`. */
export function assignmentIn({ text, pointer }: Arg): Assignment | null {
  const [, name, value] = /^([^=\s]+)=(.*)$/s.exec(text) ?? []
  if (name === undefined || value === undefined || !/^[A-Za-z_@][\w@:/.-]*$/.test(name)) return null
  return { name, value, pointer }
}
