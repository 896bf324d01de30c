import { defineHeuristic } from '../src/heuristic.js'

/** Many vendors build in private: what is not shown need not be gone. */
export default defineHeuristic({
  id: 'repository-gone',
  title: 'the repository that the release names is not to be seen',
  severity: 'low',
  // No doubt that it is not shown; why, nobody says. It costs as much as a repository of which nothing is known.
  confidence: 'high',
  about: 'publishing',
  needs: [],
  remedy: 'Ask the publisher where the source is. A name that is free again can be taken by anyone.',

  *judge({ repository }) {
    if (!repository.known || repository.value.gone !== true) return
    yield { message: `${repository.value.url} is not shown: gone, or private`, evidence: [], key: ['gone'] }
  },
})
