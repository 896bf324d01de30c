/** The options that commands share: the same words, meaning and checks on each command where they make sense. */
import { type Command, InvalidArgumentError, Option } from 'commander'
import { SEVERITIES, type Severity } from '../model.js'

/** Options as commander hands them over. */
export interface SharedOptions {
  readonly home?: string
  readonly registry?: string
  readonly config?: readonly string[]
  readonly json?: boolean
  readonly offline?: boolean
  /** False for `--no-deps`. */
  readonly deps?: boolean
  readonly quiet?: boolean
  readonly output?: string
  readonly failOn?: Severity
  readonly history?: number
  readonly strict?: boolean
  readonly concurrency?: number
  /** False for `--no-color`. */
  readonly color?: boolean
  /** A lock in place of the nearest. */
  readonly lockfile?: string
  /** The user's lock. */
  readonly global?: boolean
  readonly advisories?: boolean
  /** `5m`, `1h`. */
  readonly maxAge?: string
}

const OPTIONS = {
  config: () =>
    new Option('-c, --config <file>', 'audit the servers of this file alone (may be repeated)').argParser(
      (file: string, before: readonly string[] = []) => [...before, file],
    ),
  client: () =>
    new Option('--client <id>', 'only what this client starts (may be repeated)').argParser(
      (id: string, before: readonly string[] = []) => [...before, id],
    ),
  scope: () =>
    new Option('--scope <scope>', "only this user's configurations, or only the project's").choices([
      'user',
      'project',
      'all',
    ]),
  recursive: () => new Option('--recursive', 'read the configurations in all folders of the project'),
  where: () => new Option('--where', 'name every place that was looked at, and what was found there'),
  json: () => new Option('--json', 'print one JSON document'),
  output: () => new Option('-o, --output <file>', 'write the result to a file'),
  failOn: () =>
    new Option('--fail-on <severity>', 'severity from which a finding means exit code 1')
      .choices(SEVERITIES.filter((severity) => severity !== 'info'))
      .default('high'),
  history: () =>
    new Option('--history <n>', 'compare with the n-th last release').argParser(wholeNumber(1, 10_000)).default(1),
  strict: () => new Option('--strict', 'what is not evaluated makes the audit incomplete'),
  offline: () => new Option('--offline', 'use the cache alone'),
  deps: () => new Option('--no-deps', 'leave the dependencies of servers out'),
  registry: () => new Option('--registry <url>', "registry in place of npm's configured ones").argParser(httpUrl),
  home: () => new Option('--home <dir>', "folder in place of the user's home"),
  concurrency: () => new Option('--concurrency <n>', 'servers audited at once').argParser(wholeNumber(1, 64)),
  quiet: () => new Option('-q, --quiet', 'no progress'),
  lockfile: () => new Option('--lockfile <file>', 'lock in place of the nearest mcp-lock.json'),
  global: () => new Option('--global', "the user's lock, and what is configured for the user"),
  advisories: () => new Option('--advisories', 'ask OSV what is known of the releases, by name and version'),
  maxAge: () => new Option('--max-age <time>', 'trust what a registry said within that time: 5m, 1h; 0 when absent'),
  color: () => new Option('--no-color', 'no colours'),
} as const

export type OptionName = keyof typeof OPTIONS

export function withOptions(command: Command, names: readonly OptionName[]): Command {
  for (const name of names) command.addOption(OPTIONS[name]())
  return command
}

function wholeNumber(least: number, most: number): (text: string) => number {
  return (text) => {
    const number = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN
    if (number >= least && number <= most) return number
    throw new InvalidArgumentError(`It must be a whole number from ${least} to ${most}.`)
  }
}

function httpUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null
  if (url?.protocol === 'https:' || url?.protocol === 'http:') return text
  throw new InvalidArgumentError('It must be a http or https URL.')
}
