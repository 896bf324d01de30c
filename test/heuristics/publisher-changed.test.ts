import { known, unknown } from '../../src/model.js'
import { fact, release } from '../support/facts.js'
import { casesOf } from '../support/heuristics.js'

const by = (version: string, publisher: string) =>
  release({ version, publisher: known(publisher), maintainers: known(['ada', 'bob']) })
const history = [by('0.9.0', 'ada'), by('1.0.0', 'ada')]
const hook = fact(
  'install.script',
  'postinstall: node x.js',
  { event: 'postinstall', command: 'node x.js', hash: 'a', file: 'x.js' },
  { reach: 'install' },
)

casesOf('publisher-changed', ({ fires, silent }) => {
  fires(
    'a stranger',
    { history, release: { publisher: known('mallory') } },
    { severity: 'low', message: /first release of mallory; until now ada/ },
  )
  fires(
    'a stranger with an install script',
    { history, before: [], facts: [hook], release: { publisher: known('mallory') } },
    { severity: 'high' },
  )
  fires(
    'a stranger with an unused dependency',
    {
      history,
      before: [],
      facts: [
        fact('dependency', 'flatmap-line@^0.1.0', { name: 'flatmap-line', imported: false, group: 'dependencies' }),
      ],
      release: { publisher: known('mallory') },
    },
    { severity: 'high' },
  )

  fires(
    'who is not among the maintainers',
    { history, release: { publisher: known('mallory'), maintainers: known(['ada']) } },
    { severity: 'low', message: /not among the maintainers/ },
  )
  const timed = (version: string, publisher: string, day: string) =>
    release({ version, publisher: known(publisher), publishedAt: known(`2025-06-${day}T00:00:00Z`) })
  const second = [timed('0.8.0', 'ada', '01'), timed('0.9.0', 'ada', '02'), timed('1.0.0', 'mallory', '03')]
  const later = { publisher: known('mallory'), publishedAt: known('2025-06-10T00:00:00Z') }
  fires(
    'a clean release first, and then the hook',
    { history: second, before: [], facts: [hook], release: later },
    { severity: 'high', message: /for 7 days, before ada/ },
  )
  silent('the second release of a new colleague', { history: second, before: [], facts: [], release: later })
  silent('a colleague of months', {
    history: second,
    before: [],
    facts: [hook],
    release: { ...later, publishedAt: known('2025-09-10T00:00:00Z') },
  })
  const publication = { trustedPublisher: known('github'), mailDomains: unknown('not served'), attestations: null }
  silent('its own pipeline', { history, release: { publisher: known('GitHub Actions'), publication } }, 'info')

  silent('the same', { history, release: { publisher: known('ada') } })
  silent('one of the maintainers', { history, release: { publisher: known('bob') } }, 'info')
  silent('not known', { history, release: { publisher: unknown('the mirror serves none') } })
  silent('the second release', { history: [by('1.0.0', 'ada')], release: { publisher: known('mallory') } })
})
