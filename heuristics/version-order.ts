import { defineHeuristic } from '../src/heuristic.js'
import type { Release } from '../src/model.js'
import { graveNews } from './knowledge/grave-news.js'
import { before, isStable, lineOf, majorOf, momentOf, precedence } from './knowledge/history.js'
import { several } from './knowledge/read.js'

/** Majors that are left out at once: libraries that follow another's number jump by up to 20, years by 2,000. */
const SKIPPED = 20
/** What `99.99.99` of dependency confusion begins with, and a year does not. */
const isYear = (major: number): boolean => major >= 1990 && major <= 2100

/** A number that is taken by every range, or by none that anyone looks at. */
export default defineHeuristic({
  id: 'version-order',
  title: 'the version number does not follow from the ones before it',
  severity: 'low',
  confidence: 'medium',
  about: 'publishing',
  needs: [],
  remedy: 'Ask why the number was chosen. A number far above all others is what attacks take to be preferred.',

  *judge(context) {
    const { release, history, compared, baseline } = context
    const earlier = before(history, release).filter(isStable)
    const news = graveNews(context)
    const brings = news.length > 0 ? `. It brings ${several(news)}` : ''
    const highest = earlier.reduce<Release | null>(
      (top, each) => (top !== null && precedence(top, each) > 0 ? top : each),
      null,
    )

    const jump = majorOf(release) - (highest === null ? 0 : majorOf(highest))
    if (isStable(release) && jump >= SKIPPED && !isYear(majorOf(release))) {
      yield {
        severity: news.length > 0 ? 'high' : 'low',
        message: `${highest === null ? 'the first release of all' : `after ${highest.version}, the highest until now,`} is ${release.version}${brings}`,
        evidence: [],
        key: ['skipped', release.version],
      }
    }

    const at = momentOf(release)
    const above = earlier
      .filter((each) => isStable(release) && lineOf(each) === lineOf(release) && precedence(each, release) > 0)
      .filter((each) => at !== null && (momentOf(each) ?? Number.POSITIVE_INFINITY) < at)
      .at(-1)
    if (above !== undefined) {
      yield {
        severity: news.length > 0 ? 'medium' : 'info',
        confidence: 'low',
        message: `published after ${above.version} of the same line${brings}`,
        evidence: [],
        key: ['order', release.version],
      }
    }

    const from = compared ? baseline.release : null
    // Only a lock or this machine says what was there; the release before is earlier by its place.
    if (from !== null && baseline.from !== 'previous' && precedence(from, release) > 0) {
      yield {
        severity: news.length > 0 ? 'medium' : 'low',
        message: `what would run goes back from ${from.version} to ${release.version}${brings}`,
        evidence: [],
        key: ['back', from.version, release.version],
      }
    }
  },
})
