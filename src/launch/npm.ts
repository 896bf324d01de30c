/** `npm`: `exec`, `create`, `install` and the scripts of a project. Facts from npm 11's `lib/commands`. Pure. */
import type { Arg } from './arg.js'
import { npmInitializer } from './create.js'
import { npmCommand } from './npm-commands.js'
import { readNpmArguments } from './npm-flags.js'
import { ofArguments } from './npx.js'
import { localLaunch, otherUse, PROJECT_SCRIPT, type Resolution, type Runner, unknownLaunch } from './resolution.js'

/** Commands that start the script of their own name. */
const NAMED = new Set(['start', 'stop', 'test', 'restart'])
/** Commands that start nothing that could be a server, and prepare at most: all others can't be told. */
const PREPARING = new Set([
  'ci',
  'install',
  'link',
  'rebuild',
  'prune',
  'dedupe',
  'config',
  'set',
  'get',
  'cache',
  'version',
])

export const readNpm: Runner = (words) => {
  const read = readNpmArguments(words)
  const [command, ...positionals] = read.positionals
  const name = npmCommand(command?.text ?? '')
  if (name === 'exec') return ofArguments('npm exec', { ...read, positionals })
  const [first, ...args] = positionals
  const { registries, flags } = read
  const shared = { kind: 'packages', ecosystem: 'npm', registries, flags } as const
  if (name === 'init' && first) {
    return { ...shared, runner: 'npm create', specs: [first], args, rename: npmInitializer }
  }
  if (name === 'init') return unknownLaunch('npm create', 'it names no package')
  if (name === 'install' && first) {
    return { ...shared, runner: 'npm install', specs: positionals, args: [], installs: true }
  }
  // `npm explore package -- command` starts a command in the folder of a package that is installed.
  if (name === 'explore' && args.length > 0) return { kind: 'command', wrapper: 'npm', words: args, elsewhere: true }
  const script = name === 'run' ? first?.text : name !== null && NAMED.has(name) ? name : undefined
  if (script !== undefined) return projectScript('npm', script, read.workspace ? null : read.prefix)
  return { ...otherUse('npm'), idle: name !== null && PREPARING.has(name) }
}

/** @param folder as written; absent for the one of the entry, `null` where it is a workspace's, whose folder is not known */
export function projectScript(runner: string, script: string, folder: Arg | null | undefined): Resolution {
  const program = folder === null ? null : ({ type: 'package', folder: folder?.text ?? '.', script } as const)
  return localLaunch(runner, null, PROJECT_SCRIPT, program)
}
