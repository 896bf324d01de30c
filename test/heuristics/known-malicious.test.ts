import { advisory, attack } from '../support/advisories.js'
import { casesOf } from '../support/heuristics.js'

casesOf('known-malicious', ({ fires, silent }) => {
  fires(
    'an attack',
    { advisories: [attack()] },
    {
      severity: 'critical',
      message: /@tallybird\/mcp 1\.0\.1 is known to be malicious \(MAL-2026-1\): steals mail\. https:/,
    },
  )
  fires('whose code was not evaluated', { facts: null, advisories: [attack()] }, { severity: 'critical' })
  fires(
    'two of them, beside a flaw',
    { advisories: [attack(), attack({ id: 'MAL-2026-2' }), advisory()] },
    { count: 2 },
  )
  fires('without a word about it', { advisories: [attack({ summary: '' })] }, { message: /\(MAL-2026-1\)\. https/ })
  fires(
    'with more words than anyone reads',
    { advisories: [attack({ summary: 'x'.repeat(5_000) })] },
    { message: /x…/ },
  )

  silent('nobody was asked', {})
  silent('nothing is known', { advisories: [] })
  silent('a flaw, however bad', { advisories: [advisory({ severity: 'critical' })] })
})
