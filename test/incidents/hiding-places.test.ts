/** What runs is found wherever it stands; what nothing reaches stays below high. */
import { describe, expect, it } from 'vitest'
import { runSeed, seedFor } from '../support/random-names.js'
import { type Fixture, history, manifestOf } from './fixture.js'
import { dormant, type Place, running, server } from './hiding-places.js'
import { oddSyntax } from './odd-syntax.js'
import { atLeast, Replay, tell } from './replay.js'

const seed = runSeed()

const fixtureOf = (place: Place): Fixture => ({
  id: place.id,
  package: 'plain-mcp',
  vendorWords: [],
  releases: history(['1.4.0', '1.4.1'], '2025-05-05T05:05:00.000Z', 'plain', (version) => {
    const bad = version === '1.4.1'
    const manifest = { name: 'plain-mcp', scripts: { test: 'node --test' }, ...(bad ? place.manifest : {}) }
    return {
      'dist/index.js': server(),
      ...(bad ? place.files : {}),
      'package.json': manifestOf(version, 'dist/index.js', manifest),
    }
  }),
})

const serious = (verdict: ReturnType<Replay['judge']>, place: Place) =>
  atLeast(verdict.findings, place.lowest ?? 'high').filter((f) => f.evidence.some((e) => e.file === place.shows))

describe(`where it runs [TOUCHSTONE_SEED=${seed}]`, () => {
  it.each([...running, ...oddSyntax].map((place) => [place.id, place] as const))('%s', (id, place) => {
    const replay = new Replay(fixtureOf(place), seedFor(seed, id))
    for (const baseline of [0, null]) {
      const verdict = replay.judge(1, baseline)
      const why = `${baseline === null ? 'without' : 'with'} a release to compare with: nothing in ${place.shows}\n    ${tell(verdict.findings)}`
      expect(serious(verdict, place).length, why).toBeGreaterThan(0)
    }
  })
})

describe(`where nothing reaches it [TOUCHSTONE_SEED=${seed}]`, () => {
  it.each(dormant.map((place) => [place.id, place] as const))('%s', (id, place) => {
    const replay = new Replay(fixtureOf(place), seedFor(seed, id))
    for (const baseline of [0, null]) {
      const { findings } = replay.judge(1, baseline)
      expect(atLeast(findings, 'high'), tell(findings)).toEqual([])
    }
  })
})
