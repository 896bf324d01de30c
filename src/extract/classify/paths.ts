/** What a path says by itself: a secret, an agent's configuration, a place from which things start again. Pure, linear. */
import { draft, type FactDraft } from '../draft.js'
import {
  AGENT_RULES,
  MCP_CONFIGURATION,
  NOT_SECRET,
  type PathRule,
  PERSISTENCE_RULES,
  SECRET_RULES,
} from './path-rules.js'

export type PathAccess = 'read' | 'write' | 'delete' | 'mention'

/** Longer ones are texts, not paths (PATH_MAX on Linux). */
const LONGEST_PATH = 4096
/** Longest value of a fact about a path. */
const LONGEST_VALUE = 300

interface Pattern {
  readonly canonical: string
  /** Place of its rule in the list: the first one that matches names the path. */
  readonly rank: number
  readonly segments: readonly string[]
  /** True when at least one more segment must follow. */
  readonly below: boolean
}

/** Patterns by their last segment; those whose last segment has a star are under '*'. */
type Index = ReadonlyMap<string, readonly Pattern[]>

function indexed(rules: readonly PathRule[]): Index {
  const index = new Map<string, Pattern[]>()
  for (const [rank, { canonical, patterns }] of rules.entries()) {
    for (const text of patterns) {
      const below = text.endsWith('/')
      const segments = (below ? text.slice(0, -1) : text).split('/')
      const last = segments.at(-1) ?? ''
      const key = last.includes('*') ? '*' : last
      const list = index.get(key)
      const pattern = { canonical, rank, segments, below }
      if (list) list.push(pattern)
      else index.set(key, [pattern])
    }
  }
  return index
}

const secrets = indexed(SECRET_RULES)
const notSecret = indexed(NOT_SECRET.map((one) => ({ canonical: one, patterns: [one] })))
const agents = indexed(AGENT_RULES)
const persistence = indexed(PERSISTENCE_RULES)

/**
 * @param path template: holes `{}`, `~`, `$HOME`, `%APPDATA%`, both separators
 * @returns the canonical name of the secret place, or null. `.env` files are not among them: see `secretFile`.
 */
export function secretPath(path: string): string | null {
  const segments = segmentsOf(path)
  if (segments.length === 0 || match(notSecret, segments) !== null) return null
  return match(secrets, segments)
}

/** Secret places and `.env` files. Reading the latter is ordinary; what matters is where their content goes. */
export function secretFile(path: string): string | null {
  return secretPath(path) ?? (isDotenv(path) ? '.env' : null)
}

/** `.env`, `.env.local`, `.env.production`; not `.env.example` and its like, which hold no values. */
export function isDotenv(path: string): boolean {
  const last = segmentsOf(path).at(-1) ?? ''
  return (
    /^\.env(?:\.[\w-]{1,40}){0,2}$/.test(last) &&
    !/\.(?:example|sample|template|dist|schema|defaults?|test)$/.test(last)
  )
}

/** @returns the canonical name of the agent's configuration or instruction file, or null */
export function agentConfigPath(path: string): string | null {
  return match(agents, segmentsOf(path))
}

/** @returns what starts again from this place (`~/.bashrc`, `systemd`, `git hook`), or null */
export function persistenceTarget(path: string): string | null {
  if (/(?:^|\\)currentversion\\run(?:once|services)?(?:\\|$)/i.test(path.slice(0, LONGEST_PATH).replaceAll('/', '\\')))
    return 'Run key'
  return match(persistence, segmentsOf(path))
}

/**
 * fs.read, fs.write or fs.delete (none for a mention), and fs.secret-path, agent.config and persistence as they apply.
 * @param path template, as for `secretPath`
 */
export function pathFacts(path: string, access: PathAccess): FactDraft[] {
  const facts: FactDraft[] = []
  const value = shownPath(path)
  if (access !== 'mention') facts.push(draft(`fs.${access}`, value, { path: value }))
  const write = access === 'write' || access === 'delete'
  const secret = secretPath(path)
  const target = persistenceTarget(path)
  // Writing `authorized_keys` opens a door; it steals nothing.
  if (secret !== null && target === null && (secret !== MCP_CONFIGURATION || access === 'read'))
    facts.push(draft('fs.secret-path', secret, { path: value, read: access === 'read', write }))
  const config = agentConfigPath(path)
  if (config !== null) facts.push(draft('agent.config', config, { file: config, path: value, write }))
  if (target !== null) facts.push(draft('persistence', target, { target, path: value, write }))
  return facts
}

/** The path as a fact's value: one separator, bounded. */
export function shownPath(path: string): string {
  const clean = path.replace(/[\\/]+/g, '/')
  return clean.length > LONGEST_VALUE ? `${clean.slice(0, LONGEST_VALUE)}…` : clean
}

/** Lower case, without empty ones; `{}.ssh` (a folder that ends in its separator, then the name) counts as `.ssh`. */
function segmentsOf(path: string): string[] {
  if (path.length > LONGEST_PATH || path === '' || path.includes('\n')) return []
  return path
    .toLowerCase()
    .replaceAll('%20', ' ')
    .split(/[\\/]/)
    .map((segment) =>
      segment.trim().replace(/^(?:\{\})+(?=[.\w])/, (hole) => (segment.charAt(hole.length) === '.' ? '' : hole)),
    )
    .filter((segment) => segment !== '' && segment !== '.')
}

/** The first rule, in the order of its list, that any run of segments satisfies. */
function match(index: Index, segments: readonly string[]): string | null {
  let best: Pattern | null = null
  for (let end = segments.length - 1; end >= 0; end--) {
    const last = segments[end] ?? ''
    for (const pattern of [...(index.get(last) ?? []), ...(index.get('*') ?? [])]) {
      const isLast = end === segments.length - 1
      if (pattern.below ? isLast : !isLast) continue
      if (best !== null && best.rank <= pattern.rank) continue
      if (runMatches(pattern.segments, segments, end)) best = pattern
    }
  }
  return best?.canonical ?? null
}

function runMatches(wanted: readonly string[], segments: readonly string[], end: number): boolean {
  const start = end - wanted.length + 1
  if (start < 0) return false
  return wanted.every((want, i) => {
    const segment = segments[start + i] ?? ''
    if (want === '*' || want === segment) return true
    return want.startsWith('*') && segment.length > want.length - 1 && segment.endsWith(want.slice(1))
  })
}
