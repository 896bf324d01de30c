import { defineHeuristic } from '../src/heuristic.js'
import { before } from './knowledge/history.js'

/** Projects move to organisations all the time; and they are sold. */
export default defineHeuristic({
  id: 'repository-moved',
  title: 'the repository belongs to another owner than the release says',
  severity: 'info',
  confidence: 'medium',
  about: 'publishing',
  needs: [],
  remedy: 'See whether the project says why it moved, and whether the new owner is who you trusted.',

  *judge({ repository, release, history }) {
    if (!repository.known) return
    const { movedFrom, owner } = repository.value
    const from = movedFrom?.split('/', 1)[0]
    // Under the same owner it was only renamed.
    if (from === undefined || from.toLowerCase() === owner.toLowerCase()) return
    const people = before(history, release).flatMap(({ publisher }) => (publisher.known ? [publisher.value] : []))
    const stranger = people.length > 1 && release.publisher.known && !people.includes(release.publisher.value)
    yield {
      severity: stranger ? 'medium' : 'info',
      message: `${movedFrom} is now ${owner}'s${stranger ? ', and the release comes from a new publisher' : ''}`,
      evidence: [],
      key: ['moved', owner.toLowerCase()],
    }
  },
})
