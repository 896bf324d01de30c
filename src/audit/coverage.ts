/** Which of the entries that were found a lock speaks of. */
import type { Discovery } from '../discover/discover.js'
import { type Host, pathsOf } from '../host.js'
import { covers, type LockPlace } from '../lockfile/place.js'
import type { Scope } from '../model.js'

/** What a lock covers of what was found: entries, and what is said of files that hold such entries. */
export function coveredBy(place: LockPlace, host: Pick<Host, 'platform'>, found: Discovery): Discovery {
  if (place.covers === 'all') return found
  const isCovered = ({ scope }: { readonly scope: Scope }): boolean => covers(place.covers, scope)
  const scopes = new Map<string, boolean>()
  for (const each of [...found.searched, ...found.entries.map(({ place: { file }, scope }) => ({ file, scope }))]) {
    scopes.set(each.file, (scopes.get(each.file) ?? false) || isCovered(each))
  }
  // Of what is about no file that was looked for, nobody can tell whose it is.
  const concerns = ({ subject }: { readonly subject: string }): boolean =>
    !pathsOf(host).isAbsolute(subject) || (scopes.get(fileOf(subject)) ?? true)
  return {
    entries: found.entries.filter(isCovered),
    failures: found.failures.filter(concerns),
    notEvaluated: found.notEvaluated.filter(concerns),
    searched: found.searched.filter(isCovered),
  }
}

/** A subject is a file, or a place in it: `file#/pointer`. */
const fileOf = (subject: string): string => subject.replace(/#.*/s, '')
