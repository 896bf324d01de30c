import { defineHeuristic } from '../src/heuristic.js'
import { graveNews } from './knowledge/grave-news.js'
import { before, DAY, momentOf } from './knowledge/history.js'
import { several } from './knowledge/read.js'

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

  *judge(context) {
    const { release, history, now } = context
    const last = before(history, release).at(-1)
    const published = momentOf(release)
    const earlier = last === undefined ? null : momentOf(last)
    if (last === undefined || published === null || earlier === null) return
    const days = Math.floor((published - earlier) / DAY)
    // Once the release has stood as long as the silence before it, it is history.
    if (!(days >= SILENT_DAYS) || now.getTime() - published > SILENT_DAYS * DAY) return
    const stranger = release.publisher.known && last.publisher.known && release.publisher.value !== last.publisher.value
    const news = context.smallStep ? graveNews(context) : []
    yield {
      severity: stranger || news.length > 0 ? 'medium' : 'info',
      message: `${days} days after the release before it${stranger ? ', by another publisher' : ''}${news.length > 0 ? `, and it brings ${several(news)}` : ''}`,
      evidence: [],
      key: ['silence', release.publisher.known ? release.publisher.value : ''],
    }
  },
})
