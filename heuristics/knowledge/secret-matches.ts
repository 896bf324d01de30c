/** What is known of a text by its look alone: formats, JSON, names that may be shown. Pure; linear. */
import { SECRET_FORMATS } from './secret-formats.js'
import { isMonotonous, isPlaceholder, isReference, looksRandom } from './secret-values.js'

/** JSON quoted in JSON; two were met. */
export const DEEPEST_JSON = 4

export function* formatsIn(
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
export function passwordOf(credential: string): string | null {
  const text = decodeBase64(credential)
  if (!/^[\x20-\x7e]{3,500}$/.test(text))
    return isReference(credential) || isPlaceholder(credential) ? null : credential
  const [user = '', password = ''] = [text.slice(0, text.indexOf(':')), text.slice(text.indexOf(':') + 1)]
  return password === '' ? user : password
}

export const decodeBase64 = (text: string): string =>
  /^[\w+/=-]{1,8000}$/.test(text) ? Buffer.from(text, 'base64').toString('utf8') : ''

/** @returns the data of a text that is JSON, also where it is quoted once more; `undefined` for any other */
export function jsonIn(text: string): unknown {
  if (!/^["']?\s*[[{]/.test(text) && !/^\\?"[[{\\]/.test(text)) return undefined
  for (const candidate of [text, text.replaceAll('\\"', '"'), `"${text}"`]) {
    try {
      let data: unknown = JSON.parse(candidate)
      for (let depth = 0; depth < DEEPEST_JSON && typeof data === 'string'; depth += 1) data = JSON.parse(data)
      if (typeof data === 'object' && data !== null) return data
    } catch {
      // Not that spelling.
    }
  }
  return undefined
}

/** JSON in base64, as some services want it in their address. A signed token has dots. */
export const encodedJson = (text: string): unknown =>
  /^(?:eyJ|eyI|ewo|ew0K|e30)[\w+/=-]{10,8000}$/.test(text) ? jsonIn(decodeBase64(text)) : undefined

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

export const quotedName = (name: string): string => {
  const shown = shownName(name)
  return shown === null ? 'a key' : `\`${shown}\``
}
