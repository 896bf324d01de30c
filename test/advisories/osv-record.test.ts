import { describe, expect, it } from 'vitest'
import { advisoryOn, type OsvRelease, readRecord, withoutAliases } from '../../src/advisories/osv-record.js'
import type { Advisory } from '../../src/model.js'
import { type OsvJson, record } from '../support/loopback-osv.js'

const mail = (version: string): OsvRelease => ({ ecosystem: 'npm', name: 'mail', version })
const on = (json: OsvJson, release: OsvRelease): Advisory | null => {
  const read = readRecord(json, json.id)
  if (read === null) throw new Error('no record')
  return advisoryOn(read, release)
}
const range = (...events: readonly Record<string, string>[]) => ({ type: 'SEMVER', events })

/** A record as the collection of malicious packages merges it. */
const merged = (
  affected: { readonly versions?: readonly string[]; readonly ranges?: readonly unknown[] },
  origins: readonly { readonly at: string; readonly source?: string; readonly ranges?: readonly unknown[] }[] | null,
): OsvJson => ({
  ...record('MAL-2025-191195', 'mail', { summary: 'Malicious code in mail (npm)' }),
  affected: [{ package: { ecosystem: 'npm', name: 'mail' }, ...affected }],
  database_specific: {
    'malicious-packages-origins':
      origins?.map(({ at, source = 'ghsa-malware', ranges }) => ({
        source,
        id: 'GHSA-j9hg-hmwf-9qx7',
        modified_time: at,
        import_time: at,
        ...(ranges === undefined ? { versions: ['2.1.1'] } : { ranges }),
      })) ?? null,
  },
})
const ALL = range({ introduced: '0' })

describe('which releases an attack is in', () => {
  it('the versions that are named, where the first report named them all and a later one did not', () => {
    const json = merged({ ranges: [ALL], versions: ['2.1.1'] }, [
      { at: '2025-11-25', ranges: [ALL] },
      { at: '2025-12-01', source: 'amazon-inspector' },
      { at: '2026-03-02' },
    ])
    expect(on(json, mail('2.1.1'))).toMatchObject({ malicious: true, severity: 'critical' })
    expect(on(json, mail('2.1.2'))).toBeNull()
  })

  it('the range that came later', () => {
    const bounded = range({ introduced: '4.1.1' }, { last_affected: '4.1.2' })
    const json = merged({ ranges: [ALL, bounded] }, [
      { at: '2025-09-15', ranges: [ALL] },
      { at: '2025-09-16', ranges: [bounded] },
    ])
    expect(on(json, mail('4.1.2'))).toMatchObject({ malicious: true })
    expect(on(json, mail('4.2.0'))).toBeNull()
    expect(on(json, mail('4.1.0'))).toBeNull()
  })

  it('all of a package that was made for it, and all from a version on', () => {
    expect(on(merged({ ranges: [ALL] }, null), mail('7.7.7'))).toMatchObject({ malicious: true })
    const since = merged({ ranges: [range({ introduced: '1.0.16' })] }, [{ at: '2025-09-26' }])
    expect(on(since, mail('1.0.18'))).toMatchObject({ malicious: true })
  })

  it('disputed, where somebody still names them all: told, and not as an attack', () => {
    for (const origins of [
      [
        { at: '2025-11-25', ranges: [ALL] },
        { at: '2025-12-01', source: 'amazon-inspector' },
      ],
      null,
    ]) {
      const said = on(merged({ ranges: [ALL], versions: ['2.1.1'] }, origins), mail('2.1.2'))
      expect(said).toMatchObject({
        malicious: false,
        severity: 'high',
        summary: expect.stringContaining('names other'),
      })
    }
  })

  it('those of this package, in a record about several', () => {
    const json = {
      ...record('MAL-2026-1', 'other', { versions: ['1.0.0'] }),
      affected: [
        { package: { ecosystem: 'npm', name: 'other' }, versions: ['1.0.0'] },
        { package: { ecosystem: 'npm', name: 'mail' }, versions: ['2.0.0'], ranges: [ALL] },
      ],
    }
    expect(on(json, mail('2.0.0'))).toMatchObject({ malicious: true })
    expect(on(json, mail('1.0.0'))).toMatchObject({ malicious: false })
  })

  it('what GitHub classes as embedded malicious code', () => {
    const json = record('GHSA-mh6f-8j2x-4483', 'mail', {
      introduced: '3.3.6',
      fixed: '4.0.0',
      specific: { cwe_ids: ['CWE-506'], severity: 'CRITICAL' },
    })
    expect(on(json, mail('3.3.6'))).toMatchObject({ malicious: true, fixedIn: '4.0.0' })
  })

  it('of Python, names in any spelling', () => {
    const json = record('MAL-2026-2', 'Tally_Py', { ecosystem: 'PyPI', versions: ['3.1'] })
    expect(on(json, { ecosystem: 'PyPI', name: 'tally-py', version: '3.1' })).toMatchObject({ malicious: true })
  })
})

describe('what a record says', () => {
  it.each([
    ['CRITICAL', 'critical'],
    ['HIGH', 'high'],
    ['MODERATE', 'medium'],
    ['low', 'low'],
    ['DREADFUL', 'medium'],
    [undefined, 'medium'],
  ])('severity %s → %s', (severity, expected) => {
    const parts = severity === undefined ? {} : { severity }
    expect(on(record('GHSA-aaaa-aaaa-aaaa', 'mail', parts), mail('1.0.0'))?.severity).toBe(expected)
  })

  it('nothing, when it was taken back', () => {
    const json = record('GHSA-aaaa-aaaa-aaaa', 'mail', { withdrawn: '2026-02-01T00:00:00Z' })
    expect(on(json, mail('1.0.0'))).toBeNull()
    expect(on({ ...json, id: 'MAL-2026-3' }, mail('1.0.0'))).toBeNull()
  })

  it('the next release without it, in the line of the one that is asked for', () => {
    const json = {
      ...record('GHSA-aaaa-aaaa-aaaa', 'mail'),
      affected: [
        { package: { ecosystem: 'npm', name: 'mail' }, ranges: [range({ introduced: '0' }, { fixed: '1.4.2' })] },
        {
          package: { ecosystem: 'npm', name: 'mail' },
          ranges: [
            range({ introduced: '2.0.0' }, { fixed: '2.1.0' }),
            range({ introduced: '3.0.0' }, { fixed: 'soon' }),
          ],
        },
        { package: { ecosystem: 'npm', name: 'other' }, ranges: [range({ introduced: '0' }, { fixed: '1.0.1' })] },
      ],
    }
    expect(on(json, mail('1.0.0'))?.fixedIn).toBe('1.4.2')
    expect(on(json, mail('2.0.5'))?.fixedIn).toBe('2.1.0')
    expect(on(json, mail('3.0.0'))?.fixedIn).toBeNull()
  })

  it('its new id, when it was merged into another one', () => {
    const json = record('GHSA-aaaa-aaaa-aaaa', 'mail', { aliases: ['CVE-2026-1'] })
    expect(readRecord(json, 'CVE-2026-1')?.id).toBe('GHSA-aaaa-aaaa-aaaa')
    expect(readRecord(json, 'CVE-2026-2')).toBeNull()
  })

  it.each<[string, unknown]>([
    ['nothing', undefined],
    ['null', null],
    ['a list', []],
    ['a number', 7],
    ['no id', { affected: [] }],
    ['an id that is none', { id: '../x', affected: [] }],
    ['affected that is no list', { id: 'GHSA-aaaa-aaaa-aaaa', affected: {} }],
  ])('nothing that can be read: %s', (_, json) => {
    expect(readRecord(json, 'GHSA-aaaa-aaaa-aaaa')).toBeNull()
  })

  it('whatever else is wrong with it', () => {
    const json = {
      id: 'MAL-2026-9',
      summary: { toString: 'x' },
      aliases: 'GHSA',
      affected: [
        null,
        7,
        { package: 'mail' },
        {
          package: { ecosystem: 'npm', name: 'mail' },
          versions: [1, null, {}],
          ranges: [null, { events: [7, { introduced: 3 }] }],
        },
      ],
      database_specific: {
        'malicious-packages-origins': [null, { source: 7, ranges: 'x' }],
        cwe_ids: [506],
        severity: {},
      },
    }
    const read = readRecord(JSON.parse(JSON.stringify(json)), 'MAL-2026-9')
    expect(read && advisoryOn(read, mail('1.0.0'))).toMatchObject({ id: 'MAL-2026-9', malicious: true, summary: '' })
  })
})

it('of records about the same, the first', () => {
  const advisory = (id: string, aliases: readonly string[]) => ({
    ...({ id, summary: '', severity: 'high', malicious: false, url: '', fixedIn: null } as const),
    aliases,
  })
  const all = [
    advisory('GHSA-1', ['CVE-1']),
    advisory('PYSEC-1', ['CVE-1', 'GHSA-1']),
    advisory('CVE-1', []),
    advisory('GHSA-2', []),
  ]
  expect(withoutAliases(all).map(({ id }) => id)).toEqual(['GHSA-1', 'GHSA-2'])
})
