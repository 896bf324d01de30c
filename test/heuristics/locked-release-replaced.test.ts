import { known, unknown } from '../../src/model.js'
import { release } from '../support/facts.js'
import { casesOf } from '../support/heuristics.js'

const sum = (letter: string) => known(`sha512-${letter.repeat(86)}==`)
const locked = (version: string, letter: string) => ({
  from: 'lock' as const,
  before: [],
  baselineVersion: version,
  baselineRelease: { version, purl: `pkg:npm/%40tallybird/mcp@${version}`, integrity: sum(letter) },
})
const served = (version: string, letter: string) => release({ version, integrity: sum(letter) })

casesOf('locked-release-replaced', ({ fires, silent }) => {
  fires(
    'the version that would run',
    { ...locked('1.0.1', 'A'), release: { integrity: sum('B') }, history: [served('1.0.1', 'B')] },
    { severity: 'critical', message: /1\.0\.1 was locked with sha512-A+…, and is served with sha512-B+…/ },
  )
  fires(
    'the locked version beside the newer one that would run',
    {
      ...locked('1.0.0', 'A'),
      release: { integrity: sum('C') },
      history: [served('1.0.0', 'B'), served('1.0.1', 'C')],
    },
    { severity: 'critical', message: /1\.0\.0/ },
  )
  fires(
    'several sums of one algorithm, of which npm takes any',
    {
      ...locked('1.0.1', 'A'),
      release: { integrity: unknown('several'), sums: [`sha512-${'A'.repeat(86)}==`, `sha512-${'B'.repeat(86)}==`] },
    },
    { severity: 'critical', message: /served with sha512-A+… or sha512-B+…/ },
  )

  silent('the same bytes', { ...locked('1.0.1', 'A'), release: { integrity: sum('A') } })
  silent('a newer version', {
    ...locked('1.0.0', 'A'),
    release: { integrity: sum('B') },
    history: [served('1.0.0', 'A')],
  })
  silent('sums of different algorithms', { ...locked('1.0.1', 'A'), release: { integrity: known('sha1-AAAA') } })
  silent('a registry that states none', { ...locked('1.0.1', 'A'), release: { integrity: unknown('none') } })
  silent('a baseline that nobody accepted', {
    ...locked('1.0.1', 'A'),
    from: 'previous',
    release: { integrity: sum('B') },
    history: [served('1.0.1', 'B')],
  })
})
