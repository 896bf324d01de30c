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

  silent('the same', { history, release: { publisher: known('ada') } })
  silent('one of the maintainers', { history, release: { publisher: known('bob') } }, 'info')
  silent('not known', { history, release: { publisher: unknown('the mirror serves none') } })
  silent('the second release', { history: [by('1.0.0', 'ada')], release: { publisher: known('mallory') } })
})
