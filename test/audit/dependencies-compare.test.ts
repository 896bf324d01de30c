import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compareTrees, type EarlierTree, pairVersions } from '../../src/audit/dependencies/compare.js'
import type { Dependency, DependencyTree } from '../../src/model.js'
import { release } from '../support/facts.js'

const sum = (letter: string): string => `sha512-${letter.repeat(86)}==`

const dependency = (is: string, fields: Partial<Dependency> = {}): Dependency => {
  const [, name = '', version = ''] = /^(.+)@(.+)$/.exec(is) ?? []
  return {
    name,
    version,
    purl: `pkg:npm/${is}`,
    integrity: sum('A'),
    source: 'registry',
    path: ['server@1.0.0', is],
    optional: false,
    installScript: false,
    release: null,
    ...fields,
  }
}
const tree = (...packages: readonly (string | Dependency)[]): DependencyTree => ({
  root: 'pkg:npm/server@1.0.0',
  packages: packages.map((each) => (typeof each === 'string' ? dependency(each) : each)),
})
const earlier = (from: EarlierTree['from'], ...packages: readonly string[]): EarlierTree => ({
  from,
  packages: packages.map((is) => {
    const { name, version } = dependency(is)
    return { name, version, integrity: sum('A'), release: null }
  }),
})
const told = (now: DependencyTree, before: EarlierTree | null) =>
  compareTrees(now, 'server@1.0.0', before).changes.map(
    ({ change, name, from, to }) => `${change} ${name} ${from?.version ?? ''}>${to?.version ?? ''}`,
  )

describe('a tree against the one before', () => {
  it('tells what came, moved and went', () => {
    const now = tree('axios@1.14.1', 'plain-crypto-js@4.2.1', 'zod@3.25.76')
    expect(told(now, earlier('lock', 'axios@1.14.0', 'follow-redirects@1.15.0', 'zod@3.25.76'))).toEqual([
      'moved axios 1.14.0>1.14.1',
      'removed follow-redirects 1.15.0>',
      'added plain-crypto-js >4.2.1',
    ])
  })

  it('pairs versions of one name within their line', () => {
    const now = tree('ms@1.0.2', 'ms@2.1.4', 'ms@3.0.0')
    expect(told(now, earlier('lock', 'ms@2.1.3', 'ms@1.0.1'))).toEqual([
      'moved ms 1.0.1>1.0.2',
      'moved ms 2.1.3>2.1.4',
      'added ms >3.0.0',
    ])
  })

  it('calls a version beside one that stays an addition, and compares it with that one', () => {
    const comparison = compareTrees(tree('ms@2.1.3', 'ms@3.0.0'), 'server@1.0.0', earlier('lock', 'ms@2.1.3'))
    expect(comparison.changes).toMatchObject([{ change: 'added', from: null, to: { version: '3.0.0' } }])
    expect(comparison.packages.map(({ status, before }) => [status, before?.version])).toEqual([
      ['same', '2.1.3'],
      ['moved', '2.1.3'],
    ])
  })

  it('lets a version move once, however many came', () => {
    expect(told(tree('ms@2.1.4', 'ms@3.0.0'), earlier('lock', 'ms@2.1.3'))).toEqual([
      'moved ms 2.1.3>2.1.4',
      'added ms >3.0.0',
    ])
  })

  it('tells other bytes under the same version, and not sums that can not be compared', () => {
    const other = dependency('zod@3.25.76', { integrity: sum('B') })
    expect(told(tree(other), earlier('lock', 'zod@3.25.76'))).toEqual(['integrity zod 3.25.76>3.25.76'])
    const weaker = dependency('zod@3.25.76', { integrity: `sha1-${'A'.repeat(27)}=` })
    expect(told(tree(weaker), earlier('lock', 'zod@3.25.76'))).toEqual([])
    expect(told(tree(dependency('zod@3.25.76', { integrity: null })), earlier('lock', 'zod@3.25.76'))).toEqual([])
  })

  it('knows of no change where no tree was before', () => {
    const comparison = compareTrees(tree('zod@3.25.76'), 'server@1.0.0', null)
    expect(comparison.changes).toEqual([])
    expect(comparison.packages[0]?.status).toBe('unknown')
  })

  it('does not hold a commit that npm wrote down against the branch that the manifest names', () => {
    const fork = dependency('fork@github:someone/fork#main', {
      source: 'git',
      integrity: null,
      version: 'github:someone/fork#main',
    })
    expect(told(tree(fork), earlier('cache'))).toEqual([])
    expect(told(tree(fork), earlier('lock'))).toEqual(['added fork >github:someone/fork#main'])
  })

  it('does not miss in a lock what is bundled, and is held there by the package around it', () => {
    const inner = dependency('inner@1.0.0', { source: 'bundled', integrity: null })
    const comparison = compareTrees(tree(inner, 'zod@3.25.76'), 'server@1.0.0', earlier('lock', 'zod@3.25.76'))
    expect(comparison.changes).toEqual([])
    expect(comparison.packages.map(({ status }) => status)).toEqual(['unknown', 'same'])
  })

  it('tells that something bundled comes which runs a script when it is installed', () => {
    const inner = dependency('inner@1.0.0', { source: 'bundled', integrity: null, installScript: true })
    const compared = (...before: readonly string[]) =>
      compareTrees(tree(inner), 'server@1.0.0', earlier('lock', ...before))
    expect(compared().changes).toMatchObject([{ change: 'added', name: 'inner' }])
    // Also where a package of the registry is locked by that name: its bytes are not those that are bundled.
    expect(compared('inner@1.0.0')).toMatchObject({ changes: [], packages: [{ status: 'same', otherBytes: false }] })
  })

  it('holds a locked version to its bytes, where anything is stated of them', () => {
    const compared = (integrity: string | null, sums?: readonly string[]) => {
      const zod = dependency('zod@3.25.76', { integrity })
      const stated = release({ version: '3.25.76', ...(sums && { sums }) })
      const { packages, changes } = compareTrees(
        tree({ ...zod, release: stated }),
        'server@1.0.0',
        earlier('lock', 'zod@3.25.76'),
      )
      return [packages[0]?.status, packages[0]?.otherBytes, changes.map(({ change }) => change)]
    }
    const locked = earlier('lock', 'zod@3.25.76').packages[0]?.integrity ?? ''
    const other = `sha512-${'Z'.repeat(86)}==`
    expect(compared(locked)).toEqual(['same', false, []])
    expect(compared(other)).toEqual(['same', true, ['integrity']])
    expect(compared(null, [locked, other])).toEqual(['same', true, ['integrity']])
    expect(compared(null)).toEqual(['unknown', false, []])
    expect(compared(`sha1-${'Z'.repeat(27)}=`)).toEqual(['unknown', false, []])
  })
})

describe('pairs of versions', () => {
  const version = fc.tuple(fc.nat(3), fc.nat(3), fc.nat(3)).map((parts) => parts.join('.'))
  const versions = fc.uniqueArray(version, { maxLength: 6 })

  it('take each version once, and as many as there are', () => {
    fc.assert(
      fc.property(versions, versions, (after, before) => {
        const pairs = pairVersions(after, before)
        expect(new Set(pairs.values()).size).toBe(pairs.size)
        expect(pairs.size).toBe(Math.min(after.length, before.length))
        for (const [to, from] of pairs) expect([after.includes(to), before.includes(from)]).toEqual([true, true])
      }),
    )
  })

  it('are the same in whatever order the versions come', () => {
    fc.assert(
      fc.property(versions, versions, (after, before) => {
        const sorted = (pairs: ReadonlyMap<string, string>) => [...pairs].sort()
        expect(sorted(pairVersions(after.toReversed(), before.toReversed()))).toEqual(
          sorted(pairVersions(after, before)),
        )
      }),
    )
  })
})
