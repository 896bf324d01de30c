import { known, unknown } from '../../src/model.js'
import { fact, release } from '../support/facts.js'
import { casesOf } from '../support/heuristics.js'

const at = (version: string, time: string, publisher = 'ada') =>
  release({ version, publishedAt: known(time), publisher: known(publisher) })
const now = new Date('2025-10-01T00:00:00Z')

casesOf('release-after-silence', ({ fires, silent }) => {
  fires(
    'a year',
    {
      now,
      history: [at('1.0.0', '2024-09-01T00:00:00Z')],
      release: { publishedAt: known('2025-09-20T00:00:00Z'), publisher: known('ada') },
    },
    { severity: 'info', message: /384 days/ },
  )
  fires(
    'a year, by another',
    {
      now,
      history: [at('1.0.0', '2024-09-01T00:00:00Z')],
      release: { publishedAt: known('2025-09-20T00:00:00Z'), publisher: known('mallory') },
    },
    { severity: 'medium' },
  )

  fires(
    'a year, with a hook',
    {
      now,
      history: [at('1.0.0', '2024-09-01T00:00:00Z')],
      before: [],
      facts: [fact('install.script', 'postinstall: node x.js', { event: 'postinstall', command: 'node x.js' })],
      release: { publishedAt: known('2025-09-20T00:00:00Z'), publisher: known('ada') },
    },
    { severity: 'medium', message: /install script/ },
  )

  silent('a month', {
    now,
    history: [at('1.0.0', '2025-08-20T00:00:00Z')],
    release: { publishedAt: known('2025-09-20T00:00:00Z') },
  })
  silent('not known', {
    now,
    history: [release({ version: '1.0.0', publishedAt: unknown('no times') })],
    release: { publishedAt: known('2025-09-20T00:00:00Z') },
  })
  silent('long ago', {
    now,
    history: [at('1.0.0', '2020-01-01T00:00:00Z')],
    release: { publishedAt: known('2022-01-01T00:00:00Z') },
  })
  silent('the first release', { now, history: [], release: { publishedAt: known('2025-09-20T00:00:00Z') } })
})
