import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { heuristics } from '../heuristics/index.js'
import {
  type Confidence,
  FACT_KINDS,
  type Fact,
  type Finding,
  type Known,
  known,
  type RepositoryEvidence,
  SEVERITIES,
  type TrustScore,
  unknown,
  type Verdict,
} from '../src/model.js'
import { gradeOf, type ScoreInput, score, unknownEvidence } from '../src/score.js'
import { behaviour, fact, release } from './support/facts.js'

const repository: Known<RepositoryEvidence> = known({
  url: 'https://github.com/tallybird/mcp',
  owner: 'tallybird',
  archived: false,
  fork: false,
  licence: 'MIT',
  lastPush: null,
  tagOfVersion: true,
  tagsReleases: true,
})

const wellKnown = release({
  publishedAt: known('2025-09-01T00:00:00Z'),
  publisher: known('ada'),
  maintainers: known(['ada']),
  provenance: known(true),
})

const clean: ScoreInput = {
  findings: [],
  behaviour: behaviour([]),
  change: { added: [], removed: [] },
  release: wellKnown,
  repository,
  published: true,
  complete: true,
}

const finding = (fields: Partial<Finding> = {}): Finding => ({
  fingerprint: 'f',
  heuristic: 'new-host',
  severity: 'low',
  confidence: 'high',
  server: 's',
  subject: 'pkg:npm/x@1',
  title: 't',
  message: 'm',
  evidence: [],
  facts: [],
  remedy: 'r',
  since: null,
  ...fields,
})

const RANK: Record<Verdict, number> = { trust: 0, review: 1, unknown: 2, block: 3 }

const anyFinding = fc
  .record({
    heuristic: fc.constantFrom(...heuristics.map(({ id }) => id), 'not-a-heuristic'),
    severity: fc.constantFrom(...SEVERITIES),
    confidence: fc.constantFrom<Confidence>('high', 'medium', 'low'),
    fingerprint: fc.string(),
  })
  .map(finding)

const anyFact = fc
  .tuple(fc.constantFrom(...FACT_KINDS), fc.string({ maxLength: 5 }))
  .map(([kind, value]): Fact => fact(kind, value, { secret: true, to: 'net', code: true }))

const anyKnown = <T>(value: fc.Arbitrary<T>) =>
  fc.oneof(
    value.map((each) => known(each)),
    fc.constant(unknown('not served')),
  )

const anyInput: fc.Arbitrary<ScoreInput> = fc.record({
  findings: fc.array(anyFinding, { maxLength: 25 }),
  behaviour: fc
    .tuple(fc.array(anyFact, { maxLength: 20 }), fc.boolean())
    .map(([facts, blind]) => behaviour(facts, blind ? [{ file: 'x.js', why: 'too large' }] : [])),
  change: fc.record({ added: fc.array(anyFact, { maxLength: 5 }), removed: fc.constant([]) }),
  release: fc
    .record({
      publishedAt: anyKnown(fc.constant('2025-09-01T00:00:00Z')),
      publisher: anyKnown(fc.constant('ada')),
      provenance: anyKnown(fc.boolean()),
    })
    .map(release),
  repository: fc.constantFrom<Known<RepositoryEvidence>>(repository, unknown('no token')),
  published: fc.constant(true),
  complete: fc.boolean(),
})

const notBetter = (after: TrustScore, before: TrustScore): void => {
  expect(after.value ?? -1).toBeLessThanOrEqual(before.value ?? -1)
  expect(RANK[after.verdict]).toBeGreaterThanOrEqual(RANK[before.verdict])
}

describe('score', () => {
  it('is 100 and trusted where nothing speaks against it', () => {
    expect(score(clean)).toEqual({ value: 100, grade: 'A', verdict: 'trust', contributions: [] })
  })

  it('is nothing where no code was evaluated', () => {
    const none = score({ ...clean, behaviour: null, findings: [finding({ severity: 'critical' })] })
    expect(none).toEqual({ value: null, grade: null, verdict: 'unknown', contributions: [] })
  })

  it('keeps an A for a server with all ordinary capabilities', () => {
    const facts = FACT_KINDS.map((kind) => fact(kind, 'x', { secret: true, to: 'net' }))
    const result = score({ ...clean, behaviour: behaviour(facts) })
    expect([result.grade, result.verdict]).toEqual(['A', 'trust'])
    expect(result.value).toBeLessThan(100)
  })

  it('does not count what lies dormant', () => {
    const facts = FACT_KINDS.map((kind) => fact(kind, 'x', {}, { reach: 'dormant' }))
    expect(score({ ...clean, behaviour: behaviour(facts) }).value).toBe(100)
  })

  it.each([
    [{ severity: 'critical' }, 'F', 'block'],
    [{ severity: 'critical', confidence: 'low' }, 'D', 'block'],
    [{ severity: 'high' }, 'D', 'block'],
    [{ severity: 'high', confidence: 'medium' }, 'C', 'review'],
    [{ severity: 'medium' }, 'B', 'review'],
    [{ severity: 'low' }, 'A', 'trust'],
    [{ severity: 'info' }, 'A', 'trust'],
  ] as const)('%j alone is %s, %s', (fields, grade, verdict) => {
    expect(score({ ...clean, findings: [finding(fields)] })).toMatchObject({ grade, verdict })
  })

  it('never trusts what was not evaluated as a whole, and still blocks', () => {
    expect(score({ ...clean, complete: false }).verdict).toBe('unknown')
    expect(score({ ...clean, complete: false, findings: [finding({ severity: 'medium' })] }).verdict).toBe('unknown')
    expect(score({ ...clean, complete: false, findings: [finding({ severity: 'critical' })] }).verdict).toBe('block')
    const blind = behaviour([], [{ file: 'dist/big.js', why: 'too large' }])
    const result = score({ ...clean, behaviour: blind })
    expect(result.verdict).toBe('unknown')
    expect(result.contributions).toEqual([
      { line: 'reach', reason: '1 file that runs could not be analysed', points: -20 },
    ])
  })

  it('names what is unknown, and takes absent provenance for no better', () => {
    const blind = { ...clean, release: release(), repository: unknown('no token') }
    expect(
      score(blind)
        .contributions.map(({ reason }) => reason)
        .sort(),
    ).toEqual([
      'provenance is unknown',
      'publisher is unknown',
      'repository is unknown',
      'time of publication is unknown',
    ])
    expect(score(blind).verdict).toBe('trust')
    expect(unknownEvidence(null, unknown('no token'))).toHaveLength(4)
    const without = { ...clean, release: { ...wellKnown, provenance: known(false) } }
    const notServed = { ...clean, release: { ...wellKnown, provenance: unknown('not served') } }
    expect(score(without).value).toBe(score(notServed).value)
  })

  it('misses nothing of code that was never published', () => {
    const unknowns = { repository: unknown('it was never published'), published: false }
    expect(score({ ...clean, ...unknowns }).value).toBe(100)
    expect(score({ ...clean, ...unknowns, published: true }).value).toBeLessThan(100)
  })

  it('keeps the lines apart', () => {
    const fresh = fact('net.host', 'a.example')
    const { contributions } = score({
      ...clean,
      behaviour: behaviour([fresh, fact('process.spawn', 'git')]),
      change: { added: [fresh], removed: [] },
      findings: [
        finding({ severity: 'medium', facts: [{ kind: 'net.host', value: 'a.example' }] }),
        finding({ severity: 'medium', heuristic: 'raw-ip', facts: [{ kind: 'net.raw-ip', value: '203.0.113.7' }] }),
        finding({ severity: 'medium', heuristic: 'provenance-lost' }),
        finding({ heuristic: 'floating-spec' }),
      ],
    })
    const lines = contributions.map(({ line, reason }) => `${line}: ${reason.split(':')[0]}`)
    expect(lines.sort()).toEqual([
      'change: new-host',
      'configuration: floating-spec',
      'publisher: provenance-lost',
      'reach: can start programs',
      'reach: raw-ip',
    ])
  })

  it('adds up, within its bounds, without empty parts', () => {
    fc.assert(
      fc.property(anyInput, (input) => {
        const { value, grade, contributions } = score(input)
        const sum = contributions.reduce((total, { points }) => total + points, 0)
        expect(100 + sum).toBe(value)
        expect(value).toBeGreaterThanOrEqual(0)
        expect(grade).toBe(gradeOf(value ?? 0))
        expect(contributions.every(({ points }) => points < 0 && Number.isInteger(points))).toBe(true)
      }),
    )
  })

  it('is never raised by one more finding', () => {
    fc.assert(
      fc.property(anyInput, anyFinding, fc.nat(), (input, more, at) => {
        const findings = [...input.findings]
        findings.splice(at % (findings.length + 1), 0, more)
        notBetter(score({ ...input, findings }), score(input))
      }),
      { numRuns: 500 },
    )
  })

  it('is never raised by a worse or a surer finding', () => {
    fc.assert(
      fc.property(anyInput, anyFinding, (input, one) => {
        const worse = SEVERITIES[Math.max(0, SEVERITIES.indexOf(one.severity) - 1)] ?? 'critical'
        const before = score({ ...input, findings: [...input.findings, one] })
        notBetter(score({ ...input, findings: [...input.findings, { ...one, severity: worse }] }), before)
        notBetter(score({ ...input, findings: [...input.findings, { ...one, confidence: 'high' }] }), before)
      }),
    )
  })

  it('counts what goes beyond the most of a severity like milder ones', () => {
    const three = Array.from({ length: 3 }, () => finding({ severity: 'medium' }))
    const with4 = (severity: 'low' | 'medium') => score({ ...clean, findings: [...three, finding({ severity })] }).value
    expect(with4('medium')).toBeLessThanOrEqual(with4('low') ?? 0)
  })

  it('is never raised by an unknown', () => {
    const fields = ['publishedAt', 'publisher', 'provenance'] as const
    fc.assert(
      fc.property(anyInput, fc.constantFrom(...fields, 'repository', 'release', 'complete', 'file'), (input, what) => {
        const reason = unknown('not served')
        const analysed = input.behaviour ?? behaviour([])
        const blind: ScoreInput =
          what === 'repository'
            ? { ...input, repository: reason }
            : what === 'release'
              ? { ...input, release: null }
              : what === 'complete'
                ? { ...input, complete: false }
                : what === 'file'
                  ? { ...input, behaviour: { ...analysed, unanalysed: [{ file: 'x.js', why: 'too deep' }] } }
                  : { ...input, release: { ...(input.release ?? release()), [what]: reason } }
        notBetter(score(blind), score(input))
      }),
      { numRuns: 500 },
    )
  })

  it('is never better for one more capability', () => {
    fc.assert(
      fc.property(anyInput, anyFact, (input, more) => {
        const analysed = input.behaviour ?? behaviour([])
        notBetter(score({ ...input, behaviour: { ...analysed, facts: [...analysed.facts, more] } }), score(input))
      }),
    )
  })
})
