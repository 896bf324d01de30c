/** Names that are meant to be taken for others. */
import { distance } from 'fastest-levenshtein'

/**
 * Damerau-Levenshtein distance as far as names need it: an exchange of two neighbours counts as one step.
 * Below 3 it is exact for names that differ in one place.
 */
function editDistance(a: string, b: string): number {
  const plain = distance(a, b)
  return plain === 2 && isExchange(a, b) ? 1 : plain
}

function isExchange(a: string, b: string): boolean {
  if (a.length !== b.length) return false
  const differing = [...a].flatMap((each, i) => (each === b[i] ? [] : [i]))
  const [i, j] = differing
  return differing.length === 2 && i !== undefined && j === i + 1 && a[i] === b[j] && a[j] === b[i]
}

/** Characters that look like others, in names that npm accepts. */
const plain = (name: string): string =>
  name.replaceAll('0', 'o').replaceAll('1', 'l').replaceAll('rn', 'm').replaceAll('vv', 'w')

/** Words of a name in alphabetical order: `env-cross` and `cross-env` are one. */
const words = (name: string): string => name.split(/[-_.]/).sort().join('-')

export interface LookAlike {
  readonly of: string
  readonly how: string
}

/**
 * What a name may be meant to be taken for. Short names are near to everything: below 5 characters only exact tricks count, and
 * two steps only from 9 characters on.
 *
 * @param known names that many use; a name that is among them is nobody's look-alike
 */
export function lookAlike(name: string, known: ReadonlySet<string>): LookAlike | null {
  if (known.has(name)) return null
  const bare = bareName(name)
  for (const other of known) {
    if (scopeOf(other) !== scopeOf(name) && !(scopeOf(name) === '' || scopeOf(other) === '')) continue
    if (scopeOf(other) !== '' && scopeOf(name) === '' && !other.startsWith('@types/')) {
      // `types-node` for `@types/node`, `modelcontextprotocol-sdk` for its scoped name.
      if (name === `${scopeOf(other)}-${bareName(other)}` || name === `${scopeOf(other)}${bareName(other)}`)
        return { of: other, how: 'scope as part of the name' }
      continue
    }
    // Anyone's scope may hold a package that is called like a popular one: forks and ports are ordinary.
    if (scopeOf(name) !== scopeOf(other)) continue
    const target = bareName(other)
    if (bare === target) continue
    if (bare.replace(/[-_.]/g, '') === target.replace(/[-_.]/g, '') && bare.length > 4)
      return { of: other, how: 'other separators' }
    if (bare.length > 4 && plain(bare) === plain(target)) return { of: other, how: 'characters that look alike' }
    if (bare.includes('-') && words(bare) === words(target)) return { of: other, how: 'words in another order' }
    const shorter = Math.min(bare.length, target.length)
    if (Math.abs(bare.length - target.length) > 2 || shorter < 5) continue
    const steps = editDistance(bare, target)
    if (steps === 1 && !differsInNumber(bare, target)) return { of: other, how: 'one character differs' }
    if (steps === 2 && shorter >= 9 && !differsInNumber(bare, target))
      return { of: other, how: 'two characters differ' }
  }
  return null
}

const scopeOf = (name: string): string => (name.startsWith('@') ? (name.slice(1).split('/', 1)[0] ?? '') : '')
const bareName = (name: string): string => (name.startsWith('@') ? (name.split('/')[1] ?? '') : name)

/** `vue2` and `vue3`, `es5-ext` and `es6-ext`. */
const differsInNumber = (a: string, b: string): boolean => a.replace(/\d+/g, '') === b.replace(/\d+/g, '')
