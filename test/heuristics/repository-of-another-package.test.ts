import { known, type RepositoryEvidence, unknown } from '../../src/model.js'
import { fact } from '../support/facts.js'
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
const hook = fact('install.script', 'postinstall: node x.js', { event: 'postinstall', command: 'node x.js' })
const other = { knowsPackage: false, otherPackages: ['axios'] }

casesOf('repository-of-another-package', ({ fires, silent }) => {
  fires(
    'another one',
    { repository: repository({ ...other, owner: 'axios' }) },
    { severity: 'low', message: /name axios, and not/ },
  )
  fires('its own, renamed', { repository: repository(other) }, { severity: 'info' })
  fires('with a hook', { repository: repository(other), before: [], facts: [hook] }, { severity: 'medium' })

  silent('it knows the package', { repository: repository({ knowsPackage: true }) })
  silent('not all of it was seen', { repository: repository({ knowsPackage: null, otherPackages: ['axios'] }) })
  silent('not known', { repository: unknown('no network') })
})
