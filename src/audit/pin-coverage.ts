/** Which of the entries that were found a lock speaks of. */
import type { Discovery } from '../discover/discover.js'
import { folderSpeller, projectFolders } from '../discover/places.js'
import { type Host, pathsOf } from '../host.js'
import { covers, type LockPlace } from '../lockfile/place.js'
import { projectFolder } from '../machine/entry-folder.js'
import type { Scope, ServerEntry } from '../model.js'

/** Whether an entry is another project's: a file of the user's holds the local servers of all of them. */
export type IsForeign = (entry: Pick<ServerEntry, 'place' | 'scope'>) => boolean

/**
 * @param dir the project; absolute
 * @param recursive whether the projects below it belong to it, too
 */
export async function foreignTo(host: Host, dir: string, recursive: boolean): Promise<IsForeign> {
  const spell = folderSpeller(host)
  const chain = new Set((await projectFolders(host, dir)).map(spell))
  const below = spell(dir) + pathsOf(host).sep
  return (entry) => {
    const project = entry.scope === 'local' ? projectFolder(host, entry) : null
    if (project === null) return false
    const folder = spell(project)
    return !chain.has(folder) && !(recursive && folder.startsWith(below))
  }
}

/** What a lock covers of what was found: entries, and what is said of files that hold such entries. */
export function coveredBy(
  place: LockPlace,
  host: Pick<Host, 'platform'>,
  found: Discovery,
  isForeign: IsForeign,
): Discovery {
  if (place.covers === 'all') return found
  const isCovered = ({ scope }: { readonly scope: Scope }): boolean => covers(place.covers, scope)
  const scopes = new Map<string, boolean>()
  for (const each of [...found.searched, ...found.entries.map(({ place: { file }, scope }) => ({ file, scope }))]) {
    scopes.set(each.file, (scopes.get(each.file) ?? false) || isCovered(each))
  }
  // Of what is about no file that was looked for, nobody can tell whose it is.
  const concerns = ({ subject }: { readonly subject: string }): boolean =>
    !pathsOf(host).isAbsolute(subject) || ((scopes.get(fileOf(subject)) ?? true) && !isForeign(localAt(subject)))
  return {
    entries: found.entries.filter((entry) => isCovered(entry) && !isForeign(entry)),
    failures: found.failures.filter(concerns),
    notEvaluated: found.notEvaluated.filter(concerns),
    searched: found.searched.filter(isCovered),
  }
}

/** A subject is a file, or a place in it: `file#/pointer`. */
const fileOf = (subject: string): string => subject.replace(/#.*$/s, '')
const localAt = (subject: string): Pick<ServerEntry, 'place' | 'scope'> => ({
  place: { file: fileOf(subject), pointer: subject.slice(fileOf(subject).length + 1) },
  scope: 'local',
})
