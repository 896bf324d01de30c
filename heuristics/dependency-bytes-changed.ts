import { defineDependencyHeuristic } from '../src/heuristic.js'
import { againstLock, contradicts } from './knowledge/integrity.js'

/** A published version never changes: who serves other bytes under its number has replaced it. */
export default defineDependencyHeuristic({
  id: 'dependency-bytes-changed',
  title: 'a package below the server has other bytes than before, under the same version',
  severity: 'critical',
  confidence: 'high',
  remedy:
    'Do not install it. Find out which registry serves these bytes and since when, and compare both tarballs before you accept either.',

  *judge({ packages, accepted }) {
    for (const dependency of packages) {
      const { name, version, source, integrity, integrityBefore, release } = dependency
      if (integrityBefore === null || source === 'bundled') continue
      const sums = release?.sums
      const others = accepted
        ? againstLock(integrityBefore, { integrity, sums }) === 'other'
        : integrity !== null && contradicts(integrity, integrityBefore)
      if (!others) continue
      yield {
        // npx may have installed from another registry, one that packs releases anew.
        severity: accepted ? 'critical' : 'high',
        confidence: accepted ? 'high' : 'medium',
        dependency,
        // Who lets these bytes pass lets no others pass.
        key: [version, ...(sums ?? [integrity ?? ''])],
        message: `${name}@${version} has another hash than ${accepted ? 'the lock states' : 'npm installed on this machine'}`,
      }
    }
  },
})
