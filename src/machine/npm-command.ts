/**
 * What `npx` and `npm exec` are asked for, word by word: the names under which npm's cache keeps what it installs, and the
 * argument for which it looks for a bin first. Facts from npm 11: `bin/npx-cli.js`, `lib/commands/exec.js`, libnpmexec.
 */
import { createHash } from 'node:crypto'
import type { Arg } from '../launch/arg.js'
import { expandDefaults } from '../launch/normalise.js'
import { npmCommand } from '../launch/npm-commands.js'
import { type NpmArguments, readNpmArguments } from '../launch/npm-flags.js'
import { readSpec } from '../launch/npm-spec.js'
import { readNpxArguments } from '../launch/npx.js'
import type { Command, Launch, PackageRef } from '../model.js'

/** One start of npm. */
export interface NpmExec {
  /** Package specs as npm gets them; they may hold credentials. */
  readonly specs: readonly string[]
  /** The argument that may name a bin; `null` where packages are named by flags. */
  readonly asked: string | null
  /** Values of flags, by their long names. */
  readonly flags: ReadonlyMap<string, string>
  /** Long names of all flags that are given, those without a value too. */
  readonly given: ReadonlySet<string>
  readonly assignments: Readonly<Record<string, string>>
}

/** Every start of npm among the commands of an entry that takes this package. */
export function npmExecs(commands: readonly Command[], ref: PackageRef, launch: Launch): NpmExec[] {
  const found = commands.flatMap((command) => {
    const exec = execOf(command)
    return exec?.specs.some((spec) => names(spec, ref)) ? [exec] : []
  })
  if (found.length > 0 || !/^(?:npx|npm exec)$/.test(launch.runner)) return found
  // The commands could not be told apart: the package's own words are all that is known.
  return [
    {
      specs: [ref.spec],
      asked: launch.packages.length === 1 ? ref.spec : null,
      flags: new Map(),
      given: new Set(),
      assignments: {},
    },
  ]
}

/** Whether two specs mean the same versions of one package, however they are written. */
function names(spec: string, { name, selector, spec: written }: PackageRef): boolean {
  if (spec === written) return true
  const read = readSpec({ text: spec, pointer: '', at: 0 }, '')
  return read.kind === 'package' && read.ref.name === name && read.ref.selector.value === selector.value
}

function execOf({ name, args, assignments }: Command): NpmExec | null {
  if (name !== 'npx' && name !== 'npm') return null
  const words: Arg[] = args.map(({ text }) => ({ text: expandDefaults(text).text, pointer: '', at: 0 }))
  const read = name === 'npx' ? readNpxArguments(words) : execArguments(words)
  const [first] = read?.positionals ?? []
  if (!read || (read.packages.length === 0 && (read.call !== null || first === undefined))) return null
  const specs = read.packages.length > 0 ? read.packages : first ? [first] : []
  const named = read.packages.length > 0 || read.call !== null
  return {
    specs: specs.map(({ text }) => text),
    asked: named ? null : (first?.text ?? null),
    flags: new Map([...read.values].map(([flag, { text }]) => [flag, text])),
    given: read.flags,
    assignments: Object.fromEntries(assignments.map((each) => [each.name, each.value])),
  }
}

/** What follows `npm exec`, by any of its names; `null` for npm's other commands. */
function execArguments(words: readonly Arg[]): NpmArguments | null {
  const read = readNpmArguments(words)
  const [command, ...positionals] = read.positionals
  return npmCommand(command?.text ?? '') === 'exec' ? { ...read, positionals } : null
}

/**
 * Name of the folder in npm's `_npx` that specs lead to: libnpmexec sorts them, joins them by line ends, and takes 16 digits
 * of their SHA-512.
 */
export const npxFolderName = (specs: readonly string[]): string =>
  createHash('sha512')
    .update([...specs].sort((a, b) => a.localeCompare(b, 'en')).join('\n'))
    .digest('hex')
    .slice(0, 16)
