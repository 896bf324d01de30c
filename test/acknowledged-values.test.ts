/** What a person lets pass is these bytes, or this address, and not whatever stands in their place tomorrow. */
import { expect, it } from 'vitest'
import { known } from '../src/model.js'
import { dependencyFindings } from './support/dependencies.js'
import { findingsOf, release } from './support/facts.js'

const sum = (letter: string): string => `sha512-${letter.repeat(86)}==`

const replacedBy = (letter: string) =>
  findingsOf('locked-release-replaced', {
    from: 'lock',
    before: [],
    baselineVersion: '1.0.1',
    baselineRelease: { version: '1.0.1', purl: 'pkg:npm/%40tallybird/mcp@1.0.1', integrity: known(sum('A')) },
    release: { integrity: known(sum(letter)) },
    history: [release({ version: '1.0.1', integrity: known(sum(letter)) })],
  })
const changedTo = (integrity: string) =>
  dependencyFindings('dependency-bytes-changed', {
    accepted: true,
    packages: [{ name: 'zod', integrity, integrityBefore: sum('A') }],
  })
const takenFrom = (version: string) =>
  dependencyFindings('transitive-source', {
    packages: [
      { name: 'fork', version, source: 'git', path: ['s@1.0.0', 'a@1.0.0', `fork@${version}`], release: null },
    ],
  })

const unpublished = (version: string) =>
  dependencyFindings('dependency-unpublished', {
    accepted: true,
    gone: [
      { name: 'zod', version, purl: `pkg:npm/zod@${version}`, path: ['s@1.0.0', `zod@${version}`], wholly: false },
    ],
  })
const deprecatedBelow = (version: string) =>
  dependencyFindings('dependency-deprecated', {
    packages: [{ name: 'zod', version, release: release({ version, deprecated: 'malicious, do not use' }) }],
  })
const scripted = (version: string) =>
  dependencyFindings('dependency-install-script', {
    packages: [{ name: 'fork', version, status: 'added', installScript: true }],
  })
const deprecated = (version: string) =>
  findingsOf('deprecated-release', { release: { version, deprecated: 'malicious, do not use' } })
const unattested = (publisher: string) =>
  findingsOf('provenance-lost', {
    release: { version: '1.0.9', provenance: known(false), publisher: known(publisher) },
    history: [release({ version: '1.0.8', provenance: known(true) })],
  })
const copied = (letter: string) =>
  findingsOf('published-bytes-differ', {
    release: { version: '1.0.1', integrity: known(sum('A')) },
    onMachine: {
      copies: [
        {
          ...{ place: 'npx cache', name: release({}).name, version: '1.0.1', integrity: sum(letter) },
          ...{ folder: '/home/u/.npm/_npx/a', used: true },
        },
      ],
      shadows: [],
    },
  })

it.each([
  ['a replaced release', replacedBy('B'), replacedBy('C')],
  ['a dependency with other bytes', changedTo(sum('B')), changedTo(sum('C'))],
  ['a dependency that was removed', unpublished('1.0.0'), unpublished('1.0.1')],
  ['a dependency that is called malicious', deprecatedBelow('1.0.0'), deprecatedBelow('1.0.1')],
  ['a script that came', scripted('1.0.0'), scripted('1.0.1')],
  ['a release that is called malicious', deprecated('1.0.0'), deprecated('1.0.1')],
  ['a release without provenance', unattested('eve'), unattested('ann')],
  ['a copy with other bytes', copied('B'), copied('C')],
  ['a dependency from elsewhere', takenFrom('github:some/fork#main'), takenFrom('github:other/fork#main')],
])('%s has another fingerprint when it is another one', (_, one, other) => {
  expect([one.length, other.length]).toEqual([1, 1])
  expect(one[0]?.fingerprint).not.toBe(other[0]?.fingerprint)
})
