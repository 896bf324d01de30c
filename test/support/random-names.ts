/**
 * Seeded names for tests that must not depend on how anything is called: identifiers, hosts, mail addresses, package names.
 * A failing test prints its seed; `TOUCHSTONE_SEED=<seed>` repeats it.
 */

export interface Names {
  readonly seed: number
  /** An integer from 0 (in) to `below` (out). */
  int(below: number): number
  pick<T>(list: readonly T[]): T
  /** A pronounceable lower-case word, never given twice by the same generator. */
  word(): string
  /** A camelCase identifier, never given twice by the same generator. */
  identifier(): string
  /** A registrable name such as `vomera.io`; never a reserved one. */
  domain(): string
  /** A domain, in half of the cases with a label before it. */
  host(): string
  address(): string
  /** `SOME_NAME` without any word that makes a variable look like a secret. */
  variable(): string
  /** `SOME_API_KEY`, `SOME_TOKEN` …: looks like a secret. */
  secretVariable(): string
  packageName(): string
}

const ONSETS = ['b', 'd', 'f', 'g', 'k', 'l', 'm', 'n', 'p', 'r', 's', 't', 'v', 'z', 'br', 'dr', 'pl', 'tr', 'st']
const VOWELS = ['a', 'e', 'i', 'o', 'u']
const CODAS = ['', '', '', 'n', 'r', 'l', 'm']
const SUFFIXES = ['com', 'io', 'net', 'dev', 'app', 'org', 'co', 'ai', 'de', 'co.uk']
const LABELS = ['api', 'app', 'mail', 'data', 'edge', 'v2', 'hub', 'in']
const MAILBOXES = ['info', 'office', 'hello', 'team', 'jo', 'sam.reed', 'k.lind', 'phan', 'orders']
const SECRET_ENDINGS = ['API_KEY', 'TOKEN', 'SECRET', 'ACCESS_TOKEN', 'PASSWORD']

const given = Number(process.env.TOUCHSTONE_SEED)
const seedOfRun = Number.isInteger(given) && given > 0 ? given : 1 + Math.floor(Math.random() * 2 ** 31)

/** The seed of this test file's run: `TOUCHSTONE_SEED`, else a new one for each run. */
export const runSeed = (): number => seedOfRun

/** A 32-bit hash of a string (FNV-1a), to give each case a seed of its own below the run's. */
export function seedFor(seed: number, what: string): number {
  let hash = (0x811c9dc5 ^ seed) >>> 0
  for (let i = 0; i < what.length; i++) hash = Math.imul(hash ^ what.charCodeAt(i), 0x01000193) >>> 0
  return hash || 1
}

/**
 * @param seed a positive integer; the same seed gives the same names in the same order of calls
 * @param reserved hosts end in `.example`, for text that is kept in the tree
 */
export function names(seed: number, reserved = false): Names {
  let state = seed >>> 0
  const next = (): number => {
    // mulberry32: small, and good enough to spread names
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
  const int = (below: number): number => Math.floor(next() * below)
  const pick = <T>(list: readonly T[]): T => list[int(list.length)] as T
  const taken = new Set<string>()
  const syllable = (): string => pick(ONSETS) + pick(VOWELS) + pick(CODAS)
  const word = (): string => {
    for (;;) {
      let made = syllable() + syllable()
      if (made.length < 6 || int(3) === 0) made += syllable()
      if (taken.has(made)) continue
      taken.add(made)
      return made
    }
  }
  const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
  const domain = (): string => {
    const label = word()
    const suffix = pick(SUFFIXES)
    return `${label}.${reserved ? 'example' : suffix}`
  }
  const host = (): string => (int(2) === 0 ? domain() : `${pick(LABELS)}.${domain()}`)
  return {
    seed,
    int,
    pick,
    word,
    identifier: () => word() + capital(word()),
    domain,
    host,
    address: () => `${pick(MAILBOXES)}@${domain()}`,
    variable: () => `${word()}_${pick(['MODE', 'REGION', 'LEVEL', 'FORMAT'])}`.toUpperCase(),
    secretVariable: () => `${word()}_${pick(SECRET_ENDINGS)}`.toUpperCase(),
    packageName: () => (int(2) === 0 ? `${word()}-mcp` : `@${word()}/mcp-server`),
  }
}
