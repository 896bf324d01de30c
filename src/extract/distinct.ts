/** Many sightings of one thing → one fact. */
import type { Fact, Reach, Where } from '../model.js'
import type { FactDraft } from './draft.js'

export interface Found {
  readonly draft: FactDraft
  readonly where: Where
  readonly reach?: Reach
}

const WEIGHT: Readonly<Record<Reach, number>> = { install: 0, runs: 1, dormant: 2 }

/**
 * One fact for each identity: the place that counts most, then the first by file and line; lists in details are united.
 *
 * @param reach of a file @param ways by which a file is reached
 */
export function distinct(
  found: readonly Found[],
  reach: (path: string) => Reach,
  ways: (path: string) => readonly string[] | null,
): Fact[] {
  const sightings = new Map<string, Fact[]>()
  for (const each of found) {
    const by = each.reach === undefined ? ways(each.where.file) : null
    const told = each.reach ?? reach(each.where.file)
    const fact: Fact = { ...each.draft, where: each.where, reach: told, ...(by && told === 'runs' && { by }) }
    const identity = `${fact.kind}\0${fact.value}`
    const known = sightings.get(identity)
    if (known === undefined) sightings.set(identity, [fact])
    else known.push(fact)
  }
  return [...sightings.values()]
    .map((facts) => united(facts.sort(order)))
    .sort((a, b) => compare(a.kind, b.kind) || compare(a.value, b.value))
}

/** What holds of a fact only where it holds of each of its places: one that nobody asked for is enough. */
const ONLY_IF_ALL: ReadonlySet<string> = new Set(['polyfill', 'asked', 'fromArgument'])

/** @param facts of one identity, the one that counts most first; each is looked at once, as there may be very many */
function united([first, ...others]: readonly Fact[]): Fact {
  const whole = first as Fact
  // What dormant code adds must not change what a reached fact says.
  const told = whole.reach === 'dormant' ? others : others.filter(({ reach }) => reach !== 'dormant')
  if (told.length === 0) return whole
  const detail: Record<string, Fact['detail'][string]> = { ...whole.detail }
  const lists = new Map<string, Set<string>>()
  for (const fact of told) {
    for (const [name, value] of Object.entries(fact.detail)) {
      const own = detail[name]
      if (own === undefined) detail[name] = value
      else if (Array.isArray(own) && Array.isArray(value)) {
        const all = lists.get(name) ?? new Set(own)
        for (const each of value) all.add(each)
        lists.set(name, all)
      } else if (typeof own === 'boolean' && typeof value === 'boolean')
        detail[name] = ONLY_IF_ALL.has(name) ? own && value : own || value
    }
  }
  for (const [name, all] of lists) detail[name] = [...all].sort()
  const ways = [whole, ...told].map(({ by }) => by)
  const { by: _, ...rest } = whole
  const everyWay = ways.every((by) => by !== undefined) ? { by: [...new Set(ways.flat())].sort() } : {}
  return { ...rest, detail, ...everyWay }
}

/** The place where something is written tells more than the one where it is read, and that more than a mention. */
function strength(fact: Fact): number {
  return fact.detail['write'] === true ? 0 : fact.detail['read'] === true ? 1 : 2
}

function order(a: Fact, b: Fact): number {
  return (
    WEIGHT[a.reach] - WEIGHT[b.reach] ||
    strength(a) - strength(b) ||
    compare(a.where.file, b.where.file) ||
    a.where.line - b.where.line ||
    a.where.column - b.where.column
  )
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
