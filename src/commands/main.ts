/** argv → command → exit code. Imports commander alone: each command is loaded when it is asked for. */
import { Command, CommanderError, Option } from 'commander'
import type { Host } from '../host.js'
import { type Io, UsageError } from './io.js'
import { type OptionName, type SharedOptions, withOptions } from './options.js'
import { tool } from './package.js'
import { untilAborted } from './until-aborted.js'

const AUDIT_OPTIONS: readonly OptionName[] = [
  'json',
  'output',
  'failOn',
  'strict',
  'offline',
  'deps',
  'registry',
  'maxAge',
  'home',
  'quiet',
  'color',
]

const SCAN_OPTIONS: readonly OptionName[] = [
  'config',
  'client',
  'scope',
  'recursive',
  'history',
  'concurrency',
  'lockfile',
  'advisories',
  ...AUDIT_OPTIONS,
]

const LOCK_OPTIONS: readonly OptionName[] = [
  'lockfile',
  'global',
  'json',
  'output',
  'offline',
  'deps',
  'advisories',
  'registry',
  'maxAge',
  'home',
  'quiet',
  'color',
]

const EXIT_CODES = `
Exit codes: 0 clean; 1 findings at or above --fail-on; 2 wrong usage, an error, or an incomplete audit.`

const PIN_HELP = `
Locks what is configured, disabled servers too: they start as soon as someone enables them. A release that is
locked stays locked while its spec allows it; touchstone update accepts newer ones.
Exit codes: 0 all is locked; 1 a server is refused; 2 wrong usage, an error, or an incomplete audit.`

/**
 * Runs one command line. Never rejects and never ends the process.
 *
 * @param argv the arguments, without node and script
 * @returns the exit code: 0 clean, 1 findings at or above `--fail-on`, 2 usage, error, or an incomplete audit
 */
export async function run(argv: readonly string[], io: Io): Promise<number> {
  const outcome: { code: number; command: string; options: SharedOptions } = { code: 0, command: 'scan', options: {} }
  const program = programFor(io, async (command, options, work) => {
    outcome.command = command
    outcome.options = options
    const host = io.host(options.home === undefined ? {} : { home: options.home })
    // A review may be writing files: it ends itself, when they are written.
    outcome.code = await (command === 'review' ? work(host) : untilAborted(work(host), io.signal))
  })
  try {
    await program.parseAsync(argv, { from: 'user' })
    return outcome.code
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return 0
    return await failed(io, argv, outcome, error)
  }
}

type Action = (command: string, options: SharedOptions, work: (host: Host) => Promise<number>) => Promise<void>

function programFor(io: Io, action: Action): Command {
  const program = new Command('touchstone')
    .description(
      'Audits the MCP servers that AI agents are configured to start: what they can do, what their newest release added, since when, and how far to trust them. Nothing of a package is ever run.',
    )
    .version(tool().version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print help')
    .helpCommand(false)
    .addHelpText('after', EXIT_CODES)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => io.stdout.write(text),
      // An error is told once, by `failed`, which knows whether it must be JSON.
      writeErr: () => {},
      getOutHelpWidth: () => io.stdout.columns ?? 80,
      getOutHasColors: () => false,
    })

  const review = program
    .command('review', { isDefault: true })
    .description('audit and decide, on a terminal (the default there); without a terminal it is scan')
    .argument('[dir]', 'project whose configurations are read beside those of the user')
    .addOption(new Option('--sample', 'audit ten well-known servers in place of configured ones'))
  withOptions(review, SCAN_OPTIONS).action((dir: string | undefined, options) => {
    if (dir !== undefined && program.args[0] !== 'review') {
      throw program.commands.some((command) => command.name() === dir)
        ? new UsageError('options stand after the command', `touchstone ${dir} …`)
        : new UsageError(`there is no command ${dir}`, `To audit a folder: touchstone scan ${dir}`)
    }
    const isNamed = program.args[0] === 'review'
    return action(io.terminal === undefined && !isNamed ? 'scan' : 'review', options, async (host) =>
      (await import('./review.js')).review(io, host, dir, options, isNamed),
    )
  })

  const scan = program
    .command('scan')
    .description('audit every server that agents are configured to start')
    .argument('[dir]', 'project whose configurations are read beside those of the user')
    .addOption(new Option('--sample', 'audit ten well-known servers in place of configured ones'))
  withOptions(scan, SCAN_OPTIONS).action((dir: string | undefined, options) =>
    action('scan', options, async (host) => (await import('./scan.js')).scan(io, host, dir, options)),
  )

  const list = program
    .command('list')
    .description('list every server that agents are configured to start, without a network')
    .argument('[dir]', 'project whose configurations are read beside those of the user')
  withOptions(list, [
    'config',
    'client',
    'scope',
    'recursive',
    'where',
    'json',
    'output',
    'home',
    'quiet',
    'color',
  ]).action((dir: string | undefined, options) =>
    action('list', options, async (host) => (await import('./list.js')).list(io, host, dir, options)),
  )

  const diff = program
    .command('diff')
    .description('show what a release does that another one did not')
    .argument('<from>', 'npm:name@version, name@version, a .tgz file or a folder')
    .argument('<to>', 'the same')
  withOptions(diff, AUDIT_OPTIONS).action((from: string, to: string, options) =>
    action('diff', options, async (host) => (await import('./diff.js')).diff(io, host, from, to, options)),
  )

  const inspect = program
    .command('inspect')
    .description('show everything that a release does')
    .argument('<release>', 'npm:name@version, name@version, a .tgz file or a folder')
  withOptions(inspect, AUDIT_OPTIONS).action((release: string, options) =>
    action('inspect', options, async (host) => (await import('./inspect.js')).inspect(io, host, release, options)),
  )

  const pin = program
    .command('pin')
    .description('write mcp-lock.json: what was reviewed, so that `verify` can hold everything to it')
    .argument('[dir]', "project whose lock is written; the user's where it configures no server")
    .addHelpText('after', PIN_HELP)
    .addOption(new Option('--write', 'also write the exact versions into the configurations'))
    .addOption(new Option('--dry-run', 'show what would be written, and write nothing'))
    .addOption(
      new Option(
        '--accept <server>',
        'lock this server, an id or a name, whatever is found; needs --reason (may be repeated)',
      ).argParser((server: string, before: readonly string[] = []) => [...before, server]),
    )
    .addOption(new Option('--reason <text>', 'why the findings of accepted servers may pass'))
    .addOption(new Option('--until <day>', 'the last day on which they may, as YYYY-MM-DD'))
    .addOption(new Option('--by <name>', 'who says so'))
    .addOption(
      new Option('--freeze-dependencies', 'with --write: hold what the packages depend on, too, where npm or uv can'),
    )
    .addOption(new Option('--undo', 'put back what the last change to lock and configurations replaced'))
  withOptions(pin, ['config', 'client', 'scope', 'recursive', ...LOCK_OPTIONS]).action(
    (dir: string | undefined, options) =>
      action('pin', options, async (host) => (await import('./pin.js')).pin(io, host, dir, options)),
  )

  const verify = program
    .command('verify')
    .description('compare the configurations, and what would run now, with mcp-lock.json')
    .argument('[dir]', 'project whose lock is meant')
    .addOption(new Option('--frozen', 'ask no registry: what would run today is then not evaluated'))
  withOptions(verify, ['config', 'client', 'scope', 'recursive', 'strict', ...LOCK_OPTIONS]).action(
    (dir: string | undefined, options) =>
      action('verify', options, async (host) => (await import('./verify.js')).verify(io, host, dir, options)),
  )

  const update = program
    .command('update')
    .description('judge newer releases than the locked ones, and lock those that may be trusted')
    .argument(
      '[servers...]',
      'only these, by id or name; with --reason whatever is found. When absent: all that may be trusted',
    )
    .addOption(new Option('--min-age <time>', 'leave younger releases alone: 3d, 12h, 0').default('3d'))
    .addOption(new Option('--reason <text>', 'why the findings of named servers may pass'))
    .addOption(new Option('--until <day>', 'the last day on which they may, as YYYY-MM-DD'))
    .addOption(new Option('--by <name>', 'who says so'))
    .addOption(new Option('--write', 'also write the new versions into the configurations'))
    .addOption(new Option('--dry-run', 'show what would be written, and write nothing'))
    .addOption(new Option('--dir <dir>', 'project whose lock is meant'))
  withOptions(update, ['config', 'client', 'scope', 'recursive', ...LOCK_OPTIONS]).action(
    (servers: readonly string[], options) =>
      action('update', options, async (host) => (await import('./update.js')).update(io, host, servers, options)),
  )

  const explain = program
    .command('explain')
    .description('show the page of a heuristic, or list them all')
    .argument('[heuristic]', 'its id')
  withOptions(explain, ['color']).action((id: string | undefined, options) =>
    action('explain', options, async (host) => (await import('./explain.js')).explain(io, host, id, options)),
  )
  return program
}

/** Tells a person, or the reader of the JSON, why there is no result. */
async function failed(
  io: Io,
  argv: readonly string[],
  { command, options }: { readonly command: string; readonly options: SharedOptions },
  error: unknown,
): Promise<number> {
  const [{ failedReport }, { EXIT_CODE }, { toJson }, { printableJson, visible }, { failureOf }] = await Promise.all([
    import('./output.js'),
    import('../audit/conclude.js'),
    import('../report/json.js'),
    import('../report/visible.js'),
    import('../audit/failure.js'),
  ])
  const failure =
    usage(error) ?? (io.signal?.aborted ? INTERRUPTED : failureOf(error, { stage: 'discover', subject: command }))
  // Where the arguments could not be parsed, the option may still stand among them.
  if (options.json ?? argv.includes('--json')) {
    io.stdout.write(printableJson(toJson(failedReport(command, failure), tool())))
  } else {
    // Of a lock the place in it is half of the message.
    const message = failure.stage === 'lock' ? `${failure.subject}: ${failure.message}` : failure.message
    io.stderr.write(`touchstone: ${visible(message)}\n${failure.remedy ? `${visible(failure.remedy)}\n` : ''}`)
  }
  return EXIT_CODE.incomplete
}

const INTERRUPTED = {
  stage: 'discover',
  subject: 'touchstone',
  message: 'interrupted',
  remedy: 'Run it again; what was fetched is in the cache.',
} as const

function usage(error: unknown) {
  const about = { stage: 'discover', subject: 'command line' } as const
  if (error instanceof UsageError) return { ...about, message: error.message, remedy: error.remedy }
  if (!(error instanceof CommanderError)) return null
  return { ...about, message: error.message.replace(/^error: /, ''), remedy: 'See touchstone --help.' }
}
