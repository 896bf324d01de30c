import { known, type RepositoryEvidence, unknown } from '../../src/model.js'
import { fact } from '../support/facts.js'
import { casesOf } from '../support/heuristics.js'

const repository = (tagOfVersion: boolean | null, tagsReleases: boolean | null) =>
  known<RepositoryEvidence>({
    url: 'https://github.com/tallybird/mcp',
    owner: 'tallybird',
    archived: false,
    fork: false,
    licence: null,
    lastPush: null,
    tagOfVersion,
    tagsReleases,
  })
const hook = fact(
  'install.script',
  'postinstall: node x.js',
  { event: 'postinstall', command: 'node x.js', hash: 'a', file: 'x.js' },
  { reach: 'install' },
)

casesOf('untagged-release', ({ fires, silent }) => {
  fires('against its habit', { repository: repository(false, true) }, { severity: 'low' })
  fires(
    'with an install script',
    { before: [], facts: [hook], repository: repository(false, true) },
    { severity: 'medium' },
  )

  silent('no habit', { repository: repository(false, false) })
  silent('tagged', { repository: repository(true, true) })
  silent('not known', { repository: unknown('no token') })
  silent('could not be asked', { repository: repository(null, null) })
})
