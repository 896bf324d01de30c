/**
 * What `docker run` (and podman's, and nerdctl's) is told. Every option but the switches takes a value. Words may be secrets.
 */
import {
  COMPOSE_RUN_VALUES,
  COMPOSE_VALUES,
  GLOBAL_VALUES,
  RUN_SWITCHES,
  SHORT_SWITCHES,
} from '../../src/launch/container-flags.js'
import type { Command } from '../../src/model.js'
import type { CommandWord } from './command-words.js'

export interface RunOption {
  /** Long, with its dashes: `--volume` for `-v`. */
  readonly name: string
  /** `null` for a switch that stands alone. */
  readonly value: string | null
  readonly pointer: string
}

export interface ContainerRun {
  readonly options: readonly RunOption[]
  /** As written, with its tag; a service for Compose; `null` where none is named. */
  readonly image: string | null
  /** What is started in the container. */
  readonly inner: readonly CommandWord[]
}

const ENGINES = new Set(['docker', 'podman', 'nerdctl', 'docker-compose', 'podman-compose'])
const SHORT: Readonly<Record<string, string>> = {
  v: '--volume',
  p: '--publish',
  P: '--publish-all',
  u: '--user',
  e: '--env',
  d: '--detach',
  i: '--interactive',
  t: '--tty',
  q: '--quiet',
  w: '--workdir',
}
const OTHER_NAMES: Readonly<Record<string, string>> = { '--net': '--network' }

/** @returns `null` for a command that starts no container; of Compose, what its command line adds to its file */
export function containerRun(command: Command): ContainerRun | null {
  if (!ENGINES.has(command.name)) return null
  const { args } = command
  let at = 0
  while (args[at]?.text.startsWith('-')) at += GLOBAL_VALUES.has(args[at]?.text ?? '') ? 2 : 1
  if (args[at]?.text === 'container') at += 1
  const compose = args[at]?.text === 'compose' || command.name.endsWith('-compose')
  if (args[at]?.text === 'compose') at += 1
  while (compose && args[at]?.text.startsWith('-')) at += COMPOSE_VALUES.has(args[at]?.text ?? '') ? 2 : 1
  if (args[at]?.text !== 'run' && args[at]?.text !== 'create') return null
  const options: RunOption[] = []
  for (at += 1; at < args.length; ) {
    const word = args[at] as CommandWord
    if (word.text === '--') {
      at += 1
      break
    }
    if (!word.text.startsWith('-') || word.text === '-') break
    const read = readOption(word, args[at + 1], compose)
    options.push(...read.options)
    at += read.words
  }
  return { options, image: args[at]?.text ?? null, inner: args.slice(at + 1) }
}

function readOption(
  { text, pointer }: CommandWord,
  next: CommandWord | undefined,
  compose: boolean,
): { readonly options: readonly RunOption[]; readonly words: 1 | 2 } {
  const taken = (name: string): ReturnType<typeof readOption> => ({
    options: [{ name, value: next?.text ?? '', pointer: next?.pointer ?? pointer }],
    words: 2,
  })
  if (text.startsWith('--')) {
    const equals = text.indexOf('=')
    const written = equals < 0 ? text : text.slice(0, equals)
    const name = OTHER_NAMES[written] ?? written
    if (equals >= 0) return { options: [{ name, value: text.slice(equals + 1), pointer }], words: 1 }
    const alone = compose ? !COMPOSE_RUN_VALUES.has(name) : RUN_SWITCHES.has(name)
    return alone ? { options: [{ name, value: null, pointer }], words: 1 } : taken(name)
  }
  // In a cluster such as `-itv`, the first letter that is no switch takes the rest, or the next word.
  const options: RunOption[] = []
  const letters = text.slice(1)
  for (let i = 0; i < letters.length; i += 1) {
    const letter = letters[i] ?? ''
    const name = SHORT[letter] ?? `-${letter}`
    if (SHORT_SWITCHES.includes(letter) || (compose && letter === 'T')) {
      options.push({ name, value: null, pointer })
      continue
    }
    const rest = letters.slice(i + 1).replace(/^=/, '')
    if (rest === '') {
      const last = taken(name)
      return { options: [...options, ...last.options], words: last.words }
    }
    return { options: [...options, { name, value: rest, pointer }], words: 1 }
  }
  return { options, words: 1 }
}

/** A part of the host that the container sees. */
export interface HostMount {
  /** On the host, as written. */
  readonly source: string
  readonly readOnly: boolean
  readonly pointer: string
}

/** Folders and files of the host that are mounted; volumes with a name of their own are none. */
export const hostMounts = ({ options }: ContainerRun): HostMount[] =>
  options.flatMap(({ name, value, pointer }) => {
    const mount = name === '--volume' ? bindOf(value ?? '') : name === '--mount' ? mountOf(value ?? '') : null
    return mount === null ? [] : [{ ...mount, pointer }]
  })

/** `source:target[:options]`; the source may be a Windows path, a pipe, or hold a variable with a colon in it. */
function bindOf(value: string): Omit<HostMount, 'pointer'> | null {
  const parts = splitColons(value)
  const [source, target, options] = parts
  if (source === undefined || target === undefined || !isPath(source)) return null
  return { source, readOnly: (options ?? '').split(',').some((each) => each === 'ro' || each === 'readonly') }
}

/** `type=bind,source=…,target=…,readonly`. Without a type it is a volume. */
function mountOf(value: string): Omit<HostMount, 'pointer'> | null {
  const fields = new Map(
    value.split(',').map((written) => {
      // It is read as CSV, where a field may be quoted.
      const field = written.replace(/^\s*"|"\s*$/g, '')
      const equals = field.indexOf('=')
      const key = (equals < 0 ? field : field.slice(0, equals)).trim().toLowerCase()
      return [key, equals < 0 ? 'true' : field.slice(equals + 1)] as const
    }),
  )
  const source = fields.get('source') ?? fields.get('src')
  const type = fields.get('type')
  if (source === undefined || (type !== 'bind' && type !== 'npipe')) return null
  const written = fields.get('readonly') ?? fields.get('ro')
  return { source, readOnly: written !== undefined && !/^(false|0)$/i.test(written) }
}

/** Names of volumes hold letters, digits, `_`, `.` and `-`, and start with none of the last three. */
const isPath = (source: string): boolean => !/^[a-z0-9][\w.-]*$/i.test(source)

/** At colons that are no part of a drive letter, a variable or a pipe's prefix. */
function splitColons(value: string): string[] {
  const parts: string[] = []
  let start = 0
  let depth = 0
  for (let i = 0; i < value.length; i += 1) {
    const char = value[i]
    if (char === '{') depth += 1
    else if (char === '}') depth = Math.max(0, depth - 1)
    else if (char === ':' && depth === 0) {
      const sofar = value.slice(start, i)
      const drive = /^["']?([a-z]|\$env)$/i.test(sofar) && (/[\\/]/.test(value[i + 1] ?? '') || sofar.startsWith('$'))
      if (drive) continue
      parts.push(sofar)
      start = i + 1
    }
  }
  return [...parts, value.slice(start)]
}

/** Where a container's port is reached from. */
export type PublishedTo = 'all' | 'loopback' | 'other'

/** `-p [address:][host port:]container port`. */
export function publishedTo(value: string): PublishedTo {
  const address = /^(?:\[([^\]]*)\]|([^:[\]]+)):[^:]*:[^:]+$/.exec(value.trim())
  const host = address?.[1] ?? address?.[2]
  if (host === undefined || host === '0.0.0.0' || host === '::' || host === '*') return 'all'
  return /^(127\.|::1$|localhost$)/.test(host) ? 'loopback' : 'other'
}

/** Whether it shares the host's network, so that its ports are the host's. */
export const sharesNetwork = ({ options }: ContainerRun): boolean =>
  options.some(({ name, value }) => name === '--network' && value === 'host')
