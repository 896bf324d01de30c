/** Secrets in the parts of a URL: its user, its query, its path. Pure; linear. */
import { addressOf } from './addresses.js'
import { WEBHOOKS } from './secret-formats.js'
import { encodedJson, formatsIn, jsonIn, quotedName } from './secret-matches.js'
import { secretName } from './secret-names.js'
import { isPlaceholder, isReference, isSecretValue, isUsualPassword, looksRandom } from './secret-values.js'

/** The part of a setting's value that is looked at. */
export interface Part {
  readonly part: string
  readonly name: string | null
}

export const within = (at: Part, part: string, name: string | null = null): Part => ({
  part: at.part === '' ? part : `${part} in ${at.part}`,
  name: name ?? at.name,
})

export type Add = (kind: string | null, secret: string, part?: Part, weak?: boolean) => void

export function searchUrl(url: string, at: Part, add: Add, nested: (data: unknown, part: Part) => void): void {
  const trimmed = url.replace(/(?<![),;\]}])[),;\]}]+$/, '')
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
  searchQuery(query, at, add, nested)
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

function searchQuery(query: string, at: Part, add: Add, nested: (data: unknown, part: Part) => void): void {
  for (const pair of query.split('&').slice(0, 100)) {
    const equals = pair.indexOf('=')
    if (equals < 1) continue
    const [key, value] = [decoded(pair.slice(0, equals)), decoded(pair.slice(equals + 1))]
    const part = within(at, `the query parameter ${quotedName(key)} of its URL`, key)
    const data = jsonIn(value) ?? encodedJson(value)
    if (data !== undefined) {
      nested(data, part)
      continue
    }
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
    const previous = segments[index - 1] ?? ''
    const marked = /^(?:web)?hooks?$|^(?:token|key|secret|api[-_]?key|s|u)$/i.test(previous)
    // `/v2/3f9c…`: elsewhere a long mixture is the name of a document.
    const long =
      segment.length >= 24 &&
      /^(?:|v\d+|mcp|sse|rpc|api)$/.test(previous) &&
      /[a-z]/.test(segment) &&
      /[A-Z]/.test(segment) &&
      /\d/.test(segment)
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
