import { casesOf } from '../support/heuristics.js'

casesOf('deprecated-release', ({ fires, silent }) => {
  fires('renamed', { release: { deprecated: 'moved to @vendor/mcp' } }, { severity: 'low', message: /moved to/ })
  fires(
    'malicious',
    { release: { deprecated: 'This version was published with a stolen token. Malicious.' } },
    { severity: 'high' },
  )

  silent('not deprecated', { release: { deprecated: null } })
  silent('taken back', { release: { deprecated: '' } })
})
