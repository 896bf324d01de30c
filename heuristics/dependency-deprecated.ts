import { defineDependencyHeuristic, type JudgedDependency } from '../src/heuristic.js'
import { several } from './knowledge/dependency-list.js'
import { saysGrave } from './knowledge/deprecation.js'
import { clip } from './knowledge/read.js'

/** Most deprecated packages are only old; a few are called malicious by those who published or took them over. */
export default defineDependencyHeuristic({
  id: 'dependency-deprecated',
  title: 'packages below the server are deprecated',
  severity: 'info',
  confidence: 'high',
  remedy:
    'Read the reason. Where it speaks of malware, do not install the release, and take one that it names as safe.',

  *judge({ packages }) {
    const deprecated = packages.flatMap((each) =>
      each.release === null || each.release.deprecated === null
        ? []
        : [{ dependency: each, reason: each.release.deprecated }],
    )
    const ordinary: JudgedDependency[] = []
    for (const { dependency, reason } of deprecated) {
      if (!saysGrave(reason)) {
        ordinary.push(dependency)
        continue
      }
      yield {
        severity: 'high',
        confidence: 'medium',
        dependency,
        message: `${dependency.name}@${dependency.version} is deprecated: “${clip(reason, 200)}”`,
        // Who lets one release pass that is called malicious lets no other pass.
        key: ['grave', dependency.version, reason],
      }
    }
    if (ordinary.length > 0) {
      yield { dependency: null, message: `${several(ordinary)} ${ordinary.length === 1 ? 'is' : 'are'} deprecated` }
    }
  },
})
