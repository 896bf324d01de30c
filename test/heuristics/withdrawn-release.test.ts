import type { InstalledCopy } from '../../src/model.js'
import { release } from '../support/facts.js'
import { casesOf } from '../support/heuristics.js'

const copy = (version: string, more: Partial<InstalledCopy> = {}): InstalledCopy => ({
  place: 'npx cache',
  name: '@tallybird/mcp',
  version,
  integrity: null,
  folder: '/home/u/.npm/_npx/0f/node_modules/@tallybird/mcp',
  used: true,
  ...more,
})
const on = (...copies: readonly InstalledCopy[]) => ({ onMachine: { copies, shadows: [] } })
const history = ['1.0.0', '1.0.1'].map((version) => release({ version }))

casesOf('withdrawn-release', ({ fires, silent }) => {
  fires('the copy that starts', { history, ...on(copy('1.0.2')) }, { severity: 'high', message: /1\.0\.2/ })
  fires('another copy', { history, ...on(copy('0.9.9', { place: 'global', used: false })) }, { severity: 'medium' })
  fires('several', { history, ...on(copy('1.0.2'), copy('1.0.3', { used: false }), copy('1.0.0')) }, { count: 2 })

  silent('a release that is there', { history, ...on(copy('1.0.0')) })
  silent('no copy', { history })
  silent('releases that are not known', { history: [], ...on(copy('1.0.2')) })
  silent('a copy of another package', { history, ...on(copy('1.0.2', { name: 'other' })) })
})
