import { unknown } from '../../src/model.js'
import { casesOf } from '../support/heuristics.js'

const named = { repository: { type: 'git', url: 'git+https://github.com/tallybird/mcp.git' } }

casesOf('repository-missing', ({ fires, silent }) => {
  fires('none', { release: { manifest: {} } }, { severity: 'low' })
  fires('gone', { release: { manifest: {} }, baselineRelease: { manifest: named } }, { severity: 'medium' })

  silent('named', { release: { manifest: named }, repository: unknown('no network') })
  silent('named in short', { release: { manifest: { repository: 'tallybird/mcp' } } })
})
