import { defineConfigurationHeuristic } from '../src/heuristic.js'
import { weighed } from './knowledge/entries.js'

/** UTF-16 units of a reason that are shown. */
const LONGEST = 200

/** Whoever wrote that it must not be configured had looked at it: what is found in it today is another question. */
export default defineConfigurationHeuristic({
  id: 'blocked-server',
  title: 'a lock says that this server must not be configured',
  severity: 'high',
  confidence: 'high',
  remedy: 'Remove the entry, or lift the decision: `touchstone pin --accept <server> --reason "…"`.',

  *judge({ entries, blocked }) {
    if (!blocked) return
    const why = blocked.reason === null ? '' : `: ${blocked.reason.slice(0, LONGEST)}`
    for (const { entry } of entries) {
      yield { message: `must not be configured, the lock says${why}`, entry, key: [], severity: weighed('high', entry) }
    }
  },
})
