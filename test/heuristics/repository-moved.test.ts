import { known, type RepositoryEvidence, unknown } from '../../src/model.js'
import { release } from '../support/facts.js'
import { casesOf } from '../support/heuristics.js'

const repository = (fields: Partial<RepositoryEvidence>) =>
  known<RepositoryEvidence>({
    url: 'https://github.com/tallybird/mcp',
    owner: 'tallybird',
    archived: false,
    fork: false,
    licence: null,
    lastPush: null,
    tagOfVersion: null,
    tagsReleases: null,
    ...fields,
  })

const history = ['0.9.0', '1.0.0'].map((version) => release({ version, publisher: known('ann') }))
const moved = repository({ owner: 'mallory', movedFrom: 'tallybird/mcp' })

casesOf('repository-moved', ({ fires, silent }) => {
  fires('to another owner', { repository: moved }, { severity: 'info', message: /tallybird\/mcp is now mallory's/ })
  fires(
    'with a new publisher',
    { repository: moved, history, release: { publisher: known('mallory') } },
    { severity: 'medium' },
  )

  silent('renamed', { repository: repository({ movedFrom: 'Tallybird/old-mcp' }) })
  silent('where it was', { repository: repository({ movedFrom: null }) })
  silent('not known', { repository: unknown('no network') })
})
