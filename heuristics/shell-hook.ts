import { defineConfigurationHeuristic } from '../src/heuristic.js'
import type { ServerEntry, Severity } from '../src/model.js'
import { weighed } from './knowledge/entries.js'
import { exposureOf, ownEntries } from './knowledge/exposure.js'
import { shownName } from './knowledge/secret-search.js'

/** A command that belongs to the client's connection, not to the server: it is easy to read over, and runs first. */
export default defineConfigurationHeuristic({
  id: 'shell-hook',
  title: 'the client runs a command of this entry besides the server',
  severity: 'medium',
  confidence: 'high',
  remedy:
    'Read the command, and the script that it starts. Keep it only if it is yours; else remove the key, or write what it yields as a reference to a variable.',

  *judge(server) {
    for (const { entry } of ownEntries(server)) {
      for (const key of new Set(entry.grants.shellHooks)) {
        const name = shownName(key)
        const first = runsUnasked(entry) ? ', as soon as the project is opened' : ''
        yield {
          message: `${name === null ? 'a key of the entry' : `\`${name}\``} holds a command that the client itself runs${first}`,
          entry,
          key: [key],
          severity: weighed(severityOf(entry), entry),
        }
      }
    }
  },
})

const runsUnasked = ({ grants }: ServerEntry): boolean => grants.startsOnOpen || grants.approvedBy !== null

function severityOf(entry: ServerEntry): Severity {
  const exposure = exposureOf(entry)
  if (exposure === 'own') return 'low'
  return exposure === 'shared' && runsUnasked(entry) ? 'high' : 'medium'
}
