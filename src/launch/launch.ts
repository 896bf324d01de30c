/** What an entry would really start: wrappers taken off, the runner read, its packages named. */
import type {
  Command,
  Launch,
  LaunchKind,
  LocalProgram,
  PackageRef,
  RemoteLaunch,
  ServerEntry,
  StdioLaunch,
} from '../model.js'
import type { Arg } from './arg.js'
import { type Behind, behind } from './bridges.js'
import { readContainer } from './container.js'
import { readJava, readOtherEcosystem, readProgram, readScriptRunner } from './local.js'
import { commandName, expandDefaults, hasVariable, normalise } from './normalise.js'
import { readSpec, type SpecReading } from './npm-spec.js'
import { readNpm, readNpx } from './npx.js'
import { readBun, readBunx, readDeno, readPnpm, readPnpx, readYarn } from './package-runners.js'
import { readPipx, readPython, readUv, readUvx } from './python.js'
import { originOf, redactUrl } from './redact.js'
import { type Resolution, type Runner, unknownLaunch } from './resolution.js'
import { type Assignment, assignmentIn, readScript, type Script } from './script.js'
import { BUILTINS, isWrapper, type Step, wrapperStep } from './wrappers.js'

const RUNNERS: ReadonlyMap<string, Runner> = new Map<string, Runner>([
  ['npx', readNpx],
  ['npm', readNpm],
  ['pnpm', readPnpm],
  ['pnpx', readPnpx],
  ['yarn', readYarn],
  ['bunx', readBunx],
  ['bun', readBun],
  ['deno', readDeno],
  ['corepack', (words) => ({ kind: 'command', words: withoutVersion(words) })],
  ['uvx', readUvx],
  ['uv', readUv],
  ['pipx', readPipx],
  ...['python', 'python3', 'py', 'pythonw'].map((name) => [name, readPython] as const),
  ...['docker', 'podman', 'nerdctl'].map((name) => [name, readContainer(name)] as const),
  ...['node', 'nodejs', 'tsx', 'ts-node'].map((name) => [name, readScriptRunner(name)] as const),
  ['java', readJava],
  ['go', readOtherEcosystem('go', 'Go modules', ['run'])],
  ['nix', readOtherEcosystem('nix', 'Nix packages', ['run'])],
  ['dnx', readOtherEcosystem('dnx', 'NuGet packages', [])],
  ['dotnet', readOtherEcosystem('dotnet', 'NuGet packages', ['tool', 'exec'])],
])

const NPM_RUNNERS = new Set(['npx', 'npm exec'])
/** npm takes these for `--package` and `--call`, and then the words of the entry name no package. */
const REPLACING = ['npm_config_package', 'npm_config_call']

/** Commands that start commands: wrappers, shells, `npx -c`, bridges. No real entry nests more than a few. */
const MAX_DEPTH = 16
/** Of one entry. */
const MAX_COMMANDS = 500

/** Commands that may stand before the one that is started, since they only prepare for it. */
const PREPARATIONS = new Set([
  ...['cd', 'pushd', 'export', 'set', 'unset', 'source', '.', 'umask', 'ulimit', 'shopt', 'true', ':', 'sleep'],
  ...['mkdir', 'test', '[', 'nvm', 'chdir', 'title', 'chcp', 'setlocal', 'set-location', 'echo'],
])

/** An entry, taken apart. */
export interface Dissection {
  /** Holds no secret of the entry. */
  readonly launch: Launch
  /** From the outermost to the innermost. */
  readonly commands: readonly Command[]
  readonly program: LocalProgram | null
}

/** Resolves an entry and keeps its commands. Pure, and never throws. */
export function dissect(entry: ServerEntry): Dissection {
  if (entry.launch.transport === 'remote') return { launch: remoteLaunch(entry.launch), commands: [], program: null }
  const commands: Command[] = []
  return { launch: stdioLaunch(entry.launch, entry.place.file, commands), commands, program: null }
}

/** Resolves an entry. Pure, and never throws; nothing of it holds a secret of the entry. */
export const resolveLaunch = (entry: ServerEntry): Launch => dissect(entry).launch

function remoteLaunch({ url }: RemoteLaunch): Launch {
  const { text, variables } = expandDefaults(url.text)
  const origin = originOf(text)
  const hidden = origin === null || hasVariable(origin)
  return {
    kind: 'remote',
    runner: 'remote',
    wrappers: [],
    packages: [],
    origin: hidden ? null : origin,
    reason: hidden
      ? 'what a remote server runs is not audited, and its address depends on a variable or is no URL'
      : `what a remote server runs is not audited${variables.length > 0 ? '; its address depends on a variable' : ''}`,
  }
}

function stdioLaunch(launch: StdioLaunch, file: string, commands: Command[]): Launch {
  const words = normalise(launch.argv, (name) => RUNNERS.has(name) || isWrapper(name))
  const context = { file, env: launch.env, depth: 0, assignments: [], pipedTo: null, commands }
  return resolveCommand(words, context)
}

interface Context {
  readonly file: string
  readonly env: Readonly<Record<string, string>>
  readonly depth: number
  /** What stands before the command, and what its wrappers set. */
  readonly assignments: readonly Assignment[]
  readonly pipedTo: string | null
  /** Every command that is met is put here. */
  readonly commands: Command[]
}

const deeper = (context: Context): Context => ({ ...context, depth: context.depth + 1 })

function resolveCommand(words: readonly Arg[], context: Context): Launch {
  const [head, ...rest] = words
  if (context.depth > MAX_DEPTH) return conclude(unknownLaunch('', 'its commands nest too deeply'), context)
  if (head === undefined) return conclude(unknownLaunch('', 'it names no command'), context)
  const runner = (readProgram(head) as Extract<Resolution, { kind: 'other' }>).runner
  const name = commandName(expandDefaults(head.text).text)
  record(name, rest, context)
  const step = wrapperStep(name, rest)
  if (step !== null) return unwrapped(name, step, context)
  if (hasVariable(name)) {
    return conclude(unknownLaunch(runner, 'its command depends on a variable that is not known here'), context)
  }
  return conclude(RUNNERS.get(name)?.(rest) ?? readProgram(head), context)
}

function record(name: string, args: readonly Arg[], { commands, assignments, pipedTo }: Context): void {
  if (commands.length < MAX_COMMANDS) commands.push({ name, args, assignments, pipedTo })
}

function unwrapped(name: string, step: Step, context: Context): Launch {
  const own = BUILTINS.has(name) ? [] : [name]
  const inner = (): Launch => {
    if (step.kind === 'problem') return conclude(unknownLaunch(name, step.reason), context)
    if (step.kind === 'script') return resolveScript(name, step.script, deeper(context))
    if (step.words.length === 0) return conclude(unknownLaunch(name, 'it names no command'), context)
    return resolveCommand(step.words, withAssignments(deeper(context), step.assignments))
  }
  const launch = inner()
  return { ...launch, wrappers: [...own, ...launch.wrappers] }
}

/** The one command that a line is for: the last, after preparations. */
function resolveScript(shell: string, { commands, problem }: Script, context: Context): Launch {
  const last = commands.length - 1
  let found: Launch = conclude(unknownLaunch(shell, 'it names no command'), context)
  let refused = problem
  let current = context
  for (const [index, { words, assignments, pipedTo, inside }] of commands.entries()) {
    const own = { ...withAssignments(current, assignments), pipedTo: readerOf(pipedTo) ?? current.pipedTo }
    const [head, ...rest] = words
    const name = head ? commandName(head.text.replace(/^@/, '')) : ''
    if (head) found = resolveCommand([{ ...head, text: head.text.replace(/^@/, '') }, ...rest], own)
    // What a command in brackets says is read by the one around it; where it is the command, by the shell.
    const reader = head && !/^(\$\(|`)/.test(head.text) ? readerOf(words) : shell
    for (const line of inside) {
      resolveScript(shell, readScript(line, 'posix'), { ...deeper(current), pipedTo: reader })
    }
    const exported = name === 'export' || name === 'set' ? rest.flatMap((arg) => assignmentIn(arg) ?? []) : []
    current = withAssignments(current, [...(head ? [] : assignments), ...exported])
    if (head && index < last && !PREPARATIONS.has(name)) refused ??= 'it runs other commands before the server'
  }
  return refused === null ? found : conclude(unknownLaunch(shell, refused), context)
}

/** Name of the command that reads a pipe: what `sudo` and the like start. */
function readerOf(words: readonly Arg[]): string | null {
  let inner = words
  for (let depth = 0; depth < MAX_DEPTH; depth += 1) {
    const [head, ...rest] = inner
    if (head === undefined) return null
    const name = commandName(head.text)
    const step = wrapperStep(name, rest)
    if (step?.kind !== 'words' || step.words.length === 0) return name
    inner = step.words
  }
  return null
}

function conclude(resolution: Resolution, context: Context): Launch {
  if (resolution.kind === 'packages') return packagesLaunch(resolution, context)
  if (resolution.kind === 'command') return resolveCommand(resolution.words, deeper(context))
  if (resolution.kind === 'other') {
    const { launch, runner, origin, reason } = resolution
    return { kind: launch, runner, wrappers: [], packages: [], origin, reason }
  }
  return unwrapped(resolution.runner, { kind: 'script', script: readScript(resolution.script, 'posix') }, context)
}

function packagesLaunch(
  { runner, specs, args, registry, registries }: Extract<Resolution, { kind: 'packages' }>,
  context: Context,
): Launch {
  const replaced = NPM_RUNNERS.has(runner) && REPLACING.some((name) => variable(context.env, name) !== undefined)
  if (replaced)
    return conclude(unknownLaunch(runner, 'its environment replaces the package that its words name'), context)
  const readings = specs.map((spec) => readSpec(spec, context.file))
  const own = readings.flatMap((reading) => (reading.kind === 'package' ? [reading.ref] : []))
  const others = readings.filter(
    (reading): reading is Extract<SpecReading, { kind: 'other' }> => reading.kind === 'other',
  )
  const [other] = others
  if (own.length === 0) {
    const { launch, origin, reason } = other ?? {
      launch: 'unknown' as LaunchKind,
      origin: null,
      reason: 'it names no package',
    }
    return { kind: launch, runner, wrappers: [], packages: [], origin, reason }
  }
  const used = registryOf(own, registry, registries, context)
  if (used === 'variable') {
    const reason = 'its registry depends on a variable that is not known here'
    return { kind: 'unknown', runner, wrappers: [], packages: [], origin: null, reason }
  }
  const reasons = readings.flatMap((reading) => (reading.kind === 'package' ? (reading.remark ?? []) : reading.reason))
  let packages: readonly PackageRef[] = own
  let origin: string | null = other?.origin ?? null
  const further = own[0] ? behind(own[0].name, args) : null
  if (further?.command && !('words' in further.command && further.command.words.length === 0)) {
    const second = behindPackage(further.command, context)
    packages = [...packages, ...second.packages]
    origin ??= second.origin
    if (second.kind !== 'npm') reasons.push(`it starts a second command: ${second.reason ?? 'it is not audited'}`)
    else if (second.reason) reasons.push(second.reason)
  } else if (further) {
    origin ??= further.origin ?? null
    if (further.reason) reasons.push(further.reason)
  }
  return {
    kind: 'npm',
    runner,
    wrappers: [],
    packages,
    origin,
    ...(used === null ? {} : { registry: used }),
    ...(reasons.length > 0 ? { reason: reasons.join('; ') } : {}),
  }
}

function behindPackage(command: NonNullable<Behind['command']>, context: Context): Launch {
  return 'words' in command
    ? resolveCommand(command.words, deeper(context))
    : resolveScript('', readScript(command.script, 'posix'), deeper(context))
}

/** The registry that the entry itself names, without credentials: its flags win over its environment, a scope's over all. */
function registryOf(
  packages: readonly PackageRef[],
  flag: Arg | null,
  flags: ReadonlyMap<string, Arg> | undefined,
  { env }: Context,
): string | null | 'variable' {
  const [scope] = packages[0]?.name.startsWith('@') ? packages[0].name.split('/') : []
  const scoped = scope ? [flags?.get(`${scope}:registry`)?.text, variable(env, `npm_config_${scope}:registry`)] : []
  const written =
    scoped.find(Boolean) ||
    flag?.text ||
    variable(env, 'npm_config_registry') ||
    variable(env, 'bun_config_registry') ||
    variable(env, 'yarn_npm_registry_server')
  if (!written) return null
  const { text } = expandDefaults(written)
  // Where a variable stands for a user, a password or a query alone, the address is known all the same.
  const address = text.replace(/\/\/[^/@]*@/, '//').split(/[?#]/, 1)[0] ?? ''
  if (hasVariable(address)) return 'variable'
  return URL.canParse(text) ? redactUrl(text) : null
}

/** npm reads its variables without regard to case. */
const variable = (env: Readonly<Record<string, string>>, name: string): string | undefined =>
  Object.entries(env).findLast(([other]) => other.toLowerCase() === name)?.[1]

const withAssignments = (context: Context, assignments: readonly Assignment[]): Context =>
  assignments.length === 0
    ? context
    : {
        ...context,
        env: { ...context.env, ...Object.fromEntries(assignments.map(({ name, value }) => [name, value])) },
        assignments: [...context.assignments, ...assignments],
      }

/** `corepack pnpm@9 dlx x` → `pnpm dlx x`. */
function withoutVersion(words: readonly Arg[]): readonly Arg[] {
  const [head, ...rest] = words
  return head ? [{ ...head, text: head.text.split('@', 1)[0] ?? '' }, ...rest] : []
}
