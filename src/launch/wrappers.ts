/**
 * Commands that only start another command: shells, `env`, `sudo` and the like. Facts from their manuals; see
 * `launch-forms.md`, "Wrappers to unwrap". Pure.
 */
import { type Arg, slice } from './arg.js'
import { optionValue, walkOptions } from './options.js'
import { type Assignment, assignmentIn, readScript, readWords, type Script } from './script.js'
import { type Dialect, splitShell } from './shell.js'

/** What a wrapper starts. */
export type Step =
  | { readonly kind: 'words'; readonly words: readonly Arg[]; readonly assignments: readonly Assignment[] }
  | { readonly kind: 'script'; readonly script: Script }
  | { readonly kind: 'problem'; readonly reason: string }

/** No real entry nests more than a few. */
const MAX_SPLITS = 12

export const isWrapper = (name: string): boolean => WRAPPERS.has(name)

/** What a wrapper of this name starts; `null` where it is none, or starts nothing that stands in its words. */
export const wrapperStep = (name: string, args: readonly Arg[]): Step | null => WRAPPERS.get(name)?.(args) ?? null

/** Parts of the shell itself: not worth a name in the report. */
export const BUILTINS: ReadonlySet<string> = new Set(['exec', 'command', 'builtin', 'call'])

type Unwrap = (args: readonly Arg[]) => Step | null

const words = (inner: readonly Arg[], assignments: readonly Assignment[] = []): Step => ({
  kind: 'words',
  words: inner,
  assignments,
})
const script = (line: Arg, dialect: Dialect): Step => ({ kind: 'script', script: readScript(line, dialect) })
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
      const line = args.slice(i + 1).find((arg) => !/^[-+]./.test(arg.text))
      return line ? script(line, 'posix') : problem('its shell is given no command')
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
    if (only && rest.length === 1) return script(only, 'cmd')
    return { kind: 'script', script: readWords(rest, 'cmd') }
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
      return only && rest.length === 1 ? script(only, 'powershell') : words(rest)
    } else if (/^[-/](e|ec|enc|encodedcommand)$/.test(text)) return problem('its command is encoded')
    else if (!text.startsWith('-') && !text.startsWith('/')) return /\.ps1$/.test(text) ? null : words(args.slice(i))
    else if (/^[-/](f|file)$/.test(text)) return null
  }
  return null
}

// ── env, and what starts the rest of its words ───────────────────────────────────────────────────

const env: Unwrap = (args) => {
  const assignments: Assignment[] = []
  let rest = args
  for (let count = 0; rest.length > 0; count += 1) {
    const [head, ...tail] = rest as readonly [Arg, ...Arg[]]
    const { text } = head
    const split = /^(-[i0v]*S|--split-string=?)/.exec(text)
    if (split) {
      if (count > MAX_SPLITS) return problem('its wrappers nest too deeply')
      const attached = slice(head, split[0].length)
      const line = attached.text === '' ? tail[0] : attached
      const tokens = line ? splitShell(line, 'posix') : null
      if (!tokens) return problem('it names no command')
      if (tokens.problem !== null) return problem(tokens.problem)
      const inner = tokens.tokens.flatMap((token) => (token.type === 'word' ? [token.arg] : []))
      if (inner.length !== tokens.tokens.length) return problem('it joins commands in its shell')
      rest = [...inner, ...(attached.text === '' ? tail.slice(1) : tail)]
      continue
    }
    const assignment = assignmentIn(head)
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

const prefix =
  ({ values = [], operands = 0, assignments = undefined }: Prefix): Unwrap =>
  (args) => {
    // `wsl -e` and `--exec` read like options without a value, as they are followed by the command itself.
    let { rest } = walkOptions(args, new Set(values))
    const found: Assignment[] = []
    while (assignments && rest[0]) {
      const assignment = assignmentIn(rest[0])
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
    const line = optionValue(walkOptions(rest, new Set(['--command'])).options, '--command')
    if (line) return script(line, 'posix')
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
