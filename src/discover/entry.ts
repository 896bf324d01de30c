/**
 * One entry of a map of servers, in any client's spelling. Pure.
 *
 * The spellings come from the clients' own documentation and sources, see `clients/`; where two clients read one entry
 * differently, it is read so that what could be started on this machine is seen.
 */
import { type Grants, NO_GRANTS, type RemoteLaunch, type ServerEntry, type StdioLaunch, type Word } from '../model.js'
import { childLike as child, children, isMap, type Located } from './document.js'
import { type Doubt, doubtsOf } from './doubts.js'
import { type Dialect, grantsOf } from './grants.js'
import { booleanOf, isNothing, nameOf, textOf } from './values.js'

/** What an entry says; or that it only switches a server that stands elsewhere; or why it can't be understood. */
export type EntryReading =
  | {
      readonly kind: 'entry'
      readonly launch: ServerEntry['launch']
      readonly disabled: boolean
      readonly grants: Grants
      /** Whether it names its transport. */
      readonly typed: boolean
      /** What clients read differently. */
      readonly doubts: readonly Doubt[]
    }
  /** `why` completes "what it starts is not known: …". */
  | { readonly kind: 'switch'; readonly why: string }
  | { readonly kind: 'problem'; readonly message: string }

/** `type` values of an entry that is connected to rather than started, without `-` and `_`, in lower case. */
const REMOTE_TYPES = new Set([
  'http',
  'https',
  'streamable',
  'streamablehttp',
  'sse',
  'ws',
  'websocket',
  'remote',
  'tcp',
])
/** Keys that name the transport. `transport` may also hold the launch itself. */
const TYPE_KEYS = ['type', 'transport', 'transportType', 'transport_type']
/** In the order in which a client takes them that reads several: Gemini CLI's `httpUrl` stands before its `url`. */
const URL_KEYS = ['httpUrl', 'httpURL', 'serverUrl', 'url', 'uri', 'tcp', 'baseUrl', 'server_url', 'endpoint']
const ARGS_KEYS = ['args', 'arguments']
const COMMAND_KEYS = ['command', 'cmd']
/** Within a `command` that is an object: Zed's older settings say `path`. */
const PROGRAM_KEYS = ['path', 'command', 'cmd', 'program']
const ENV_KEYS = ['env', 'envs', 'environment']
/** Paths, as some clients keep headers below the options of a request. */
const HEADER_PATHS = [['headers'], ['http_headers'], ['requestOptions', 'headers'], ['requestInit', 'headers']]
const CWD_KEYS = ['cwd', 'working_directory', 'workingDirectory', 'workdir']
const ENV_FILE_KEYS = ['envFile', 'env_file']

/** Keys that say whether a server is on, and what they hold where it is off. */
const SWITCHES: readonly (readonly [key: string, off: boolean])[] = [
  ['disabled', true],
  ['enabled', false],
  ['isActive', false],
  ['is_active', false],
  ['active', false],
]
const SWITCH_KEYS = new Set(SWITCHES.map(([key]) => key))
/** Of Zed's entries without a command: the server belongs to an extension, and its command to the extension's code. */
const EXTENSION_KEYS = new Set([...SWITCH_KEYS, 'source', 'settings', 'remote'])

/**
 * Reads an entry. What can't be understood is a problem only where it hides what is started: an `env` that is text
 * loses its variables, a `url` that is a number is a problem.
 *
 * @param located the entry's value; messages hold no piece of it
 * @param dialect of a client that gives values a meaning of its own
 */
export function readEntry(located: Located, dialect?: Dialect): EntryReading {
  const url = textOf(located)
  if (url !== undefined && /^https?:\/\//i.test(url)) {
    // OpenHands lists bare URLs.
    const launch: RemoteLaunch = { transport: 'remote', url: wordOf(located, url), headers: readTexts(undefined) }
    return { kind: 'entry', launch, disabled: false, grants: NO_GRANTS, typed: true, doubts: [] }
  }
  if (!isMap(located)) return problem(`the entry is ${nameOf(located)}, not an object`)
  if (isSwitch(located))
    return { kind: 'switch', why: 'the entry only switches or sets up a server that stands elsewhere' }
  const nested = child(located, 'transport')
  const of = isMap(nested) ? nested : located
  const launch = readLaunch(of)
  if (typeof launch === 'string') {
    // Continue's blocks may be taken from its hub, or from another file.
    return textOf(child(of, 'uses'))
      ? { kind: 'switch', why: 'it is taken from elsewhere, by `uses`' }
      : problem(launch)
  }
  const typed = transportOf(of) !== null
  const doubts = doubtsOf(of, launch.transport, [COMMAND_KEYS, ARGS_KEYS, URL_KEYS, ENV_KEYS])
  return { kind: 'entry', launch, disabled: isDisabled(located), grants: grantsOf(located, of, dialect), typed, doubts }
}

/** Whether a value says what to start or where to connect, however its client spells that. */
export function looksLikeEntry(located: Located): boolean {
  if (!isMap(located)) return false
  const has = (key: string, types: readonly string[]) => types.includes(child(located, key)?.node.type ?? '')
  if (has('command', ['text', 'list']) || has('cmd', ['text', 'list'])) return true
  // `{"type": "git", "url": …}` is a repository.
  if (LONE_URL_KEYS.some((key) => has(key, ['text']))) return transportOf(located) !== 'other'
  const command = child(located, 'command')
  if (isMap(command)) return PROGRAM_KEYS.some((key) => child(command, key)?.node.type === 'text')
  const nested = child(located, 'transport')
  if (isMap(nested)) return looksLikeEntry(nested)
  // `uri`, `endpoint` and the like stand in all kinds of settings; beside a transport's name they mean a server.
  return transportOf(located) === 'remote' && firstUrl(located) !== undefined
}

/** URL keys that by themselves tell a server from other settings. */
const LONE_URL_KEYS = ['url', 'serverUrl', 'httpUrl', 'httpURL']

function readLaunch(entry: Located): StdioLaunch | RemoteLaunch | string {
  const url = firstUrl(entry)
  const command = readCommand(entry)
  const remote = transportOf(entry) === 'remote' || url?.pointer.endsWith('/httpUrl') === true
  if (url && (remote || command === null)) {
    const text = textOf(url)
    if (text === undefined) return `its URL is ${nameOf(url)}, not text`
    return { transport: 'remote', url: { text, pointer: url.pointer, offset: 0 }, ...headersOf(entry) }
  }
  if (command === null) return remote ? 'it has no URL' : 'it has neither a command nor a URL'
  if (typeof command === 'string') return command

  const args = readArgs(child(entry, 'args') ?? child(entry, 'arguments') ?? argumentsUnderUrl(entry, url))
  if (typeof args === 'string') return args
  const shape = child(entry, 'command')
  const env = first(entry, ENV_KEYS) ?? (shape && first(shape, ENV_KEYS))
  const cwd = textIn(entry, CWD_KEYS)
  const envFile = textIn(entry, ENV_FILE_KEYS)
  return {
    transport: 'stdio',
    argv: [...command, ...args],
    env: readTexts(env),
    ...(isMap(env) && { envPointer: env.pointer }),
    ...(envFile && { envFile }),
    ...(cwd && { cwd }),
  }
}

/** Witsy's own list keeps the arguments of a command under `url`: text that is no URL. */
const argumentsUnderUrl = (entry: Located, url: Located | undefined): Located | undefined =>
  transportOf(entry) === 'stdio' && url && !/^[a-z][a-z\d+.-]*:/i.test(textOf(url) ?? ':') ? url : undefined

/** What `type` says; `null` where it says nothing. */
function transportOf(entry: Located): 'remote' | 'stdio' | 'other' | null {
  const type = textIn(entry, TYPE_KEYS)?.toLowerCase().replace(/[-_]/g, '')
  if (type === undefined) return null
  if (REMOTE_TYPES.has(type)) return 'remote'
  return type === 'stdio' || type === 'local' ? 'stdio' : 'other'
}

const firstUrl = (entry: Located): Located | undefined =>
  URL_KEYS.map((key) => child(entry, key)).find((url) => url !== undefined && !isNothing(url) && textOf(url) !== '')

/** The words of `command`: text, a list, or `{path, args}`. `null` where there is none; a string says what is wrong. */
function readCommand(entry: Located): readonly Word[] | null | string {
  const command = first(entry, COMMAND_KEYS)
  if (command === undefined) return null
  if (command.node.type === 'text')
    return command.node.value.trim() === '' ? null : [wordOf(command, command.node.value)]
  if (command.node.type === 'list') {
    const words = readArgs(command, 'command')
    return typeof words === 'string' || words.length > 0 ? words : null
  }
  const program = first(command, PROGRAM_KEYS)
  const text = textOf(program)
  if (!program || !text) return `its command is ${nameOf(command)}, not text`
  const args = readArgs(child(command, 'args'))
  return typeof args === 'string' ? args : [wordOf(program, text), ...args]
}

/**
 * The words of `args`. Absent and `null` are empty; numbers and booleans are words, as `String` writes them. Text in the
 * place of a list is split at white space, and a word that stands in quotes loses them: as its author meant it, and as the
 * clients do that take text.
 */
function readArgs(list: Located | undefined, name = 'args'): readonly Word[] | string {
  if (list === undefined || isNothing(list)) return []
  if (list.node.type === 'text') return splitWords(list, list.node.value)
  if (list.node.type !== 'list') return `its ${name} is ${nameOf(list)}, not a list`
  const words: Word[] = []
  for (const item of children(list)) {
    const text = scalarOf(item)
    if (text === undefined) return `item ${Number(item.key) + 1} of its ${name} is ${nameOf(item)}, not text`
    words.push(wordOf(item, text))
  }
  return words
}

const splitWords = ({ pointer }: Located, text: string): readonly Word[] =>
  [...text.matchAll(/"([^"]*)"(?!\S)|'([^']*)'(?!\S)|\S+/g)].map((match) => {
    const quoted = match[1] ?? match[2]
    return { text: quoted ?? match[0], pointer, offset: match.index + (quoted === undefined ? 0 : 1) }
  })

const wordOf = ({ pointer }: Located, text: string): Word => ({ text, pointer, offset: 0 })

/** Names and values of `env` or `headers`, given as a map or as a list; what is no scalar is left out, as it reaches no process. */
function readTexts(of: Located | undefined): Readonly<Record<string, string>> {
  const texts: Record<string, string> = Object.create(null)
  if (of === undefined) return texts
  for (const one of children(of)) {
    const [name, value] = of.node.type === 'map' ? [one.key, scalarOf(one)] : pairOf(one)
    if (name !== undefined && value !== undefined) texts[name] = value
  }
  return texts
}

/** An item of a list of variables: `NAME=value`, or `{name, value}`. */
function pairOf(item: Located): readonly [name: string | undefined, value: string | undefined] {
  const text = textOf(item)
  if (text !== undefined) {
    const at = text.indexOf('=')
    return at > 0 ? [text.slice(0, at), text.slice(at + 1)] : [undefined, undefined]
  }
  const value = child(item, 'value')
  return [textIn(item, ['name', 'key']), value && scalarOf(value)]
}

function headersOf(entry: Located): Pick<RemoteLaunch, 'headers' | 'headersPointer'> {
  const map = HEADER_PATHS.map((path) =>
    path.reduce<Located | undefined>((at, key) => at && child(at, key), entry),
  ).find((at) => at !== undefined && !isNothing(at))
  return { headers: readTexts(map), ...(isMap(map) && { headersPointer: map.pointer }) }
}

const isSwitch = (entry: Located): boolean => {
  const keys = children(entry).map(({ key }) => key)
  if (keys.length === 0) return false
  if (keys.every((key) => SWITCH_KEYS.has(key))) return true
  return keys.every((key) => EXTENSION_KEYS.has(key)) && textOf(child(entry, 'source')) !== 'custom'
}

const isDisabled = (entry: Located): boolean =>
  SWITCHES.some(([key, off]) => booleanOf(child(entry, key)) === off) || textOf(child(entry, 'state')) === 'disabled'

/** The first of these keys whose value is not `null`. */
function first(of: Located, keys: readonly string[]): Located | undefined {
  for (const key of keys) {
    const value = child(of, key)
    if (value !== undefined && !isNothing(value)) return value
  }
  return undefined
}

/** The first of these keys that holds text, which is not empty. */
function textIn(of: Located, keys: readonly string[]): string | undefined {
  for (const key of keys) {
    const text = textOf(child(of, key))
    if (text) return text
  }
  return undefined
}

/** Text, and numbers and booleans as `String` writes them. */
function scalarOf({ node }: Located): string | undefined {
  if (node.type === 'text') return node.value
  return node.type === 'other' && node.value !== null ? String(node.value) : undefined
}

const problem = (message: string): EntryReading => ({ kind: 'problem', message })
