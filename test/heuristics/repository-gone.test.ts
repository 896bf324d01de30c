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

casesOf('repository-gone', ({ fires, silent }) => {
  fires('as its host says', { repository: repository({ gone: true }) }, { severity: 'low' })

  silent('it is there', { repository: repository({}) })
  silent('nobody could ask', { repository: unknown('no network') })
})
