import { expect, it } from 'vitest'
import { known } from '../../src/model.js'
import { dependencyCasesOf, dependencyFindings } from '../support/dependencies.js'

const NOW = new Date('2026-10-01T00:00:00Z')
const yesterday = { publishedAt: known('2026-09-30T06:00:00.000Z') }
const longAgo = known('2019-01-01T00:00:00.000Z')

dependencyCasesOf('dependency-install-script', ({ fires, silent }) => {
  fires(
    'a package of yesterday that came for its postinstall',
    {
      now: NOW,
      packages: [
        {
          name: 'plain-crypto-js',
          version: '4.2.1',
          installScript: true,
          status: 'added',
          packageSince: known('2026-09-30T05:00:00.000Z'),
          release: yesterday,
        },
      ],
    },
    { severity: 'high', message: /plain-crypto-js 4\.2\.1 came, and runs a script .* the package itself is new/ },
  )
  fires(
    'the same, where nothing tells what was there before',
    {
      now: NOW,
      compared: false,
      packages: [
        {
          name: 'plain-crypto-js',
          installScript: true,
          status: 'unknown',
          packageSince: known('2026-09-30T05:00:00.000Z'),
          release: yesterday,
        },
      ],
    },
    { severity: 'high' },
  )
  fires(
    'a package that ran nothing until yesterday',
    {
      now: NOW,
      packages: [
        {
          name: 'ua-parser',
          version: '0.7.29',
          installScript: true,
          status: 'moved',
          movedFrom: '0.7.28',
          ranScriptBefore: false,
          release: yesterday,
        },
      ],
    },
    { severity: 'high', message: /0\.7\.28 ran none/ },
  )
  fires(
    'one that starts to, in a version that has been looked at for a while',
    {
      packages: [{ name: 'lib', installScript: true, status: 'moved', movedFrom: '0.7.28', ranScriptBefore: false }],
    },
    { severity: 'medium' },
  )
  fires(
    'a small package that came with one',
    { packages: [{ name: 'native-thing', installScript: true, status: 'added', packageSince: longAgo }] },
    { severity: 'medium' },
  )
  fires(
    'a well-known package in a version of yesterday, only low',
    {
      now: NOW,
      packages: [{ name: 'esbuild', installScript: true, status: 'added', packageSince: longAgo, release: yesterday }],
    },
    { severity: 'low' },
  )
  silent(
    'a package that has always run one',
    {
      packages: [{ name: 'esbuild', installScript: true, status: 'moved', movedFrom: '0.25.0', ranScriptBefore: true }],
    },
    'info',
  )
  silent(
    'packages that stood there',
    { packages: ['esbuild', 'sharp'].map((name) => ({ name, installScript: true })) },
    'info',
  )
  silent('packages without scripts', { packages: [{ name: 'zod', status: 'added' }] })
  silent(
    'a version of yesterday of an old package, without a tree before',
    {
      now: NOW,
      compared: false,
      packages: [
        { name: 'esbuild', installScript: true, status: 'unknown', packageSince: longAgo, release: yesterday },
      ],
    },
    'info',
  )
})

it('names all that are ordinary in one line', () => {
  const packages = ['core-js', 'esbuild', 'protobufjs', 'sharp'].map((name) => ({ name, installScript: true }))
  const [finding, ...rest] = dependencyFindings('dependency-install-script', { packages })
  expect(rest).toEqual([])
  expect(finding).toMatchObject({ severity: 'info', subject: 'pkg:npm/%40tallybird/mcp@1.0.1' })
  expect(finding?.path).toBeUndefined()
  expect(finding?.message).toMatch(/^core-js@1\.0\.0, esbuild@1\.0\.0, .* and sharp@1\.0\.0 run scripts/)
})
