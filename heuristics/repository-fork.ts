import { defineHeuristic } from '../src/heuristic.js'
import { clip } from './knowledge/read.js'

export default defineHeuristic({
  id: 'repository-fork',
  title: 'the repository is a fork',
  severity: 'info',
  confidence: 'high',
  about: 'publishing',
  needs: [],
  remedy: 'If you meant the project that it was forked from, take that one.',

  *judge({ repository }) {
    if (!repository.known || !repository.value.fork) return
    const { url, forkOf } = repository.value
    yield {
      message: `${url} is a fork${forkOf === undefined || forkOf === null ? '' : ` of ${clip(forkOf)}`}`,
      evidence: [],
      key: ['fork'],
    }
  },
})
