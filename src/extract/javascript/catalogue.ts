/**
 * What is known of the world outside the package: which calls send data out, read files, learn about the machine.
 * Calls are known by the path that their callee evaluates to, never by how they are spelled.
 */
import { hostOfUrl as readHost, type UrlHost } from '../classify/hosts.js'
import { secretPath } from '../classify/paths.js'
import {
  alternatives,
  constant,
  defineRefSources,
  NO_SOURCES,
  type RefValue,
  type Sources,
  sourcesOf,
  textOf,
  type Value,
} from './values.js'

/** HTTP clients of the npm ecosystem, by downloads; each takes a URL or an options object first. */
const HTTP_CLIENTS = new Set([
  'axios',
  'got',
  'ky',
  'needle',
  'superagent',
  'request',
  'request-promise',
  'request-promise-native',
  'node-fetch',
  'node-fetch-native',
  'cross-fetch',
  'isomorphic-fetch',
  'isomorphic-unfetch',
  'unfetch',
  'undici',
  'phin',
  'bent',
  'wretch',
  'ofetch',
  'make-fetch-happen',
  'minipass-fetch',
  'simple-get',
  'follow-redirects',
  'got-scraping',
  'urllib',
  'fetch-retry',
  'cross-fetch/polyfill',
  '@whatwg-node/fetch',
  'ky-universal',
  'axios-retry',
  'gaxios',
  'typed-rest-client',
  'redaxios',
  'xior',
  'popsicle',
  'hyperquest',
  'r2',
  'fetch-cookie',
  'centra',
])
const SOCKET_CLIENTS = new Set([
  'ws',
  'isomorphic-ws',
  'socket.io-client',
  'eventsource',
  'websocket',
  'faye-websocket',
  '@microsoft/fetch-event-source',
  'reconnecting-websocket',
  'partysocket',
])
const METHODS = new Set([
  'get',
  'post',
  'put',
  'patch',
  'delete',
  'del',
  'head',
  'options',
  'request',
  'fetch',
  'stream',
  'pipeline',
  'raw',
  '$fetch',
])

const hosts = new Map<string, UrlHost | null>()

/** The host of a URL. Texts repeat: each is read once. */
function hostOfUrl(text: string): UrlHost | null {
  const known = hosts.get(text)
  if (known !== undefined) return known
  const host = readHost(text)
  if (text.length <= 300 && hosts.size < MOST_PATHS) hosts.set(text, host)
  return host
}

export interface EgressCall {
  /** HTTP method that the call's own name says; `*` where options decide. */
  readonly method: string
  readonly shape: 'url-first' | 'options' | 'socket' | 'send'
}

/** What a call path sends out, or undefined when it is no egress. `path` ends before the call's own `()`. */
export function egressCall(path: string): EgressCall | undefined {
  const known = egressByPath.get(path)
  if (known !== undefined) return known === null ? undefined : known
  const found = readEgress(path)
  if (egressByPath.size < MOST_PATHS) egressByPath.set(path, found ?? null)
  return found
}

/** Paths repeat: a bundle calls few things often. */
const MOST_PATHS = 10_000
const egressByPath = new Map<string, EgressCall | null>()

function readEgress(path: string): EgressCall | undefined {
  switch (path) {
    case 'global:fetch':
    case 'global:Bun.fetch':
      return { method: '*', shape: 'url-first' }
    case 'new global:WebSocket':
    case 'new global:EventSource':
    case 'global:WebSocket':
    case 'global:EventSource':
      return { method: 'CONNECT', shape: 'url-first' }
    case 'global:navigator.sendBeacon':
      return { method: 'POST', shape: 'url-first' }
    case 'new global:XMLHttpRequest.open':
      return { method: '*', shape: 'send' }
    case 'node:http.get':
    case 'node:https.get':
      return { method: 'GET', shape: 'url-first' }
    case 'node:http.request':
    case 'node:https.request':
    case 'new node:http.ClientRequest':
      return { method: '*', shape: 'url-first' }
    case 'node:http2.connect':
      return { method: 'CONNECT', shape: 'url-first' }
    case 'node:http2.connect().request':
      return { method: '*', shape: 'url-first' }
    case 'node:net.connect':
    case 'node:net.createConnection':
    case 'node:tls.connect':
    case 'new node:net.Socket.connect':
    case 'new node:tls.TLSSocket.connect':
    case 'global:Bun.connect':
    case 'global:Deno.connect':
    case 'global:Deno.connectTls':
      return { method: 'CONNECT', shape: 'socket' }
  }
  if (/^node:dgram\.createSocket\(\)\.(send|connect)$/.test(path)) return { method: 'CONNECT', shape: 'socket' }
  const client = /^(new )?pkg:((?:@[^/.]+\/)?[^/.()]+(?:\.io-client)?)(?:\/[^()]*?)?((?:\.\$?\w+|\(\))*)$/.exec(path)
  if (client === null) return undefined
  const [, made, name = '', tail = ''] = client
  if (SOCKET_CLIENTS.has(name))
    return tail === '' ||
      /^\.(connect|io|WebSocket|default|w3cwebsocket|client|EventSource|fetchEventSource)$/.test(tail)
      ? { method: 'CONNECT', shape: 'url-first' }
      : undefined
  if (!HTTP_CLIENTS.has(name)) return undefined
  if (
    /\.(isAxiosError|CancelToken|interceptors|defaults|create|extend|defaults|setGlobalDispatcher|Agent|isCancel|toFormData)$/.test(
      tail,
    ) &&
    made === undefined
  )
    return undefined
  const last = /\.(\$?\w+)$/.exec(tail)?.[1]
  if (made !== undefined)
    return /\.(Client|Pool|BalancedPool)$/.test(tail) ? { method: 'CONNECT', shape: 'url-first' } : undefined
  if (last === undefined)
    return tail.endsWith('()') && !/create\(\)|extend\(\)|defaults\(\)/.test(tail)
      ? undefined
      : { method: '*', shape: 'url-first' }
  if (
    !METHODS.has(last) &&
    last !== name &&
    !/^(?:[a-z]*fetch|axios|got|ky|needle|superagent|request|wretch|curly)$/i.test(last)
  )
    return undefined
  const method = /^(get|post|put|patch|delete|del|head|options)$/.test(last)
    ? last.replace(/^del$/, 'delete').toUpperCase()
    : '*'
  return { method, shape: 'url-first' }
}

/** The URL texts that an argument may be: a string, a URL, or an options object with url, or hostname and path. */
export function urlTexts(value: Value | undefined, base?: Value): readonly string[] {
  if (value === undefined) return []
  const out: string[] = []
  for (const each of alternatives(value)) {
    if (each.t === 'object') {
      const url = each.props.get('url') ?? each.props.get('uri') ?? each.props.get('href')
      const own =
        each.props.get('baseURL') ??
        each.props.get('baseUrl') ??
        each.props.get('prefixUrl') ??
        each.props.get('base') ??
        base
      if (url !== undefined) out.push(...urlTexts(url, own))
      else {
        const host = each.props.get('hostname') ?? each.props.get('host')
        if (host !== undefined) out.push(...hostTexts(host, each.props.get('port'), each.props.get('protocol')))
        else if (own !== undefined && own !== base) out.push(...urlTexts(own))
      }
      continue
    }
    const text = textOf(each)
    if (text === undefined) {
      if (base !== undefined) out.push(...urlTexts(base))
      continue
    }
    if (base !== undefined && hostOfUrl(text) === null) {
      const bases = urlTexts(base)
      out.push(...(bases.length > 0 ? bases : [text]))
    } else out.push(text)
  }
  return out
}

function hostTexts(host: Value, port: Value | undefined, protocol: Value | undefined): string[] {
  const out: string[] = []
  const portText = port === undefined ? undefined : textOf(port)
  const scheme = (protocol === undefined ? undefined : textOf(protocol)) ?? 'https:'
  for (const each of alternatives(host)) {
    const text = textOf(each)
    if (text === undefined) continue
    const withPort =
      portText === undefined || portText.includes('{}') || text.includes(':') ? text : `${text}:${portText}`
    out.push(`${scheme.replace(/(?<!\/)\/+$/, '').replace(/:?$/, ':')}//${withPort}`)
  }
  return out
}

/** Base URL of a client that was made with one: `axios.create({ baseURL })`, `new Client(url)`. */
export function clientBase(on: Value | undefined, hops = 0): Value | undefined {
  if (on === undefined || hops > 6) return undefined
  if (on.t === 'ref') {
    for (const arg of on.args ?? []) {
      if (arg.t !== 'object') continue
      const base =
        arg.props.get('baseURL') ?? arg.props.get('baseUrl') ?? arg.props.get('prefixUrl') ?? arg.props.get('base')
      if (base !== undefined) return base
    }
    for (const written of on.written ?? []) {
      const text = textOf(written)
      if (text !== undefined && hostOfUrl(text) !== null) return written
    }
    const first = on.args?.[0]
    if (first !== undefined && /(^new |\.create\(\)$|\.extend\(\)$|^node:http2\.connect\(\)$)/.test(on.path)) {
      const text = textOf(first)
      if (text !== undefined && hostOfUrl(text) !== null) return first
    }
    return clientBase(on.on, hops + 1)
  }
  return undefined
}

export interface Target {
  readonly scheme: string
  readonly host: string
  readonly url: string
}

/** Hosts that an egress call goes to; an empty list means that it is computed. */
export function targetsOf(egress: EgressCall, args: readonly Value[], on: Value | undefined): readonly Target[] {
  const base = clientBase(on)
  let texts: readonly string[]
  if (egress.shape === 'send') texts = urlTexts(args[1])
  else if (egress.shape === 'socket') texts = socketTexts(args)
  else {
    texts = urlTexts(args[0], base)
    if (texts.length === 0 || texts.every((text) => hostOfUrl(text) === null))
      texts = [...texts, ...urlTexts(args[1], base)]
    if (texts.length === 0 && base !== undefined) texts = urlTexts(base)
  }
  const out = new Map<string, Target>()
  for (const url of texts) {
    const found = hostOfUrl(url)
    if (found !== null && found.host !== '' && found.host !== '{}')
      out.set(found.host, { scheme: found.scheme, host: found.host, url })
  }
  return [...out.values()]
}

function socketTexts(args: readonly Value[]): string[] {
  const [first, second, third] = args
  if (first === undefined) return []
  if (first.t === 'object') {
    const host = first.props.get('host') ?? first.props.get('hostname')
    return host === undefined ? [] : hostTexts(host, first.props.get('port'), constant('tcp:'))
  }
  // net.connect(port, host), dgram.send(msg, port, host), dgram.send(msg, offset, length, port, host)
  const texts: string[] = []
  for (const [at, arg] of args.entries()) {
    const text = textOf(arg)
    if (
      text !== undefined &&
      at > 0 &&
      /^[a-z0-9{}_-]+(\.[a-z0-9{}_-]+)+$|^[0-9a-f:][0-9a-f]*:[0-9a-f:]*$/i.test(text)
    ) {
      texts.push(...hostTexts(arg, args[at - 1], constant('tcp:')))
    }
  }
  void second
  void third
  return texts
}

const READS_FILE =
  /^node:fs\.(?:promises\.)?(?:openSync|open|readFile|readFileSync|createReadStream|openAsBlob)\(\)$|^global:Bun\.file\(\)$|^global:Deno\.(?:readTextFile|readFile)(?:Sync)?\(\)$|^pkg:(?:fs-extra|jsonfile)\.read\w+\(\)$/
const RECON = /^node:os\.(hostname|userInfo|networkInterfaces)\(\)$/
const CLIPBOARD = /^pkg:(?:clipboardy|copy-paste|node-clipboardy)\.(?:read|readSync|paste)\(\)$/

/** Value of a path with the home folder as `~`. */
export function pathText(value: Value): string | undefined {
  return textOf(value, holeOfPath)
}

function holeOfPath(sources: Sources): string {
  if (sources.size === 1) {
    const [only] = sources
    if (only === 'env:HOME' || only === 'env:USERPROFILE') return '~'
    if (only === 'env:APPDATA') return '%APPDATA%'
    if (only === 'env:LOCALAPPDATA') return '%LOCALAPPDATA%'
  }
  return '{}'
}

defineRefSources((ref: RefValue) => {
  if (ref.path === 'global:process.env' || ref.path === 'global:Bun.env' || ref.path === 'global:Deno.env.toObject()')
    return { own: new Set(['env:*']), through: false }
  if (ref.path.startsWith('commonjs:') || ref.path === 'global:process.argv') return { own: NO_SOURCES, through: false }
  if (READS_FILE.test(ref.path)) {
    const out = new Set<string>()
    for (const each of alternatives(ref.args?.[0] ?? { t: 'unknown', sources: NO_SOURCES })) {
      const path = pathText(each)
      if (path === undefined) continue
      const secret = secretPath(path)
      out.add(secret === null ? `file:${path}` : `secret:${secret}`)
    }
    return { own: out, through: false }
  }
  const recon = RECON.exec(ref.path)
  if (recon !== null) return { own: new Set([`recon:${recon[1]}`]), through: false }
  if (CLIPBOARD.test(ref.path)) return { own: new Set(['clipboard']), through: false }
  if (ref.path === 'global:process.stdin') return { own: new Set(['stdin']), through: false }
  if (RUNS.test(ref.path)) {
    const told = outputOf(ref)
    if (told !== undefined) return { own: new Set([told]), through: false }
    // What a program prints is not what it was given.
    if (/^node:child_process\.exec(File)?(Sync)?\(\)$/.test(ref.path))
      return { own: new Set([`output:${programOf(ref.args?.[0])}`]), through: false }
  }
  // That something was answered, and how, is no data of the answer.
  if (ANSWERED.test(ref.path) && ref.on !== undefined) return { own: NO_SOURCES, through: false }
  if (ref.path.endsWith('()') || ref.path.startsWith('new ')) {
    const path = ref.path.endsWith('()') ? ref.path.slice(0, -2) : ref.path
    const egress = egressCall(path)
    if (egress !== undefined) {
      const targets = targetsOf(egress, ref.args ?? [], ref.on)
      return {
        own: new Set(targets.length === 0 ? ['net:*'] : targets.map((each) => `net:${each.host}`)),
        through: false,
      }
    }
  }
  if (ref.path.startsWith('pkg:') && ref.path.endsWith('()') && !SERIALISES.test(ref.path))
    return { own: picked(ref), through: false }
  return { own: NO_SOURCES, through: true }
})

const RUNS = /^(?:node:child_process|pkg:execa|pkg:cross-spawn|global:Bun)\b[.\w]*\(\)$/
const ANSWERED = /\(\)\.(?:status|statusText|statusCode|ok|redirected|headers\.get\(\))$/

/** Programs that are called by a constant, without their folder. */
function programOf(command: Value | undefined): string {
  const text = command === undefined ? undefined : pathText(command)
  const word =
    text
      ?.trim()
      .split(/\s/, 1)[0]
      ?.replace(/^.*[/\\]/, '') ?? ''
  return /^[\w.+-]{1,40}$/.test(word) ? word : '{}'
}

/** What a command prints, as a source: the clipboard, the environment, a secret file, something about the machine. */
function outputOf(ref: RefValue): string | undefined {
  const [program, list] = ref.args ?? []
  const words = program?.t === 'array' ? program.items : [program, ...(list?.t === 'array' ? list.items : [])]
  const line = words
    .map((word) => (word === undefined ? undefined : pathText(word)))
    .map((text) => text ?? '{}')
    .join(' ')
    .slice(0, 2_000)
  if (
    /^\s*(?:pbpaste|wl-paste|xsel\b(?!.*(?:-i|--input)\b)|xclip\b.*-o)|\bGet-Clipboard\b|\btermux-clipboard-get\b/i.test(
      line,
    )
  )
    return 'clipboard'
  if (/^\s*(?:\/usr\/bin\/)?(?:env|printenv|set)\s*$/.test(line)) return 'env:*'
  const told = /^\s*(whoami|hostname|uname|id|ifconfig|ipconfig)\b/.exec(line)?.[1]
  if (told !== undefined) return `recon:${told}`
  const file =
    /^\s*(?:cat|type|more|head|tail|base64|xxd|Get-Content)\s+(?:-\S+\s+(?:\d+\s+)?)*["']?([^\s"'|;&<>]{2,300})/i.exec(
      line,
    )?.[1]
  const secret = file === undefined ? null : secretPath(file)
  return secret === null ? undefined : `secret:${secret}`
}

/** Libraries that turn what they are given into text or bytes, whole. */
const SERIALISES =
  /(?:stringify|serialize|encode|inspect|format|dump|pack|zip|deflate|encrypt|hash|sign|clone|merge|assign|json|qs|msgpack)\w*\(\)$/i

/** A library that is given the environment takes what its schema names: settings by name, and no longer all of it. */
function picked(ref: RefValue): Sources {
  const out = new Set<string>()
  for (const each of [...(ref.args ?? []), ...(ref.on === undefined ? [] : [ref.on])]) {
    for (const name of sourcesOf(each)) out.add(name === 'env:*' ? 'env:{}' : name)
  }
  return out
}
