/** Takes out of an entry what could be a secret, before anything of it is hashed: a short secret can be guessed from its digest. Pure. */
import { encodedJson, jsonIn } from '../../heuristics/knowledge/secret-matches.js'
import { secretName } from '../../heuristics/knowledge/secret-names.js'
import { secretsIn } from '../../heuristics/knowledge/secret-search.js'
import { looksRandom } from '../../heuristics/knowledge/secret-values.js'
import { settingsOf } from '../../heuristics/knowledge/settings.js'
import { redactSpec } from '../launch/redact.js'
import type { ServerEntry } from '../model.js'
import { decoded, originsIn } from './launch-origins.js'

const MARK = '***'
/** In one string of a file; where it is said to hold more, all of it is taken for one. */
const MOST_SECRETS = 200

/**
 * By pointer, what in the words and in the address of an entry is a secret, or stands where its name says that one belongs: there
 * also a reference or a placeholder counts, so that putting the secret elsewhere changes nothing.
 */
export function secretsOf(entry: ServerEntry): ReadonlyMap<string, readonly string[]> {
  const secrets = new Map<string, string[]>()
  for (const { name, value, pointer, within } of settingsOf(entry, isSecretName)) {
    if (pointer === undefined || value === '' || within === 'env' || within === 'headers') continue
    const own = isSecretName(name) ? value.split(SUBSTITUTED).filter(Boolean) : hiddenIn(value)
    const others = secrets.get(pointer)
    if (others !== undefined) others.push(...own)
    else if (own.length > 0) secrets.set(pointer, [...own])
  }
  return secrets
}

/** What a shell would run in the place of a secret is none: whoever changes it changes what is started. */
const SUBSTITUTED = /[$<>]\([^)]*\)?|`[^`]*`?/

const isSecretName = (name: string): boolean => secretName(name) !== null

/** What looks like a secret in a value; the value itself where it holds one in another coding. */
const hiddenIn = (value: string): readonly string[] => [
  ...new Set(secretsIn(value, null).map(({ secret }) => (value.includes(secret) ? secret : value))),
]

/** A word without these secrets, and without the credentials and query values of its addresses. */
export function withoutSecretsIn(word: string, secrets: readonly string[]): string {
  if (secrets.length > MOST_SECRETS) return MARK
  // The longest first: one may be a part of another.
  const longestFirst = [...secrets].sort((a, b) => b.length - a.length || (a < b ? -1 : 1))
  return withoutCredentials(longestFirst.reduce(withoutSecret, word))
}

/** The value of a variable. */
export const withoutSecrets = (name: string, value: string): string =>
  isSecretName(name) ? MARK : withoutSecretsIn(value, hiddenIn(value))

/** Shorter ones are taken out only where they stand alone: `e` is in most words. */
const STANDS_OUT = 6

function withoutSecret(text: string, secret: string): string {
  if (secret.length >= STANDS_OUT) return text.replaceAll(secret, MARK)
  const escaped = secret.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  return text.replace(new RegExp(`(?<![\\w-])${escaped}(?![\\w-])`, 'g'), MARK)
}

/** In a line of shell an address ends where another command, or a part that is run, may begin. */
const URL_IN_SCRIPT = /\b[a-z][a-z0-9+.-]{1,30}:\/\/[^\s"'<>`\\$();|]{1,4000}/gi

/** In a line of shell only addresses are looked at: `; NAME=value` is none. */
const withoutCredentials = (text: string): string =>
  /[\s;|`]|\$\(/.test(text)
    ? text.replace(URL_IN_SCRIPT, (url) => redactSpec(url, openQueryValue))
    : redactSpec(text, openQueryValue)

/** Parameters that carry what lets somebody in, beside those whose name says so. */
const LETS_IN = /^(?:sig|signature|code|otp|pin|sid|session|session_?id|nonce|state|ticket|hash|hmac)$/i
/** Above this length letters and digits in no order are a secret, or tell nobody where they lead. */
const RANDOM = 12

/** The value of a parameter as the digest covers it: where it leads may stand in it, and a secret as well. */
export function openQueryValue(name: string, value: string): string {
  const [key, text] = [decoded(name), decoded(value)]
  if (secretName(key) !== null || LETS_IN.test(key)) return MARK
  const data = jsonIn(text) ?? encodedJson(text)
  const isOpen = data === undefined && !looksRandom(text, RANDOM) && secretsIn(text, null).length === 0
  return isOpen ? redactSpec(value) : [MARK, ...originsIn(data === undefined ? text : JSON.stringify(data))].join(' ')
}
