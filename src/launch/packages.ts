/** Packages of a registry as a launch: what each spec says, where they come from, and what they start themselves. Pure. */
import type { Launch, LocalProgram, PackageRef } from '../model.js'
import type { Arg } from './arg.js'
import { behind } from './bridges.js'
import { type Context, deeper, type Outcome, withAssignments } from './context.js'
import { commandName, expandDefaults } from './normalise.js'
import { readSpec, type SpecReading } from './npm-spec.js'
import { readImage } from './oci-spec.js'
import { readRequirement } from './pypi-spec.js'
import { registryOf, variable } from './registries.js'
import { type PackagesResolution, unknownLaunch } from './resolution.js'
import { behindOutcome, conclude, guessed, resolveCommand, resolveScript } from './resolve.js'
import { isKnown } from './runners.js'
import { readScript } from './script.js'

/** Variables that npm takes for `--package` and `--call`: then the words of the entry name no package. */
const REPLACING = ['npm_config_package', 'npm_config_call']
const NPM_RUNNERS = new Set(['npx', 'npm exec'])

const NOT_YET: Readonly<Record<PackageRef['ecosystem'], readonly string[]>> = {
  npm: [],
  pypi: ['packages of PyPI are not audited yet'],
  oci: ['container images are not audited yet'],
}

export function packagesOutcome(resolution: PackagesResolution, context: Context): Outcome {
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
  const { starts, script, assignments = [], elsewhere = false, bin, args, ecosystem, installs } = resolution
  if (installs) return null
  // npm hands the program's name to a shell as it is written.
  const line = script ?? (bin && NPM_RUNNERS.has(resolution.runner) && /[\s;&|<>$`()]/.test(bin.text) ? bin : null)
  if (line) {
    const outcome = resolveScript(resolution.runner, readScript(line, 'posix'), deeper(context))
    const { kind, origin, runner } = outcome.launch
    // A name alone is that of a program which the packages bring.
    return kind === 'local' && origin === runner && !isKnown(runner) ? null : describe(outcome, false)
  }
  if (starts) {
    const inside = { ...deeper(context), elsewhere: context.elsewhere || elsewhere }
    return describe(resolveCommand(starts, withAssignments(inside, assignments)), elsewhere)
  }
  const called = bin && commandName(bin.text)
  const target = own.find(({ name }) => name.split('/').at(-1) === called) ?? own[0]
  const further = target ? behind(ecosystem, target.name, args, context.env) : null
  if (further === null) {
    // With the packages at hand, any program can be started: `npx -p pkg node ./x.js`, `uvx --from pkg ./x`.
    const other = bin && called && (isKnown(called) || /[\\/]/.test(bin.text))
    const outcome = other ? resolveCommand([bin, ...args], deeper(context)) : guessed(args, context)
    return outcome && describe(outcome, false)
  }
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
