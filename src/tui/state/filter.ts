/** Which servers a filter lets through: fuzzy, in what people know a server by. Pure. */
import { go, single } from 'fuzzysort'
import type { ListedServer } from '../../model.js'
import { visible } from '../../report/visible.js'

/** Characters of a text that are looked at: names of strangers may be of any length, and what is sought stands at their beginning. */
const LONGEST = 200

/** Scores of fuzzysort, from 0 to 1: lower ones are letters that stand in a text by chance. */
const LEAST_OF_NAME = 0.31
/** Packages, clients and ids are long, and share most of their letters: `mcp` stands in `@modelcontextprotocol`, too. */
const LEAST = 0.5

/** A server that a filter lets through. */
interface Match {
  /** Indexes of the letters of its name, as `visible` writes it, that the filter names. */
  readonly name: readonly number[]
}

/** The last answer for each server: while a filter stands, rows change and servers do not. */
const answers = new WeakMap<ListedServer, { readonly filter: string; readonly match: Match | null }>()

/**
 * Whether a filter lets a server through: its name, other names of its entries, its package, its clients, or its id. Words may stand in any order.
 *
 * @returns `null` where it does not
 */
export function matchOf(listed: ListedServer, filter: string): Match | null {
  const known = answers.get(listed)
  if (known?.filter === filter) return known.match
  const match = search(listed, filter)
  answers.set(listed, { filter, match })
  return match
}

function search(listed: ListedServer, filter: string): Match | null {
  const sought = filter.trim().slice(0, LONGEST)
  if (sought === '') return { name: [] }
  const name = single(sought, text(listed.name))
  if (name !== null && name.score >= LEAST_OF_NAME) return { name: name.indexes }
  const [found] = go(sought, [listed], { keys: KEYS, limit: 1, threshold: LEAST })
  return found === undefined ? null : { name: found[0]?.indexes ?? [] }
}

/** What entries that start the same server are called beside its name: keys of their maps. */
export const otherNames = ({ name, occurrences }: ListedServer): readonly string[] => {
  const keys = occurrences.map(({ pointer }) => unescaped(pointer.slice(pointer.lastIndexOf('/') + 1)))
  return [...new Set(keys)].filter((key) => key !== name && !/^\d*$/.test(key))
}

/** RFC 6901 */
const unescaped = (token: string): string => token.replaceAll('~1', '/').replaceAll('~0', '~')

const text = (value: string): string => visible(value.slice(0, LONGEST))

/** The first is the name, whose letters are shown as found. */
const KEYS: readonly ((listed: ListedServer) => string)[] = [
  ({ name }) => text(name),
  ({ package: ref, launch }) => text(ref?.name ?? launch.origin ?? ''),
  ({ id }) => text(id),
  (listed) => text(otherNames(listed).join(' ')),
  ({ occurrences }) => text([...new Set(occurrences.map(({ client }) => client))].join(' ')),
]
