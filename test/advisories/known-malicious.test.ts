import { PackageURL } from 'packageurl-js'
import semver from 'semver'
import { describe, expect, it } from 'vitest'
import { advisoryPage, knownMalicious, MALICIOUS_RELEASES, REVIEWED } from '../../src/advisories/known-malicious.js'
import { purlOf } from '../../src/registry/packument.js'

describe('the shipped list', () => {
  it('is sorted by ecosystem and purl, and names nothing twice', () => {
    const keys = MALICIOUS_RELEASES.map(({ purl, id }) => `${purl} ${id}`)
    for (const ecosystem of ['npm', 'pypi']) {
      const own = keys.filter((key) => key.startsWith(`pkg:${ecosystem}/`))
      expect(own).toEqual([...own].sort())
    }
    expect(keys).toHaveLength(new Set(keys).size)
    const releases = MALICIOUS_RELEASES.flatMap(({ purl, versions }) =>
      versions === 'all' ? [purl] : versions.map((version) => `${purl}@${version}`),
    )
    expect(releases).toHaveLength(new Set(releases).size)
  })

  it('says when somebody last compared it with its sources', () => {
    expect(REVIEWED).toMatch(/^20\d\d-\d\d-\d\d$/)
    expect(Number.isNaN(Date.parse(REVIEWED))).toBe(false)
  })

  it('is small, and holds what agents start', () => {
    expect(MALICIOUS_RELEASES.length).toBeGreaterThan(50)
    expect(MALICIOUS_RELEASES.length).toBeLessThan(500)
    expect(MALICIOUS_RELEASES.filter(({ purl }) => /mcp/.test(purl)).length).toBeGreaterThan(8)
  })
})

describe.each(MALICIOUS_RELEASES.map((each) => [`${each.purl} (${each.id})`, each] as const))('%s', (_, entry) => {
  it('has a purl without a version, as the registry spells the name', () => {
    const purl = PackageURL.fromString(entry.purl)
    expect(['npm', 'pypi']).toContain(purl.type)
    expect(purl.version ?? null).toBeNull()
    expect(purl.toString()).toBe(entry.purl)
    expect(entry.purl).toBe(entry.purl.toLowerCase())
    if (purl.type === 'npm') {
      const name = purl.namespace ? `${purl.namespace}/${purl.name}` : (purl.name ?? '')
      expect(purlOf(name, '1.0.0')).toBe(`${entry.purl}@1.0.0`)
    }
  })

  it('names exact versions, in their order, or all', () => {
    if (entry.versions === 'all') return
    expect(entry.versions.length).toBeGreaterThan(0)
    for (const version of entry.versions) expect(semver.valid(version)).toBe(version)
    expect(entry.versions).toEqual([...new Set(entry.versions)].sort(semver.compare))
  })

  it('has the id of a public advisory, and sources, one of which is about it', () => {
    expect(entry.id).toMatch(/^(MAL-20\d\d-\d+|GHSA(-[23456789cfghjmpqrvwx]{4}){3})$/)
    expect(entry.sources.length).toBeGreaterThan(0)
    expect(new Set(entry.sources).size).toBe(entry.sources.length)
    for (const source of entry.sources) {
      const url = new URL(source)
      expect([url.protocol, url.username, url.search, url.port]).toEqual(['https:', '', '', ''])
      expect(url.href.replace(/\/$/, '')).toBe(source.replace(/\/$/, ''))
    }
    expect(entry.sources.some((source) => source.endsWith(entry.id))).toBe(true)
    expect(new URL(advisoryPage(entry.id)).protocol).toBe('https:')
  })

  it('says what it does in a clause', () => {
    expect(entry.does).toMatch(/^[a-z].{15,120}[^.]$/)
  })
})

describe('looking a release up', () => {
  it('finds exactly what is named', () => {
    expect(knownMalicious('npm', 'postmark-mcp', '1.0.16').map(({ id }) => id)).toEqual(['MAL-2025-47604'])
    expect(knownMalicious('npm', '@browserbasehq/mcp', '2.1.1')).toHaveLength(1)
    expect(knownMalicious('pypi', 'litellm', '1.82.8')).toHaveLength(1)
    for (const [ecosystem, name, version] of [
      ['npm', 'postmark-mcp', '1.0.15'],
      ['npm', '@browserbasehq/mcp', '2.1.2'],
      ['npm', 'litellm', '1.82.8'],
      ['pypi', 'axios', '1.14.1'],
      ['npm', 'constructor', '1.0.0'],
      ['npm', 'axios', '__proto__'],
      ['npm', '', ''],
    ] as const) {
      expect(knownMalicious(ecosystem, name, version)).toEqual([])
    }
  })

  it('finds a release of PyPI however its version is written', () => {
    for (const version of ['1.82.8.0', '1.82.08', 'v1.82.8', ' 1.82.8.0.0']) {
      expect(knownMalicious('pypi', 'litellm', version), version).toHaveLength(1)
    }
    for (const version of ['1.82.80', '1.82.8.1', '1.82', '1.82.8rc1', '1.82.8+local', '']) {
      expect(knownMalicious('pypi', 'litellm', version), version).toEqual([])
    }
  })

  it('finds every release of a package that was made for an attack, but not the note in its place', () => {
    expect(knownMalicious('npm', 'flatmap-stream', '0.1.1')).toHaveLength(1)
    expect(knownMalicious('npm', 'flatmap-stream', '7.7.7')).toHaveLength(1)
    expect(knownMalicious('npm', 'flatmap-stream', '0.0.1-security')).toEqual([])
    expect(knownMalicious('npm', 'flatmap-stream', '0.0.1-security.2')).toEqual([])
  })
})
