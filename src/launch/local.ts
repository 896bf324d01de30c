/** Node and other interpreters with a file, and programs of the machine. Pure. */
import type { Arg } from './arg.js'
import { walkOptions } from './options.js'
import { redactCommand, redactSpec } from './redact.js'
import { LOCAL_FILE, localLaunch, type Resolution, type Runner, unknownLaunch } from './resolution.js'

const NODE_VALUES = new Set([
  ...['-r', '--require', '--import', '--loader', '--experimental-loader', '-C', '--conditions', '--env-file'],
  ...['--env-file-if-exists', '--title', '--icu-data-dir', '--openssl-config', '--watch-path', '-P', '--project'],
  '--tsconfig',
])
const INLINE = new Set(['-e', '--eval', '-p', '--print', '-pe'])
/** npm's and pnpm's own programs, started through Node by their path. */
const RUNNER_FILES: ReadonlyMap<string, string> = new Map([
  ['npx-cli.js', 'npx'],
  ['npm-cli.js', 'npm'],
  ['pnpm.cjs', 'pnpm'],
  ['pnpx.cjs', 'pnpx'],
])

/** `node`, `tsx`, `ts-node`: a file after options. */
export const readScriptRunner =
  (runner: string): Runner =>
  (words) => {
    const { options, rest } = walkOptions(words, NODE_VALUES)
    if (options.some(({ name }) => INLINE.has(name))) {
      return localLaunch(runner, null, 'its code stands in the entry itself')
    }
    const operands = runner === 'tsx' && rest[0]?.text === 'watch' ? rest.slice(1) : rest
    const [file, ...args] = operands
    if (!file) return unknownLaunch(runner, 'it names nothing to start')
    const program = RUNNER_FILES.get(file.text.split(/[\\/]/).at(-1) ?? '')
    if (program) return { kind: 'command', words: [{ ...file, text: program }, ...args] }
    return localLaunch(runner, redactSpec(file.text), installedPackage(file.text) ?? LOCAL_FILE)
  }

/** `…/node_modules/@scope/name/dist/x.js` is a copy that was installed before: its version is on this machine alone. */
function installedPackage(path: string): string | null {
  const inside = path
    .split(/[\\/]node_modules[\\/]/)
    .slice(1)
    .at(-1)
  const name = inside && /^(@[^\\/]+[\\/])?[^\\/]+/.exec(inside)?.[0].replaceAll('\\', '/')
  return name ? `it is a copy of "${redactSpec(name)}" installed on this machine, and only releases are audited` : null
}

/** Any other command. */
export function readProgram(command: Arg): Resolution {
  const shown = redactCommand(command.text)
  const runner = shown.split(/[\\/]/).at(-1) || shown
  return localLaunch(runner, shown, 'it is a program of this machine, and not a release that could be compared')
}

/** `java -jar F`. */
export function readJava(words: readonly Arg[]): Resolution {
  const { rest } = walkOptions(words, new Set(['-cp', '-classpath', '--class-path', '--module-path', '-p']))
  return localLaunch('java', rest[0] ? redactCommand(rest[0].text) : null, LOCAL_FILE)
}

/** Runners of other ecosystems, by name: `go run module@version`, `nix run ref`, `dnx package`. */
export const readOtherEcosystem =
  (runner: string, what: string, subcommands: readonly string[]): Runner =>
  (words) => {
    const { rest } = walkOptions(words, new Set())
    const started = subcommands.every((one, index) => rest[index]?.text === one)
    const target = started ? walkOptions(rest.slice(subcommands.length), new Set()).rest[0] : undefined
    const name = [runner, ...subcommands].join(' ')
    if (!target)
      return localLaunch(runner, null, 'it is a program of this machine, and not a release that could be compared')
    return unknownLaunch(name, `${what} are not audited`, redactSpec(target.text))
  }
