/**
 * Where the values of an entry lead: scheme, host and port of the addresses in them, which decide who gets what is sent there. Neither
 * users and passwords nor paths: those may be secrets. Pure.
 */
import { secretName } from '../../heuristics/knowledge/secret-names.js'
import { isReference } from '../../heuristics/knowledge/secret-values.js'

/** Scheme, authority, and what follows. */
const ADDRESS = /\b([a-z][a-z0-9+.-]{1,30}):\/\/([^\s"'<>`\\/?#]{1,1000})([^\s"'<>`\\]{0,4000})/gi
/** One of them may stand in the query of another: `https://proxy.example/?to=https://…`. */
const DEEPEST = 2

/** @returns each once, as they stand */
export function originsIn(text: string, depth = 0): readonly string[] {
  const found = new Set<string>()
  for (const [, scheme = '', authority = '', rest = ''] of text.matchAll(ADDRESS)) {
    const origin = originOf(scheme.toLowerCase(), authority, rest)
    if (origin !== null) found.add(origin)
    if (depth < DEEPEST && rest.length > 3) for (const inner of originsIn(decoded(rest), depth + 1)) found.add(inner)
  }
  return [...found]
}

function originOf(scheme: string, authority: string, rest: string): string | null {
  // The address of a secret, in a manager of them: to put the secret itself in its place changes nothing.
  if (isReference(`${scheme}://x`)) return null
  const host = authority.slice(authority.lastIndexOf('@') + 1).toLowerCase()
  // `mongodb://one.example:27017,two.example:27017`
  if (!host.split(',').every((each) => /^(?:\[[\da-f:.%]+\]|[^:@[\],]+)(?::\d{1,5})?$/.test(each))) return null
  // A password with a slash in it ends no authority, whatever the standard says.
  if (!authority.includes('@') && !/[.:\]]|^localhost$/.test(host) && /[^/]@/.test(rest)) return null
  return `${scheme}://${host}`
}

/** Names whose value is an address, also where it has no scheme. */
const OF_HOST = /(?:^|[_-])(?:HOST|HOSTNAME|SERVER|ENDPOINT|DOMAIN|UPSTREAM|BASE_?URL|API_?URL|URL|URI)S?$/i
const HOST = /^[a-z0-9](?:[a-z0-9-]{0,62}\.)+[a-z0-9-]{2,62}(?::\d{1,5})?(?:\/|$)/i

/** @param name of a variable or a header */
export function destinationsOf(name: string, value: string): readonly string[] {
  const secret = secretName(name)
  const text = value.trim()
  if (secret === 'password') return []
  // `DATABASE_DSN` holds an address as a whole; where another secret belongs, a part of it may look like one.
  if (secret !== null) return /^[a-z][a-z0-9+.-]{1,30}:\/\//i.test(text) ? originsIn(text) : []
  const [host] = OF_HOST.test(name) ? (HOST.exec(text) ?? []) : []
  return host === undefined ? originsIn(text) : [host.toLowerCase().replace(/\/$/, ''), ...originsIn(text)]
}

export function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
