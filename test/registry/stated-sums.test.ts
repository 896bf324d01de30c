import { describe, expect, it } from 'vitest'
import { againstLock } from '../../heuristics/knowledge/integrity.js'
import { readPackument } from '../../src/registry/packument.js'
import { readTrimmed, trim } from '../../src/registry/tree/trim.js'

const sum = (letter: string, algorithm = 'sha512') => {
  const [length, end] = algorithm === 'sha512' ? [86, '=='] : [27, '=']
  return `${algorithm}-${letter.repeat(Number(length))}${end}`
}

function reading(dist: Record<string, unknown>) {
  const versions = {
    '1.0.0': { name: 'zod', version: '1.0.0', dist: { tarball: 'https://npm.example/z.tgz', ...dist } },
  }
  return readPackument(Buffer.from(JSON.stringify({ name: 'zod', versions })), 'zod')
}

describe('what a registry states of the bytes of a release', () => {
  it.each([
    ['one sum', { integrity: sum('A') }, { known: true, value: sum('A') }, undefined],
    ['one twice', { integrity: `${sum('A')} ${sum('A')}` }, { known: true, value: sum('A') }, undefined],
    [
      'one of each algorithm',
      { integrity: `${sum('A', 'sha1')} ${sum('A')}` },
      { known: true, value: sum('A') },
      undefined,
    ],
    ['one with an option', { integrity: `${sum('A')}?x` }, { known: true, value: sum('A') }, undefined],
    ['several', { integrity: `${sum('A')} ${sum('B')}` }, { known: false }, [sum('A'), sum('B')]],
  ])('%s', (_, dist, integrity, sums) => {
    const read = reading(dist)
    const [release] = read.packument.releases
    expect(release?.integrity).toMatchObject(integrity)
    expect(release?.sums).toEqual(sums)
    const trimmed = readTrimmed(trim(read)).release('1.0.0')
    expect(trimmed).toMatchObject({ integrity })
    expect(typeof trimmed === 'object' ? trimmed?.sums : null).toEqual(sums)
  })
})

describe('against a lock', () => {
  it.each([
    ['the same', sum('A'), { integrity: sum('A') }, 'same'],
    ['another', sum('A'), { integrity: sum('B') }, 'other'],
    ['the same and another', sum('A'), { integrity: `${sum('A')} ${sum('B')}` }, 'other'],
    ['several', sum('A'), { integrity: null, sums: [sum('A'), sum('B')] }, 'other'],
    ['one of several that a lock holds', `${sum('A')} ${sum('B')}`, { integrity: sum('A') }, 'other'],
    [
      'those that a lock holds, in another order',
      `${sum('A')} ${sum('B')}`,
      { integrity: `${sum('B')} ${sum('A')}` },
      'same',
    ],
    ['a weaker one beside the same', `${sum('C', 'sha1')} ${sum('A')}`, { integrity: sum('A') }, 'same'],
    ['one of another algorithm', sum('A'), { integrity: sum('A', 'sha1') }, 'incomparable'],
    ['a weaker one that contradicts', `${sum('C', 'sha1')} ${sum('A')}`, { integrity: sum('D', 'sha1') }, 'other'],
    ['none', sum('A'), { integrity: null }, 'incomparable'],
    ['what proves nothing', 'md5-AAAA', { integrity: 'md5-AAAA' }, 'incomparable'],
  ])('%s', (_, locked, stated, standing) => {
    expect(againstLock(locked, stated)).toBe(standing)
  })
})
