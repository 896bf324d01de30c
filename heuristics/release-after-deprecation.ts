import { defineHeuristic } from '../src/heuristic.js'
import { graveNews } from './knowledge/grave-news.js'
import { before, majorOf } from './knowledge/history.js'
import { clip, several } from './knowledge/read.js'

/** Who says this gives the package up; `upgrade to 2.x` is no more than housekeeping. */
const GIVEN_UP =
  /no longer (?:being )?(?:maintained|supported|developed)|not (?:being )?maintained|unmaintained|abandon|end[ -]of[ -]life|discontinued|(?:package|project|module|library|repository) (?:has been |is |was )?(?:deprecated|archived|renamed|moved|retired)|moved to|renamed to|superseded|in favou?r of/i

/** What was given up has users left, nobody who looks, and an account that nobody misses. */
export default defineHeuristic({
  id: 'release-after-deprecation',
  title: 'the package was given up, and has a release again',
  severity: 'low',
  confidence: 'medium',
  about: 'publishing',
  needs: [],
  remedy: 'See whether the project says itself that it goes on; else take what it named as its successor.',

  *judge(context) {
    const { release, history } = context
    if (release.deprecated !== null) return
    const earlier = before(history, release)
    const last = earlier.at(-1)
    // Whoever gives a package up deprecates all of it; one bad release is deprecated alone.
    if (last === undefined || earlier.length < 2 || earlier.some(({ deprecated }) => deprecated === null)) return
    // Whoever makes a new major gives up the old ones.
    if (majorOf(release) > majorOf(last)) return
    if (!GIVEN_UP.test((last.deprecated ?? '').slice(0, 500))) return
    const stranger = release.publisher.known && last.publisher.known && release.publisher.value !== last.publisher.value
    const news = graveNews(context)
    yield {
      severity: news.length > 0 ? 'high' : stranger ? 'medium' : 'low',
      message: `all ${earlier.length} releases before it are deprecated (“${clip(last.deprecated ?? '')}”)${stranger ? ', and it comes from another publisher' : ''}${news.length > 0 ? `. It brings ${several(news)}` : ''}`,
      evidence: [],
      key: ['revived', release.version],
    }
  },
})
