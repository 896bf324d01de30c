import { dependencyCasesOf } from '../support/dependencies.js'
import { release } from '../support/facts.js'

const sum = (letter: string): string => `sha512-${letter.repeat(86)}==`

dependencyCasesOf('dependency-bytes-changed', ({ fires, silent }) => {
  fires(
    'a locked version with another hash',
    { accepted: true, packages: [{ name: 'zod', version: '3.25.76', integrity: sum('B'), integrityBefore: sum('A') }] },
    { severity: 'critical', message: /zod@3\.25\.76 has another hash than the lock states/ },
  )
  fires(
    'a version that npx installed with another hash',
    { packages: [{ name: 'zod', integrity: sum('B'), integrityBefore: sum('A') }] },
    { severity: 'high' },
  )
  fires(
    'a locked version for which its registry states several hashes',
    {
      accepted: true,
      packages: [
        { name: 'zod', integrity: null, integrityBefore: sum('A'), release: release({ sums: [sum('A'), sum('B')] }) },
      ],
    },
    { severity: 'critical' },
  )
  silent('the same hash', {
    accepted: true,
    packages: [{ name: 'zod', integrity: sum('A'), integrityBefore: sum('A') }],
  })
  silent('sums of two algorithms, which can not be compared', {
    accepted: true,
    packages: [{ name: 'zod', integrity: `sha1-${'A'.repeat(27)}=`, integrityBefore: sum('A') }],
  })
  silent('a lock that knows no hash', { accepted: true, packages: [{ name: 'zod', integrity: sum('A') }] })
})
