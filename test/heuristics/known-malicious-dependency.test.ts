import { advisory, attack } from '../support/advisories.js'
import { dependencyCasesOf } from '../support/dependencies.js'

dependencyCasesOf('known-malicious-dependency', ({ fires, silent }) => {
  fires(
    'an attack below the server',
    { packages: [{ name: 'axios', version: '1.14.1', advisories: [attack()] }] },
    { severity: 'critical', message: /axios 1\.14\.1 is known to be malicious \(MAL-2026-1\): steals mail/ },
  )
  fires('that was there when it was accepted', {
    accepted: true,
    packages: [{ name: 'axios', status: 'same', advisories: [attack()] }],
  })
  fires('one that the install can go on without', {
    packages: [{ name: 'axios', optional: true, source: 'bundled', advisories: [attack()] }],
  })
  fires(
    'two packages',
    { packages: ['chalk', 'debug'].map((name) => ({ name, advisories: [attack()] })) },
    { count: 2 },
  )

  silent('nothing is known', { packages: [{ name: 'axios' }] })
  silent('a flaw, however bad', { packages: [{ name: 'axios', advisories: [advisory({ severity: 'critical' })] }] })
  silent('an empty tree', { packages: [] })
})
