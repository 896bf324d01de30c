/** Programs that reach the network: downloads, uploads, sockets, name lookups. */
import { draft } from '../draft.js'
import {
  type Flow,
  type Invocation,
  joinAll,
  joinFlows,
  NO_FLOW,
  optionValue,
  type Program,
  type Study,
} from './command-study.js'
import { addressFacts, classifyHost, hostOfUrl, type UrlHost } from './hosts.js'

/** Options of curl and wget whose next word is no URL. From their manuals. */
const VALUED = new Set([
  ...[
    '-o',
    '--output',
    '-O=',
    '-H',
    '--header',
    '-d',
    '--data',
    '--data-raw',
    '--data-binary',
    '--data-urlencode',
    '--data-ascii',
  ],
  ...[
    '-X',
    '--request',
    '-A',
    '--user-agent',
    '-e',
    '--referer',
    '-u',
    '--user',
    '-F',
    '--form',
    '-T',
    '--upload-file',
    '-b',
  ],
  ...[
    '--cookie',
    '-c',
    '--cookie-jar',
    '-x',
    '--proxy',
    '-m',
    '--max-time',
    '--connect-timeout',
    '--retry',
    '--retry-delay',
    '-w',
  ],
  ...[
    '--write-out',
    '-K',
    '--config',
    '-E',
    '--cert',
    '--key',
    '--cacert',
    '--resolve',
    '--output-dir',
    '--json',
    '-C',
    '-r',
  ],
  ...[
    '-P',
    '--directory-prefix',
    '-O',
    '--output-document',
    '-t',
    '--tries',
    '-U',
    '--post-data',
    '--post-file',
    '--method',
  ],
  ...[
    '--body-data',
    '--body-file',
    '--limit-rate',
    '--max-redirs',
    '-D',
    '--dump-header',
    '--tlsv1',
    '-Q',
    '-y',
    '-Y',
    '-z',
  ],
])
const BODY = [
  '-d',
  '--data',
  '--data-raw',
  '--data-binary',
  '--data-urlencode',
  '--data-ascii',
  '--json',
  '-F',
  '--form',
  '--post-data',
  '--body-data',
]
const FILE_BODY = ['-T', '--upload-file', '--post-file', '--body-file']

const download: Program = (call, on) => {
  const wget = call.name === 'wget' || call.name === 'wget2'
  const urls: UrlHost[] = []
  let method = 'GET'
  let sends = joinFlows(call.argumentFlow)
  let output: string | null = null
  let toFile = wget
  for (let i = 0; i < call.args.length; i++) {
    const arg = call.args[i] ?? ''
    const [name, attached] = splitOption(arg)
    const flagOnly = !wget && (arg === '-O' || arg === '-J')
    if (name !== null && VALUED.has(name) && !flagOnly) {
      const value = attached ?? call.args[++i] ?? ''
      if (name === '-X' || name === '--request' || name === '--method') method = value.toUpperCase().slice(0, 20) || '*'
      else if (BODY.includes(name)) {
        if (method === 'GET') method = 'POST'
        sends = joinFlows(sends, bodyFlow(value, call, on))
      } else if (FILE_BODY.includes(name)) {
        if (method === 'GET') method = name.startsWith('-T') || name === '--upload-file' ? 'PUT' : 'POST'
        sends = joinFlows(sends, value === '-' ? call.input : fileFlow(value, on))
      } else if (name === '-o' || name === '--output' || (wget && (name === '-O' || name === '--output-document'))) {
        toFile = value !== '-'
        output = value === '-' ? null : value
      } else if (wget && name === '-P') output = null
      continue
    }
    if (wget && /^-[a-zA-Z]*O-$/.test(arg)) {
      toFile = false
      continue
    }
    if (!wget && /^-[a-zA-NP-Z]*O[a-zA-Z]*$/.test(arg)) {
      toFile = true
      continue
    }
    if (wget && /^-[a-zA-Z]+O$/.test(arg)) {
      const value = call.args[++i] ?? ''
      toFile = value !== '-'
      output = value === '-' ? null : value
      continue
    }
    if (!wget && /^-[a-zA-Z]+o$/.test(arg)) {
      toFile = true
      output = call.args[++i] ?? null
      continue
    }
    if (!wget && /^-[a-zA-Z]+[dXHFTu]$/.test(arg)) {
      const value = call.args[++i] ?? ''
      if (arg.endsWith('X')) method = value.toUpperCase().slice(0, 20)
      else if (arg.endsWith('d') || arg.endsWith('F')) {
        if (method === 'GET') method = 'POST'
        sends = joinFlows(sends, bodyFlow(value, call, on))
      }
      continue
    }
    if (arg.startsWith('-') && name !== '--url') continue
    const url = urlOf(name === '--url' ? (attached ?? call.args[++i] ?? '') : arg)
    if (url) urls.push(url)
  }
  let from: string | null = null
  for (const url of urls) {
    from = from ?? url.host
    reach(url, method, sends, on)
    if (method === 'GET' && !classifyHost(url.host).local) on.downloads = true
    if (toFile) {
      const path = output ?? lastSegment(url.path)
      if (path !== '') {
        on.path(path, 'write')
        on.downloaded.add(path.replace(/^\.\//, ''))
      }
    }
  }
  // An address that is wholly computed is an address all the same.
  if (urls.length === 0 && call.args.some((arg) => arg.includes('{}') || arg.startsWith('$'))) {
    from = '{}'
    on.downloads = on.downloads || method === 'GET'
    on.add(draft('net.egress', `${method} *`, { method, host: '*', carries: sends.sources, scheme: '' }))
    on.flowsTo(sends, 'net:*', 'net')
    const name = output === null ? '' : output
    if (name !== '') on.downloaded.add(name.replace(/^\.\//, ''))
  }
  return { sources: [], net: toFile ? null : from, decoded: false }
}

function splitOption(arg: string): [name: string | null, attached: string | undefined] {
  if (!arg.startsWith('-') || arg === '-') return [null, undefined]
  if (arg.startsWith('--')) {
    const equals = arg.indexOf('=')
    return equals < 0 ? [arg, undefined] : [arg.slice(0, equals), arg.slice(equals + 1)]
  }
  // `-XPOST`, `-d@file`
  if (arg.length > 2 && /^-[XdHFTuo]/.test(arg) && !/^-[a-zA-Z]{2,5}$/.test(arg)) return [arg.slice(0, 2), arg.slice(2)]
  if (/^-X[A-Z]{3,7}$/.test(arg)) return ['-X', arg.slice(2)]
  return [arg, undefined]
}

function bodyFlow(value: string, call: Invocation, on: Study): Flow {
  const file = /(?:^|=)[@<](.{1,4096})$/s.exec(value)?.[1]
  if (file === undefined) return NO_FLOW
  return file === '-' ? call.input : fileFlow(file.replace(/;(?:type|filename)=.*$/s, ''), on)
}

function fileFlow(path: string, on: Study): Flow {
  on.path(path, 'read')
  const secret = on.fromFile(path)
  return secret === NO_FLOW ? { sources: [`file:${path.slice(0, 300)}`], net: null, decoded: false } : secret
}

const lastSegment = (path: string): string =>
  /([^/?#]{1,255})(?:[?#]|$)/.exec(path.slice(path.lastIndexOf('/') + 1))?.[1] ?? ''

/** A word in the place of a URL: with a scheme, or a bare host as curl and wget take it. */
function urlOf(word: string): UrlHost | null {
  const text = word.replace(/^[<"']+|(?<![>"'])[>"']+$/g, '')
  const url = hostOfUrl(text)
  if (url) return url
  if (!/^(?:[\w{}$-]{1,63}\.){1,10}[\w{}-]{1,63}(?::\d{1,5})?(?:[/?#]|$)|^localhost\b|^\[[\da-f:.]+\]/i.test(text))
    return null
  return hostOfUrl(`http://${text}`)
}

/** The facts of a request. */
function reach(url: UrlHost, method: string, sends: Flow, on: Study): void {
  const host = url.host === '{}' ? '*' : url.host
  on.hosts.add(url.host)
  on.add(...addressFacts(url.host, { scheme: url.scheme, ofCall: true, path: url.path }))
  on.add(draft('net.egress', `${method} ${host}`, { method, host, carries: sends.sources, scheme: url.scheme }))
  on.flowsTo(sends, `net:${host}`, 'net')
}

/** Sockets by hand: `nc`, `socat`, `/dev/tcp`. */
function socket(host: string, port: string, scheme: string, sends: Flow, on: Study): void {
  if (host === '') return
  const canonical = classifyHost(/^\d{1,5}$/.test(port) ? `${host}:${port}` : host).host
  const shown = /^[{}$]/.test(canonical) ? '*' : canonical
  on.hosts.add(canonical)
  if (shown !== '*') on.add(...addressFacts(canonical, { scheme, ofCall: true }))
  on.add(
    draft('net.egress', `${scheme.toUpperCase()} ${shown}`, {
      method: scheme.toUpperCase(),
      host: shown,
      carries: sends.sources,
      scheme,
    }),
  )
  on.flowsTo(sends, `net:${shown}`, 'net')
}

const netcat: Program = (call, on) => {
  const operands = call.args.filter(
    (arg, i) => !arg.startsWith('-') && !/^-[^-]*[weiopsXx]$/.test(call.args[i - 1] ?? ''),
  )
  const flags = call.args.filter((arg) => /^-[^-]/.test(arg)).join('')
  const runs =
    optionValue(call.args, '-e', '-c', '--exec', '--sh-exec') ?? (/e/.test(flags) ? call.args.at(-1) : undefined)
  if (/l/.test(flags)) {
    const port = optionValue(call.args, '-p') ?? call.args.find((arg) => /^\d{1,5}$/.test(arg)) ?? '*'
    on.add(draft('net.listen', `*:${port}`, { address: '*', port, allInterfaces: true }))
  } else socket(operands[0] ?? '', operands[1] ?? '', 'tcp', joinFlows(call.input, call.argumentFlow), on)
  if (runs !== undefined) on.netCode(`${call.name} -e`)
  return { sources: [], net: operands[0] ?? '{}', decoded: false }
}

const deviceSocket: Program = (call, on) => {
  socket(call.args[0] ?? '', call.args[1] ?? '', call.name, call.input, on)
  on.netCode('/dev/tcp')
  return undefined
}

const socat: Program = (call, on) => {
  for (const arg of call.args) {
    const to = /^(?:openssl|tcp|udp|ssl)[46]?(?:-connect)?:([^:,]{1,255}):(\d{1,5})/i.exec(arg)
    if (to?.[1]) socket(to[1], to[2] ?? '', 'tcp', call.input, on)
    if (/^(?:exec|system|shell):/i.test(arg)) {
      on.netCode('socat exec')
      on.run(arg.slice(arg.indexOf(':') + 1), 'posix')
    }
  }
  return undefined
}

const openssl: Program = (call, on) => {
  const to = optionValue(call.args, '-connect')
  if (call.args[0] === 's_client' && to) {
    const colon = to.lastIndexOf(':')
    socket(colon < 0 ? to : to.slice(0, colon), colon < 0 ? '' : to.slice(colon + 1), 'tls', call.input, on)
    return { sources: [], net: to, decoded: false }
  }
  const input = optionValue(call.args, '-in')
  const decodes = call.args.includes('-d') || (call.args[0] === 'base64' && call.args.includes('-d'))
  const flow = joinFlows(call.input, input === undefined ? NO_FLOW : on.fromFile(input))
  if (input !== undefined) on.path(input, 'mention')
  return decodes ? { ...flow, decoded: true } : flow
}

/** Names looked up; a name that is made of data carries it. */
const lookup: Program = (call, on) => {
  for (const word of call.words) {
    const name = word.text
    if (name.startsWith('-') || name.startsWith('+')) continue
    if (name.startsWith('@')) {
      on.add(...addressFacts(name.slice(1), { scheme: 'dns', ofCall: true }))
      continue
    }
    if (!/^[\w{}$.()-]{1,253}\.[\w-]{2,63}\.?$/.test(name) && !name.includes('{}')) continue
    const template = name.replace(/\$\{?\w+\}?/g, '{}').toLowerCase()
    if (call.name === 'ping' && !template.includes('{}')) {
      on.add(...addressFacts(template, { scheme: 'icmp', ofCall: true }))
      continue
    }
    on.add(draft('net.dns', template.slice(0, 300), { carries: call.argumentFlow.sources }))
    on.flowsTo(call.argumentFlow, `dns:${template.slice(0, 300)}`, 'dns')
  }
  return NO_FLOW
}

/** `user@host`, `host:path` */
const remoteCopy: Program = (call, on) => {
  const carried: Flow[] = [call.input, call.argumentFlow]
  const hosts: string[] = []
  for (const [i, arg] of call.args.entries()) {
    const started = /^(?:ProxyCommand|LocalCommand|KnownHostsCommand)=(.{1,2000})$/is.exec(arg)?.[1]
    if (started !== undefined && call.args[i - 1] === '-o') {
      on.handed.add('ProxyCommand')
      on.run(started.replace(/^"(.*)"$/s, '$1'), 'posix')
      continue
    }
    if (arg.startsWith('-')) continue
    const remote =
      /^(?:[\w.{}$-]{1,64}@)?([\w.{}-]{2,253}):(?!\\)/.exec(arg) ?? /^[\w.{}$-]{1,64}@([\w.{}-]{2,253})$/.exec(arg)
    if (remote?.[1]) hosts.push(remote[1])
    else {
      on.path(arg, 'mention')
      carried.push(on.fromFile(arg))
    }
  }
  for (const host of hosts) socket(host, '', 'ssh', joinAll(carried), on)
  return hosts[0] === undefined ? NO_FLOW : { sources: [], net: hosts[0], decoded: false }
}

/** certutil and bitsadmin download; certutil decodes too. */
const certutil: Program = (call, on) => {
  const lower = call.args.map((arg) => arg.toLowerCase())
  if (lower.some((arg) => /^[-/]decode(?:hex)?$/.test(arg))) {
    const file = call.args.at(-1) ?? ''
    on.downloaded.add(file)
    return { sources: [], net: null, decoded: true }
  }
  return transfer(call, on)
}

const transfer: Program = (call, on) => {
  let from: string | null = null
  for (const [i, arg] of call.args.entries()) {
    const url = hostOfUrl(arg)
    if (!url) continue
    from = url.host
    reach(url, 'GET', NO_FLOW, on)
    on.downloads = true
    const to = call.args[i + 1]
    if (to !== undefined && !/^[-/]\w+$/.test(to)) {
      on.path(to, 'write')
      on.downloaded.add(to)
    }
  }
  return from === null ? undefined : { sources: [], net: from, decoded: false }
}

/** Programs that run what an address gives them: mshta, regsvr32 /i:URL, rundll32, wmic /format:URL. */
const remoteScript: Program = (call, on) => {
  for (const arg of call.args) {
    const at = arg.search(/https?:/i)
    const url = at < 0 ? null : hostOfUrl(arg.slice(at))
    if (!url) continue
    reach(url, 'GET', NO_FLOW, on)
    on.netCode(call.name)
  }
  return undefined
}

/** Opens a page for the person who sits there: an address, no download. */
const openPage: Program = (call, on) => {
  for (const arg of call.args) {
    on.runsFile(arg, `${call.name} ${arg.slice(0, 80)}`)
    const url = hostOfUrl(arg)
    if (url) on.add(...addressFacts(url.host, { scheme: url.scheme, ofCall: true, path: url.path }))
  }
  return NO_FLOW
}

export const NETWORK_PROGRAMS: readonly (readonly [names: readonly string[], program: Program])[] = [
  [['curl', 'wget', 'wget2', 'http', 'https', 'xh', 'aria2c', 'lwp-download', 'fetch', 'axel', 'curlie'], download],
  [['nc', 'ncat', 'netcat', 'telnet'], netcat],
  [['/dev/tcp'], deviceSocket],
  [['socat'], socat],
  [['openssl'], openssl],
  [['nslookup', 'dig', 'host', 'drill', 'ping', 'resolve-dnsname'], lookup],
  [['ssh', 'scp', 'rsync', 'sftp'], remoteCopy],
  [['certutil'], certutil],
  [['bitsadmin', 'start-bitstransfer'], transfer],
  [['mshta', 'regsvr32', 'rundll32', 'wmic', 'msiexec'], remoteScript],
  [['open', 'xdg-open', 'start', 'wslview', 'explorer'], openPage],
]

export { reach as reachUrl }
