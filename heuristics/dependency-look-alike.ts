import { defineHeuristic } from '../src/heuristic.js'
import { lookAlike } from './knowledge/look-alike.js'
import { POPULAR_PACKAGES } from './knowledge/popular-packages.js'
import { clip, text } from './knowledge/read.js'

/** One character away from what everyone has. */
export default defineHeuristic({
  id: 'dependency-look-alike',
  title: 'a dependency is called almost like a popular package',
  severity: 'medium',
  confidence: 'medium',
  needs: ['dependency'],
  remedy: 'Look at the dependency: whether it is the one that was meant.',

  *judge(context) {
    for (const fact of context.judged('dependency')) {
      const name = text(fact, 'name')
      const twin = name === '' ? null : lookAlike(name, POPULAR_PACKAGES)
      if (twin === null) continue
      const isNew = context.isNew(fact) && !context.before('dependency').some((each) => text(each, 'name') === name)
      const unused = fact.detail.imported === false
      yield {
        severity: isNew && (context.smallStep || unused) ? 'high' : isNew ? 'medium' : 'low',
        confidence: isNew ? 'medium' : 'low',
        message: `${clip(name)} is almost ${twin.of}: ${twin.how}`,
        evidence: [fact],
      }
    }
  },
})
