import { defineDependencyHeuristic } from '../src/heuristic.js'
import { clip } from './knowledge/read.js'

/** What a registry does not hold has no integrity, no history, and no one who can take it down. */
export default defineDependencyHeuristic({
  id: 'transitive-source',
  title: 'a package deep below the server comes from elsewhere than a registry',
  severity: 'medium',
  confidence: 'high',
  remedy:
    'Ask the package above it for a release from a registry. What stands behind the address can change at any time, and no lock holds it.',

  *judge({ packages }) {
    for (const dependency of packages) {
      const { name, version, source, status, path } = dependency
      if (source !== 'git' && source !== 'url' && source !== 'file') continue
      // What the server's own manifest names is told by dependency-source, as a fact of its code.
      if (path.length <= 2) continue
      const came = status === 'added' || status === 'moved'
      const pinned = /#[0-9a-f]{40}$/i.test(version)
      const severity = source === 'file' ? 'low' : came ? (pinned ? 'medium' : 'high') : pinned ? 'low' : 'medium'
      yield {
        severity,
        confidence: came ? 'high' : 'medium',
        dependency,
        key: [version],
        message: `${name} ${came ? 'now comes' : 'comes'} from ${clip(version)}`,
      }
    }
  },
})
