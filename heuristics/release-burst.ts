import { defineHeuristic } from '../src/heuristic.js'
import { burstOf } from './knowledge/bursts.js'
import { graveNews } from './knowledge/grave-news.js'
import { before } from './knowledge/history.js'
import { several } from './knowledge/read.js'

/** Releases in a day that are said, where the project never came near to it: twice its busiest day. */
const MANY = 6
/** Releases that a habit is read from. */
const HABIT = 5
/** Release lines in a day, as ua-parser-js had them (2021), where it never made two. */
const MANY_LINES = 3

/** ua-parser-js (2021): three lines within an hour, so that no range was safe. */
export default defineHeuristic({
  id: 'release-burst',
  title: 'many more releases in a day than the project ever made',
  severity: 'info',
  confidence: 'medium',
  about: 'publishing',
  needs: [],
  remedy: 'Wait a day or two, or keep the release before all of them.',

  *judge(context) {
    const { release, history } = context
    const earlier = before(history, release)
    if (earlier.length < HABIT) return
    const burst = burstOf(release, earlier)
    if (burst === null) return
    const { now, habit } = burst
    const majors = now.newMajors >= 2 && now.newMajors > habit.newMajors
    const lines = now.lines.length >= MANY_LINES && habit.lines.length < 2
    const many = now.releases >= MANY && now.releases >= 2 * habit.releases
    if (!majors && !lines && !many) return
    const news = graveNews(context)
    const what = majors
      ? `${now.newMajors} new majors in a day`
      : lines
        ? `releases of ${now.lines.length} lines (${several(now.lines)}) in a day, where it never made two`
        : `${now.releases} releases in a day, where it never made more than ${habit.releases}`
    yield {
      severity: news.length > 0 ? (majors || lines ? 'high' : 'medium') : majors ? 'low' : 'info',
      message: `${what}${news.length > 0 ? `. This one brings ${several(news)}` : ''}`,
      evidence: [],
      key: [majors ? 'majors' : lines ? 'lines' : 'many', release.version],
    }
  },
})
