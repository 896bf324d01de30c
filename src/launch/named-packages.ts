/** What runners of npm packages have in common: options that name packages, else the first operand. Pure. */
import type { Arg } from './arg.js'
import { flagsOf, type Option, optionValues } from './options.js'
import { type OtherResolution, type PackagesResolution, unknownLaunch } from './resolution.js'

/** pnpm takes any setting as `--config.name=value`. */
const REGISTRY = /^--(?:config\.)?((?:@[^:]+:)?registry)$/

interface About {
  /** Options that name packages, in place of the first operand. */
  readonly naming?: readonly string[]
  readonly rename?: (spec: string) => string
  /** Every operand is a package, and none is started. */
  readonly installs?: true
}

export function namedPackages(
  runner: string,
  options: readonly Option[],
  operands: readonly Arg[],
  { naming = [], rename, installs }: About = {},
): PackagesResolution | OtherResolution {
  const given = optionValues(options, ...naming)
  const [first, ...args] = operands
  const registries = new Map(
    options.flatMap(({ name, value }) => {
      const [, key] = REGISTRY.exec(name) ?? []
      return key && value ? [[key, value] as const] : []
    }),
  )
  const shared = {
    kind: 'packages',
    ecosystem: 'npm',
    runner,
    args,
    registries,
    flags: flagsOf(options),
    ...(rename ? { rename } : {}),
  } as const
  if (given.length > 0) return { ...shared, specs: given, bin: first }
  if (first === undefined) return unknownLaunch(runner, 'it names no package')
  return installs ? { ...shared, specs: operands, args: [], installs } : { ...shared, specs: [first] }
}
