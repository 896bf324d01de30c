/**
 * Tools that prepare an environment and then start a command in it: keepers of secrets, managers of runtimes and of projects'
 * environments. Facts from their manuals and their own help. Pure.
 */
import { type Arg, slice } from './arg.js'
import { commandName } from './normalise.js'
import { listed, optionValue, walkOptions } from './options.js'
import { NIX_SEVERAL, NIX_VALUES } from './other-ecosystems.js'
import { redactCommand } from './redact.js'
import { LOCAL_PROGRAM, localLaunch, otherUse, PROJECT_PROGRAM, type Runner, unknownLaunch } from './resolution.js'
import { problem, type Step, startsScript, startsWords, type Unwrap } from './step.js'

interface Tool {
  /** Subcommands that start what follows. */
  readonly subcommands: string
  /** Options that take a value, before and behind the subcommand. */
  readonly values?: string
  /** Operands before the command: a profile, a folder. */
  readonly operands?: number
  /** Option that holds a line of shell in place of the command. */
  readonly script?: string
  /** Option that names the folder. */
  readonly cwd?: string
  /**
   * What may stand without `--`: any command, or only one that is known, since it might also be a task of the project.
   * Absent: none, as an unknown option would then make a command of its value.
   */
  readonly unmarked?: 'any' | 'known'
  /** A single operand is a line of shell. */
  readonly line?: true
  /** What is no known command is a task or program of the project. */
  readonly project?: true
}

const TOOLS: Readonly<Record<string, Tool>> = {
  // Keepers of secrets.
  op: { subcommands: 'run', values: '--env-file --environment --account --config --encoding --format --session' },
  doppler: {
    subcommands: 'run',
    values: `-p --project -c --config -t --token --fallback --passphrase --mount --mount-format --mount-template
      --mount-max-reads --name-transformer --scope --api-host --dashboard-host --configuration --timeout --only-secrets`,
    script: '--command',
    unmarked: 'known',
  },
  infisical: {
    subcommands: 'run',
    values:
      '--env -e --path --projectId --token --tags -t --domain --project-config-dir --log-level -l --watch-interval',
    script: '--command -c',
    unmarked: 'known',
  },
  dotenvx: {
    subcommands: 'run',
    values:
      '-e --env -f --file --env-file -fk --env-keys-file --profile --convention --ignore --token -fv --env-vault-file',
    unmarked: 'known',
  },
  varlock: { subcommands: 'run', values: '-p --path', unmarked: 'known' },
  'aws-vault': {
    subcommands: 'exec',
    values: `-d --duration -t --mfa-token --region --backend --prompt --pass-dir --pass-cmd --pass-prefix --keychain
      --file-dir --assume-role-ttl --session-ttl --ecs-server-port`,
    operands: 1,
    unmarked: 'any',
  },
  'aws-okta': { subcommands: 'exec' },
  saml2aws: { subcommands: 'exec' },
  chamber: { subcommands: 'exec' },
  teller: { subcommands: 'run', values: '-c --config', unmarked: 'known' },
  vals: { subcommands: 'exec' },
  berglas: { subcommands: 'exec' },
  ksm: { subcommands: 'exec' },
  fnox: { subcommands: 'exec', values: '-p --profile -c --config', unmarked: 'known' },
  hcp: { subcommands: 'run' },
  secrethub: { subcommands: 'run' },
  phase: { subcommands: 'run', values: '--env --app --app-id --tags --path', line: true, unmarked: 'known' },
  bws: {
    subcommands: 'run',
    values:
      '--project-id --shell --access-token -t --server-url -u --profile -p --config-file -f --color -c -o --output',
    line: true,
    unmarked: 'known',
  },
  dotenv: { subcommands: 'run', values: '-f --file -q --quote -e --export', unmarked: 'any' },
  // Managers of runtimes.
  mise: {
    subcommands: 'x exec',
    values: '-C --cd -j --jobs -E --env -P --profile --shims',
    script: '-c --command',
    cwd: '-C --cd',
  },
  rtx: { subcommands: 'x exec', values: '-C --cd -j --jobs', script: '-c --command' },
  fnm: {
    subcommands: 'exec',
    values: `--using --fnm-dir --node-dist-mirror --log-level --arch --version-file-strategy --multishell-path
      --corepack-enabled --resolve-engines`,
    unmarked: 'any',
  },
  asdf: { subcommands: 'exec', unmarked: 'any' },
  volta: { subcommands: 'run', values: '--node --npm --yarn --pnpm --env', unmarked: 'any' },
  n: { subcommands: 'exec x', operands: 1, unmarked: 'any' },
  pyenv: { subcommands: 'exec', unmarked: 'any' },
  rbenv: { subcommands: 'exec', unmarked: 'any' },
  nodenv: { subcommands: 'exec', unmarked: 'any' },
  goenv: { subcommands: 'exec', unmarked: 'any' },
  direnv: { subcommands: 'exec', operands: 1, unmarked: 'any' },
  proto: { subcommands: 'exec' },
  bundle: { subcommands: 'exec', values: '--gemfile', unmarked: 'any' },
  // Managers of projects' environments: without `--` the word may be a task of the project.
  poetry: {
    subcommands: 'run',
    values: '-C --directory -P --project',
    cwd: '-C --directory',
    unmarked: 'known',
    project: true,
  },
  pdm: { subcommands: 'run', values: '-p --project -s --site-packages', unmarked: 'known', project: true },
  hatch: {
    subcommands: 'run',
    values: '-e --env -p --project --data-dir --cache-dir --config',
    unmarked: 'known',
    project: true,
  },
  rye: { subcommands: 'run', values: '--pyproject', unmarked: 'known', project: true },
  pipenv: { subcommands: 'run', values: '--python --pypi-mirror', unmarked: 'known', project: true },
  conda: { subcommands: 'run', values: '-n --name -p --prefix --cwd', cwd: '--cwd', unmarked: 'known', project: true },
  mamba: { subcommands: 'run', values: '-n --name -p --prefix --cwd', cwd: '--cwd', unmarked: 'known', project: true },
  micromamba: {
    subcommands: 'run',
    values: '-n --name -p --prefix -r --root-prefix --cwd -e --env -a --attach --label',
    cwd: '--cwd',
    unmarked: 'known',
    project: true,
  },
  pixi: {
    subcommands: 'run exec x',
    values: `-e --environment --manifest-path -m --color --spec -s --with -w --channel -c --platform -p --auth-file
      --pypi-keyring-provider --concurrent-downloads --concurrent-solves`,
    unmarked: 'known',
    project: true,
  },
  devbox: {
    subcommands: 'run',
    values: '-c --config -e --env --env-file --environment',
    unmarked: 'known',
    project: true,
  },
  flox: { subcommands: 'activate', values: '-d --dir -r --remote -m --mode', script: '-c --command' },
  guix: { subcommands: 'shell' },
  toolbox: { subcommands: 'run', values: '-c --container -d --distro -r --release', unmarked: 'any' },
  distrobox: { subcommands: 'enter', values: '-n --name' },
}

const tool = (name: string, about: Tool): Unwrap => {
  const { subcommands, values = '', operands = 0, script = '', cwd = '', unmarked, line, project } = about
  const names = listed(subcommands)
  const scripts = [...listed(script)]
  const taking = new Set([...listed(values), ...scripts])
  return (args, isKnown) => {
    const globals = walkOptions(args, taking)
    const [command] = globals.rest
    // A global option that is not known may have taken its value for the subcommand.
    const at =
      command && names.has(command.text) ? args.indexOf(command) : args.findIndex(({ text }) => names.has(text))
    if (at < 0) return null
    const own = args.slice(at + 1)
    const { options, rest, marked } = walkOptions(own, taking)
    const text = optionValue(options, ...scripts)
    if (text) return startsScript(text, 'posix')
    const folder = optionValue([...globals.options, ...options], ...listed(cwd))
    const dashes = own.findIndex(({ text }) => text === '--')
    const started = (words: readonly Arg[]): Step => {
      const [only] = words
      return line && only && words.length === 1 ? startsScript(only, 'posix') : startsWords(words, { cwd: folder })
    }
    const inner = rest.slice(operands)
    const [head] = inner
    // Where a command stands before `--`, the dashes are its own.
    const precedes = !marked && unmarked !== undefined && head !== undefined && isKnown(commandName(head.text))
    // Of a program of the project they are too; elsewhere they mark the command, whatever stands before them.
    const marks = marked || (!project && (unmarked !== 'any' || operands > 0))
    if (dashes >= 0 && !precedes && marks) return started(own.slice(dashes + 1))
    if (head === undefined || unmarked === undefined) return problem('what its wrapper starts is not marked with `--`')
    if (line && inner.length === 1) return started(inner)
    if (unmarked === 'known' && !isKnown(commandName(head.text))) {
      if (!project) return problem('what its wrapper starts is not marked with `--`')
      const runner = `${name} ${args[at]?.text ?? ''}`
      return { kind: 'other', resolution: localLaunch(runner, redactCommand(head.text), PROJECT_PROGRAM) }
    }
    return startsWords(inner[0]?.text === '--' ? inner.slice(1) : inner, { cwd: folder })
  }
}

export const tools: readonly (readonly [name: string, unwrap: Unwrap])[] = Object.entries(TOOLS).map(
  ([name, about]) => [name, tool(name, about)] as const,
)

/** `dotenv -e f -- cmd` of Node and Ruby, `dotenv -f f run cmd` of Python. */
export const dotenv =
  (plain: Unwrap): Unwrap =>
  (args, isKnown) => {
    const { rest } = walkOptions(args, listed('-e -v -p -c -f --file -q --quote -i'))
    return rest[0]?.text === 'run' ? tool('dotenv', TOOLS.dotenv as Tool)(args, isKnown) : plain(args, isKnown)
  }

/** Tools of `mise x` that are packages of a registry. */
const MISE_PACKAGE = /^(npm|pipx):(?=[@\w])/
const MISE_VALUES = listed('-C --cd -j --jobs -E --env -P --profile -c --command')

/** `mise x npm:name@1 -- name`: mise installs the package, and then starts the command. */
export const readMise: Runner = (words) => {
  const globals = walkOptions(words, MISE_VALUES)
  const [command, ...after] = globals.rest
  const run = walkOptions(after, MISE_VALUES)
  if (command?.text === 'run' || command?.text === 'r') {
    return localLaunch('mise run', run.rest[0] ? redactCommand(run.rest[0].text) : null, PROJECT_PROGRAM)
  }
  if (command?.text === 'mcp') return localLaunch('mise mcp', 'mise', LOCAL_PROGRAM)
  if (command?.text !== 'x' && command?.text !== 'exec') return otherUse('mise')
  const dashes = after.findIndex(({ text }) => text === '--')
  const tools = dashes < 0 ? run.rest : after.slice(0, dashes)
  const packages = tools.filter(({ text }) => MISE_PACKAGE.test(text))
  const [bin, ...args] = dashes < 0 ? [] : after.slice(dashes + 1)
  const ecosystems = new Set(
    packages.map(({ text }) => (text.startsWith('npm:') ? ('npm' as const) : ('pypi' as const))),
  )
  const [ecosystem] = ecosystems
  if (ecosystem === undefined || ecosystems.size > 1)
    return unknownLaunch('mise x', 'its packages are of several registries')
  const specs = packages.map((arg) => slice(arg, arg.text.indexOf(':') + 1))
  return { kind: 'packages', ecosystem, runner: 'mise x', specs, bin, args }
}

/** A wrapper, unless it takes packages itself. */
export const mise: Unwrap = (args, isKnown) => {
  const dashes = args.findIndex(({ text }) => text === '--')
  const own = dashes < 0 ? args : args.slice(0, dashes)
  return own.some(({ text }) => MISE_PACKAGE.test(text)) ? null : tool('mise', TOOLS.mise as Tool)(args, isKnown)
}

/** `nvm exec [--silent] [version] command`, `nvm run [version] file`. */
export const nvm: Unwrap = (args) => {
  const [command, ...after] = args
  if (command?.text !== 'exec' && command?.text !== 'run') return null
  const { rest } = walkOptions(after, new Set())
  const inner = /^(v?\d[\w.-]*|node|stable|lts\S*|system|default|iojs\S*)$/.test(rest[0]?.text ?? '')
    ? rest.slice(1)
    : rest
  if (command.text === 'exec') return startsWords(inner)
  return startsWords([{ ...command, text: 'node' }, ...inner])
}

/** `proto run tool [version] -- args`. */
export const proto: Unwrap = (args, isKnown) => {
  if (args[0]?.text !== 'run') return tool('proto', TOOLS.proto as Tool)(args, isKnown)
  const [name, ...after] = walkOptions(args.slice(1), listed('--bin --config-mode -c --log --theme')).rest
  const dashes = after.findIndex(({ text }) => text === '--')
  return name ? startsWords([name, ...(dashes < 0 ? after : after.slice(dashes + 1))]) : problem('it names no command')
}

/** `nix develop -c cmd`, `nix shell ref --command cmd`. */
export const nix: Unwrap = (args) => {
  const { rest } = walkOptions(args, NIX_VALUES, NIX_SEVERAL)
  if (!/^(develop|shell|env)$/.test(rest[0]?.text ?? '')) return null
  const at = rest.findIndex(({ text }) => text === '-c' || text === '--command')
  return at < 0 ? null : startsWords(rest.slice(at + 1))
}

/** `nix-shell -p nodejs --run "npx …"`. */
export const nixShell: Unwrap = (args) => {
  const at = args.findIndex(({ text }) => text === '--run' || text === '--command')
  const line = args[at + 1]
  return at >= 0 && line ? startsScript(line, 'posix') : null
}

/** `sops exec-env file "line"`. */
export const sops: Unwrap = (args) => {
  const { rest } = walkOptions(args, listed('--user --background'))
  if (rest[0]?.text !== 'exec-env') return null
  const [, line] = walkOptions(rest.slice(1), listed('--user')).rest
  return line ? startsScript(line, 'posix') : problem('it names no command')
}
