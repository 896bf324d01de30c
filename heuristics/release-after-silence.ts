import { defineHeuristic } from '../src/heuristic.js'
import { before } from './knowledge/history.js'

const DAY = 86_400_000

/** Threshold of npq and Socket: half a year without a release. */
const SILENT_DAYS = 180

export default defineHeuristic({
  id: 'release-after-silence',
  title: 'a release after half a year without any',
  severity: 'info',
  confidence: 'medium',
  about: 'publishing',
  needs: [],
  remedy: 'Read what it changed: packages that nobody looks after are taken over.',

  *judge({ release, history, now }) {
    const last = before(history, release).at(-1)
    if (last === undefined || !release.publishedAt.known || !last.publishedAt.known) return
    const published = Date.parse(release.publishedAt.value)
    const days = Math.floor((published - Date.parse(last.publishedAt.value)) / DAY)
    // Once the release has stood as long as the silence before it, it is history.
    if (!(days >= SILENT_DAYS) || now.getTime() - published > SILENT_DAYS * DAY) return
    const stranger = release.publisher.known && last.publisher.known && release.publisher.value !== last.publisher.value
    yield {
      severity: stranger ? 'medium' : 'info',
      message: `${days} days after the release before it${stranger ? ', by another publisher' : ''}`,
      evidence: [],
      key: ['silence', release.publisher.known ? release.publisher.value : ''],
    }
  },
})
