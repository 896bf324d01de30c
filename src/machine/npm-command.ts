/**
 * What `npx` and `npm exec` are asked for, word by word: the names under which npm's cache keeps what it installs, and the
 * argument for which it looks for a bin first. Facts from npm 11: `bin/npx-cli.js`, `lib/commands/exec.js`, libnpmexec.
 */
import { createHash } from 'node:crypto'
import type { Arg } from '../launch/arg.js'
import { expandDefaults } from '../launch/normalise.js'
import { readFlag, readNpmArguments, SWITCHES } from '../launch/npm-flags.js'
import { readSpec } from '../launch/npm-spec.js'
import { readNpx } from '../launch/npx.js'
import type { Command, Launch, PackageRef } from '../model.js'

/** One start of npm. */
export interface NpmExec {
  /** Package specs as npm gets them; they may hold credentials. */
  readonly specs: readonly string[]
  /** The argument that may name a bin; `null` where packages are named by flags. */
  readonly asked: string | null
  /** Values of flags, by their long names. */
  readonly flags: ReadonlyMap<string, string>
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
    { specs: [ref.spec], asked: launch.packages.length === 1 ? ref.spec : null, flags: new Map(), assignments: {} },
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
  const specs = name === 'npx' ? specsOfNpx(words) : specsOfNpm(words)
  if (specs === null) return null
  const flags = flagsOf(words, name === 'npx')
  return {
    specs,
    asked: flags.has('package') || flags.has('call') ? null : (specs[0] ?? null),
    flags,
    assignments: Object.fromEntries(assignments.map((each) => [each.name, each.value])),
  }
}

function specsOfNpx(words: readonly Arg[]): string[] | null {
  const resolution = readNpx(words)
  return resolution.kind === 'packages' ? resolution.specs.map(({ text }) => text) : null
}

function specsOfNpm(words: readonly Arg[]): string[] | null {
  const { packages, positionals } = readNpmArguments(words)
  const [command, first] = positionals
  if (command?.text !== 'exec' && command?.text !== 'x') return null
  return packages.length > 0 ? packages.map(({ text }) => text) : first === undefined ? null : [first.text]
}

/** Of `npx` only those before its first operand: what follows is for the server. */
function flagsOf(words: readonly Arg[], npx: boolean): Map<string, string> {
  const flags = new Map<string, string>()
  for (let i = 0; i < words.length; i += 1) {
    const word = words[i]?.text ?? ''
    if (/^-{2,}$/.test(word)) break
    const flag = readFlag({ text: word, pointer: '', at: 0 }, (name) => (npx && name === 'p' ? 'package' : name))
    if (flag === null) {
      if (npx) break
      continue
    }
    const next = words[i + 1]?.text
    if (flag.value !== null) flags.set(flag.name, flag.value.text)
    else if (flag.takesValue && next !== undefined && !/^-./.test(next)) {
      flags.set(flag.name, next)
      i += 1
    } else if (npx && !SWITCHES.has(flag.name) && !word.includes('=') && next !== undefined && !next.startsWith('-'))
      i += 1
  }
  return flags
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
