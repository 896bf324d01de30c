/** Finds secrets inside of one value: its formats, the parts of its URLs, the keys of its JSON. Pure; linear; bounded. */
import { expandDefaults } from '../../src/launch/normalise.js'
import { addressOf } from './addresses.js'
import { CONNECTION_SECRET, SECRET_FORMATS, WEBHOOKS } from './secret-formats.js'
import { type SecretName, secretName } from './secret-names.js'
import {
  isMonotonous,
  isPlaceholder,
  isReference,
  isSecretValue,
  isUsualPassword,
  looksRandom,
  unquoted,
} from './secret-values.js'

export interface FoundSecret {
  /** What it looks like, with its article; `null` where its name alone speaks for it. */
  readonly kind: string | null
  /** The part of the value that holds it: "its URL", "`apiKey` of its JSON"; empty for all of it. */
  readonly part: string
  /** Who has it can do little: a key that is meant for browsers, or a password of a database of this machine. */
  readonly weak: boolean
  /** Name that speaks for it, where a part of the value has one: a JSON key, a query parameter. */
  readonly name: string | null
  /** To know it again in the same entry. Never shown. */
  readonly secret: string
}

/** UTF-16 units of a value that are read. */
const LONGEST = 1 << 15
/** JSON quoted in JSON; two were met. */
const DEEPEST = 4
const MOST_KEYS = 500
const MOST_FOUND = 20

/** @param name how much the name of the value says; `null` for one that speaks of no secret, and for none */
export function secretsIn(value: string, name: SecretName | null): readonly FoundSecret[] {
  const found: FoundSecret[] = []
  search(value.slice(0, LONGEST), name, { part: '', name: null }, 0, found)
  return found.slice(0, MOST_FOUND)
}

interface Part {
  readonly part: string
  readonly name: string | null
}

function search(value: string, name: SecretName | null, at: Part, depth: number, found: FoundSecret[]): void {
  // A default is put in when the variable is not set: it stands in the file like any other value.
  const text = unquoted(expandDefaults(value).text)
  if (text === '' || found.length >= MOST_FOUND) return
  const before = found.length
  const add = (kind: string | null, secret: string, part = at, weak = false): void => {
    const known = found.some((other) => other.secret.includes(secret))
    if (!known) found.push({ kind, part: part.part, name: part.name, weak, secret })
  }

  const data = jsonIn(text)
  if (data !== undefined) {
    if (depth < DEEPEST) searchJson(data, at, depth, found)
    if (found.length === before) for (const { kind, secret } of formatsIn(text)) add(kind, secret)
    return
  }
  for (const [url] of text.matchAll(/\b[a-z][a-z0-9+.-]{1,30}:\/\/[^\s"'<>`\\]{1,4000}/gi)) searchUrl(url, at, add)
  for (const { kind, secret, weak } of formatsIn(text)) add(kind, secret, at, weak)
  if (text.includes(';') || /^(?:accountkey|sharedaccesskey)=/i.test(text)) searchConnection(text, at, add)
  if (found.length > before) return

  const [, scheme, credential] = /^(bearer|basic|token|bot|apikey|api-key)\s+(\S+)$/i.exec(text) ?? []
  if (scheme !== undefined && credential !== undefined) {
    const secret = /^basic$/i.test(scheme) ? passwordOf(credential) : credential
    const strength = /^basic$/i.test(scheme) ? 'password' : 'strong'
    if (secret !== null && isSecretValue(secret, strength)) add(null, credential)
    return
  }
  if (name !== null && isSecretValue(text, name) && !isUsualPassword(text)) add(null, text)
}

/** `Server=…;Password=…`, `AccountName=…;AccountKey=…` */
const OF_THIS_MACHINE =
  /(?:server|data source|host)\s{0,3}=\s{0,3}(?:tcp:)?(?:localhost|127\.0\.0\.1|\(local\)|\.[;\\])/i

function searchConnection(text: string, at: Part, add: Add): void {
  const own = OF_THIS_MACHINE.test(text)
  let count = 0
  for (const [, key = '', secret = ''] of text.matchAll(CONNECTION_SECRET)) {
    count += 1
    if (count > MOST_FOUND) return
    if (!isSecretValue(secret, 'password') || (own && isUsualPassword(secret.trim()))) continue
    const part = within(at, `${quotedName(key.trim())} of its connection string`, key)
    add(/key|signature/i.test(key) ? 'an access key of a connection string' : null, secret, part, own)
  }
}

/**
 * A name as it may be shown: by mistake or malice the secret itself may stand in its place, or behind a short flag
 * (`-pSECRET`). `null` where it can't be told apart.
 */
export function shownName(name: string): string | null {
  if (name.length > 60 || [...formatsIn(name)].length > 0) return null
  const [run = ''] = /[A-Za-z0-9]{20,}/.exec(name) ?? []
  if (/\d/.test(run) || run.length >= 30) return null
  const [flag = '', dashes = '', word = ''] = /^(-{1,2})([A-Za-z][\w.:@-]*)$/.exec(name) ?? []
  if (dashes === '-' && word.length > 1 && !KNOWN_SHORT.test(word)) return flag.slice(0, 2)
  if (dashes !== '') return flag
  // `--//registry.host/:_authToken`
  const [, setting] = /^--?\/\/[^\s]+:(_\w{1,20})$/.exec(name) ?? []
  if (setting !== undefined) return setting
  return /^-?[\w.$:@ -]+$/.test(name) ? name : null
}

/** Words that some programs take with one dash. */
const KNOWN_SHORT =
  /^(?:api[-_]?key|(?:access|auth|api)?[-_]?token|secret|password|pass|key|auth|header|user|u password|url|env|config|connection|dsn)$/i

const quotedName = (name: string): string => {
  const shown = shownName(name)
  return shown === null ? 'a key' : `\`${shown}\``
}

const within = (at: Part, part: string, name: string | null = null): Part => ({
  part: at.part === '' ? part : `${part} in ${at.part}`,
  name: name ?? at.name,
})

// ── formats ──────────────────────────────────────────────────────────────────────────────────────

function* formatsIn(
  text: string,
): Iterable<{ readonly kind: string; readonly secret: string; readonly weak: boolean }> {
  const covered: [number, number][] = []
  for (const { kind, pattern } of SECRET_FORMATS) {
    for (const match of text.matchAll(pattern)) {
      const [secret] = match
      const [start, end] = [match.index, match.index + secret.length]
      if (covered.some(([from, to]) => start < to && end > from)) continue
      if (/^-----/.test(secret) ? !/[A-Za-z0-9+/=]{40}/.test(text) : !isLive(secret)) continue
      const role = secret.startsWith('eyJ') ? roleOf(secret) : null
      if (role === 'public') continue
      covered.push([start, end])
      yield { kind, secret, weak: role === 'browser' }
    }
  }
}

/** Not `sk-your-key-here`, `ghp_xxxx`, nor a name in kebab case that begins like a key. */
function isLive(secret: string): boolean {
  if (isMonotonous(secret) || isReference(secret)) return false
  const body = secret.replace(/^[A-Za-z]{1,10}\d?[-_.:]/, '')
  return !isPlaceholder(secret) && looksRandom(body.replace(/[.:=]/g, '-'), 8)
}

/** Supabase's key for browsers is a JWT of the role `anon`; one that says of itself that it is public counts as none. */
function roleOf(token: string): 'browser' | 'public' | 'secret' {
  const [, payload = ''] = token.split('.')
  const data = jsonIn(decodeBase64(payload))
  const role = typeof data === 'object' && data !== null ? (data as Record<string, unknown>).role : undefined
  return role === 'anon' || role === 'public' ? 'browser' : 'secret'
}

/** `user:password` behind `Basic`. */
function passwordOf(credential: string): string | null {
  const text = decodeBase64(credential)
  if (!/^[\x20-\x7e]{3,500}$/.test(text))
    return isReference(credential) || isPlaceholder(credential) ? null : credential
  const [user = '', password = ''] = [text.slice(0, text.indexOf(':')), text.slice(text.indexOf(':') + 1)]
  return password === '' ? user : password
}

const decodeBase64 = (text: string): string =>
  /^[\w+/=-]{1,8000}$/.test(text) ? Buffer.from(text, 'base64').toString('utf8') : ''

// ── URLs ─────────────────────────────────────────────────────────────────────────────────────────

type Add = (kind: string | null, secret: string, part?: Part, weak?: boolean) => void

function searchUrl(url: string, at: Part, add: Add): void {
  const trimmed = url.replace(/[),;\]}]+$/, '')
  const [, scheme = '', rest = ''] = /^([^:]+):\/\/(.*)$/s.exec(trimmed) ?? []
  const [location = '', query = ''] = rest.split(/[?#]/, 2)
  const slash = location.search(/[/\\]/)
  const authority = slash < 0 ? location : location.slice(0, slash)
  const path = slash < 0 ? '' : location.slice(slash)
  searchUserInfo(authority, scheme, at, add)
  for (const { kind, pattern } of WEBHOOKS) {
    const secret = pattern.exec(trimmed)?.[1]
    if (secret !== undefined && !isReference(secret) && !isPlaceholder(secret))
      add(kind, secret, within(at, 'the path of its URL'))
  }
  searchQuery(query, at, add)
  searchPath(path, at, add)
}

function searchUserInfo(authority: string, scheme: string, at: Part, add: Add): void {
  const sign = authority.lastIndexOf('@')
  if (sign < 0) return
  const [user = '', ...more] = authority.slice(0, sign).split(':')
  const host = authority.slice(sign + 1)
  const password = decoded(more.join(':'))
  const address = addressOf(`http://${host.split(',')[0]}/`)
  if (more.length === 0 || password === '' || /^x-oauth-basic$/.test(password)) {
    // A token may stand in the place of the user; of a Sentry address it is one that browsers are given.
    const token = decoded(user)
    if (!isSecretValue(token, 'weak') || /^[^/]*\bsentry\b/i.test(host)) {
      if (/\bsentry\b/i.test(host) && isSecretValue(token, 'strong'))
        add(null, token, within(at, 'the key of its URL'), true)
      return
    }
    add(null, token, within(at, 'the user of its URL'))
    return
  }
  // Also of schemes whose values are no URL: `${…}` in them is a reference, `user:password@` a placeholder.
  if (!isSecretValue(password, 'password') || /^(?:password|passwd|pass|pwd|secret)$/i.test(password)) return
  const near = address !== null && address.reach !== 'public'
  if (near && (isUsualPassword(password) || password === user || /test|local|dev/i.test(password))) return
  // A name without a dot is another container beside this one.
  const own = address?.reach === 'loopback' || (near && !/[.:]/.test(address.host.replace(/:\d+$/, '')))
  const database =
    /^(?:postgres(?:ql)?|mysql|mariadb|mongodb(?:\+srv)?|rediss?|amqps?|mssql|sqlserver|clickhouse|neo4j(?:\+s)?|bolt|jdbc)/i
  add(database.test(scheme) ? 'the password of a database' : 'a password', password, within(at, 'its URL'), own)
}

function searchQuery(query: string, at: Part, add: Add): void {
  for (const pair of query.split('&').slice(0, 100)) {
    const equals = pair.indexOf('=')
    if (equals < 1) continue
    const [key, value] = [decoded(pair.slice(0, equals)), decoded(pair.slice(equals + 1))]
    const part = within(at, `the query parameter ${quotedName(key)} of its URL`, key)
    const formats = [...formatsIn(value)]
    for (const { kind, secret, weak } of formats) add(kind, secret, part, weak)
    const strength = /^(?:sig|signature|code)$/i.test(key) ? 'weak' : secretName(key)
    if (formats.length === 0 && strength !== null && isSecretValue(value, strength)) add(null, value, part)
  }
}

/** `/webhook/3f9c…`, `/s/3f9c…/mcp`: who has such an address needs nothing else. */
function searchPath(path: string, at: Part, add: Add): void {
  const segments = path.split('/').map(decoded)
  for (const [index, segment] of segments.entries()) {
    const marked = /^(?:web)?hooks?$|^(?:token|key|secret|api[-_]?key|s|u)$/i.test(segments[index - 1] ?? '')
    const long = segment.length >= 24 && /[a-z]/.test(segment) && /[A-Z]/.test(segment) && /\d/.test(segment)
    if (!marked && !long) continue
    if (!/^[\w=+~-]{16,}$/.test(segment) || isPlaceholder(segment) || !looksRandom(segment, 16)) continue
    add(null, segment, within(at, 'the path of its URL'))
  }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

// ── JSON ─────────────────────────────────────────────────────────────────────────────────────────

/** @returns the data of a text that is JSON, also where it is quoted once more; `undefined` for any other */
function jsonIn(text: string): unknown {
  if (!/^["']?\s*[[{]/.test(text) && !/^\\?"[[{\\]/.test(text)) return undefined
  for (const candidate of [text, text.replaceAll('\\"', '"'), `"${text}"`]) {
    try {
      let data: unknown = JSON.parse(candidate)
      for (let depth = 0; depth < DEEPEST && typeof data === 'string'; depth += 1) data = JSON.parse(data)
      if (typeof data === 'object' && data !== null) return data
    } catch {
      // Not that spelling.
    }
  }
  return undefined
}

function searchJson(data: unknown, at: Part, depth: number, found: FoundSecret[]): void {
  const waiting: { readonly key: string; readonly value: unknown }[] = [{ key: '', value: data }]
  for (let count = 0; waiting.length > 0 && count < MOST_KEYS; count += 1) {
    const { key, value } = waiting.shift() as { key: string; value: unknown }
    if (typeof value === 'string') {
      const [, header, rest] = /^([A-Za-z][\w-]{1,60}):\s+(.*)$/s.exec(value) ?? []
      const name = header !== undefined && secretName(header) !== null ? header : key
      const part = name === '' ? at : within(at, `${quotedName(name)} of its JSON`, name)
      search(name === key ? value : (rest ?? ''), secretName(name), part, depth + 1, found)
    } else if (Array.isArray(value)) {
      waiting.push(...value.slice(0, MOST_KEYS).map((item) => ({ key, value: item as unknown })))
    } else if (typeof value === 'object' && value !== null) {
      waiting.push(
        ...Object.entries(value)
          .slice(0, MOST_KEYS)
          .map(([name, item]) => ({ key: name, value: item as unknown })),
      )
    }
  }
}
