/** Follows a command to what it really starts: wrappers are taken off, lines of shell split, packages named. Pure. */
import type { Launch, LocalProgram, PackageRef } from '../model.js'
import type { Arg } from './arg.js'
import { type Behind, behind, behindProgram } from './bridges.js'
import { type Context, deeper, type Outcome, withAssignments } from './context.js'
import { readProgram } from './local.js'
import { commandName, expandDefaults, hasVariable } from './normalise.js'
import { readSpec, type SpecReading } from './npm-spec.js'
import { readImage } from './oci-spec.js'
import { joinPath } from './paths.js'
import { BUILTINS } from './prefixes.js'
import { readRequirement } from './pypi-spec.js'
import { registryOf, variable } from './registries.js'
import { type OtherResolution, type PackagesResolution, type Resolution, unknownLaunch } from './resolution.js'
import { isKnown, runnerOf } from './runners.js'
import { readScript, type Script } from './script.js'
import { inSequence, nextCommand } from './sequence.js'
import type { Step } from './step.js'
import { wrapperStep } from './wrappers.js'

/** Commands that start commands: wrappers, shells, `npx -c`, bridges. No real entry nests more than a few. */
const MAX_DEPTH = 16
const TOO_DEEP = 'its commands nest too deeply'
/** Of one entry, and of one line. */
const MAX_COMMANDS = 500
/** Variables that npm takes for `--package` and `--call`: then the words of the entry name no package. */
const REPLACING = ['npm_config_package', 'npm_config_call']
const NPM_RUNNERS = new Set(['npx', 'npm exec'])

export function resolveCommand(words: readonly Arg[], context: Context): Outcome {
  const [head, ...rest] = words
  if (context.depth > MAX_DEPTH) return conclude(unknownLaunch('', TOO_DEEP), context)
  if (head === undefined) return conclude(unknownLaunch('', 'it names no command'), context)
  const name = commandName(expandDefaults(head.text).text)
  record(name, head, rest, context)
  // A part of the shell has no path and no ending: `start.bat` is a file.
  const step = BUILTINS.has(name) && head.text.toLowerCase() !== name ? null : wrapperStep(name, rest, isKnown)
  if (step !== null) return unwrap(name, step, context)
  const program = readProgram(head)
  if (hasVariable(name)) {
    return conclude(unknownLaunch(program.runner, 'its command depends on a variable that is not known here'), context)
  }
  const runner = runnerOf(name)
  if (runner) return conclude(runner(rest, { isKnown }), context)
  const further = behindProgram(head, rest, context.env)
  return further ? bridgeOfMachine(program, further, context) : conclude(program, context)
}

function record(name: string, head: Arg, args: readonly Arg[], context: Context): void {
  const { commands, assignments, pipedTo } = context
  // What is put in the place of a command's name has no name.
  const shown = /^(\$\(|`)/.test(head.text) ? '' : name
  if (commands.length < MAX_COMMANDS && (shown !== '' || args.length > 0)) {
    commands.push({ name: shown, args, assignments, pipedTo })
  }
}

function unwrap(name: string, step: Step, context: Context): Outcome {
  if (step.kind === 'other') return conclude(step.resolution, context)
  const inner = (): Outcome => {
    if (step.kind === 'problem') {
      if (step.inside?.length) resolveCommand(step.inside, deeper({ ...context, elsewhere: true }))
      return conclude(unknownLaunch(name, step.reason), context)
    }
    const elsewhere = context.elsewhere || step.elsewhere
    if (step.kind === 'script') return resolveScript(name, step.script, deeper({ ...context, elsewhere }))
    const cwd = step.cwd ? joinPath(context.cwd, step.cwd.text) : context.cwd
    return resolveCommand(step.words, withAssignments(deeper({ ...context, elsewhere, cwd }), step.assignments))
  }
  const outcome = inner()
  return BUILTINS.has(name) ? outcome : wrapped(name, outcome)
}

const wrapped = (name: string, outcome: Outcome): Outcome => ({
  ...outcome,
  launch: { ...outcome.launch, wrappers: [name, ...outcome.launch.wrappers] },
})

/** Every command of a line, in order; what they are together. */
export function resolveScript(shell: string, script: Script, context: Context): Outcome {
  const { commands, problem, exact } = script
  if (context.depth > MAX_DEPTH) return conclude(unknownLaunch('', TOO_DEEP), context)
  const outcomes: { readonly words: readonly Arg[]; readonly outcome: Outcome }[] = []
  let current = context
  for (const command of commands.slice(0, MAX_COMMANDS)) {
    const { words, assignments, pipedTo, inside } = command
    const own = { ...withAssignments(current, assignments), pipedTo: readerOf(pipedTo) ?? current.pipedTo }
    if (words.length > 0) outcomes.push({ words, outcome: resolveCommand(words, own) })
    // What a command in brackets says is read by the one around it; where it is the command, by the shell.
    const reader = words[0] && !/^(\$\(|`)/.test(words[0].text) ? readerOf(words) : shell
    for (const line of inside) {
      if (own.depth >= MAX_DEPTH) break
      resolveScript(shell, readScript(line, 'posix'), { ...deeper(own), pipedTo: reader })
    }
    const { exported, cwd } = nextCommand(words)
    current = withAssignments(current, [...(words.length > 0 ? [] : assignments), ...exported])
    if (cwd !== null) current = { ...current, cwd: joinPath(current.cwd, cwd.text) }
  }
  const reason = commands.length > MAX_COMMANDS ? 'its shell script has too many commands' : problem
  return inSequence(shell, exact ? outcomes : [], reason)
}

/** Name of the command that reads a pipe: what `sudo` and the like start. */
function readerOf(words: readonly Arg[]): string | null {
  let inner = words
  for (let depth = 0; depth < MAX_DEPTH; depth += 1) {
    const [head, ...rest] = inner
    if (head === undefined) return null
    const name = commandName(head.text)
    const step = wrapperStep(name, rest, isKnown)
    if (step?.kind !== 'words') return name
    inner = step.words
  }
  return null
}

export function conclude(resolution: Resolution, context: Context): Outcome {
  if (resolution.kind === 'packages') return packagesOutcome(resolution, context)
  if (resolution.kind === 'script') {
    const { runner, script } = resolution
    return wrapped(runner, resolveScript(runner, readScript(script, 'posix'), deeper(context)))
  }
  if (resolution.kind === 'command') {
    const { words, wrapper, cwd, elsewhere } = resolution
    const inner = resolveCommand(words, {
      ...deeper(context),
      cwd: cwd ? joinPath(context.cwd, cwd.text) : context.cwd,
      elsewhere: context.elsewhere || (elsewhere ?? false),
    })
    return wrapper === undefined ? inner : wrapped(wrapper, inner)
  }
  const { launch, runner, origin, reason, program = null, idle = false } = resolution
  return {
    launch: { kind: launch, runner, wrappers: [], packages: [], origin, reason },
    program: program && placed(program, context),
    installs: false,
    idle,
  }
}

/** A program's path from the folder of the entry. */
function placed(program: LocalProgram, { cwd, elsewhere }: Context): LocalProgram | null {
  if (elsewhere) return null
  return program.type === 'file'
    ? { ...program, path: joinPath(cwd, program.path) }
    : { ...program, folder: joinPath(cwd, program.folder) }
}

/** An installed bridge: what it reaches or starts is what matters, and it is said that the bridge itself is not audited. */
function bridgeOfMachine(program: OtherResolution, further: Behind, context: Context): Outcome {
  const about = `\`${program.runner}\`, which starts it, is a program of this machine`
  if (further.kind === 'origin') {
    const remote = further.origin !== null && /^\w+:\/\//.test(further.origin)
    const resolution: OtherResolution = {
      ...program,
      launch: remote ? 'remote' : 'local',
      origin: further.origin ?? program.origin,
      reason: `${further.reason}, and \`${program.runner}\`, which starts it, is a program of this machine`,
    }
    return conclude(resolution, context)
  }
  const outcome = wrapped(program.runner, behindOutcome(further, context))
  const reason = [outcome.launch.reason, about].filter(Boolean).join('; ')
  return { ...outcome, launch: { ...outcome.launch, reason } }
}

function behindOutcome(further: Exclude<Behind, { kind: 'origin' }>, context: Context): Outcome {
  if (further.kind === 'words') return resolveCommand(further.words, deeper(context))
  if (further.kind === 'scripts') {
    const outcomes = further.scripts.map((line) => ({
      words: [line],
      outcome: resolveScript('', readScript(line, 'posix'), deeper(context)),
    }))
    return outcomes.length === 1 && outcomes[0] ? outcomes[0].outcome : inSequence('', outcomes, null)
  }
  const step = wrapperStep(further.name, further.args, isKnown)
  if (step !== null) return unwrap(further.name, step, context)
  const runner = runnerOf(further.name)
  return conclude(
    runner?.(further.args, { isKnown }) ?? unknownLaunch(further.name, 'it names nothing to start'),
    context,
  )
}

// ── packages ─────────────────────────────────────────────────────────────────────────────────────

const NOT_YET: Readonly<Record<PackageRef['ecosystem'], readonly string[]>> = {
  npm: [],
  pypi: ['packages of PyPI are not audited yet'],
  oci: ['container images are not audited yet'],
}

function packagesOutcome(resolution: PackagesResolution, context: Context): Outcome {
  const { ecosystem, runner, specs, remark } = resolution
  const replaced = NPM_RUNNERS.has(runner) && REPLACING.some((name) => variable(context.env, name) !== undefined)
  if (replaced) {
    return conclude(unknownLaunch(runner, 'its environment replaces the package that its words name'), context)
  }
  const readings = specs.map((spec) => reading(resolution, spec, context.file))
  const own = readings.flatMap((each) => (each.kind === 'package' ? [each.ref] : []))
  const others = readings.flatMap((each) => (each.kind === 'other' ? [each] : []))
  if (own.length === 0) return withoutPackage(resolution, others, context)
  const registry = registryOf(resolution, own, context.env)
  if (registry.unknown) {
    return conclude(unknownLaunch(runner, 'its registry depends on a variable that is not known here'), context)
  }
  const second = secondOf(resolution, own, context)
  const reasons = [
    ...NOT_YET[ecosystem],
    ...readings.map((each) => (each.kind === 'package' ? each.remark : each.reason)),
    registry.remark,
    remark,
    ...(second?.reason ?? []),
  ].filter((reason) => typeof reason === 'string')
  const launch: Launch = {
    kind: ecosystem,
    runner,
    wrappers: [],
    packages: [...own, ...(second?.packages ?? [])],
    origin: others[0]?.origin ?? second?.origin ?? null,
    ...(registry.url === null ? {} : { registry: registry.url }),
    ...(reasons.length > 0 ? { reason: [...new Set(reasons)].join('; ') } : {}),
  }
  return { launch, program: second?.program ?? null, installs: resolution.installs ?? false, idle: false }
}

function reading({ ecosystem, rename }: PackagesResolution, spec: Arg, file: string): SpecReading {
  if (ecosystem === 'npm') return readSpec(spec, file, rename)
  return ecosystem === 'pypi' ? readRequirement(spec, file) : readImage(spec, file)
}

/** Code of git, of a folder, or nothing that can be read. */
function withoutPackage(
  { ecosystem, runner, specs, starts, installs }: PackagesResolution,
  [other]: readonly Extract<SpecReading, { kind: 'other' }>[],
  context: Context,
): Outcome {
  const { launch, origin, reason } = other ?? {
    launch: 'unknown' as const,
    origin: null,
    reason: 'it names no package',
  }
  // `npx ./folder` starts the bin of what stands there.
  const path =
    ecosystem === 'npm' && launch === 'local' ? expandDefaults(specs[0]?.text ?? '').text.replace(/^file:/, '') : ''
  const folder = path !== '' && !/\.(tgz|tar\.gz)$/i.test(path) ? path : null
  const program = folder === null ? null : ({ type: 'package', folder, script: null } as const)
  const outcome = conclude({ kind: 'other', launch, runner, origin, reason, program }, context)
  const second = starts ? resolveCommand(starts, deeper(context)) : null
  if (second && second.launch.packages.length > 0) {
    return {
      ...second,
      launch: { ...second.launch, reason: [second.launch.reason, reason].filter(Boolean).join('; ') },
    }
  }
  return { ...outcome, installs: installs ?? false }
}

interface Second {
  readonly packages: readonly PackageRef[]
  readonly origin: string | null
  readonly program: LocalProgram | null
  readonly reason: readonly string[]
}

/** What the packages start themselves: a command that stands behind them, or one that a bridge reaches. */
function secondOf(resolution: PackagesResolution, own: readonly PackageRef[], context: Context): Second | null {
  const { starts, assignments = [], elsewhere = false, bin, args, ecosystem, installs } = resolution
  if (installs) return null
  if (starts) {
    const inside = { ...deeper(context), elsewhere: context.elsewhere || elsewhere }
    return describe(resolveCommand(starts, withAssignments(inside, assignments)), elsewhere)
  }
  const called = bin && commandName(bin.text)
  const target = own.find(({ name }) => name.split('/').at(-1) === called) ?? own[0]
  const further = target ? behind(ecosystem, target.name, args, context.env) : null
  if (further === null) return null
  if (further.kind === 'origin') {
    return { packages: [], origin: further.origin, program: null, reason: [further.reason] }
  }
  const named = further.kind === 'program' && called && isKnown(called) ? { ...further, name: called } : further
  if (named.kind === 'program' && named.args.length === 0) return null
  return describe(behindOutcome(named, context), false)
}

function describe({ launch, program }: Outcome, elsewhere: boolean): Second {
  const { packages, origin, reason, kind } = launch
  // In a container, a file or program is a part of the image that is named.
  const silent = elsewhere && kind === 'local'
  const said = reason === undefined || silent ? [] : [kind === 'npm' ? reason : `it starts a second command: ${reason}`]
  return { packages, origin: silent ? null : origin, program, reason: said }
}
