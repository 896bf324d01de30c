import { defineHeuristic } from '../src/heuristic.js'
import { before, isFromPipeline } from './knowledge/history.js'

/** Releases in a row that make a habit. */
const HABIT = 3

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
    const earlier = before(history, release)
    if (earlier.length === 0) return
    const people = new Set(earlier.flatMap(({ publisher }) => (publisher.known ? [publisher.value] : [])))
    const stranger = release.publisher.known && people.size > 0 && !people.has(release.publisher.value)
    const by = release.publisher.known ? release.publisher.value : ''

    if (release.provenance.known && !release.provenance.value) {
      // Unknown is neither with nor without.
      const attested = earlier.filter(({ provenance }) => provenance.known && provenance.value)
      if (attested.length === 0) return
      const unbroken = earlier.slice(-HABIT).every(({ provenance }) => provenance.known && provenance.value)
      yield {
        severity: stranger && unbroken ? 'high' : unbroken ? 'medium' : 'low',
        confidence: unbroken ? 'medium' : 'low',
        message: `${attested.length} of ${earlier.length} earlier releases carry an attestation, this one does not${stranger ? ', and it comes from a new publisher' : ''}`,
        evidence: [],
        key: ['provenance', by],
      }
      return
    }

    const pipeline = release.publication?.trustedPublisher
    if (pipeline?.known !== true || pipeline.value !== null) return
    const habit = earlier.slice(-HABIT)
    if (habit.length < HABIT || !habit.every(isFromPipeline)) return
    // It carries an attestation all the same: a pipeline built it, and a token published it.
    const attested = release.provenance.known && release.provenance.value
    yield {
      severity: attested ? 'low' : 'medium',
      message: `a pipeline published the releases before it; this one was published with a token${by === '' ? '' : ` of ${by}`}`,
      evidence: [],
      key: ['token', by],
    }
  },
})
