/** Values that hold each other many times over, as the lists of bundled code do. */
import { expect, it } from 'vitest'
import { elementOf, join, partsOf, source, sourcesOf, type Value } from '../../src/extract/javascript/values.js'

it('what a list holds is asked once, however many lists share it', () => {
  const first: Value = { t: 'array', items: [source('env:TOKEN')], rest: [] }
  let list: Value = first
  // A bundle of a browser's page holds such a chain; the ways through it double with each link.
  for (let link = 0; link < 64; link++) {
    list = {
      t: 'one',
      of: [
        { t: 'array', items: [], rest: [list, list] },
        { t: 'array', items: [], rest: [list] },
      ],
    }
  }
  expect(elementOf(list)).toEqual(source('env:TOKEN'))
})

it('the text of lists that hold each other is bounded', () => {
  let list: Value = { t: 'array', items: [source('env:TOKEN'), { t: 'const', v: 'x' }], rest: [] }
  for (let link = 0; link < 64; link++) list = { t: 'array', items: [list, list], rest: [] }
  const parts = partsOf(list) ?? []
  expect(parts.length).toBeLessThan(2048)
  expect(parts).toContainEqual(new Set(['env:TOKEN']))
})

it('arguments of many callers are one argument', () => {
  const given = (n: number): Value => ({ t: 'unknown', sources: new Set(['argument', `at:a.js:${n}`]) })
  const joined = join(Array.from({ length: 200 }, (_, n) => given(n)))
  expect(joined.t).toBe('unknown')
  expect(sourcesOf(joined).size).toBeLessThan(64)
  expect(sourcesOf(joined).has('argument')).toBe(true)
})
