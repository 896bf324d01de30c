/** Every known incident, replayed: found at high or worse, by the line that did it, and dated. */
import { describe, expect, it } from 'vitest'
import { names, runSeed, seedFor } from '../support/random-names.js'
import { codeTime } from './code-time.js'
import type { Incident } from './fixture.js'
import { installTime } from './install-time.js'
import { moreAttacks } from './more-attacks.js'
import { postmark } from './postmark.js'
import { atLeast, Replay, shows, tell, type Verdict } from './replay.js'

const seed = runSeed()

function expectFound(incident: Incident, verdict: Verdict, evidence: boolean): void {
  const serious = atLeast(verdict.findings, incident.atLeast)
  expect(serious.length, `nothing at ${incident.atLeast} or worse\n    ${tell(verdict.findings)}`).toBeGreaterThan(0)
  if (!evidence) return
  const shown = (findings: typeof serious, wanted: Incident['evidence'][number]): boolean =>
    findings.some((f) => f.evidence.some((where) => shows(where, wanted, verdict.candidate.files, verdict.text)))
  for (const wanted of incident.evidence) {
    const why = `no finding at high or worse shows ${[wanted.file].flat().join(' or ')}: ${JSON.stringify(wanted.text)}\n    ${tell(verdict.findings)}`
    expect(shown(atLeast(verdict.findings, 'high'), wanted), why).toBe(true)
  }
  for (const wanted of incident.alsoShown ?? []) {
    const why = `no finding at medium or worse shows ${[wanted.file].flat().join(' or ')}: ${JSON.stringify(wanted.text)}\n    ${tell(verdict.findings)}`
    expect(shown(atLeast(verdict.findings, 'medium'), wanted), why).toBe(true)
  }
}

describe.each([
  ['incidents', [...postmark, ...installTime, ...codeTime]],
  ['further attacks', moreAttacks],
])(`%s [TOUCHSTONE_SEED=${seed}]`, (_, incidents) => {
  describe.each(incidents.map((incident) => [incident.id, incident] as const))('%s', (id, incident) => {
    const replay = new Replay(incident, seedFor(seed, id))
    const bad = replay.indexOf(incident.bad)
    const last = replay.releases.length - 1

    it.runIf(bad > 0)('is found against the release before', () => {
      const verdict = replay.judge(bad, bad - 1)
      expectFound(incident, verdict, true)
      const kinds = new Set(atLeast(verdict.findings, 'medium').flatMap((f) => f.facts.map((fact) => fact.kind)))
      if (incident.kinds)
        expect(
          incident.kinds.some((kind) => kinds.has(kind)),
          tell(verdict.findings),
        ).toBe(true)
    })

    it.runIf(bad > 0)('is found against an accepted release', () => {
      expectFound(incident, replay.judge(bad, bad - 1, 'lock'), true)
    })

    it.runIf(!incident.onlyAgainstBaseline)('is found without a release to compare with', () => {
      expectFound(incident, replay.judge(bad, null), true)
    })

    it.runIf(!incident.onlyAgainstBaseline && last > bad)('is found when the release before has it too', () => {
      expectFound(incident, replay.judge(last, last - 1), true)
    })

    it.runIf(bad > 0 && last > bad && !incident.onlyAgainstBaseline)('is dated', async () => {
      const serious = atLeast(await replay.dated(last, last - 1), incident.atLeast)
      const dates = serious.map((f) => f.since && [f.since.version, f.since.releasesBefore])
      expect(dates, tell(serious)).toContainEqual([incident.bad, bad])
    })

    it.runIf(bad > 1)('is not found in the release before it', () => {
      const verdict = replay.judge(bad - 1, bad - 2)
      expect(atLeast(verdict.findings, 'high'), tell(verdict.findings)).toEqual([])
    })
  })
})

describe('the names', () => {
  it('are the same for one seed', () => {
    expect(names(7).host()).toBe(names(7).host())
  })
})
