import { defineHeuristic } from '../src/heuristic.js'
import { before } from './knowledge/history.js'

/** pnpm's trust policy calls it a downgrade. Having provenance clears nothing; losing it speaks. */
export default defineHeuristic({
  id: 'provenance-lost',
  title: 'earlier releases had provenance, this one has none',
  severity: 'medium',
  confidence: 'medium',
  about: 'publishing',
  needs: [],
  remedy:
    'See who published it, and from where. A stolen token publishes from a laptop what a pipeline published before.',

  *judge({ release, history }) {
    if (!release.provenance.known || release.provenance.value) return
    const earlier = before(history, release)
    // Unknown is neither with nor without.
    const attested = earlier.filter(({ provenance }) => provenance.known && provenance.value)
    const last = earlier.at(-1)
    if (attested.length === 0 || last === undefined) return
    const unbroken = earlier.slice(-3).every(({ provenance }) => provenance.known && provenance.value)
    const people = new Set(earlier.flatMap(({ publisher }) => (publisher.known ? [publisher.value] : [])))
    const stranger = release.publisher.known && people.size > 0 && !people.has(release.publisher.value)
    yield {
      severity: stranger && unbroken ? 'high' : unbroken ? 'medium' : 'low',
      confidence: unbroken ? 'medium' : 'low',
      message: `${attested.length} of ${earlier.length} earlier releases carry an attestation, this one does not${stranger ? ', and it comes from a new publisher' : ''}`,
      evidence: [],
      key: ['provenance', release.publisher.known ? release.publisher.value : ''],
    }
  },
})
