/** Values that hold each other many times over, as the lists of bundled code do. */
import { expect, it } from 'vitest'
import { elementOf, source, type Value } from '../../src/extract/javascript/values.js'

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
