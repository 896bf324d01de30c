/** Names of servers that may be meant to be taken for a well-known one's. */
import type { Severity } from '../../src/model.js'
import { type LookAlike, lookAlike } from './look-alike.js'
import { WELL_KNOWN_SERVERS } from './popular-packages.js'

export interface ServerLookAlike extends LookAlike {
  /** As far as the name alone can tell. */
  readonly severity: Extract<Severity, 'high' | 'low'>
}

/** Words that half of all servers have in their names; they make two short names long, and near to each other. */
const GENERIC = new Set(['mcp', 'server', 'servers', 'client', 'tool', 'tools', 'npx', 'js', 'ts'])

/**
 * @returns `null` for a name that is well known itself, and for one that is near to a well-known one by its generic words alone:
 *   `postman-mcp` is not `postmark-mcp`, `eks-mcp-server` not `exa-mcp-server`
 */
export function serverLookAlike(name: string): ServerLookAlike | null {
  const known = new Set(WELL_KNOWN_SERVERS)
  for (let twin = lookAlike(name, known); twin !== null; twin = lookAlike(name, known)) {
    const severity = severityOf(name, twin)
    if (severity !== null) return { ...twin, severity }
    known.delete(twin.of)
  }
  return affixed(name)
}

/** What is put before or after a name to make another one of it that looks like the same, or like its better form. */
const ADDED = new Set([
  ...GENERIC,
  ...'official pro plus new latest next secure fixed node cli app api core lite v2 v3 2 3'.split(' '),
])

/** `firecrawl-mcp-official`, `mcp-remote-server`: honest servers are called so as well. */
function affixed(name: string): ServerLookAlike | null {
  if (name.startsWith('@')) return null
  const telling = (of: string): string =>
    wordsOf(of)
      .filter((word) => !ADDED.has(word))
      .sort()
      .join('-')
  const own = telling(name)
  if (own.length < 5) return null
  const twin = [...WELL_KNOWN_SERVERS].find(
    (known) => !known.startsWith('@') && known !== name && telling(known) === own,
  )
  return twin === undefined ? null : { of: twin, how: 'the same but for words that tell nothing', severity: 'low' }
}

function severityOf(name: string, { of, how }: LookAlike): ServerLookAlike['severity'] | null {
  // `mcp-tavily` beside `tavily-mcp`: who makes another server for the same service has few names to choose from.
  if (how === 'words in another order') return 'low'
  if (!/differs?$/.test(how)) return 'high'
  const [ours, theirs] = [wordsOf(name), wordsOf(of)]
  if (ours.length !== theirs.length) return 'high'
  const differing = theirs.flatMap((word, at) => (word === ours[at] ? [] : [{ word, other: ours[at] ?? '' }]))
  // A generic word is mistyped, and not exchanged for another: `figma-developer-mpc`.
  const telling = differing.filter(({ word, other }) => !(GENERIC.has(word) && GENERIC.has(other)))
  const shortest = Math.min(...telling.map(({ word }) => (GENERIC.has(word) ? 10 : word.length)))
  if (telling.length === 0 || shortest < 5) return null
  if (how.startsWith('two') && telling.length === 1) return shortest < 9 ? null : 'high'
  // Of five letters, one step leads to other words: `slack` and `stack`.
  return shortest === 5 ? 'low' : 'high'
}

const wordsOf = (name: string): readonly string[] =>
  name.slice(name.startsWith('@') ? name.indexOf('/') + 1 : 0).split(/[-_.]/)
