import { known, type RepositoryEvidence, unknown } from '../../src/model.js'
import { fact, release } from '../support/facts.js'
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
const history = [release({ version: '0.1.0', publishedAt: known('2024-01-01T00:00:00Z') })]
const made = (createdAt: string) => repository({ createdAt })
const published = { publishedAt: known('2025-09-25T00:00:00Z') }

casesOf('repository-recreated', ({ fires, silent }) => {
  const young = made('2025-09-20T00:00:00Z')
  fires(
    'days before the release',
    { history, repository: young, release: published },
    { severity: 'low', message: /628 days/ },
  )
  fires(
    'with a hook',
    { history, repository: young, release: published, before: [], facts: [hook] },
    { severity: 'medium' },
  )

  silent('older than the package', { history, repository: made('2023-01-01T00:00:00Z'), release: published })
  silent('a new package', {
    history: [release({ version: '0.1.0', publishedAt: known('2025-09-10T00:00:00Z') })],
    repository: young,
    release: published,
  })
  silent('months ago', { history, repository: made('2025-03-01T00:00:00Z'), release: published })
  silent('no times', { history: [release()], repository: young })
  silent('nonsense', { history, repository: made('yesterday'), release: published })
  silent('not known', { history, repository: unknown('no network'), release: published })
})
