import { defineHeuristic } from '../src/heuristic.js'
import { tellAttack } from './knowledge/advisories.js'

/** Others have found it out already; nothing has to be weighed. */
export default defineHeuristic({
  id: 'known-malicious',
  title: 'this release is publicly known to be malicious',
  severity: 'critical',
  confidence: 'high',
  about: 'publishing',
  needs: [],
  remedy:
    'Do not start it. Where it has run, remove it and replace, from another machine, every secret that it could reach.',

  *judge({ release, advisories = [] }) {
    for (const advisory of advisories) {
      if (!advisory.malicious) continue
      yield { message: tellAttack(`${release.name} ${release.version}`, advisory), evidence: [], key: [advisory.id] }
    }
  },
})
