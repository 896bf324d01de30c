import { parse } from '@babel/parser'
import { expect, test } from 'vitest'
import { HELD_OUT } from './held-out/index.js'

test('ids of held-out pairs are unique', () => {
  expect(new Set(HELD_OUT.map(({ id }) => id)).size).toBe(HELD_OUT.length)
})

test.each(HELD_OUT.map((pair) => [pair.id, pair] as const))('%s is well formed', (_, { releases, ...pair }) => {
  expect(releases.length).toBeGreaterThan(1)
  expect(releases.at(-1)?.files).not.toEqual(releases.at(-2)?.files)
  for (const { version, files } of releases) {
    expect(JSON.parse(files['package.json'] ?? '')).toMatchObject({ name: pair.package, version })
    for (const [path, text] of Object.entries(files)) {
      if (path.endsWith('.json')) JSON.parse(text)
      else if (/\.[cm]?js$/.test(path)) {
        const options = { sourceType: 'unambiguous', allowReturnOutsideFunction: path.endsWith('.cjs') } as const
        try {
          parse(text, options)
        } catch (error) {
          throw new Error(`${path} of ${version}`, { cause: error })
        }
      }
    }
  }
})
