/** Several commands of one line as one launch: the last is the server, and each of them is code that runs. Pure. */
import type { Launch } from '../model.js'
import type { Arg } from './arg.js'
import { isOfProject } from './beside.js'
import type { Outcome } from './context.js'
import { commandName } from './normalise.js'
import { type Assignment, assignmentIn } from './script.js'

/** Commands that only prepare for the one that follows: all of them, or those of a subcommand. */
const PREPARATIONS: ReadonlyMap<string, RegExp | null> = new Map([
  ...(
    `cd chdir pushd popd export set unset setlocal source . umask ulimit shopt setopt true : sleep mkdir test [ title chcp
    set-location push-location echo printf pwd wait alias unalias local declare typeset readonly read type which
    where rem touch chmod`.split(/\s+/) as string[]
  ).map((name) => [name, null] as const),
  ['command', /^-[vV]$/],
  ['nvm', /^(use|install|alias|ls|current)$/],
  ['fnm', /^(use|install|default|env)$/],
  ['n', /^\D*\d[\d.]*$|^(lts|latest|stable|install)$/],
  ['volta', /^(install|pin)$/],
  ['corepack', /^(enable|disable|prepare|install|use)$/],
  ['conda', /^(activate|deactivate)$/],
  ['mamba', /^(activate|deactivate)$/],
  ['micromamba', /^(activate|deactivate)$/],
  ['mise', /^(use|install|activate|trust|i|u)$/],
  ['asdf', /^(install|shell|local|global|set|current)$/],
  ['pyenv', /^(shell|local|global|install)$/],
  ['direnv', /^(allow|reload|hook)$/],
])
const EXPORTING = new Set(['export', 'set', 'declare', 'typeset', 'readonly', 'local'])
const ENTERING = new Set(['cd', 'chdir', 'pushd', 'set-location', 'push-location'])
/** Commands and packages that a reason names. */
const NAMED = 3

const nameOf = (words: readonly Arg[]): string => commandName(words[0]?.text ?? '')

/** What a command changes for the ones after it. */
export function nextCommand(words: readonly Arg[]): {
  readonly exported: readonly Assignment[]
  readonly cwd: Arg | null
} {
  const name = nameOf(words)
  const rest = words.slice(1)
  const exported = EXPORTING.has(name) ? rest.flatMap((arg) => assignmentIn(arg) ?? []) : []
  const cwd = ENTERING.has(name) ? (rest.find(({ text }) => !/^(-|\/d$)/i.test(text)) ?? null) : null
  return { exported, cwd }
}

function prepares(words: readonly Arg[]): boolean {
  const subcommand = PREPARATIONS.get(nameOf(words))
  if (subcommand === undefined) return false
  // A file of the project may hold anything.
  if (/^(source|\.)$/.test(nameOf(words)) && words[1] && isOfProject(words[1].text)) return false
  return subcommand === null || subcommand.test(words[1]?.text ?? '')
}

interface Started {
  readonly words: readonly Arg[]
  readonly outcome: Outcome
}

/**
 * @param shell name of what runs the line
 * @param problem why it can't be told what the line starts
 */
export function inSequence(shell: string, commands: readonly Started[], problem: string | null): Outcome {
  const last = commands.at(-1)
  if (last === undefined) return unknownOutcome(shell, problem ?? 'it names no command', [])
  const serving = commands.filter(({ words }) => !prepares(words))
  const outcomes = (serving.length > 0 ? serving : [last]).map(({ outcome }) => outcome)
  if (problem !== null) return unknownOutcome(shell, problem, outcomes)
  if (outcomes.length === 1 && outcomes[0]) return outcomes[0]
  const opaque = outcomes.find(({ launch, idle }) => launch.kind === 'unknown' && launch.origin === null && !idle)
  if (opaque) return unknownOutcome(shell, opaque.launch.reason ?? 'it is not understood', outcomes)
  return together(outcomes)
}

/** All packages, in the order in which they run; the rest is that of the server. */
function together(outcomes: readonly Outcome[]): Outcome {
  const server = outcomes.at(-1) as Outcome
  const packages = outcomes.flatMap(({ launch }) => launch.packages)
  if (packages.length === 0) {
    const others = names(outcomes.slice(0, -1))
    const reason = [server.launch.reason, `it first runs \`${others}\``].filter(Boolean).join('; ')
    return { ...server, launch: { ...server.launch, reason } }
  }
  const main =
    server.launch.packages.length > 0
      ? server
      : (outcomes.findLast(({ launch }) => launch.packages.length > 0) as Outcome)
  const rest = outcomes.filter((each) => each.launch.packages.length === 0)
  const reasons = [
    ...outcomes.flatMap(({ launch }) => (launch.packages.length > 0 && launch.reason ? [launch.reason] : [])),
    ...(rest.length > 0 ? [`it also runs \`${names(rest)}\`, which is not audited`] : []),
  ]
  const origin = server.launch.origin ?? main.launch.origin
  const { reason: _, ...launch } = main.launch
  return {
    launch: {
      ...launch,
      packages,
      origin: server === main ? main.launch.origin : origin,
      ...(reasons.length > 0 ? { reason: [...new Set(reasons)].join('; ') } : {}),
    },
    program: server.program,
    installs: false,
    idle: false,
  }
}

/** Of what runs beside the server: names of commands alone, as their words may be secrets. */
function names(outcomes: readonly Outcome[]): string {
  const all = [...new Set(outcomes.map(({ launch }) => launch.runner).filter(Boolean))]
  return all.slice(0, NAMED).join('`, `') + (all.length > NAMED ? '` and others' : '')
}

/** Nothing that is known to run; packages that the commands name are told all the same. */
export function unknownOutcome(runner: string, reason: string, outcomes: readonly Outcome[]): Outcome {
  const packages = [...new Set(outcomes.flatMap(({ launch }) => launch.packages.map(({ name }) => name)))]
  const more = packages.length > NAMED ? ' and others' : ''
  const named = packages.length > 0 ? `; it names ${packages.slice(0, NAMED).join(', ')}${more}` : ''
  const launch: Launch = {
    kind: 'unknown',
    runner,
    wrappers: [],
    packages: [],
    origin: null,
    reason: `${reason}${named}`,
  }
  return { launch, program: null, installs: false, idle: false }
}
