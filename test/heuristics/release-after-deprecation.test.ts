import { known } from '../../src/model.js'
import { fact, release } from '../support/facts.js'
import { casesOf } from '../support/heuristics.js'

const given = (deprecated: string | null, versions = ['0.9.0', '0.9.1', '1.0.0']) =>
  versions.map((version) => release({ version, deprecated, publisher: known('ann') }))
const hook = fact('install.script', 'postinstall: node x.js', { event: 'postinstall', command: 'node x.js' })

casesOf('release-after-deprecation', ({ fires, silent }) => {
  const history = given('This package is no longer maintained. Use other-mcp.')
  fires('given up and revived', { history, release: { publisher: known('ann') } }, { severity: 'low' })
  fires('by another one', { history, release: { publisher: known('mallory') } }, { severity: 'medium' })
  fires('with a hook', { history, before: [], facts: [hook] }, { severity: 'high' })

  silent('housekeeping', { history: given('Please upgrade to 1.0.1 or later') })
  silent('the last one was fine', {
    history: [...given('unmaintained', ['0.9.0', '0.9.1']), release({ version: '1.0.0' })],
  })
  silent('it is deprecated itself', { history, release: { deprecated: 'no longer maintained' } })
  silent('the next major', { history, release: { version: '2.0.0' } })
  silent('a hostile reason', { history: given(`no longer${' '.repeat(1e5)}`) })
})
