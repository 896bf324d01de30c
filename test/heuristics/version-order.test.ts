import { known } from '../../src/model.js'
import { fact, release } from '../support/facts.js'
import { casesOf } from '../support/heuristics.js'

const at = (version: string, month: string) => release({ version, publishedAt: known(`2025-${month}-01T00:00:00Z`) })
const history = [at('1.0.0', '01'), at('1.0.1', '02'), at('1.0.4', '03')]
const hook = fact('install.script', 'postinstall: node x.js', { event: 'postinstall', command: 'node x.js' })
const april = { publishedAt: known('2025-04-01T00:00:00Z') }

casesOf('version-order', ({ fires, silent }) => {
  fires(
    'a number above all',
    { history, release: { version: '99.99.99' } },
    { severity: 'low', message: /after 1\.0\.4/ },
  )
  fires(
    'the same with a hook',
    { history, before: [], facts: [hook], release: { version: '99.0.0' } },
    { severity: 'high' },
  )
  fires('the first of all', { release: { version: '9999.0.1' } }, { severity: 'low', message: /first release/ })
  fires('a lower one of its line', { history, release: { version: '1.0.3', ...april } }, { severity: 'info' })
  fires('back from what was locked', { from: 'lock', baselineVersion: '1.2.0' }, { severity: 'low' })

  silent('the next ones', { history, release: { version: '1.0.5', ...april } })
  silent('two majors on', { history, release: { version: '3.0.0', ...april } })
  silent('the number of a year', { history, release: { version: '2025.4.0', ...april } })
  silent('a back-port', { history: [...history, at('2.0.0', '03')], release: { version: '1.0.5', ...april } })
  silent('times are not known', { history, release: { version: '1.0.3' } })
  silent('what follows the lock', { from: 'lock', baselineVersion: '1.0.0' })
})
