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
import { behind } from './bridges.js'
import { readContainer } from './container.js'
import { readJava, readOtherEcosystem, readProgram, readScriptRunner } from './local.js'
import { commandName, expandDefaults, hasVariable, normalise } from './normalise.js'
import { readSpec, type SpecReading } from './npm-spec.js'
import { readNpm, readNpx } from './npx.js'
import { readBun, readBunx, readDeno, readPnpm, readPnpx, readYarn } from './package-runners.js'
import { readPipx, readPython, readUv, readUvx } from './python.js'
import { originOf, redactUrl } from './redact.js'
import { type Resolution, type Runner, unknownLaunch } from './resolution.js'
import { type Assignment, isWrapper, scriptCommand, unwrap } from './wrappers.js'

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

/** Commands that start commands: `npx -c`, `corepack`, bridges. No real entry nests more than a few. */
const MAX_COMMANDS = 8

/** An entry, taken apart. */
export interface Dissection {
  /** Holds no secret of the entry. */
  readonly launch: Launch
  /** From the outermost to the innermost. */
  readonly commands: readonly Command[]
  readonly program: LocalProgram | null
}

/** Resolves an entry and keeps its commands. Pure, and never throws. */
export const dissect = (entry: ServerEntry): Dissection => ({
  launch: resolveLaunch(entry),
  commands: [],
  program: null,
})

/** Resolves an entry. Pure, and never throws; nothing of it holds a secret of the entry. */
export function resolveLaunch(entry: ServerEntry): Launch {
  return entry.launch.transport === 'remote' ? remoteLaunch(entry.launch) : stdioLaunch(entry.launch, entry.place.file)
}

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

function stdioLaunch(launch: StdioLaunch, file: string): Launch {
  const words = normalise(launch.argv, (name) => RUNNERS.has(name) || isWrapper(name))
  return resolveCommand(words, { file, env: launch.env, depth: 0 })
}

interface Context {
  readonly file: string
  readonly env: Readonly<Record<string, string>>
  readonly depth: number
}

function resolveCommand(command: readonly Arg[], context: Context): Launch {
  const { words, wrappers, assignments, problem } = unwrap(command)
  const [head, ...rest] = words
  const runner = head ? (readProgram(head) as Extract<Resolution, { kind: 'other' }>).runner : ''
  const finish = (resolution: Resolution): Launch =>
    conclude(resolution, wrappers, withAssignments(context, assignments))
  if (problem !== undefined) return finish(unknownLaunch(wrappers.at(-1) ?? runner, problem))
  if (head === undefined) return finish(unknownLaunch('', 'it names no command'))
  const name = commandName(expandDefaults(head.text).text)
  if (hasVariable(name))
    return finish(unknownLaunch(runner, 'its command depends on a variable that is not known here'))
  return finish(RUNNERS.get(name)?.(rest) ?? readProgram(head))
}

function conclude(resolution: Resolution, wrappers: readonly string[], context: Context): Launch {
  if (resolution.kind === 'packages') return packagesLaunch(resolution, wrappers, context)
  if (resolution.kind === 'other') {
    const { launch, runner, origin, reason } = resolution
    return { kind: launch, runner, wrappers, packages: [], origin, reason }
  }
  const own = resolution.kind === 'script' ? [...wrappers, resolution.runner] : wrappers
  const inner = inside(resolution.kind === 'script' ? { script: resolution.script } : resolution, context)
  return { ...inner, wrappers: [...own, ...inner.wrappers] }
}

/** A command that another one starts. */
function inside(command: { readonly words: readonly Arg[] } | { readonly script: Arg }, context: Context): Launch {
  const deeper = { ...context, depth: context.depth + 1 }
  if (deeper.depth > MAX_COMMANDS) {
    return conclude(unknownLaunch('', 'its commands nest too deeply'), [], deeper)
  }
  if ('words' in command) return resolveCommand(command.words, deeper)
  const read = scriptCommand(command.script)
  if (read.kind === 'problem') return conclude(unknownLaunch('', read.reason), [], deeper)
  return resolveCommand(read.words, withAssignments(deeper, read.assignments))
}

function packagesLaunch(
  { runner, specs, args, registry, registries }: Extract<Resolution, { kind: 'packages' }>,
  wrappers: readonly string[],
  context: Context,
): Launch {
  const replaced = NPM_RUNNERS.has(runner) && REPLACING.some((name) => variable(context.env, name) !== undefined)
  if (replaced)
    return conclude(
      unknownLaunch(runner, 'its environment replaces the package that its words name'),
      wrappers,
      context,
    )
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
    return { kind: launch, runner, wrappers, packages: [], origin, reason }
  }
  const used = registryOf(own, registry, registries, context)
  if (used === 'variable') {
    const reason = 'its registry depends on a variable that is not known here'
    return { kind: 'unknown', runner, wrappers, packages: [], origin: null, reason }
  }
  const reasons = readings.flatMap((reading) => (reading.kind === 'package' ? (reading.remark ?? []) : reading.reason))
  let packages: readonly PackageRef[] = own
  let origin: string | null = other?.origin ?? null
  const further = own[0] ? behind(own[0].name, args) : null
  if (further?.command && !('words' in further.command && further.command.words.length === 0)) {
    const second = inside(further.command, context)
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
    wrappers,
    packages,
    origin,
    ...(used === null ? {} : { registry: used }),
    ...(reasons.length > 0 ? { reason: reasons.join('; ') } : {}),
  }
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
      }

/** `corepack pnpm@9 dlx x` → `pnpm dlx x`. */
function withoutVersion(words: readonly Arg[]): readonly Arg[] {
  const [head, ...rest] = words
  return head ? [{ ...head, text: head.text.split('@', 1)[0] ?? '' }, ...rest] : []
}
