import { describe, expect, it } from 'vitest'
import { heuristics } from '../heuristics/index.js'
import { type Context, defineConfigurationHeuristic, defineHeuristic, type Sign } from '../src/heuristic.js'
import { contextOf, fingerprint, judge, judgeConfiguration, semverStep } from '../src/judge.js'
import { type Launch, NOTHING_ON_MACHINE } from '../src/model.js'
import { fact, release, subject } from './support/facts.js'

const heuristic = (id: string, signs: (context: Context) => Iterable<Sign>, more = {}) =>
  defineHeuristic({
    id,
    title: 'a title',
    severity: 'medium',
    confidence: 'high',
    needs: [],
    remedy: 'a remedy',
    judge: signs,
    ...more,
  })

const ofReleases = heuristics.filter((each) => 'needs' in each)

const host = (name: string, line = 1) => fact('net.host', name, { ofCall: true }, { line })

describe('judge', () => {
  it('builds findings from signs, worst first', () => {
    const { findings, failures } = judge(subject({ facts: [host('a.example')] }), [
      heuristic('b-low', () => [{ message: 'low', evidence: [], severity: 'low' }]),
      heuristic('a-medium', ({ facts }) => [{ message: 'medium', evidence: facts('net.host') }]),
      heuristic('c-critical', () => [{ message: 'critical', evidence: [], severity: 'critical', confidence: 'low' }]),
    ])
    expect(failures).toEqual([])
    expect(findings.map((each) => [each.heuristic, each.severity, each.confidence])).toEqual([
      ['c-critical', 'critical', 'low'],
      ['a-medium', 'medium', 'high'],
      ['b-low', 'low', 'high'],
    ])
    expect(findings[1]).toMatchObject({
      server: 'npm:@tallybird/mcp',
      subject: 'pkg:npm/%40tallybird/mcp@1.0.1',
      title: 'a title',
      remedy: 'a remedy',
      facts: [{ kind: 'net.host', value: 'a.example' }],
      evidence: [{ file: 'dist/index.js', line: 1 }],
      since: null,
    })
  })

  it('makes a failure of a heuristic that throws, and keeps all other findings', () => {
    const { findings, failures } = judge(subject({ facts: [] }), [
      heuristic('good', () => [{ message: 'kept', evidence: [] }]),
      heuristic('broken', function* () {
        yield { message: 'said before', evidence: [] }
        throw new Error('boom')
      }),
    ])
    expect(findings.map(({ message }) => message).sort()).toEqual(['kept', 'said before'])
    expect(failures).toMatchObject([{ stage: 'judge', subject: 'pkg:npm/%40tallybird/mcp@1.0.1' }])
    expect(failures[0]?.message).toContain('broken')
    expect(failures[0]?.message).toContain('boom')
  })

  it('quotes no error about an entry, whose words may be secrets', () => {
    const broken = defineConfigurationHeuristic({
      id: 'broken',
      title: 'breaks',
      severity: 'low',
      confidence: 'high',
      remedy: 'none',
      judge: ({ server }) => {
        throw new TypeError(`cannot read ${server}`)
      },
    })
    const launch: Launch = { kind: 'local', runner: 'x', wrappers: [], packages: [], origin: null }
    const parts = { entries: [], onMachine: NOTHING_ON_MACHINE, namesakes: [], registryFiles: [] }
    const { failures } = judgeConfiguration({ server: 'local:hunter2', launch, ref: null, ...parts }, [broken])
    expect(failures.map(({ message }) => message)).toEqual(['heuristic broken failed: TypeError'])
  })

  it('merges what has one fingerprint: the worst severity, all places', () => {
    const { findings } = judge(subject({ facts: [] }), [
      heuristic('twice', () => [
        { message: 'mild', evidence: [host('a.example', 1)], severity: 'low' },
        { message: 'bad', evidence: [host('a.example', 2)], severity: 'high' },
      ]),
    ])
    expect(findings).toHaveLength(1)
    expect(findings[0]).toMatchObject({ severity: 'high', message: 'bad' })
    expect(findings[0]?.evidence.map(({ line }) => line)).toEqual([2, 1])
  })

  it('shows ten places and says how many more there are; all facts stay named', () => {
    const facts = Array.from({ length: 25 }, (_, i) => host(`h${i}.example`, i + 1))
    const { findings } = judge(subject({ facts }), [heuristic('many', () => [{ message: 'many', evidence: facts }])])
    expect(findings[0]?.evidence).toHaveLength(10)
    expect(findings[0]?.facts).toHaveLength(25)
    expect(findings[0]?.message).toBe('many (and 15 more places)')
  })

  it('cuts messages that a stranger made long', () => {
    const { findings } = judge(subject({}), [heuristic('long', () => [{ message: 'x'.repeat(5000), evidence: [] }])])
    expect(findings[0]?.message.length).toBeLessThan(700)
  })

  it('shows context, which is no part of the finding’s identity', () => {
    const one = judge(subject({}), [heuristic('h', () => [{ message: 'm', evidence: [host('a.example')] }])])
    const two = judge(subject({}), [
      heuristic('h', () => [{ message: 'm', evidence: [host('a.example')], context: [host('b.example', 7)] }]),
    ])
    expect(two.findings[0]?.fingerprint).toBe(one.findings[0]?.fingerprint)
    expect(two.findings[0]?.facts).toEqual(one.findings[0]?.facts)
    expect(two.findings[0]?.evidence).toHaveLength(2)
  })

  it('judges publishing alone where no code was evaluated', () => {
    const { findings } = judge(subject({ facts: null }), [
      heuristic('needs-code', () => [{ message: 'code', evidence: [] }], { needs: ['net.host'] }),
      heuristic('needs-none', () => [{ message: 'publishing', evidence: [] }]),
    ])
    expect(findings.map(({ heuristic: id }) => id)).toEqual(['needs-none'])
  })

  it('survives facts without any detail, of every kind, in all heuristics', () => {
    for (const each of ofReleases) {
      const facts = each.needs.flatMap((kind) => [fact(kind, ''), fact(kind, 'x'), fact(kind, 'a -> b')])
      expect(judge(subject({ facts }), heuristics).failures).toEqual([])
      expect(judge(subject({ facts, before: [] }), heuristics).failures).toEqual([])
    }
  })

  it('survives details and manifests of wrong types', () => {
    const odd = { host: ['x'], slot: 1, phrases: 'x', address: true, spec: [], name: 7, file: false } as never
    const facts = ofReleases.flatMap((each) => each.needs.map((kind) => fact(kind, 'env:* -> net:x.example', odd)))
    const manifest = { homepage: 7, repository: null, author: ['x'], bugs: 'x', name: {} }
    expect(judge(subject({ facts, before: [], release: { manifest } })).failures).toEqual([])
  })
})

describe('fingerprint', () => {
  it('does not depend on order, repetition, version or place', () => {
    const of = (version: string, line: number) =>
      judge(subject({ facts: [], release: { version } }), [
        heuristic('h', () => [{ message: 'm', evidence: [host('b.example', line), host('a.example')] }]),
      ]).findings[0]?.fingerprint
    expect(of('1.0.1', 1)).toBe(of('2.0.0', 99))
    expect(fingerprint('h', 'p', ['b', 'a', 'b'])).toBe(fingerprint('h', 'p', ['a', 'b']))
    expect(fingerprint('h', 'p', ['a'])).toMatch(/^[0-9a-f]{64}$/)
  })

  it('tells heuristics, packages and values apart, also where they are joined', () => {
    const all = [
      fingerprint('h', 'p', ['a', 'b']),
      fingerprint('h', 'p', ['a\nb']),
      fingerprint('h', 'pa', ['b']),
      fingerprint('hp', '', ['a', 'b']),
      fingerprint('h', 'p', []),
    ]
    expect(new Set(all).size).toBe(all.length)
  })
})

describe('the context', () => {
  const known = host('api.tallybird.example')
  const fresh = host('giftshop.example')

  it('judges what is present, unless a person accepted the baseline', () => {
    const previous = contextOf(subject({ before: [known], facts: [known, fresh] }))
    expect(previous.judged('net.host')).toEqual([known, fresh])
    expect(previous.compared).toBe(true)
    const locked = contextOf(subject({ from: 'lock', before: [known], facts: [known, fresh] }))
    expect(locked.judged('net.host')).toEqual([fresh])
    const first = contextOf(subject({ facts: [known, fresh] }))
    expect(first.judged('net.host')).toEqual([known, fresh])
    expect([first.compared, first.accepted, first.isNew(fresh)]).toEqual([false, false, false])
  })

  it('tells what is new, what was before, and what lies dormant', () => {
    const dormant = fact('net.host', 'dormant.example', {}, { reach: 'dormant' })
    const gone = host('gone.example')
    const context = contextOf(subject({ before: [known, gone], facts: [known, fresh, dormant] }))
    expect(context.isNew(fresh)).toBe(true)
    expect(context.isNew(known)).toBe(false)
    expect(context.before('net.host')).toEqual([known, gone])
    expect(context.facts('net.host')).toEqual([known, fresh])
    expect(context.dormant('net.host')).toEqual([dormant])
    expect(context.change.removed('net.host')).toEqual([gone])
  })

  it('takes a value that differs by the version of the package alone for the same', () => {
    const part = (version: string) => fact('process.spawn', `npm install some-part@${version}`, {})
    const context = contextOf(
      subject({ before: [part('1.0.0'), host('1.0.0.9')], facts: [part('1.0.1'), host('1.0.1.9'), part('3.0.1')] }),
    )
    expect(context.change.added('process.spawn').map(({ value }) => value)).toEqual(['npm install some-part@3.0.1'])
    expect(context.change.added('net.host')).toHaveLength(1)
    expect(context.isNew(part('1.0.1'))).toBe(false)
  })

  it('knows the domains of the baseline, of calls too', () => {
    const egress = fact('net.egress', 'POST api.other.example:8443', { host: 'api.other.example:8443' })
    const context = contextOf(subject({ before: [egress], facts: [egress] }))
    expect(context.isFamiliar('eu.other.example')).toBe(true)
    expect(context.isFamiliar('another.example')).toBe(false)
    expect(context.isFamiliar('*')).toBe(true)
  })

  it.each([
    ['1.0.0', '1.0.1', 'patch', true],
    ['1.0.0', '1.1.0', 'minor', false],
    ['1.0.0', '2.0.0', 'major', false],
    ['1.0.0-rc.1', '1.0.0-rc.2', 'prerelease', true],
    ['1.0.1', '1.0.0', 'patch', true],
    ['one', 'two', 'none', true],
  ] as const)('%s → %s is a step of the size %s', (from, to, step, small) => {
    expect(semverStep(from, to)).toBe(step)
    const context = contextOf(subject({ facts: [], before: [], baselineVersion: from, release: { version: to } }))
    expect([context.step, context.smallStep]).toEqual([step, small])
  })

  it('has no step without a baseline', () => {
    const context = contextOf(subject({ facts: [], release: release({ version: '1.0.1' }) }))
    expect([context.step, context.smallStep]).toEqual(['none', false])
  })
})
