/** `docker run`, `podman run`, `nerdctl run` and what else these start; images are named, and not audited yet. Pure. */
import { type Arg, slice } from './arg.js'
import {
  COMPOSE_RUN_VALUES,
  COMPOSE_VALUES,
  GATEWAY_SERVERS,
  GLOBAL_VALUES,
  RUN_SWITCHES,
  SHORT_SWITCHES,
} from './container-flags.js'
import { commandName } from './normalise.js'
import { flagValue, type Option, optionValue, optionValues, walkOptions } from './options.js'
import { redactCommand } from './redact.js'
import { localLaunch, type Resolution, type Runner, type Surroundings, unknownLaunch } from './resolution.js'
import { assignmentIn } from './script.js'

export const readContainer =
  (runtime: string): Runner =>
  (words, surroundings) => {
    const { rest } = walkOptions(words, GLOBAL_VALUES)
    const [command, ...after] = rest[0]?.text === 'container' ? rest.slice(1) : rest
    switch (command?.text) {
      case 'run':
        return readRun(runtime, after, surroundings)
      case 'exec':
        return readExec(runtime, after)
      case 'compose':
        return readCompose(after)
      case 'mcp':
        return readGateway(runtime, after)
      case 'start':
        return localLaunch(`${runtime} start`, operandOf(after), 'it starts a container that was made before')
      default:
        return localLaunch(runtime, null, `it uses ${runtime} for something other than to start an image`)
    }
  }

function readRun(runtime: string, words: readonly Arg[], { isKnown }: Surroundings): Resolution {
  const runner = `${runtime} run`
  const { options, rest } = walkRun(words)
  const [image, ...args] = rest
  if (!image) return unknownLaunch(runner, 'it names no image')
  if (options.some(({ name, value }) => name === '--rootfs' && value?.text !== 'false')) {
    return localLaunch(runner, redactCommand(image.text), 'its image is a folder of this machine')
  }
  // What follows the image is given to its own program, if it has one. Where it is a runner, an image of a bare runtime
  // is started to run something else.
  const entrypoint = optionValue(options, '--entrypoint')
  const started = entrypoint && entrypoint.text !== '' ? [entrypoint, ...args] : args
  const starts = started[0] && isKnown(commandName(started[0].text)) ? started : []
  const assignments = optionValues(options, '-e', '--env').flatMap((arg) => assignmentIn(arg) ?? [])
  return {
    kind: 'packages',
    ecosystem: 'oci',
    runner,
    specs: [image],
    args,
    ...(starts.length > 0 ? { starts, assignments, elsewhere: true } : {}),
  }
}

/** Options of `run` and `exec`: all take a value but those that are known to stand alone. */
function walkRun(words: readonly Arg[]): { readonly options: readonly Option[]; readonly rest: readonly Arg[] } {
  const options: Option[] = []
  for (let i = 0; i < words.length; i += 1) {
    const word = words[i] as Arg
    const { text } = word
    if (text === '--') return { options, rest: words.slice(i + 1) }
    if (!text.startsWith('-') || text === '-') return { options, rest: words.slice(i) }
    const { name, value, takesNext } = readOption(word)
    options.push({ name, value: takesNext ? (words[i + 1] ?? null) : value })
    if (takesNext) i += 1
  }
  return { options, rest: [] }
}

/** In a cluster such as `-ite`, letters that stand alone come first; the first other one takes the rest, or the next word. */
function readOption(word: Arg): { readonly name: string; readonly value: Arg | null; readonly takesNext: boolean } {
  const { text } = word
  if (text.startsWith('--')) {
    const equals = text.indexOf('=')
    if (equals > 0) return { name: text.slice(0, equals), value: slice(word, equals + 1), takesNext: false }
    return { name: text, value: null, takesNext: !RUN_SWITCHES.has(text) }
  }
  let at = 1
  while (at < text.length && SHORT_SWITCHES.includes(text.charAt(at))) at += 1
  if (at >= text.length) return { name: text, value: null, takesNext: false }
  const name = `-${text.charAt(at)}`
  if (at === text.length - 1) return { name, value: null, takesNext: true }
  return { name, value: slice(word, text[at + 1] === '=' ? at + 2 : at + 1), takesNext: false }
}

function readExec(runtime: string, words: readonly Arg[]): Resolution {
  const { rest } = walkRun(words)
  const [, ...command] = rest
  if (command.length === 0) return unknownLaunch(`${runtime} exec`, 'it names nothing to start')
  return { kind: 'command', wrapper: runtime, words: command, elsewhere: true }
}

/** `docker compose`, and `docker-compose` as a command of its own. */
export function readCompose(words: readonly Arg[]): Resolution {
  const { rest } = walkOptions(words, COMPOSE_VALUES)
  const [command, ...after] = rest
  const runner = 'docker compose'
  const { rest: operands } = walkOptions(after, COMPOSE_RUN_VALUES)
  const [service, ...args] = operands
  if (command?.text === 'exec' && service && args.length > 0) {
    return { kind: 'command', wrapper: runner, words: args, elsewhere: true }
  }
  if (command?.text !== 'run' && command?.text !== 'up') {
    return localLaunch(runner, null, 'it uses docker compose for something other than to start a service')
  }
  const origin = service ? redactCommand(service.text) : null
  return localLaunch(
    `${runner} ${command.text}`,
    origin,
    'it starts services of a compose file, where their images stand',
  )
}

/** Docker's MCP gateway. Its servers stand in a catalogue; the entry only chooses among them. */
function readGateway(runtime: string, words: readonly Arg[]): Resolution {
  const chosen = GATEWAY_SERVERS.flatMap((flag) => flagValue(words, flag)?.text.split(',') ?? [])
    .map((name) => name.trim())
    // A name, or an image; anything else could be what another flag was given.
    .filter((name) => /^[a-z][\w./:@-]*$/i.test(name))
  const serves = chosen.length > 0 ? `: ${chosen.slice(0, 10).join(', ')}` : ''
  return localLaunch(
    `${runtime} mcp gateway`,
    `${runtime} mcp gateway${serves}`,
    "it starts Docker's MCP gateway, whose servers stand in its own catalogue: see `docker mcp server ls`",
  )
}

const operandOf = (words: readonly Arg[]): string | null => {
  const [first] = walkOptions(words, new Set(['--detach-keys'])).rest
  return first ? redactCommand(first.text) : null
}
