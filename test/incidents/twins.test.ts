/** Benign twins: what looks like an incident and is none stays below high. */
import { describe, expect, it } from 'vitest'
import { runSeed, seedFor } from '../support/random-names.js'
import { atLeast, Replay, tell } from './replay.js'
import { libraryTwins } from './twins-libraries.js'
import { mailTwins } from './twins-mail.js'
import { networkTwins } from './twins-network.js'
import { packageTwins } from './twins-package.js'
import { systemTwins } from './twins-system.js'

const seed = runSeed()

describe(`benign twins [TOUCHSTONE_SEED=${seed}]`, () => {
  const twins = [...networkTwins, ...mailTwins, ...systemTwins, ...packageTwins, ...libraryTwins]

  it('are many', () => {
    expect(twins.length).toBeGreaterThanOrEqual(25)
    expect(new Set(twins.map((t) => t.id)).size).toBe(twins.length)
  })

  describe.each(twins.map((twin) => [twin.id, twin] as const))('%s', (id, twin) => {
    const replay = new Replay(twin, seedFor(seed, id))
    const last = replay.releases.length - 1

    it('stays below high against the release before', () => {
      const { findings } = replay.judge(last, last - 1)
      expect(atLeast(findings, 'high'), `${twin.why}\n    ${tell(findings)}`).toEqual([])
    })

    it('stays below high against an accepted release', () => {
      const { findings } = replay.judge(last, last - 1, 'lock')
      expect(atLeast(findings, 'high'), `${twin.why}\n    ${tell(findings)}`).toEqual([])
    })

    it('stays below high without a release to compare with', () => {
      const { findings } = replay.judge(last, null)
      expect(atLeast(findings, 'high'), `${twin.why}\n    ${tell(findings)}`).toEqual([])
    })

    it('as a patch release stays below high', () => {
      const patched = {
        ...twin,
        releases: twin.releases.map((release, i) => ({
          ...release,
          version: `1.3.${i}`,
          files: {
            ...release.files,
            'package.json': (release.files['package.json'] ?? '').replace(`"${release.version}"`, `"1.3.${i}"`),
          },
        })),
      }
      const { findings } = new Replay(patched, seedFor(seed, id)).judge(last, last - 1)
      expect(atLeast(findings, 'high'), `${twin.why}\n    ${tell(findings)}`).toEqual([])
    })
  })
})
