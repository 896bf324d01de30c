import { defineConfigurationHeuristic } from '../src/heuristic.js'
import { baseName } from './knowledge/entries.js'
import { ownEntries } from './knowledge/exposure.js'

/** To open a folder is to run what stands in it: an old way to be taken over, of which editors grew wary only late. */
export default defineConfigurationHeuristic({
  id: 'starts-on-open',
  title: 'the client starts it as soon as the project is opened',
  severity: 'low',
  confidence: 'medium',
  remedy: 'Read a project’s entries before you open it in this client, or keep the server in your own settings.',

  *judge(server) {
    const { ref, launch } = server
    // What is named exactly was there to be read; a remote server runs nothing here.
    const mild = (ref !== null && !ref.floating) || launch.kind === 'remote'
    for (const { entry } of ownEntries(server)) {
      if (entry.scope !== 'project' || entry.disabled || !entry.grants.startsOnOpen) continue
      yield {
        severity: mild ? 'info' : 'low',
        message: `${entry.client} starts it from the project's own \`${baseName(entry.place.file)}\`, without a question, when the project is opened`,
        entry,
        key: [entry.client],
      }
    }
  },
})
