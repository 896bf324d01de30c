/** Follows a command to what it really starts: wrappers are taken off, lines of shell split, packages named. Pure. */
import type { Command, LocalProgram } from '../model.js'
import type { Arg } from './arg.js'
import { isOfProject } from './beside.js'
import { type Behind, behindProgram } from './bridges.js'
import { type Context, deeper, type Outcome, withAssignments } from './context.js'
import { guesses } from './guess.js'
import { readProgram } from './local.js'
import { commandName, expandDefaults, hasVariable } from './normalise.js'
import { packagesOutcome } from './packages.js'
import { joinPath } from './paths.js'
import { BUILTINS } from './prefixes.js'
import { type OtherResolution, type Resolution, unknownLaunch } from './resolution.js'
import { isKnown, runnerOf } from './runners.js'
import { readScript, type Script } from './script.js'
import { inSequence, nextCommand } from './sequence.js'
import type { Step } from './step.js'
import { wrapperStep } from './wrappers.js'

/** Commands that start commands: wrappers, shells, `npx -c`, bridges. No real entry nests more than a few. */
const MAX_DEPTH = 16
const TOO_DEEP = 'its commands nest too deeply'
/** Of one entry, and of one line. */
const MAX_COMMANDS = 500

export function resolveCommand(words: readonly Arg[], context: Context): Outcome {
  const outcome = followed(words, context)
  const [head] = words
  return head && outcome.launch.packages.length > 0 && isOfProject(head.text)
    ? ofProject(head, outcome, context)
    : outcome
}

/** `./npx pkg` is whatever the project put there, under the name of a runner. */
function ofProject(head: Arg, { launch }: Outcome, context: Context): Outcome {
  const program = readProgram(head)
  const reason = `it is a file in the project's folder that has the name of another program; it is given the name of ${launch.packages[0]?.name}`
  return conclude({ ...program, reason }, context)
}

function followed(words: readonly Arg[], context: Context): Outcome {
  const [head, ...rest] = words
  if (context.depth > MAX_DEPTH) return conclude(unknownLaunch('', TOO_DEEP), context)
  if (head === undefined) return conclude(unknownLaunch('', 'it names no command'), context)
  const name = commandName(expandDefaults(head.text).text)
  record(name, head, rest, context)
  // A part of the shell has no path and no ending: `start.bat` is a file.
  const step = BUILTINS.has(name) && head.text.toLowerCase() !== name ? null : wrapperStep(name, rest, isKnown)
  if (step !== null) return unwrap(name, step, context)
  const program = readProgram(head)
  if (hasVariable(name)) {
    return conclude(unknownLaunch(program.runner, 'its command depends on a variable that is not known here'), context)
  }
  const runner = runnerOf(name)
  if (runner) return withGuess(conclude(runner(rest, { isKnown }), context), rest, context)
  const further = behindProgram(head, rest, context.env)
  return further ? bridgeOfMachine(program, further, context) : withGuess(conclude(program, context), rest, context)
}

/** A program of the machine whose arguments hold the command of a runner is taken to start that. */
function withGuess(outcome: Outcome, args: readonly Arg[], context: Context): Outcome {
  const { kind, runner } = outcome.launch
  const guess = kind === 'local' ? guessed(args, context) : null
  if (guess === null) return outcome
  const { reason, packages } = guess.launch
  // Code that is read in place stays what is audited.
  if (outcome.program !== null) {
    const named = `its arguments name ${packages[0]?.name}, which is not audited`
    return { ...outcome, launch: { ...outcome.launch, reason: `${outcome.launch.reason}; ${named}` } }
  }
  const about = `\`${runner}\`, which is given this command, is a program of this machine`
  return wrapped(runner, { ...guess, launch: { ...guess.launch, reason: [reason, about].filter(Boolean).join('; ') } })
}

/** The first command among arguments that names a package. */
export function guessed(args: readonly Arg[], context: Context): Outcome | null {
  for (const guess of context.depth < MAX_DEPTH ? guesses(args) : []) {
    const commands: Command[] = []
    const inside = { ...deeper(context), commands }
    const outcome =
      guess.kind === 'words' ? resolveCommand(guess.words, inside) : resolveScript('', guess.script, inside)
    if (outcome.launch.packages.length === 0 || outcome.installs) continue
    context.commands.push(...commands.slice(0, MAX_COMMANDS - context.commands.length))
    return outcome
  }
  return null
}

function record(name: string, head: Arg, args: readonly Arg[], context: Context): void {
  const { commands, assignments, pipedTo } = context
  // What is put in the place of a command's name has no name.
  const shown = /^(\$\(|`)/.test(head.text) ? '' : name
  if (commands.length < MAX_COMMANDS && (shown !== '' || args.length > 0)) {
    commands.push({ name: shown, args, assignments, pipedTo })
  }
}

function unwrap(name: string, step: Step, context: Context): Outcome {
  if (step.kind === 'other') return conclude(step.resolution, context)
  const inner = (): Outcome => {
    if (step.kind === 'problem') {
      if (step.inside?.length) resolveCommand(step.inside, deeper({ ...context, elsewhere: true }))
      return conclude(unknownLaunch(name, step.reason), context)
    }
    const elsewhere = context.elsewhere || step.elsewhere
    if (step.kind === 'script') return resolveScript(name, step.script, deeper({ ...context, elsewhere }))
    const cwd = step.cwd ? joinPath(context.cwd, step.cwd.text) : context.cwd
    return resolveCommand(step.words, withAssignments(deeper({ ...context, elsewhere, cwd }), step.assignments))
  }
  const outcome = inner()
  return BUILTINS.has(name) ? outcome : wrapped(name, outcome)
}

const wrapped = (name: string, outcome: Outcome): Outcome => ({
  ...outcome,
  launch: { ...outcome.launch, wrappers: [name, ...outcome.launch.wrappers] },
})

/** Every command of a line, in order; what they are together. */
export function resolveScript(shell: string, script: Script, context: Context): Outcome {
  const { commands, problem, exact } = script
  if (context.depth > MAX_DEPTH) return conclude(unknownLaunch('', TOO_DEEP), context)
  const outcomes: { readonly words: readonly Arg[]; readonly outcome: Outcome }[] = []
  let current = context
  for (const command of commands.slice(0, MAX_COMMANDS)) {
    const { words, assignments, pipedTo, inside } = command
    const own = { ...withAssignments(current, assignments), pipedTo: readerOf(pipedTo) ?? current.pipedTo }
    if (words.length > 0) outcomes.push({ words, outcome: resolveCommand(words, own) })
    // What a command in brackets says is read by the one around it; where it is the command, by the shell.
    const reader = words[0] && !/^(\$\(|`)/.test(words[0].text) ? readerOf(words) : shell
    for (const line of inside) {
      if (own.depth >= MAX_DEPTH) break
      resolveScript(shell, readScript(line, 'posix'), { ...deeper(own), pipedTo: reader })
    }
    const { exported, cwd } = nextCommand(words)
    current = withAssignments(current, [...(words.length > 0 ? [] : assignments), ...exported])
    if (cwd !== null) current = { ...current, cwd: joinPath(current.cwd, cwd.text) }
  }
  const renames = commands.some(({ words: [head, ...rest] }) => {
    const named = head?.text === 'alias' ? rest.map(({ text }) => text.split('=', 1)[0] ?? '') : []
    return named.some((name) => isKnown(name))
  })
  const reason =
    commands.length > MAX_COMMANDS
      ? 'its shell script has too many commands'
      : (problem ?? (renames ? 'its shell script gives commands other names' : null))
  return inSequence(shell, exact ? outcomes : [], reason)
}

/** Name of the command that reads a pipe: what `sudo` and the like start. */
function readerOf(words: readonly Arg[]): string | null {
  let inner = words
  for (let depth = 0; depth < MAX_DEPTH; depth += 1) {
    const [head, ...rest] = inner
    if (head === undefined) return null
    const name = commandName(head.text)
    const step = wrapperStep(name, rest, isKnown)
    if (step?.kind !== 'words') return name
    inner = step.words
  }
  return null
}

export function conclude(resolution: Resolution, context: Context): Outcome {
  if (resolution.kind === 'packages') return packagesOutcome(resolution, context)
  if (resolution.kind === 'script') {
    const { runner, script } = resolution
    return wrapped(runner, resolveScript(runner, readScript(script, 'posix'), deeper(context)))
  }
  if (resolution.kind === 'command') {
    const { words, wrapper, cwd, elsewhere } = resolution
    const inner = resolveCommand(words, {
      ...deeper(context),
      cwd: cwd ? joinPath(context.cwd, cwd.text) : context.cwd,
      elsewhere: context.elsewhere || (elsewhere ?? false),
    })
    return wrapper === undefined ? inner : wrapped(wrapper, inner)
  }
  const { launch, runner, origin, reason, program = null, idle = false } = resolution
  return {
    launch: { kind: launch, runner, wrappers: [], packages: [], origin, reason },
    program: program && placed(program, context),
    installs: false,
    idle,
  }
}

/** A program's path from the folder of the entry. */
function placed(program: LocalProgram, { cwd, elsewhere }: Context): LocalProgram | null {
  if (elsewhere) return null
  return program.type === 'file'
    ? { ...program, path: joinPath(cwd, program.path) }
    : { ...program, folder: joinPath(cwd, program.folder) }
}

/** An installed bridge: what it reaches or starts is what matters, and it is said that the bridge itself is not audited. */
function bridgeOfMachine(program: OtherResolution, further: Behind, context: Context): Outcome {
  const about = `\`${program.runner}\`, which starts it, is a program of this machine`
  if (further.kind === 'origin') {
    const remote = further.origin !== null && /^\w+:\/\//.test(further.origin)
    const resolution: OtherResolution = {
      ...program,
      launch: remote ? 'remote' : 'local',
      origin: further.origin ?? program.origin,
      reason: `${further.reason}, and \`${program.runner}\`, which starts it, is a program of this machine`,
    }
    return conclude(resolution, context)
  }
  const outcome = wrapped(program.runner, behindOutcome(further, context))
  const reason = [outcome.launch.reason, about].filter(Boolean).join('; ')
  return { ...outcome, launch: { ...outcome.launch, reason } }
}

export function behindOutcome(further: Exclude<Behind, { kind: 'origin' }>, context: Context): Outcome {
  if (further.kind === 'words') return resolveCommand(further.words, deeper(context))
  if (further.kind === 'scripts') {
    const outcomes = further.scripts.map((line) => ({
      words: [line],
      outcome: resolveScript('', readScript(line, 'posix'), deeper(context)),
    }))
    return outcomes.length === 1 && outcomes[0] ? outcomes[0].outcome : inSequence('', outcomes, null)
  }
  const step = wrapperStep(further.name, further.args, isKnown)
  if (step !== null) return unwrap(further.name, step, context)
  const runner = runnerOf(further.name)
  return conclude(
    runner?.(further.args, { isKnown }) ?? unknownLaunch(further.name, 'it names nothing to start'),
    context,
  )
}
