/** Finds secrets inside of one value: its formats, the parts of its URLs, the keys of its JSON. Pure; linear; bounded. */
import { expandDefaults } from '../../src/launch/normalise.js'
import { CONNECTION_SECRET } from './secret-formats.js'
import { DEEPEST_JSON, encodedJson, formatsIn, jsonIn, passwordOf, quotedName } from './secret-matches.js'
import { type SecretName, secretName } from './secret-names.js'
import { type Add, type Part, searchUrl, within } from './secret-urls.js'
import { isPlaceholder, isReference, isSecretValue, isUsualPassword, looksRandom, unquoted } from './secret-values.js'

export { shownName } from './secret-matches.js'

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
const MOST_KEYS = 500
const MOST_FOUND = 20

/** @param name how much the name of the value says; `null` for one that speaks of no secret, and for none */
export function secretsIn(value: string, name: SecretName | null): readonly FoundSecret[] {
  const found: FoundSecret[] = []
  search(value.slice(0, LONGEST), name, { part: '', name: null }, 0, found)
  return found.slice(0, MOST_FOUND)
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

  const data = jsonIn(text) ?? encodedJson(text)
  if (data !== undefined) {
    if (depth < DEEPEST_JSON) searchJson(data, at, depth, found)
    if (found.length === before) for (const { kind, secret } of formatsIn(text)) add(kind, secret)
    return
  }
  const nested = (inner: unknown, part: Part): void => {
    if (depth < DEEPEST_JSON) searchJson(inner, part, depth, found)
  }
  for (const [url] of text.matchAll(/\b[a-z][a-z0-9+.-]{1,30}:\/\/[^\s"'<>`\\]{1,4000}/gi))
    searchUrl(url, at, add, nested)
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
  if (name === null) return
  if (/^(?:[a-z]{3,8} ){11,23}[a-z]{3,8}$/.test(text)) add('the words of a wallet', text)
  else if (name === 'strong' && isCookie(text)) add(null, text)
  else if (isSecretValue(text, name) && !isUsualPassword(text)) add(null, text)
}

const OF_THIS_MACHINE =
  /(?:server|data source|host)\s{0,3}=\s{0,3}(?:tcp:)?(?:localhost|127\.0\.0\.1|\(local\)|\.[;\\])/i

/** `Server=…;Password=…`, `AccountName=…;AccountKey=…` */
function searchConnection(text: string, at: Part, add: Add): void {
  const own = OF_THIS_MACHINE.test(text)
  let count = 0
  for (const [, key = '', secret = ''] of text.matchAll(CONNECTION_SECRET)) {
    count += 1
    if (count > MOST_FOUND) return
    if (!isSecretValue(secret, 'password') || (own && isUsualPassword(secret.trim()))) continue
    const part = within(at, `${quotedName(key.trim())} of its connection string`, key)
    add(/key|signature/i.test(key) ? 'an access key' : null, secret, part, own)
  }
}

/** `a=1; session=3f9c…` */
const isCookie = (text: string): boolean =>
  /;\s/.test(text) &&
  !isReference(text) &&
  text
    .split(/;\s*/)
    .slice(0, 100)
    .some((pair) => {
      const value = pair.slice(pair.indexOf('=') + 1)
      return looksRandom(value, 16) && !isPlaceholder(value)
    })

// ── JSON ─────────────────────────────────────────────────────────────────────────────────────────

function searchJson(data: unknown, at: Part, depth: number, found: FoundSecret[]): void {
  const waiting: { readonly key: string; readonly value: unknown }[] = [{ key: '', value: data }]
  for (let count = 0; waiting.length > 0 && count < MOST_KEYS; count += 1) {
    const { key, value } = waiting.shift() as { key: string; value: unknown }
    if (typeof value === 'string') {
      const [, header, rest] = /^([A-Za-z][\w-]{1,60}):\s+(.*)/s.exec(value) ?? []
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
