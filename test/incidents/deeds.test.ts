/** What acts on the machine or on the agent: each pair as it is written; in other styles `npm run accuracy` measures them. */
import { describe, expect, it } from 'vitest'
import { deeds } from '../accuracy/tuned/deeds.js'
import { Replay } from './replay.js'

const SEED = 11

describe.each(
  (['attack', 'benign'] as const).map((truth) => [truth, deeds.filter((pair) => pair.truth === truth)] as const),
)('%s', (truth, pairs) => {
  it.each(pairs.map((pair) => [pair.about, pair] as const))('%s', (_about, pair) => {
    const last = pair.releases.length - 1
    const { findings } = new Replay(pair, SEED).judge(last, last - 1)
    const loud = findings.filter(({ severity }) => severity === 'critical' || severity === 'high')
    if (truth === 'attack') expect(loud).not.toEqual([])
    else expect(loud.map(({ heuristic, message }) => `${heuristic}: ${message}`)).toEqual([])
  })
})
