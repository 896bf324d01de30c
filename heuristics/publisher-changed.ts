import { defineHeuristic } from '../src/heuristic.js'
import { graveNews } from './knowledge/grave-news.js'
import { accounts, before, DAY, isFromPipeline, momentOf } from './knowledge/history.js'
import { several } from './knowledge/read.js'

/** An account that began to publish within this time is still new when it brings something grave; this project's own choice. */
const TENURE_DAYS = 30

/** event-stream (2018), xrpl (2025): the first release of an account that had never published this package. */
export default defineHeuristic({
  id: 'publisher-changed',
  title: 'the release comes from an account that never published this package before',
  severity: 'low',
  confidence: 'medium',
  about: 'publishing',
  needs: [],
  remedy: 'See who it is: a new colleague, a new pipeline, or someone with a stolen or bought package.',

  *judge(context) {
    const { release, history } = context
    if (!release.publisher.known) return
    const account = release.publisher.value
    const earlier = before(history, release)
    const people = accounts(earlier)
    // One earlier release is no habit.
    if (earlier.length < 2 || people.size === 0) return
    const own = people.get(account)
    const [first] = people.keys()
    const now = momentOf(release)
    const days =
      own?.since !== null && own !== undefined && now !== null ? Math.floor((now - own.since) / DAY) : Infinity
    if (own !== undefined && (account === first || days >= TENURE_DAYS)) return
    const news = graveNews(context)
    // An account that is new is said once; its next releases only where they bring something.
    if (own !== undefined && news.length === 0) return
    const listed = earlier.at(-1)?.maintainers
    const invited = listed?.known === true && listed.value.includes(account)
    const fromPipeline = isFromPipeline(release)
    const attested = fromPipeline || (release.provenance.known && release.provenance.value)
    const outsider = !fromPipeline && release.maintainers.known && !release.maintainers.value.includes(account)
    const severity = news.length > 0 ? (attested ? 'medium' : 'high') : invited || attested ? 'info' : 'low'
    const others = several([...people.keys()].filter((each) => each !== account).slice(-20), 3)
    const who =
      own === undefined
        ? `first release of ${account}; until now ${others}`
        : `${account} publishes this package for ${days === 1 ? '1 day' : `${days} days`}, before ${others}`
    yield {
      severity,
      message: `${who}${outsider ? '. It is not among the maintainers' : ''}${news.length > 0 ? `. The release brings ${several(news)}` : ''}`,
      evidence: [],
      key: [account],
    }
  },
})
