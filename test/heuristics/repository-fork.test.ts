import { known, type RepositoryEvidence, unknown } from '../../src/model.js'
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

casesOf('repository-fork', ({ fires, silent }) => {
  fires(
    'of a project',
    { repository: repository({ fork: true, forkOf: 'vendor/mcp' }) },
    { severity: 'info', message: /vendor/ },
  )
  fires('of nobody knows what', { repository: repository({ fork: true }) }, { severity: 'info' })

  silent('it is none', { repository: repository({}) })
  silent('not known', { repository: unknown('no network') })
})
