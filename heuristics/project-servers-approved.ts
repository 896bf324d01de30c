import { defineConfigurationHeuristic } from '../src/heuristic.js'
import type { ConfigPlace, ServerEntry, Severity } from '../src/model.js'
import { baseName, folderOf, isHome, weighed } from './knowledge/entries.js'

/** Check Point showed it for Claude Code (CVE-2025-59536): a repository's own settings approved the repository's servers. */
export default defineConfigurationHeuristic({
  id: 'project-servers-approved',
  title: 'a setting approves the project’s servers before anyone is asked',
  severity: 'medium',
  confidence: 'medium',
  remedy: 'Remove the setting and approve each server of the project when the client asks.',

  *judge({ entries }) {
    for (const { entry } of entries) {
      const place = entry.grants.approvedBy
      if (place === null) continue
      const all = approvesAll(place)
      const owner = ownerOf(place, entry)
      const severity = SEVERITY[all ? 'all' : 'named'][owner]
      if (severity === null) continue
      const what = all ? 'every server of a project, also those that come later' : 'this server by its name'
      const who = owner === 'project' ? `the project's own \`${baseName(place.file)}\`` : `\`${baseName(place.file)}\``
      yield {
        severity: weighed(severity, entry),
        message: `${who} approves ${what}${owner === 'project' ? ': the repository approves itself' : ''}`,
        entry,
        key: [owner, keyOf(place)],
      }
    }
  },
})

type Owner = 'project' | 'user' | 'managed'

/** `null`: what the user, or an administrator, chose for one server is what the question is for. */
const SEVERITY: Record<'all' | 'named', Record<Owner, Severity | null>> = {
  all: { project: 'high', user: 'medium', managed: 'low' },
  named: { project: 'medium', user: null, managed: null },
}

/**
 * A project's settings are committed with it, but for those that its user keeps beside them (`settings.local.json`), which
 * clients leave out of git. They stand in the folder of the project's entry, or below it or above.
 */
function ownerOf(place: ConfigPlace, entry: ServerEntry): Owner {
  if (/(^|[\\/])managed-/i.test(place.file)) return 'managed'
  if (/\.local\.[a-z]+$/i.test(place.file) || entry.scope !== 'project') return 'user'
  const project = folderOf(entry.place.file)
  const settings = folderOf(place.file)
  // Where the project is someone's home folder, the settings in it are the user's.
  if (isHome(project)) return 'user'
  return settings === project || settings.startsWith(`${project}/`) ? 'project' : 'user'
}

/** `enabledMcpjsonServers` holds names, one of which the pointer may name; other settings are for all. */
const approvesAll = (place: ConfigPlace): boolean => !/^(enabled|allowed)\w*servers$/i.test(keyOf(place))

const keyOf = ({ pointer }: ConfigPlace): string =>
  pointer
    .replace(/\/\d+$/, '')
    .split('/')
    .at(-1) ?? ''
