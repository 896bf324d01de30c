import type { PackageRef } from '../../src/model.js'
import { casesOf } from '../support/heuristics.js'

const ref = (selector: PackageRef['selector'], floating = true): PackageRef => ({
  ecosystem: 'npm',
  name: '@tallybird/mcp',
  spec: `@tallybird/mcp@${selector.value}`,
  selector,
  floating,
  token: { file: '/home/u/.cursor/mcp.json', pointer: '/mcpServers/t/args/1', start: 0, end: 14 },
})

casesOf('floating-spec', ({ fires, silent }) => {
  fires('a tag', { ref: ref({ type: 'tag', value: 'latest' }) }, { severity: 'low' })
  fires('nothing', { ref: ref({ type: 'range', value: '*' }) }, { severity: 'low' })

  silent('a range', { ref: ref({ type: 'range', value: '^1.0.0' }) }, 'info')
  silent('an exact version', { ref: ref({ type: 'version', value: '1.0.1' }, false) })
  silent('no entry', { ref: null })
})
