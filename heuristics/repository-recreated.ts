import { defineHeuristic } from '../src/heuristic.js'
import { graveNews } from './knowledge/grave-news.js'
import { DAY, momentOf } from './knowledge/history.js'
import { several } from './knowledge/read.js'

/** A repository is new for so long. */
const NEW_DAYS = 30
/** A package that is older than its repository by less may have been published before its source was. */
const OLDER_DAYS = 90

/** Repojacking: an account's name is given up, and someone else makes the same repository under it. */
export default defineHeuristic({
  id: 'repository-recreated',
  title: 'the repository is days old, and the package is not',
  severity: 'low',
  confidence: 'medium',
  about: 'publishing',
  needs: [],
  remedy: 'See whether the project says that it moved here, and whether the new repository has the old history.',

  *judge(context) {
    const { repository, release, history, now } = context
    const first = history[0] === undefined ? null : momentOf(history[0])
    const created = Date.parse((repository.known && repository.value.createdAt) || '')
    if (!repository.known || first === null || Number.isNaN(created)) return
    const age = (momentOf(release) ?? now.getTime()) - created
    if (age > NEW_DAYS * DAY || created - first < OLDER_DAYS * DAY) return
    const news = graveNews(context)
    yield {
      severity: news.length > 0 ? 'medium' : 'low',
      message: `${repository.value.url} was made on ${new Date(created).toISOString().slice(0, 10)}, ${Math.floor((created - first) / DAY)} days after the package's first release${news.length > 0 ? `. The release brings ${several(news)}` : ''}`,
      evidence: [],
      key: ['recreated'],
    }
  },
})
