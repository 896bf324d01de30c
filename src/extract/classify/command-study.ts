/**
 * Walks the commands of a script and collects what they do. Which program does what stands in the `command-*` tables; here
 * is how data goes from one to the next: through pipes, substitutions, variables and files.
 */
import { draft, type FactDraft } from '../draft.js'
import { harmOf } from './command-harm.js'
import {
  type Command,
  commandOfArguments,
  type Dialect,
  type Pipeline,
  readScript,
  type Script,
  type Word,
} from './command-syntax.js'
import { isSecretName } from './environment.js'
import { escapedCommand } from './handed-commands.js'
import { pathFacts, secretFile } from './paths.js'

/** What a command's output is made of. */
export interface Flow {
  /** Canonical sources: `env:NAME`, `env:*`, `secret:…`, `recon:…`, `file:…`, `clipboard`. */
  readonly sources: readonly string[]
  /** Host that it was downloaded from, `{}` where computed. */
  readonly net: string | null
  /** Whether it was decoded from base64 or hex. */
  readonly decoded: boolean
}

export const NO_FLOW: Flow = { sources: [], net: null, decoded: false }

export function joinFlows(...flows: readonly Flow[]): Flow {
  return joinAll(flows)
}

/** The same for lists of any length: arguments of a call have a limit. */
export function joinAll(flows: readonly Flow[]): Flow {
  const some = flows.filter((flow) => flow !== NO_FLOW)
  if (some.length < 2) return some[0] ?? NO_FLOW
  const sources = new Set<string>()
  for (const flow of some) for (const source of flow.sources) if (sources.size < MOST_SOURCES) sources.add(source)
  return {
    sources: [...sources],
    net: some.find((flow) => flow.net !== null)?.net ?? null,
    decoded: some.some((flow) => flow.decoded),
  }
}

const MOST_SOURCES = 50

/** One program that is started, with its arguments. */
export interface Invocation {
  /** Base name in lower case, without `.exe` and its like. */
  readonly name: string
  /** As written, with its path. */
  readonly written: string
  readonly args: readonly string[]
  readonly words: readonly Word[]
  readonly command: Command
  /** What comes in through the pipe, `<` or a here-document. */
  readonly input: Flow
  /** What stands in the arguments: substitutions, secret variables. */
  readonly argumentFlow: Flow
  readonly dialect: Dialect
}

/** @returns what the program writes to its output */
export type Program = (invocation: Invocation, on: Study) => Flow | undefined

export type Programs = ReadonlyMap<string, Program>

/** `sh -c "sh -c …"`, each level read again. */
const DEEPEST = 6
/** UTF-16 units read in all, nested scripts included. */
const BUDGET = 2 << 20
const MOST_DRAFTS = 5000

/** Set by the shell itself, or so ordinary that reading them says nothing. */
const ORDINARY_VARIABLES =
  /^(?:[\d@*#?$!-]+|IFS|PATH|HOME|PWD|OLDPWD|SHELL|USER|LOGNAME|UID|EUID|PPID|RANDOM|SECONDS|LINENO|REPLY|OPTARG|OPTIND|OSTYPE|HOSTTYPE|MACHTYPE|TERM|LANG|LC_\w+|FUNCNAME|PIPESTATUS|BASH\w*|ZSH\w*|TMPDIR|TMP|TEMP|ERRORLEVEL|CD|DATE|TIME|APPDATA|LOCALAPPDATA|USERPROFILE|PROGRAMFILES|SYSTEMROOT|WINDIR)$/i

/** By custom of every shell, what the environment sets is in capitals. npm's own names are not. */
const ENVIRONMENT_NAME = /^(?:[A-Z_][A-Z0-9_]*|npm_\w+)$/
/** Devices, descriptors and the standard streams. */
const NO_FILE = /^(?:[/\\]dev[/\\](?:null|stdout|stderr|stdin|tty|fd[/\\]\d+)|&?\d|-|nul)$/i

export class Study {
  readonly drafts: FactDraft[] = []
  /** JavaScript handed to an interpreter. */
  readonly scripts: string[] = []
  readonly hosts = new Set<string>()
  /** What guards the machine and is stopped, what it keeps and is destroyed, in words. */
  readonly harms = new Set<string>()
  /** Options by which a program starts another one: `core.sshCommand`. */
  readonly handed = new Set<string>()
  /** Where downloads went. */
  readonly downloaded = new Set<string>()
  readonly variables = new Map<string, string | null>()
  /** Values of loops' variables. */
  readonly loops = new Map<string, readonly string[]>()
  readonly #variableFlows = new Map<string, Flow>()
  readonly #programs: Programs
  downloads = false
  #depth = 0
  #budget = BUDGET

  constructor(programs: Programs) {
    this.#programs = programs
  }

  add(...drafts: readonly FactDraft[]): void {
    for (const one of drafts) if (this.drafts.length < MOST_DRAFTS) this.drafts.push(one)
  }

  path(path: string, access: Parameters<typeof pathFacts>[1]): void {
    if (path === '' || NO_FILE.test(path)) return
    this.add(...pathFacts(path, access))
  }

  /** The same for a word: a loop's variable stands for each of its values. */
  wordPath(word: Word, access: Parameters<typeof pathFacts>[1]): void {
    const values = word.variables.length === 1 ? this.loops.get(word.variables[0] ?? '') : undefined
    if (values === undefined || !word.text.includes('{}')) this.path(word.text, access)
    else for (const value of values) this.path(word.text.replace('{}', value), access)
  }

  /** `for name in words` */
  loop(name: string, words: readonly Word[]): void {
    const values = words.map((word) => word.text).slice(0, 100)
    this.loops.set(name, values)
    for (const value of values) if (secretFile(value) !== null) this.path(value, 'read')
    this.#variableFlows.set(name, joinAll(values.map((value) => this.fromFile(value))))
  }

  /** A source that is read here, as a flow. */
  fromFile(path: string): Flow {
    const secret = secretFile(path)
    if (secret === null) return NO_FLOW
    return { sources: [`secret:${secret}`], net: null, decoded: false }
  }

  /** Sources that leave through `sink`. */
  flowsTo(flow: Flow, sink: string, sinkKind: string, slot = ''): void {
    for (const source of flow.sources) {
      const sourceKind = source.slice(0, source.indexOf(':') < 0 ? source.length : source.indexOf(':'))
      this.add(draft('data.flow', `${source} -> ${sink}`, { source, sourceKind, sink, sinkKind, slot }))
    }
  }

  run(text: string, dialect: Dialect): Flow {
    if (this.#depth >= DEEPEST || text.length > this.#budget) return NO_FLOW
    this.#budget -= text.length
    return this.script(readScript(text, dialect, this.variables), dialect)
  }

  /** Arguments of a program that no shell reads. */
  argv(argv: readonly string[], dialect: Dialect, input = NO_FLOW): Flow {
    const length = argv.reduce((sum, arg) => sum + arg.length + 1, 0)
    if (this.#depth >= DEEPEST || argv.length === 0 || length > this.#budget) return NO_FLOW
    this.#budget -= length
    this.#depth++
    const flow = this.#command(commandOfArguments(argv.slice(0, 2000)), dialect, input)
    this.#depth--
    return flow
  }

  script(script: Script, dialect: Dialect): Flow {
    if (this.#depth >= DEEPEST) return NO_FLOW
    this.#depth++
    const flow = joinAll(script.map((pipeline) => this.pipeline(pipeline, dialect)))
    this.#depth--
    return flow
  }

  pipeline(pipeline: Pipeline, dialect: Dialect): Flow {
    let flow = NO_FLOW
    for (const command of pipeline.commands) flow = this.#command(command, dialect, flow)
    return flow
  }

  #command(command: Command, dialect: Dialect, piped: Flow): Flow {
    for (const { name, value } of command.assignments) this.#variableFlows.set(name, this.#wordFlow(value, dialect))
    const argumentFlow = joinAll(command.words.map((word) => this.#wordFlow(word, dialect)))
    let input = piped
    for (const { op, target } of command.redirects) {
      if (op !== '<' && op !== '<<<') continue
      input = joinFlows(input, this.#wordFlow(target, dialect), this.fromFile(target.text))
      if (op === '<') this.path(target.text, 'mention')
    }
    let output = command.group ? joinFlows(this.script(command.group, dialect), input) : NO_FLOW
    const words = unwrapped(command.words)
    const first = words[0]
    if (first) {
      const name = programName(first.text)
      const args = words.slice(1)
      // In PowerShell a group is an argument: `iex (irm …)`.
      const inputOfGroup = command.group ? joinFlows(input, output) : input
      const invocation: Invocation = {
        name,
        written: first.text,
        args: args.map((word) => word.text),
        words: args,
        command,
        input: inputOfGroup,
        argumentFlow: command.group ? joinFlows(argumentFlow, output) : argumentFlow,
        dialect,
      }
      const harm = harmOf(name, invocation.args)
      if (harm !== null && this.harms.size < 20) this.harms.add(harm)
      const escaped = escapedCommand(name, invocation.args)
      if (escaped !== null) {
        this.handed.add(`${name} to a shell`)
        this.run(escaped, 'posix')
      }
      if (this.#wasDownloaded(first.text)) this.netCode(`run ${shortName(first.text)}`)
      const program = this.#programs.get(name) ?? this.#programs.get('*')
      output = program?.(invocation, this) ?? joinFlows(inputOfGroup, argumentFlow)
    }
    for (const { op, target } of command.redirects) {
      if (!op.startsWith('>') && !op.startsWith('&>')) continue
      this.#redirected(target, output)
    }
    return output
  }

  #redirected(word: Word, output: Flow): void {
    const target = word.text
    const socket = /^\/dev\/(tcp|udp)\/([^/]{1,300})\/([^/]{1,10})$/.exec(target)
    if (socket?.[1] && socket[2]) {
      this.#programs.get('/dev/tcp')?.(
        {
          name: socket[1],
          written: target,
          args: [socket[2], socket[3] ?? ''],
          words: [],
          command: commandOfArguments([]),
          input: output,
          argumentFlow: NO_FLOW,
          dialect: 'posix',
        },
        this,
      )
      return
    }
    this.wordPath(word, 'write')
    if (output.net !== null) this.downloaded.add(shortName(target))
  }

  /** Code that came over the network is run. */
  netCode(via: string): void {
    this.downloads = true
    this.add(draft('code.eval', 'net shell', { origin: 'net', via }))
  }

  decodedCode(via: string): void {
    this.add(draft('code.eval', 'decoded shell', { origin: 'decoded', via }))
  }

  #wasDownloaded(path: string): boolean {
    return this.downloaded.has(shortName(path))
  }

  /** A script that an interpreter is given as a file. */
  runsFile(path: string, via: string): void {
    if (this.#wasDownloaded(path)) this.netCode(via)
  }

  #wordFlow(word: Word, dialect: Dialect): Flow {
    const flows: Flow[] = word.inner.map((script) => this.script(script, dialect))
    for (const name of word.variables) {
      const known = this.#variableFlows.get(name)
      if (known) flows.push(known)
      if (this.variables.has(name) || ORDINARY_VARIABLES.test(name) || !ENVIRONMENT_NAME.test(name)) continue
      const secret = isSecretName(name)
      this.add(draft('env.read', name, { secret }))
      if (secret) flows.push({ sources: [`env:${name}`], net: null, decoded: false })
    }
    return joinAll(flows)
  }
}

interface Wrapper {
  /** Options that take the next word. */
  readonly valued?: readonly string[]
  /** Whether a number comes first. */
  readonly operands?: true
}

const WRAPPERS: Readonly<Record<string, Wrapper>> = Object.assign(Object.create(null) as Record<string, Wrapper>, {
  sudo: { valued: ['-u', '-g', '-h', '-p'] },
  doas: { valued: ['-u'] },
  env: { valued: ['-u', '-C', '-S'] },
  nohup: {},
  setsid: {},
  nice: { valued: ['-n'] },
  ionice: { valued: ['-c', '-n'] },
  timeout: { valued: ['-k', '-s'], operands: true },
  time: {},
  stdbuf: { valued: ['-i', '-o', '-e'] },
  exec: { valued: ['-a'] },
  command: {},
  builtin: {},
  busybox: {},
  'cross-env': {},
  'cross-env-shell': {},
  call: {},
  unbuffer: {},
  caffeinate: {},
  arch: {},
  chroot: {},
})

/** Without `sudo`, `env A=b`, `nohup`, `timeout 5` and their like. */
export function unwrapped(words: readonly Word[]): readonly Word[] {
  let at = 0
  for (let i = 0; i < 10; i++) {
    const name = programName(words[at]?.text ?? '')
    const wrapper = WRAPPERS[name]
    // `command -v x` only looks whether there is one.
    if (wrapper === undefined || (name === 'command' && /^-[vV]/.test(words[at + 1]?.text ?? ''))) break
    let next = at + 1
    while (next < words.length) {
      const text = words[next]?.text ?? ''
      if (/^-/.test(text)) next += wrapper.valued?.includes(text) ? 2 : 1
      else if (/^[A-Za-z_]\w*=/.test(text)) next++
      else if (wrapper.operands && /^[\d.]+[smhd]?$/.test(text)) next++
      else break
    }
    // `env` alone prints: then it is the program.
    if (next >= words.length) break
    at = next
  }
  return words.slice(at)
}

/** @returns `curl` for `/usr/bin/curl` and `C:\…\curl.exe` */
export function programName(written: string): string {
  const base = written.slice(Math.max(written.lastIndexOf('/'), written.lastIndexOf('\\')) + 1)
  return base
    .replace(/^@/, '')
    .replace(/\.(?:exe|cmd|bat|com|ps1)$/i, '')
    .toLowerCase()
}

/** A path as a name to meet again: without `./`. */
function shortName(path: string): string {
  return path.replace(/^(?:\.[\\/])+/, '').slice(0, 1000)
}

/** The values of `names`, and what is left without options; `-o x`, `--output=x`, `-ox` for one-letter names. */
export function optionValue(args: readonly string[], ...names: readonly string[]): string | undefined {
  for (const [i, arg] of args.entries()) {
    for (const name of names) {
      if (arg === name) return args[i + 1]
      if (name.startsWith('--') && arg.startsWith(`${name}=`)) return arg.slice(name.length + 1)
    }
  }
  return undefined
}
