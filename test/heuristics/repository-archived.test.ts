import { known, type RepositoryEvidence, unknown } from '../../src/model.js'
import { casesOf } from '../support/heuristics.js'

const repository = (fields: Partial<RepositoryEvidence>) =>
  known({
    url: 'https://github.com/tallybird/mcp',
    owner: 'tallybird',
    archived: false,
    fork: false,
    licence: 'MIT',
    lastPush: null,
    tagOfVersion: true,
    tagsReleases: true,
    ...fields,
  })

casesOf('repository-archived', ({ fires, silent }) => {
  fires('archived', { repository: repository({ archived: true }) }, { severity: 'low' })

  silent('alive', { repository: repository({}) })
  silent('not known', { repository: unknown('no token') })
})
