import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Behaviour, type Fact, type Finding, known, type Release, unknown } from '../src/model.js'
import { dateFindings, latestAppearance, type Presence } from '../src/since.js'

/** A row of releases, oldest first: `#` has the evidence, `.` has it not, `?` can't be examined. */
async function appearance(row: string) {
  const asked: number[] = []
  const found = await latestAppearance(row.length, async (index) => {
    asked.push(index)
    return ({ '#': 'present', '.': 'absent', '?': 'unknown' } as const)[row[index] as '#' | '.' | '?'] as Presence
  })
  return { found, asked }
}

describe('latest appearance', () => {
  it.each([
    ['#', 0, 0],
    ['.#', 1, 1],
    ['###########', 0, 0],
    ['...............##', 15, 15],
    ['................#', 16, 16],
    // it went and came back
    ['###...###', 6, 3],
    ['#.#.#', 4, 1],
    ['##....##....##', 12, 4],
  ])('%s', async (row, index, absentBefore) => {
    expect((await appearance(row)).found).toEqual({ index, absentBefore })
  })

  it('asks about log2 n releases, each once', async () => {
    const { found, asked } = await appearance('.'.repeat(900) + '#'.repeat(124))
    expect(found).toEqual({ index: 900, absentBefore: 900 })
    expect(new Set(asked).size).toBe(asked.length)
    expect(asked.length).toBeLessThanOrEqual(20)
    expect((await appearance(`${'.'.repeat(1023)}#`)).asked.length).toBeLessThanOrEqual(12)
  })

  it('tries the neighbours of a release that can not be examined', async () => {
    expect((await appearance('....?..?####?###')).found).toBeNull()
    expect((await appearance('..?.....####?##?#')).found).toEqual({ index: 8, absentBefore: 8 })
    expect((await appearance('?..#')).found).toEqual({ index: 3, absentBefore: 2 })
    expect((await appearance('?####')).found).toBeNull()
  })

  it('gives up where nothing can be examined, without asking all', async () => {
    const { found, asked } = await appearance(`${'?'.repeat(500)}#`)
    expect(found).toBeNull()
    expect(asked.length).toBeLessThan(10)
  })

  it('is exact for whatever appeared once and stayed', () =>
    fc.assert(
      fc.asyncProperty(fc.nat(300), fc.integer({ min: 1, max: 300 }), async (before, after) => {
        const { found, asked } = await appearance('.'.repeat(before) + '#'.repeat(after))
        expect(found).toEqual({ index: before, absentBefore: before })
        expect(asked.length).toBeLessThanOrEqual(2 * Math.ceil(Math.log2(before + after)) + 2)
      }),
    ))

  it('names, for any history, a release that has it after one that has it not', () =>
    fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom('#', '.'), { maxLength: 80 }), async (earlier) => {
        const row = `${earlier.join('')}#`
        const { found } = await appearance(row)
        if (found === null) throw new Error('all could be examined')
        expect(row[found.index]).toBe('#')
        expect(row[found.index - 1] ?? '.').toBe('.')
        if (found.absentBefore > 0) expect(row[found.index - found.absentBefore]).toBe('.')
      }),
    ))

  it('finds a gap that is at least as long as its distance from the end', () =>
    fc.assert(
      fc.asyncProperty(fc.nat(20), fc.integer({ min: 1, max: 30 }), fc.nat(30), async (first, since, more) => {
        const gap = since + more
        const { found } = await appearance('#'.repeat(first) + '.'.repeat(gap) + '#'.repeat(since))
        expect(found).toEqual({ index: first + gap, absentBefore: gap })
      }),
    ))
})

describe('dating findings', () => {
  const row = (count: number, date = true): Release[] =>
    Array.from({ length: count }, (_, index) => ({
      purl: `pkg:npm/parcel-mcp@1.0.${index}`,
      name: 'parcel-mcp',
      version: `1.0.${index}`,
      integrity: unknown('not needed'),
      tarball: '',
      publishedAt: date ? known(`2025-01-${String(index + 1).padStart(2, '0')}T10:00:00.000Z`) : unknown('no times'),
      publisher: unknown(''),
      maintainers: unknown(''),
      provenance: unknown(''),
      deprecated: null,
      manifest: {},
    }))
  const fact = (value: string, reach: Fact['reach'] = 'runs'): Fact => ({
    kind: 'net.host',
    value,
    detail: {},
    where: { file: 'index.js', line: 1, column: 1, excerpt: '' },
    reach,
  })
  const behaviour = (...facts: Fact[]): Behaviour => ({ facts, unanalysed: [] })
  const finding = (...values: string[]): Finding => ({
    fingerprint: values.join(),
    heuristic: 'test',
    severity: 'high',
    confidence: 'high',
    server: 'npm:parcel-mcp',
    subject: 'pkg:npm/parcel-mcp@1.0.16',
    title: '',
    message: '',
    evidence: [],
    facts: values.map((value) => ({ kind: 'net.host', value })),
    remedy: '',
    since: null,
  })
  /** Facts of each release, by the index with which they came. */
  const history = (came: Readonly<Record<string, number>>) => {
    const asked: string[] = []
    const of = (index: number) =>
      behaviour(...Object.entries(came).flatMap(([value, from]) => (index >= from ? [fact(value)] : [])))
    return {
      asked,
      of,
      behaviourOf: async (release: Release) => {
        asked.push(release.version)
        return of(Number(release.version.split('.')[2]))
      },
    }
  }

  it('says version, day and how many releases stood without it', async () => {
    const { of, behaviourOf } = history({ 'a.example': 16 })
    const { findings, notEvaluated } = await dateFindings([finding('a.example')], row(17), of(16), behaviourOf)
    expect(findings[0]?.since).toEqual({ version: '1.0.16', date: '2025-01-17', releasesBefore: 16 })
    expect(notEvaluated).toEqual([])
  })

  it('has no day where the registry has no times', async () => {
    const { of, behaviourOf } = history({ 'a.example': 3 })
    const { findings } = await dateFindings([finding('a.example')], row(6, false), of(5), behaviourOf)
    expect(findings[0]?.since).toEqual({ version: '1.0.3', date: null, releasesBefore: 3 })
  })

  it('dates a combination from its youngest part, and asks for each release once', async () => {
    const { asked, of, behaviourOf } = history({ 'a.example': 2, 'b.example': 9 })
    const both = [finding('a.example', 'b.example'), finding('a.example'), finding('b.example')]
    const { findings } = await dateFindings(both, row(12), of(11), behaviourOf)
    expect(findings.map((each) => each.since?.version)).toEqual(['1.0.9', '1.0.2', '1.0.9'])
    expect(new Set(asked).size).toBe(asked.length)
    expect(asked).not.toContain('1.0.11')
  })

  it('reads no more than a bounded number of releases, however many findings there are', async () => {
    const came = Object.fromEntries(Array.from({ length: 300 }, (_, index) => [`h${index}.example`, index * 3]))
    const { asked, of, behaviourOf } = history(came)
    const { findings } = await dateFindings(
      Object.keys(came).map((each) => finding(each)),
      row(900),
      of(899),
      behaviourOf,
    )
    expect(asked.length).toBeLessThanOrEqual(60)
    for (const { since, facts } of findings) {
      if (since) expect(since.version).toBe(`1.0.${came[facts[0]?.value ?? '']}`)
    }
    expect(findings.filter(({ since }) => since).length).toBeGreaterThan(10)
  })

  it('does not ask for low findings, nor for those without facts', async () => {
    const { asked, of, behaviourOf } = history({ 'a.example': 2 })
    const findings = [{ ...finding('a.example'), severity: 'low' as const }, finding()]
    const result = await dateFindings(findings, row(12), of(11), behaviourOf)
    expect(result.findings.map((each) => each.since)).toEqual([null, null])
    expect(asked).toEqual([])
  })

  it('counts code that lay dormant before as absent', async () => {
    const { findings } = await dateFindings(
      [finding('a.example')],
      row(8),
      behaviour(fact('a.example')),
      async (each) => behaviour(fact('a.example', each.version < '1.0.6' ? 'dormant' : 'runs')),
    )
    expect(findings[0]?.since?.version).toBe('1.0.6')
  })

  it('does not take what could not be read for absent', async () => {
    const { findings, notEvaluated } = await dateFindings(
      [finding('a.example')],
      row(3),
      behaviour(fact('a.example')),
      async () => ({ facts: [], unanalysed: [{ file: 'index.js', why: 'too deep' }] }),
    )
    expect(findings[0]?.since).toBeNull()
    expect(notEvaluated).toEqual([
      { subject: 'pkg:npm/parcel-mcp@1.0.16', what: 'since when', why: expect.stringContaining('earlier release') },
    ])
  })

  it('takes an unreadable file for the same only by its bytes', async () => {
    const unreadable = (sha256: string): Fact => ({
      ...fact(`unparsable ${sha256}`),
      kind: 'file.opaque',
      detail: { path: 'index.js', sha256 },
    })
    const holding = (sha256: string, ...more: Fact[]): Behaviour => ({
      facts: [unreadable(sha256), ...more],
      unanalysed: [{ file: 'index.js', why: 'not JavaScript' }],
    })
    const since = async (before: string) => {
      const dated = await dateFindings([finding('a.example')], row(3), holding('one', fact('a.example')), async () =>
        holding(before),
      )
      return dated.findings[0]?.since?.version
    }
    expect(await since('one')).toBe('1.0.2')
    expect(await since('two')).toBeUndefined()
  })

  it('goes on where releases can not be fetched', async () => {
    const { findings, notEvaluated } = await dateFindings(
      [finding('a.example')],
      row(3),
      behaviour(fact('a.example')),
      () => Promise.reject(new Error('gone')),
    )
    expect(findings[0]?.since).toBeNull()
    expect(notEvaluated).toHaveLength(1)
  })
})
