/** Hosts that are meant to be taken for others. Pure. */
import { distance } from 'fastest-levenshtein'
import { hostName, registrable } from '../../src/vendor.js'

/** Characters that look alike in most typefaces. */
const plain = (name: string): string =>
  name
    .replaceAll('0', 'o')
    .replaceAll('1', 'l')
    .replaceAll('i', 'l')
    .replaceAll('5', 's')
    .replaceAll('rn', 'm')
    .replaceAll('vv', 'w')

const bare = (domain: string): string => domain.split('.', 1)[0] ?? ''

/** Short names are near to everything. */
const SHORTEST = 4

/** @returns how `host` looks like `model`; `null` where it does not, and where both are of one registrable domain */
export function hostLikeness(host: string, model: string): string | null {
  const [own, other] = [registrable(host), registrable(model)]
  if (own === null || other === null || own === other) return null
  const [name, known] = [bare(own), bare(other)]
  if (known.length < SHORTEST) return null
  if (name === known) return 'the same name under another ending'
  if (hostName(host) !== own && hostName(host).includes(other)) return 'the other’s name in front of its own'
  if (/^xn--/.test(name) || /[^\x20-\x7e]/.test(host)) return 'letters of another script'
  if (name.replaceAll('-', '') === known.replaceAll('-', '')) return 'other hyphens'
  if (plain(name) === plain(known)) return 'letters that look alike'
  if (name.split(/[-_]/).includes(known) || name.startsWith(known) || name.endsWith(known))
    return 'words around the name'
  if (hostName(host).slice(0, -own.length).split(/[.-]/).includes(known)) return 'the other’s name in front of its own'
  const steps = distance(name, known)
  if (known.length >= 6 && Math.abs(name.length - known.length) <= 2 && steps <= (known.length >= 9 ? 2 : 1))
    return 'a letter differs'
  return isExchange(name, known) ? 'two letters exchanged' : null
}

function isExchange(a: string, b: string): boolean {
  if (a.length !== b.length || a.length < 5) return false
  const at = [...a].findIndex((each, i) => each !== b[i])
  return at >= 0 && a.slice(0, at) + (a[at + 1] ?? '') + (a[at] ?? '') + a.slice(at + 2) === b
}
