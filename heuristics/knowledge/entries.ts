/** What the heuristics about the configuration have in common. */

import { escapePointer } from '../../src/discover/document.js'
import type { ConfigPlace, ServerEntry, Severity, StdioLaunch } from '../../src/model.js'

/** A disabled entry starts nothing: what it would do is worth a word, and no alarm. */
export const weighed = (severity: Severity, { disabled }: ServerEntry): Severity => (disabled ? 'info' : severity)

const LADDER: readonly Severity[] = ['critical', 'high', 'medium', 'low', 'info']

export const oneStepLower = (severity: Severity): Severity => LADDER[LADDER.indexOf(severity) + 1] ?? 'info'

/** Name of a file, without the folders of this machine. */
export const baseName = (file: string): string => file.split(/[\\/]/).at(-1) ?? file

/** Where a variable of the entry stands; `undefined` where that is not known. */
export const variablePointer = ({ envPointer }: StdioLaunch, name: string): string | undefined =>
  envPointer === undefined ? undefined : `${envPointer}/${escapePointer(name)}`

/** Folder that a file is about: `/srv/app` for `/srv/app/.mcp.json` and for `/srv/app/.claude/settings.json`. */
export function folderOf(file: string): string {
  const folders = file.replaceAll('\\', '/').split('/').slice(0, -1)
  while (folders.length > 1 && folders.at(-1)?.startsWith('.')) folders.pop()
  return folders.join('/')
}

/** Whether a folder, with `/` between its parts, is somebody's home by its place. */
export const isHome = (folder: string): boolean => /^(\/root|\/home\/[^/]+|(\/|[a-z]:\/)users\/[^/]+)$/i.test(folder)

/**
 * Who approves an entry by a setting. A project's settings are committed with it, but for those that its user keeps beside them
 * (`settings.local.json`), which clients leave out of git. They stand in the folder of the project's entry, or below it or above.
 */
export function approvalOwner(place: ConfigPlace, entry: ServerEntry): 'project' | 'user' | 'managed' {
  if (/(^|[\\/])managed-/i.test(place.file)) return 'managed'
  if (/\.local\.[a-z]+$/i.test(place.file) || entry.scope !== 'project') return 'user'
  const project = folderOf(entry.place.file)
  const settings = folderOf(place.file)
  // Where the project is someone's home folder, the settings in it are the user's.
  if (isHome(project)) return 'user'
  return settings === project || settings.startsWith(`${project}/`) ? 'project' : 'user'
}

/** Folder of the project that an entry is for; `null` where it is for all projects. */
export function projectOf({ scope, place }: ServerEntry): string | null {
  if (scope === 'project') return folderOf(place.file)
  if (scope !== 'local') return null
  const [, key] = /^\/projects\/([^/]+)\//.exec(place.pointer) ?? []
  const folder = key?.replaceAll('~1', '/').replaceAll('~0', '~').replaceAll('\\', '/') ?? folderOf(place.file)
  return folder.length > 1 ? folder.replace(/\/$/, '') : folder
}
