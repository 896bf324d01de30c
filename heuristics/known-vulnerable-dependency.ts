import { defineDependencyHeuristic } from '../src/heuristic.js'
import { FLAW_BELOW, tellFlaw } from './knowledge/advisories.js'

/** Ordinary trees have some; most of them can't be reached through the server. */
export default defineDependencyHeuristic({
  id: 'known-vulnerable-dependency',
  title: 'a package below the server has a publicly known vulnerability',
  severity: 'medium',
  confidence: 'medium',
  remedy:
    'Look for a release of the server that takes the mended package, or ask for one. Read the advisory to see whether it matters here.',

  *judge({ packages }) {
    for (const dependency of packages) {
      for (const advisory of dependency.advisories) {
        if (advisory.malicious) continue
        yield {
          severity: FLAW_BELOW[advisory.severity],
          message: tellFlaw(`${dependency.name} ${dependency.version}`, advisory),
          dependency,
          key: [advisory.id],
        }
      }
    }
  },
})
