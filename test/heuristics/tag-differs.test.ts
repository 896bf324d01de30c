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
const tagged = (manifestAtTag: Record<string, unknown> | null) => repository({ manifestAtTag })
const of = (manifest: Record<string, unknown>) => ({ manifest })

casesOf('tag-differs', ({ fires, silent }) => {
  const repository = tagged({ dependencies: { zod: '^3' }, scripts: { build: 'tsc' }, bin: './cli.js', name: 'mcp' })
  const plain = { dependencies: { zod: '^3.1.0' }, bin: { mcp: 'cli.js' }, scripts: { build: 'other', prepare: 'x' } }
  fires(
    'a dependency that nobody tagged',
    { repository, release: of({ ...plain, dependencies: { zod: '^3', 'plain-crypto': '1.0.0' } }) },
    { severity: 'medium', message: /plain-crypto/ },
  )
  fires(
    'a hook',
    { repository, before: [], facts: [hook], release: of({ ...plain, scripts: { postinstall: 'node x.js' } }) },
    { severity: 'high', message: /postinstall “node x\.js”/ },
  )
  fires('other commands', { repository, release: of({ ...plain, bin: { mcp: 'x.js' } }) }, { severity: 'info' })
  fires(
    'dependencies that are filled in',
    { repository: tagged({ name: 'mcp' }), release: of({ dependencies: { zod: '3' } }) },
    { severity: 'info' },
  )

  silent('other ranges, scripts and spelling', { repository, release: of(plain) })
  silent('a hook that is gone', { repository: tagged({ scripts: { postinstall: 'x' } }), release: of({}) })
  silent('no tag', { repository: tagged(null), release: of({ scripts: { postinstall: 'x' } }) })
  silent('hostile fields', {
    repository: tagged({ dependencies: 5, scripts: [], bin: null, main: {} }),
    release: of({ dependencies: null, scripts: 'x', bin: 7, main: [] }),
  })
  silent('not known', { repository: unknown('no network'), release: of({ scripts: { postinstall: 'x' } }) })
})
