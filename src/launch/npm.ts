/** `npm`: `exec`, `create`, `install` and the scripts of a project. Facts from npm 11's `lib/commands`. Pure. */
import type { Arg } from './arg.js'
import { npmInitializer } from './create.js'
import { readNpmArguments } from './npm-flags.js'
import { ofArguments } from './npx.js'
import { localLaunch, otherUse, PROJECT_SCRIPT, type Resolution, type Runner, unknownLaunch } from './resolution.js'

const RUN = new Set(['run', 'run-script', 'rum', 'urn'])
/** Commands that start the script of their own name. */
const NAMED: ReadonlyMap<string, string> = new Map([
  ...['start', 'stop', 'test', 'restart'].map((name) => [name, name] as const),
  ['t', 'test'],
  ['tst', 'test'],
])
const INITIALIZE = new Set(['init', 'create', 'innit'])
const INSTALL = new Set(['install', 'add', 'i', 'in', 'ins', 'inst', 'insta', 'instal', 'isnt', 'isnta', 'isntal'])

export const readNpm: Runner = (words) => {
  const read = readNpmArguments(words)
  const [command, ...positionals] = read.positionals
  const name = command?.text ?? ''
  if (name === 'exec' || name === 'x') return ofArguments('npm exec', { ...read, positionals })
  if (INITIALIZE.has(name)) {
    const [first, ...args] = positionals
    if (!first) return unknownLaunch('npm create', 'it names no package')
    const { registries } = read
    return {
      kind: 'packages',
      ecosystem: 'npm',
      runner: 'npm create',
      specs: [first],
      args,
      registries,
      rename: npmInitializer,
    }
  }
  if (INSTALL.has(name) && positionals.length > 0) {
    const { registries } = read
    return {
      kind: 'packages',
      ecosystem: 'npm',
      runner: 'npm install',
      specs: positionals,
      args: [],
      registries,
      installs: true,
    }
  }
  const script = RUN.has(name) ? positionals[0]?.text : NAMED.get(name)
  if (script !== undefined) return projectScript('npm', script, read.workspace ? null : read.prefix)
  return otherUse('npm')
}

/** @param folder as written; absent for the one of the entry, `null` where it is a workspace's, whose folder is not known */
export function projectScript(runner: string, script: string, folder: Arg | null | undefined): Resolution {
  const program = folder === null ? null : ({ type: 'package', folder: folder?.text ?? '.', script } as const)
  return localLaunch(runner, null, PROJECT_SCRIPT, program)
}
