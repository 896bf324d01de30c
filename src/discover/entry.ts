/** One entry of a map of servers, in any client's spelling. Pure. */
import { type Grants, NO_GRANTS, type RemoteLaunch, type ServerEntry, type StdioLaunch, type Word } from '../model.js'
import { child, children, isMap, type Located } from './document.js'

/** What an entry says; or that it only switches a server that stands elsewhere; or why it can't be understood. */
export type EntryReading =
  | {
      readonly kind: 'entry'
      readonly launch: ServerEntry['launch']
      readonly disabled: boolean
      readonly grants: Grants
    }
  | { readonly kind: 'switch' }
  | { readonly kind: 'problem'; readonly message: string }

/** `type` values of an entry that is connected to rather than started, without `-` and `_`, in lower case. */
const REMOTE_TYPES = new Set(['http', 'streamablehttp', 'sse', 'ws', 'websocket', 'remote'])
const URL_KEYS = ['url', 'serverUrl', 'httpUrl', 'uri', 'tcp']
const SWITCHES = new Set(['enabled', 'disabled', 'isActive'])

/** @param located the entry's value; messages hold no piece of it */
export function readEntry(located: Located): EntryReading {
  if (!isMap(located)) return problem(`the entry is ${nameOf(located)}, not an object`)
  const keys = [...located.node.entries.keys()]
  if (keys.length > 0 && keys.every((key) => SWITCHES.has(key))) return { kind: 'switch' }

  const nested = child(located, 'transport')
  const of = isMap(nested) ? nested : located
  const launch = readLaunch(of)
  if (typeof launch === 'string') return problem(launch)
  return { kind: 'entry', launch, disabled: isDisabled(located), grants: grantsOf(located, of) }
}

function readLaunch(entry: Located): StdioLaunch | RemoteLaunch | string {
  const url = URL_KEYS.map((key) => child(entry, key)).find((value) => value !== undefined && textOf(value) !== '')
  const command = readCommand(entry)
  const remote = REMOTE_TYPES.has((textOf(child(entry, 'type')) ?? '').toLowerCase().replace(/[-_]/g, ''))
  if (url && (remote || command === null)) {
    const text = textOf(url)
    if (text === undefined) return `its URL is ${nameOf(url)}, not text`
    const headers = child(entry, 'headers') ?? child(entry, 'http_headers')
    return {
      transport: 'remote',
      url: { text, pointer: url.pointer, offset: 0 },
      headers: readTexts(headers),
      ...(headers && { headersPointer: headers.pointer }),
    }
  }
  if (command === null) return remote ? 'it has no URL' : 'it has neither a command nor a URL'
  if (typeof command === 'string') return command

  const args = readWords(child(entry, 'args'), 'args')
  if (typeof args === 'string') return args
  const shape = child(entry, 'command')
  const env =
    child(entry, 'env') ?? child(entry, 'envs') ?? child(entry, 'environment') ?? (shape && child(shape, 'env'))
  const cwd = textOf(child(entry, 'cwd')) ?? textOf(child(entry, 'working_directory'))
  const envFile = textOf(child(entry, 'envFile'))
  return {
    transport: 'stdio',
    argv: [...command, ...args],
    env: readTexts(env),
    ...(env && { envPointer: env.pointer }),
    ...(envFile && { envFile }),
    ...(cwd && { cwd }),
  }
}

/** The words of `command`: text, a list, or `{path, args}`. `null` where there is none; a string says what is wrong. */
function readCommand(entry: Located): readonly Word[] | null | string {
  const command = child(entry, 'command') ?? child(entry, 'cmd')
  if (command === undefined || (command.node.type === 'other' && command.node.value === null)) return null
  if (command.node.type === 'text') {
    const text = command.node.value
    return text.trim() === '' ? null : [{ text, pointer: command.pointer, offset: 0 }]
  }
  if (command.node.type === 'list') {
    const words = readWords(command, 'command')
    return typeof words === 'string' || words.length > 0 ? words : null
  }
  const path = child(command, 'path')
  const text = textOf(path)
  if (!path || !text) return `its command is ${nameOf(command)}, not text`
  const args = readWords(child(command, 'args'), 'args')
  return typeof args === 'string' ? args : [{ text, pointer: path.pointer, offset: 0 }, ...args]
}

/** A list of words. Absent and `null` are empty; numbers and booleans are words, as `String` writes them. */
function readWords(list: Located | undefined, name: string): readonly Word[] | string {
  if (list === undefined || (list.node.type === 'other' && list.node.value === null)) return []
  if (list.node.type !== 'list') return `its ${name} is ${nameOf(list)}, not a list`
  const words: Word[] = []
  for (const { key, node, pointer } of children(list)) {
    if (node.type === 'text') words.push({ text: node.value, pointer, offset: 0 })
    else if (node.type === 'other' && node.value !== null) words.push({ text: String(node.value), pointer, offset: 0 })
    else return `item ${Number(key) + 1} of its ${name} is ${nameOf({ node, pointer })}, not text`
  }
  return words
}

/** Names and values of `env` or `headers`; what is no scalar is left out, as it can't reach a process. */
function readTexts(map: Located | undefined): Readonly<Record<string, string>> {
  const texts: Record<string, string> = Object.create(null)
  if (map === undefined || !isMap(map)) return texts
  for (const { key, node } of children(map)) {
    if (node.type === 'text') texts[key] = node.value
    else if (node.type === 'other' && node.value !== null) texts[key] = String(node.value)
  }
  return texts
}

/** Keys whose list, or `true`, lets tools run without a question. */
const APPROVALS = ['autoApprove', 'alwaysAllow']
/** Keys whose value the client runs as a command. */
const HOOKS = ['headersHelper']

function grantsOf(entry: Located, launch: Located): Grants {
  const autoApproved = APPROVALS.flatMap((key) => {
    const value = child(entry, key)
    if (isBoolean(value, true)) return ['*']
    return value?.node.type === 'list' ? children(value).flatMap((item) => textOf(item) ?? []) : []
  })
  const shellHooks = HOOKS.filter((key) => child(entry, key) !== undefined || child(launch, key) !== undefined)
  return { ...NO_GRANTS, autoApproved, shellHooks }
}

const isDisabled = (entry: Located): boolean =>
  isBoolean(child(entry, 'disabled'), true) ||
  isBoolean(child(entry, 'enabled'), false) ||
  isBoolean(child(entry, 'isActive'), false)

const isBoolean = (value: Located | undefined, expected: boolean): boolean =>
  value?.node.type === 'other' && value.node.value === expected

const textOf = (value: Located | undefined): string | undefined =>
  value?.node.type === 'text' ? value.node.value : undefined

function nameOf({ node }: Located): string {
  if (node.type === 'map') return 'an object'
  if (node.type === 'list') return 'a list'
  if (node.type === 'text') return 'text'
  return node.value === null ? 'null' : `a ${typeof node.value}`
}

const problem = (message: string): EntryReading => ({ kind: 'problem', message })
