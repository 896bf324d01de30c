/**
 * Commands that only start another command: shells, `env`, `sudo` and the like. Facts from their manuals; see
 * `launch-forms.md`, "Wrappers to unwrap". Pure.
 */
import { type Arg, slice } from './arg.js'
import { commandName } from './normalise.js'
import { optionValue, walkOptions } from './options.js'
import { type Dialect, splitShell } from './shell.js'

/** What a wrapper starts. */
export type Step =
  | { readonly kind: 'words'; readonly words: readonly Arg[]; readonly assignments: readonly Assignment[] }
  | { readonly kind: 'script'; readonly script: Arg; readonly dialect: Dialect }
  | { readonly kind: 'problem'; readonly reason: string }

export interface Assignment {
  readonly name: string
  readonly value: string
}

export interface Unwrapped {
  readonly words: readonly Arg[]
  /** Outermost first. */
  readonly wrappers: readonly string[]
  /** Variables that wrappers set, in order. */
  readonly assignments: readonly Assignment[]
  /** Why the command inside can't be told; `words` is then what stands so far. */
  readonly problem?: string
}

/** No real entry nests more than a few. */
const MAX_WRAPPERS = 12

export const isWrapper = (name: string): boolean => WRAPPERS.has(name)

/** Takes wrappers off, one after the other, until a command is left that is none. */
export function unwrap(command: readonly Arg[]): Unwrapped {
  let words = command
  const wrappers: string[] = []
  const assignments: Assignment[] = []
  for (let depth = 0; ; depth += 1) {
    const [head, ...rest] = words
    const name = head ? commandName(head.text) : ''
    const step = WRAPPERS.get(name)?.(rest) ?? null
    if (step === null) return { words, wrappers, assignments }
    if (depth >= MAX_WRAPPERS) return { words, wrappers, assignments, problem: 'its wrappers nest too deeply' }
    if (!BUILTINS.has(name)) wrappers.push(name)
    if (step.kind === 'problem') return { words, wrappers, assignments, problem: step.reason }
    const inner = step.kind === 'script' ? readScript(step.script, step.dialect) : step
    if (inner.kind === 'problem') return { words, wrappers, assignments, problem: inner.reason }
    if (inner.words.length === 0) return { words, wrappers, assignments, problem: 'it names no command' }
    assignments.push(...inner.assignments)
    words = inner.words
  }
}

type Unwrap = (args: readonly Arg[]) => Step | null

const words = (inner: readonly Arg[], assignments: readonly Assignment[] = []): Step => ({
  kind: 'words',
  words: inner,
  assignments,
})
const problem = (reason: string): { readonly kind: 'problem'; readonly reason: string } => ({ kind: 'problem', reason })

// ── shells ───────────────────────────────────────────────────────────────────────────────────────

/** `sh script` is no wrapper: a file of this machine. */
const posixShell: Unwrap = (args) => {
  for (let i = 0; i < args.length; i += 1) {
    const { text } = args[i] as Arg
    if (!/^[-+]./.test(text) || text === '--') return null
    const next = args[i + 1]
    // `-c` may stand among others: `-lc`, `-ec`. Its script is the next operand.
    if (/^-[a-zA-Z]*c[a-zA-Z]*$/.test(text)) {
      const script = args.slice(i + 1).find((arg) => !/^[-+]./.test(arg.text))
      return script ? { kind: 'script', script, dialect: 'posix' } : problem('its shell is given no command')
    }
    if (/^[-+]o$/.test(text) || text === '--rcfile' || text === '--init-file') i += next ? 1 : 0
  }
  return null
}

/** `/c` takes the rest of the line; switches may be written together (`/d/s/c`) or doubled, as Git's shell needs them. */
const cmd: Unwrap = (args) => {
  for (let i = 0; i < args.length; i += 1) {
    const { text } = args[i] as Arg
    if (!text.startsWith('/')) return null
    const switches = text.toLowerCase().split('/').filter(Boolean)
    if (!switches.some((one) => one === 'c' || one === 'k')) continue
    const rest = args.slice(i + 1)
    const [only] = rest
    if (only && rest.length === 1) return { kind: 'script', script: only, dialect: 'cmd' }
    return commandOf(
      rest.map((arg) =>
        /^(&&?|\|\|?)$/.test(arg.text) ? { type: 'operator', text: arg.text } : { type: 'word', arg },
      ),
      'cmd',
    )
  }
  return null
}

const powershell: Unwrap = (args) => {
  const values = new Set([
    '-executionpolicy',
    '-ep',
    '-ex',
    '-version',
    '-windowstyle',
    '-w',
    '-inputformat',
    '-outputformat',
  ])
  for (let i = 0; i < args.length; i += 1) {
    const text = (args[i] as Arg).text.toLowerCase()
    const rest = args.slice(i + 1)
    if (values.has(text)) i += 1
    else if (/^[-/](c|command)$/.test(text)) {
      const [only] = rest
      return only && rest.length === 1 ? { kind: 'script', script: only, dialect: 'powershell' } : words(rest)
    } else if (/^[-/](e|ec|enc|encodedcommand)$/.test(text)) return problem('its command is encoded')
    else if (!text.startsWith('-') && !text.startsWith('/')) return /\.ps1$/.test(text) ? null : words(args.slice(i))
    else if (/^[-/](f|file)$/.test(text)) return null
  }
  return null
}

// ── a shell's script ─────────────────────────────────────────────────────────────────────────────

/** Commands that may stand before the one that is started, since they only prepare for it. */
const PREPARATIONS = new Set([
  ...['cd', 'pushd', 'export', 'set', 'unset', 'source', '.', 'umask', 'ulimit', 'shopt', 'true', ':', 'sleep'],
  ...['mkdir', 'test', '[', 'nvm', 'chdir', 'title', 'chcp', 'setlocal', 'set-location', 'echo'],
])
const KEYWORDS = new Set(['if', 'for', 'while', 'until', 'case', 'function', 'select', '{', '!', '[[', 'eval'])

type Tokens = readonly (
  | { readonly type: 'word'; readonly arg: Arg }
  | { readonly type: 'operator'; readonly text: string }
)[]

/** The command that a line of POSIX shell is for. */
export const scriptCommand = (script: Arg): Exclude<Step, { kind: 'script' }> => readScript(script, 'posix')

function readScript(script: Arg, dialect: Dialect): Exclude<Step, { kind: 'script' }> {
  const split = splitShell(script, dialect)
  return split.ok ? commandOf(split.tokens, dialect) : problem(split.reason)
}

/** The one command that a line is for: the last, after preparations joined with `&&` or `;`. */
function commandOf(tokens: Tokens, dialect: Dialect): Exclude<Step, { kind: 'script' }> {
  const commands: Arg[][] = [[]]
  for (const token of tokens) {
    if (token.type === 'word') commands.at(-1)?.push(token.arg)
    else if (token.text === '&&' || token.text === ';' || (token.text === '&' && dialect === 'cmd')) commands.push([])
    else if (token.text === '&' && dialect === 'powershell' && commands.at(-1)?.length === 0) continue
    else return problem(token.text.startsWith('|') ? 'it joins commands with a pipe' : 'it joins commands in its shell')
  }
  const filled = commands.filter((command) => command.length > 0)
  const assignments: Assignment[] = []
  let last: readonly Arg[] = []
  for (const [index, command] of filled.entries()) {
    const leading = leadingAssignments(command, dialect)
    assignments.push(...leading.assignments)
    const [head, ...rest] = leading.rest
    last = leading.rest
    if (!head) continue
    const name = commandName(head.text.replace(/^@/, ''))
    if (KEYWORDS.has(name)) return problem('its shell script is more than one command')
    if (name === 'export' || name === 'set') assignments.push(...rest.flatMap((arg) => assignmentIn(arg) ?? []))
    if (index === filled.length - 1) break
    if (!PREPARATIONS.has(name)) return problem('it runs other commands before the server')
  }
  return { kind: 'words', words: last, assignments }
}

function leadingAssignments(command: readonly Arg[], dialect: Dialect) {
  const assignments: Assignment[] = []
  for (const [index, arg] of command.entries()) {
    // `$env:NAME='value'` in PowerShell, `NAME=value` in a POSIX shell; `cmd` has `set` alone.
    const text = dialect === 'powershell' ? arg.text.replace(/^\$env:/i, '') : arg.text
    const assignment = dialect === 'cmd' || (dialect === 'powershell' && text === arg.text) ? null : assignmentOf(text)
    if (assignment === null) return { assignments, rest: command.slice(index) }
    assignments.push(assignment)
  }
  return { assignments, rest: [] }
}

function assignmentOf(text: string): Assignment | null {
  const [, name, value] = /^([^=\s]+)=(.*)$/s.exec(text) ?? []
  return name !== undefined && value !== undefined && /^[A-Za-z_@][\w@:/.-]*$/.test(name) ? { name, value } : null
}

const assignmentIn = (arg: Arg): Assignment | null => assignmentOf(arg.text)

// ── env, and what starts the rest of its words ───────────────────────────────────────────────────

const env: Unwrap = (args) => {
  const assignments: Assignment[] = []
  let rest = args
  for (let count = 0; rest.length > 0; count += 1) {
    const [head, ...tail] = rest as readonly [Arg, ...Arg[]]
    const { text } = head
    const split = /^(-[i0v]*S|--split-string=?)/.exec(text)
    if (split) {
      if (count > MAX_WRAPPERS) return problem('its wrappers nest too deeply')
      const attached = slice(head, split[0].length)
      const line = attached.text === '' ? tail[0] : attached
      const tokens = line ? splitShell(line, 'posix') : null
      if (!tokens) return problem('it names no command')
      if (!tokens.ok) return problem(tokens.reason)
      const inner = tokens.tokens.flatMap((token) => (token.type === 'word' ? [token.arg] : []))
      if (inner.length !== tokens.tokens.length) return problem('it joins commands in its shell')
      rest = [...inner, ...(attached.text === '' ? tail.slice(1) : tail)]
      continue
    }
    const assignment = assignmentOf(text)
    if (/^(-u|--unset|-C|--chdir|-P)$/.test(text)) rest = tail.slice(1)
    else if (text === '--') {
      rest = tail
    } else if (text.startsWith('-')) rest = tail
    else if (assignment) {
      assignments.push(assignment)
      rest = tail
    } else return words(rest, assignments)
  }
  return null
}

interface Prefix {
  /** Options that take a value. */
  readonly values?: readonly string[]
  /** Operands before the command. */
  readonly operands?: number
  /** Whether `NAME=value` may stand before the command. */
  readonly assignments?: true
}

const PREFIXES: Readonly<Record<string, Prefix>> = {
  sudo: {
    values: [
      ...['-u', '--user', '-g', '--group', '-h', '--host', '-p', '--prompt', '-C', '--close-from', '-T'],
      ...['--command-timeout', '-r', '--role', '-t', '--type', '-U', '--other-user', '-D', '--chdir', '-R', '--chroot'],
    ],
    assignments: true,
  },
  doas: { values: ['-u', '-C'] },
  nice: { values: ['-n', '--adjustment'] },
  ionice: { values: ['-c', '--class', '-n', '--classdata'] },
  timeout: { values: ['-k', '--kill-after', '-s', '--signal'], operands: 1 },
  gtimeout: { values: ['-k', '--kill-after', '-s', '--signal'], operands: 1 },
  stdbuf: { values: ['-i', '--input', '-o', '--output', '-e', '--error'] },
  nohup: {},
  setsid: {},
  time: { values: ['-f', '--format', '-o', '--output'] },
  caffeinate: { values: ['-t', '-w'] },
  exec: { values: ['-a'] },
  command: {},
  builtin: {},
  call: {},
  'xvfb-run': {
    values: ['-n', '--server-num', '-s', '--server-args', '-e', '--error-file', '-f', '--auth-file', '-p', '-w'],
  },
  firejail: {},
  srt: { values: ['-s', '--settings'] },
  wsl: { values: ['-d', '--distribution', '-u', '--user', '--cd', '--shell-type'] },
}

/** Parts of the shell itself: not worth a name in the report. */
const BUILTINS = new Set(['exec', 'command', 'builtin', 'call'])

const prefix =
  ({ values = [], operands = 0, assignments = undefined }: Prefix): Unwrap =>
  (args) => {
    // `wsl -e` and `--exec` read like options without a value, as they are followed by the command itself.
    let { rest } = walkOptions(args, new Set(values))
    const found: Assignment[] = []
    while (assignments && rest[0]) {
      const assignment = assignmentOf(rest[0].text)
      if (!assignment) break
      found.push(assignment)
      rest = rest.slice(1)
    }
    const inner = rest.slice(operands)
    return inner.length > 0 ? words(inner, found) : null
  }

/** Tools with a subcommand that starts what follows `--`, or a script given as an option. */
const RUN_AFTER_DASHES: Readonly<Record<string, { readonly subcommands: readonly string[]; readonly plain?: true }>> = {
  op: { subcommands: ['run'] },
  doppler: { subcommands: ['run'] },
  dotenvx: { subcommands: ['run'] },
  infisical: { subcommands: ['run'] },
  mise: { subcommands: ['x', 'exec'] },
  fnm: { subcommands: ['exec'], plain: true },
  asdf: { subcommands: ['exec'], plain: true },
  volta: { subcommands: ['run'], plain: true },
}

const afterDashes =
  ({ subcommands, plain }: { readonly subcommands: readonly string[]; readonly plain?: true }): Unwrap =>
  (args) => {
    const at = args.findIndex(({ text }) => subcommands.includes(text))
    if (at < 0) return null
    const rest = args.slice(at + 1)
    const dashes = rest.findIndex(({ text }) => text === '--')
    if (dashes >= 0) return words(rest.slice(dashes + 1))
    const script = optionValue(walkOptions(rest, new Set(['--command'])).options, '--command')
    if (script) return { kind: 'script', script, dialect: 'posix' }
    const values = new Set(['--using', '--node', '--npm', '--yarn', '--pnpm'])
    return plain ? words(walkOptions(rest, values).rest) : problem('what its wrapper starts is not marked with `--`')
  }

const WRAPPERS: ReadonlyMap<string, Unwrap> = new Map<string, Unwrap>([
  ...['sh', 'bash', 'zsh', 'dash', 'ash', 'ksh', 'fish'].map((name) => [name, posixShell] as const),
  ['cmd', cmd],
  ['powershell', powershell],
  ['pwsh', powershell],
  ['env', env],
  ...Object.entries(PREFIXES).map(([name, about]) => [name, prefix(about)] as const),
  ...Object.entries(RUN_AFTER_DASHES).map(([name, about]) => [name, afterDashes(about)] as const),
])
