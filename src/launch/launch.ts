/** What an entry would really start: wrappers taken off, the runner read, its packages named. */
import type { Command, Launch, LocalProgram, RemoteLaunch, ServerEntry, StdioLaunch } from '../model.js'
import { besideOf } from './beside.js'
import type { Context, Outcome } from './context.js'
import { expandDefaults, hasVariable, normalise } from './normalise.js'
import { originOf } from './redact.js'
import { resolveCommand, resolveScript } from './resolve.js'
import { isKnown } from './runners.js'
import { unknownOutcome } from './sequence.js'

/** An entry, taken apart. */
export interface Dissection {
  /** Holds no secret of the entry. */
  readonly launch: Launch
  /** From the outermost to the innermost. */
  readonly commands: readonly Command[]
  readonly program: LocalProgram | null
}

/** An entry never changes, and several stages take it apart. */
const known = new WeakMap<ServerEntry, Dissection>()

/** Resolves an entry and keeps its commands; the same entry is taken apart once. Pure, and never throws. */
export function dissect(entry: ServerEntry): Dissection {
  const before = known.get(entry)
  if (before !== undefined) return before
  const dissection = takenApart(entry)
  known.set(entry, dissection)
  return dissection
}

function takenApart(entry: ServerEntry): Dissection {
  if (entry.launch.transport === 'remote') return { launch: remoteLaunch(entry.launch), commands: [], program: null }
  const commands: Command[] = []
  const { launch, program } = stdioLaunch(entry.launch, entry.place.file, commands)
  const beside = besideOf(entry.launch, commands)
  const reason = [launch.reason, beside].filter(Boolean).join('; ')
  return { launch: beside === null ? launch : { ...launch, reason }, commands, program }
}

/** Resolves an entry. Pure, and never throws; nothing of it holds a secret of the entry. */
export const resolveLaunch = (entry: ServerEntry): Launch => dissect(entry).launch

function remoteLaunch({ url }: RemoteLaunch): Launch {
  const { text, variables } = expandDefaults(url.text)
  const origin = originOf(text)
  const hidden = origin === null || hasVariable(origin)
  return {
    kind: 'remote',
    runner: 'remote',
    wrappers: [],
    packages: [],
    origin: hidden ? null : origin,
    reason: hidden
      ? 'what a remote server runs is not audited, and its address depends on a variable or is no URL'
      : `what a remote server runs is not audited${variables.length > 0 ? '; its address depends on a variable' : ''}`,
  }
}

function stdioLaunch(launch: StdioLaunch, file: string, commands: Command[]): Outcome {
  const started = normalise(launch.argv, isKnown)
  const context: Context = {
    file,
    env: launch.env,
    depth: 0,
    assignments: [],
    pipedTo: null,
    cwd: null,
    elsewhere: false,
    commands,
  }
  const outcome =
    started.kind === 'words' ? resolveCommand(started.words, context) : resolveScript('', started.script, context)
  if (!outcome.installs) return outcome
  const { runner, wrappers } = outcome.launch
  const unknown = unknownOutcome(runner, 'it only installs packages, and starts no server', [outcome])
  return { ...unknown, launch: { ...unknown.launch, wrappers } }
}
