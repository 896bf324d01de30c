import { type InstalledCopy, known, unknown } from '../../src/model.js'
import { release } from '../support/facts.js'
import { casesOf } from '../support/heuristics.js'

const copy = (version: string, integrity: string | null): InstalledCopy => ({
  place: 'npx cache',
  name: '@tallybird/mcp',
  version,
  integrity,
  folder: '/home/u/.npm/_npx/0f/node_modules/@tallybird/mcp',
  used: true,
})
const on = (version: string, integrity: string | null) => ({
  onMachine: { copies: [copy(version, integrity)], shadows: [] },
})
const history = [release({ version: '1.0.0', integrity: known('sha512-BBBB') })]

casesOf('published-bytes-differ', ({ fires, silent }) => {
  fires('the release that is judged', on('1.0.1', 'sha512-CCCC'), { severity: 'high', message: /1\.0\.1/ })
  fires('an earlier one', { history, ...on('1.0.0', 'sha512-AAAA') })

  silent('the same hash', on('1.0.1', 'sha512-AAAA'))
  silent('one of several hashes', on('1.0.1', 'sha1-ZZZZ sha512-AAAA'))
  silent('hashes of other algorithms', on('1.0.1', 'sha1-ZZZZ'))
  silent('a copy without a hash', on('1.0.1', null))
  silent('a release without a hash', { release: { integrity: unknown('not served') }, ...on('1.0.1', 'sha512-CCCC') })
  silent('a version that is not known', { history, ...on('0.0.1', 'sha512-CCCC') })
})
