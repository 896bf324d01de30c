/** `pnpm dlx`, `yarn dlx`, `bunx` and `deno run npm:…`: runners of npm packages other than npm's own. Pure. */
import { type Arg, slice } from './arg.js'
import { type Option, optionValue, walkOptions } from './options.js'
import { redactCommand, redactUrl } from './redact.js'
import { LOCAL_FILE, localLaunch, type Resolution, unknownLaunch } from './resolution.js'

const PNPM_VALUES = new Set([
  ...['--package', '--allow-build', '--cpu', '--os', '--libc', '-C', '--dir', '--registry', '--filter', '-F'],
  ...['--reporter', '--loglevel', '--store-dir', '--virtual-store-dir', '--filter-prod', '--workspace-dir'],
])

export function readPnpm(words: readonly Arg[]): Resolution {
  const { options, rest } = walkOptions(words, PNPM_VALUES)
  const [command, ...after] = rest
  if (command?.text === 'dlx') return readPnpx(after, options)
  return localLaunch('pnpm', null, 'it starts a script or dependency of the project in its folder')
}

/** `-c` (`--shell-mode`) stands alone: the line that it runs is made of the operands. */
export function readPnpx(words: readonly Arg[], globals: readonly Option[] = []): Resolution {
  const { options, rest } = walkOptions(words, PNPM_VALUES)
  return packages('pnpm dlx', [...globals, ...options], rest, '--package')
}

export function readYarn(words: readonly Arg[]): Resolution {
  const globals = walkOptions(words, new Set(['--cwd']))
  const [command, ...after] = globals.rest
  if (command?.text !== 'dlx') {
    return localLaunch('yarn', null, 'it starts a script or dependency of the project in its folder')
  }
  const { options, rest } = walkOptions(after, new Set(['-p', '--package']))
  return packages('yarn dlx', options, rest, '-p', '--package')
}

const BUN_VALUES = new Set([
  '-p',
  '--package',
  '--cwd',
  '--registry',
  '-c',
  '--config',
  '--cache-dir',
  '-r',
  '--preload',
])

export function readBunx(words: readonly Arg[]): Resolution {
  const { options, rest } = walkOptions(words, new Set(['-p', '--package']))
  return packages('bunx', options, rest, '-p', '--package')
}

export function readBun(words: readonly Arg[]): Resolution {
  const { options, rest } = walkOptions(words, BUN_VALUES)
  const [command, ...after] = rest
  if (command?.text === 'x') return readBunx(after)
  const file = command?.text === 'run' ? walkOptions(after, BUN_VALUES).rest[0] : command
  if (file) return localLaunch('bun', redactCommand(file.text), LOCAL_FILE)
  if (options.some(({ name }) => name === '-e' || name === '--eval')) {
    return localLaunch('bun', null, 'its code stands in the entry itself')
  }
  return unknownLaunch('bun', 'it names nothing to start')
}

function packages(
  runner: string,
  options: readonly Option[],
  operands: readonly Arg[],
  ...names: readonly string[]
): Resolution {
  const given = options.flatMap(({ name, value }) => (value !== null && names.includes(name) ? [value] : []))
  const [first, ...args] = operands
  const registry = optionValue(options, '--registry')
  if (given.length > 0) return { kind: 'packages', runner, specs: given, args, registry }
  if (first === undefined) return unknownLaunch(runner, 'it names no package')
  return { kind: 'packages', runner, specs: [first], args, registry }
}

const DENO_VALUES = new Set([
  '-c',
  '--config',
  '-L',
  '--log-level',
  '--import-map',
  '--lock',
  '--env-file',
  '--cert',
  '--seed',
])

/** A specifier is `npm:@scope/name@version/path`, `jsr:…`, a URL, or a file. */
export function readDeno(words: readonly Arg[]): Resolution {
  const { rest } = walkOptions(words, DENO_VALUES)
  const [command, ...after] = rest
  const [file, ...args] =
    command && ['run', 'x', 'serve'].includes(command.text) ? walkOptions(after, DENO_VALUES).rest : rest
  if (file === undefined) return unknownLaunch('deno', 'it names nothing to start')
  const [, prefix, spec] = /^(npm:\/?)((?:@[^/]+\/)?[^/]+)/.exec(file.text) ?? []
  if (prefix !== undefined && spec !== undefined) {
    const only = slice(file, prefix.length, prefix.length + spec.length)
    return { kind: 'packages', runner: 'deno run', specs: [only], args, registry: null }
  }
  if (/^jsr:/.test(file.text)) return unknownLaunch('deno run', 'packages of JSR are not audited yet', file.text)
  if (/^https?:/.test(file.text))
    return unknownLaunch('deno run', 'code from a URL is not audited', redactUrl(file.text))
  return localLaunch('deno run', redactCommand(file.text), LOCAL_FILE)
}
