import { defineDependencyHeuristic } from '../src/heuristic.js'
import { tellAttack } from './knowledge/advisories.js'

/** What is installed below a server runs with its rights: an attack there is an attack. */
export default defineDependencyHeuristic({
  id: 'known-malicious-dependency',
  title: 'a package below the server is publicly known to be malicious',
  severity: 'critical',
  confidence: 'high',
  remedy:
    'Do not start the server before its tree is without that release. Where it has run, replace, from another machine, every secret that it could reach.',

  *judge({ packages }) {
    for (const dependency of packages) {
      for (const advisory of dependency.advisories) {
        if (!advisory.malicious) continue
        const message = tellAttack(`${dependency.name} ${dependency.version}`, advisory)
        yield { message, dependency, key: [advisory.id] }
      }
    }
  },
})
