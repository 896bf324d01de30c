import { defineHeuristic } from '../src/heuristic.js'

export default defineHeuristic({
  id: 'repository-archived',
  title: 'the repository is archived',
  severity: 'low',
  confidence: 'high',
  about: 'publishing',
  needs: [],
  remedy: 'Nobody repairs this server any more. Look for its successor.',

  *judge({ repository }) {
    if (!repository.known || !repository.value.archived) return
    yield { message: `${repository.value.url} is archived, and read-only`, evidence: [], key: ['archived'] }
  },
})
