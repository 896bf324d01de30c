/**
 * What the README and the heuristics' pages say of accuracy is what the snapshot holds: this test fails where it has drifted, and
 * `npx vitest run test/accuracy/published.test.ts -u` brings it up to date. `npm run accuracy -- --write` measures anew.
 */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { heuristics } from '../../heuristics/index.js'
import { root } from '../support/imports.js'
import { packagesOf, realPairs } from './figures.js'
import { HELD_OUT } from './held-out/index.js'
import { SNAPSHOT, withMeasured, withReport } from './publish.js'
import { type Accuracy, normalised, serialise } from './snapshot.js'
import { TUNED } from './tuned.js'

const read = (file: string): string => readFileSync(path.join(root, file), 'utf8')
const accuracy = normalised(JSON.parse(read(SNAPSHOT)) as Accuracy)
const judging = heuristics.filter(({ about }) => about === 'behaviour' || about === 'publishing')

describe('the snapshot of accuracy', () => {
  it('covers what is promised', () => {
    expect(realPairs(accuracy).length).toBeGreaterThanOrEqual(300)
    expect(packagesOf(accuracy.real.servers.pairs).size).toBeGreaterThanOrEqual(25)
    expect(packagesOf(accuracy.real.dependencies.pairs).size).toBeGreaterThanOrEqual(100)
  })

  it('is written as the runner writes it', async () => {
    await expect(serialise(accuracy)).toMatchFileSnapshot(`../../${SNAPSHOT}`)
  })

  it('is what the README says', async () => {
    await expect(withReport(read('README.md'), accuracy)).toMatchFileSnapshot('../../README.md')
  })

  it.each(judging.map(({ id }) => id))('is what the page of %s says', async (id) => {
    const page = `heuristics/${id}.md`
    await expect(withMeasured(read(page), accuracy, id)).toMatchFileSnapshot(`../../${page}`)
  })
})

describe('the written pairs', () => {
  it.each(['attack', 'benign'] as const)('are at least 80 %s pairs, and a third of that held out', (truth) => {
    const count = (pairs: readonly { readonly truth: string }[]) => pairs.filter((pair) => pair.truth === truth).length
    const all = count(TUNED) + count(HELD_OUT)
    expect(all).toBeGreaterThanOrEqual(80)
    // The tuned set grows with every miss that is mended; what is held out stays as it was written.
    expect(count(HELD_OUT)).toBeGreaterThanOrEqual(80 / 3)
  })

  it('have ids of their own', () => {
    const ids = [...TUNED, ...HELD_OUT].map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
  })
})
