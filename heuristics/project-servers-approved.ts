import { defineConfigurationHeuristic } from '../src/heuristic.js'
import type { ConfigPlace, Severity } from '../src/model.js'
import { approvalOwner, baseName, weighed } from './knowledge/entries.js'

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
      const owner = approvalOwner(place, entry)
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

type Owner = ReturnType<typeof approvalOwner>

/** `null`: what the user, or an administrator, chose for one server is what the question is for. */
const SEVERITY: Record<'all' | 'named', Record<Owner, Severity | null>> = {
  all: { project: 'high', user: 'medium', managed: 'low' },
  named: { project: 'medium', user: null, managed: null },
}

/** `enabledMcpjsonServers` holds names, one of which the pointer may name; other settings are for all. */
const approvesAll = (place: ConfigPlace): boolean => !/^(enabled|allowed)\w*servers$/i.test(keyOf(place))

const keyOf = ({ pointer }: ConfigPlace): string =>
  pointer
    .replace(/\/\d+$/, '')
    .split('/')
    .at(-1) ?? ''
