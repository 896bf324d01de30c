import type { Severity } from '../../src/model.js'
import { advisory, attack } from '../support/advisories.js'
import { dependencyCasesOf } from '../support/dependencies.js'

const tree = (severity: Severity) => ({
  packages: [{ name: 'minimist', version: '1.2.0', advisories: [advisory({ severity, fixedIn: '1.2.6' })] }],
})

dependencyCasesOf('known-vulnerable-dependency', ({ fires, silent }) => {
  fires('a critical one', tree('critical'), {
    severity: 'medium',
    message:
      /minimist 1\.2\.0 has a known vulnerability \(GHSA-aaaa-bbbb-cccc\): runs what it is sent; 1\.2\.6 is without it/,
  })
  fires('a high one', tree('high'), { severity: 'low' })
  fires('a moderate one', tree('medium'), { severity: 'info' })
  fires('a low one', tree('low'), { severity: 'info' })
  fires(
    'one finding for each package and advisory',
    {
      packages: [
        { name: 'a', advisories: [advisory(), advisory({ id: 'GHSA-dddd-eeee-ffff' })] },
        { name: 'b', advisories: [advisory()] },
        { name: 'b', version: '2.0.0', advisories: [advisory()] },
      ],
    },
    { count: 3 },
  )

  silent('nothing is known', { packages: [{ name: 'minimist' }] })
  silent('an attack, which another heuristic tells', { packages: [{ name: 'axios', advisories: [attack()] }] })
  silent(
    'what ordinary trees have is no alarm',
    { packages: [...tree('high').packages, ...tree('medium').packages] },
    'low',
  )
})
