import { expect, it } from 'vitest'
import { known, unknown } from '../../src/model.js'
import { dependencyCasesOf, dependencyFindings } from '../support/dependencies.js'

const NOW = new Date('2026-10-01T00:00:00Z')
const yesterday = { publishedAt: known('2026-09-30T06:00:00.000Z') }
const longAgo = known('2019-01-01T00:00:00.000Z')

dependencyCasesOf('dependency-young', ({ fires, silent }) => {
  fires(
    'versions of yesterday, in one line',
    {
      now: NOW,
      packages: ['a-lib', 'b-lib', 'c-lib'].map((name) => ({
        name,
        status: 'moved',
        movedFrom: '0.9.0',
        packageSince: longAgo,
        release: yesterday,
      })),
    },
    { severity: 'low', message: /a-lib@1\.0\.0, b-lib@1\.0\.0 and c-lib@1\.0\.0 were .* the newest 18 hours ago/ },
  )
  fires(
    'a package that is new altogether',
    {
      now: NOW,
      packages: [
        { name: 'fresh', status: 'added', packageSince: known('2026-09-20T00:00:00.000Z'), release: yesterday },
      ],
    },
    { severity: 'medium', message: /fresh 1\.0\.0 was published 18 hours ago, and its first version 11 days ago/ },
  )
  fires(
    'a floating tree that is compared with nothing, only as information',
    {
      now: NOW,
      compared: false,
      packages: [{ name: 'a-lib', status: 'unknown', packageSince: longAgo, release: yesterday }],
    },
    { severity: 'info' },
  )
  silent('a young version that was there before', { now: NOW, packages: [{ name: 'a-lib', release: yesterday }] })
  silent('a version of four days ago', {
    now: NOW,
    packages: [{ name: 'a-lib', status: 'added', release: { publishedAt: known('2026-09-27T00:00:00.000Z') } }],
  })
  silent('a version of which nobody says when it was published', {
    now: NOW,
    packages: [{ name: 'a-lib', status: 'added', release: { publishedAt: unknown('a mirror') } }],
  })
  silent('a time in the future', {
    now: NOW,
    packages: [{ name: 'a-lib', status: 'added', release: { publishedAt: known('2026-12-01T00:00:00.000Z') } }],
  })
})

it('keeps its identity while the packages change', () => {
  const of = (name: string) =>
    dependencyFindings('dependency-young', {
      now: NOW,
      packages: [{ name, status: 'added', packageSince: longAgo, release: yesterday }],
    })[0]?.fingerprint
  expect(of('a-lib')).toBe(of('b-lib'))
})
