/** Which servers of a new audit are those of the one before. Their ids do not tell: they count in the order of what is configured. Pure. */
import type { ListedServer } from '../../model.js'
import { isSameSpec, sourceOf } from './basis.js'
import type { ServerRow } from './model.js'

/** From ids of rows to ids of what was found; each of either once, and none that could be another one. */
export function sameServers(rows: readonly ServerRow[], found: readonly ListedServer[]): ReadonlyMap<string, string> {
  const same = new Map<string, string>()
  const matched = new Set<ListedServer>()
  const match = (row: ServerRow, listed: ListedServer): void => {
    same.set(row.listed.id, listed.id)
    matched.add(listed)
  }
  const at = indexed(rows, ({ listed }) => placesOf(listed))
  for (const listed of found) {
    const candidates = placesOf(listed).flatMap((place) => at.get(place) ?? [])
    const row = mostOf(candidates.filter((each) => !same.has(each.listed.id) && isSame(each, listed)))
    if (row !== null) match(row, listed)
  }
  // Moved to another place, as in a file that is a list: sure only where nothing else is like it.
  const left = indexed(
    rows.filter(({ listed }) => !same.has(listed.id)),
    ({ listed }) => [kindred(listed)],
  )
  const unknown = indexed(
    found.filter((each) => !matched.has(each)),
    (listed) => [kindred(listed)],
  )
  for (const [key, [listed, ...others]] of unknown) {
    const [row, ...more] = left.get(key) ?? []
    if (listed !== undefined && row !== undefined && others.length + more.length === 0) match(row, listed)
  }
  return same
}

/** With what is started there: one entry may start many packages. */
function placesOf(listed: ListedServer): readonly string[] {
  const source = sourceOf(listed)
  return listed.occurrences.map(({ client, scope, file, pointer }) =>
    JSON.stringify([source, listed.name, client, scope, file, pointer]),
  )
}

const kindred = (listed: ListedServer): string => JSON.stringify([sourceOf(listed), listed.package?.spec])

/** @param found starts the same package, or the same program */
function isSame({ listed, evaluation }: ServerRow, found: ListedServer): boolean {
  const version = evaluation?.server.release?.version ?? null
  return isSameSpec({ spec: listed.package?.spec ?? null, version }, found)
}

function indexed<T>(all: readonly T[], keysOf: (each: T) => readonly string[]): ReadonlyMap<string, readonly T[]> {
  const index = new Map<string, T[]>()
  for (const each of all) {
    for (const key of keysOf(each)) {
      const own = index.get(key)
      if (own === undefined) index.set(key, [each])
      else own.push(each)
    }
  }
  return index
}

/** The one that stands there most often, the first of several; `null` of none. */
function mostOf<T>(all: readonly T[]): T | null {
  const counts = new Map<T, number>()
  for (const each of all) counts.set(each, (counts.get(each) ?? 0) + 1)
  let best: T | null = null
  for (const [each, count] of counts) if (best === null || count > (counts.get(best) ?? 0)) best = each
  return best
}
