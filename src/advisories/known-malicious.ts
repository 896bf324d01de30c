/**
 * Releases that are known to be malicious: the part of what is publicly known that is shipped, so that it needs no network. Pure.
 *
 * The list is small on purpose: MCP servers, and packages that stand in the trees of many. `--advisories` asks OSV for all others.
 * A new entry takes its versions from its first source and from nowhere else; `test/advisories/known-malicious.test.ts` checks
 * its form.
 */
import { NPM_RELEASES } from './known-malicious-npm.js'
import { PYPI_RELEASES } from './known-malicious-pypi.js'

/** Releases of one package that one advisory calls malicious. */
export interface MaliciousReleases {
  /** Package URL without a version. */
  readonly purl: string
  /** Exactly those that a source names. `all`: the package was made for the attack, and no release of it is anything else. */
  readonly versions: readonly string[] | 'all'
  /** `MAL-…` or `GHSA-…`. */
  readonly id: string
  /** What they do, in a clause. */
  readonly does: string
  /** Where that is stated; the first names the versions. */
  readonly sources: readonly string[]
}

/** ISO 8601 day on which every entry was last compared with its sources. */
export const REVIEWED = '2026-11-21'

export const MALICIOUS_RELEASES: readonly MaliciousReleases[] = [...NPM_RELEASES, ...PYPI_RELEASES]

const byPurl = new Map<string, MaliciousReleases[]>()
for (const each of MALICIOUS_RELEASES) byPurl.set(each.purl, [...(byPurl.get(each.purl) ?? []), each])

/**
 * What the shipped list says of a release.
 *
 * @param name as its registry has it; of PyPI as PEP 503 spells it
 * @param version exact
 */
export function knownMalicious(ecosystem: string, name: string, version: string): readonly MaliciousReleases[] {
  const entries = byPurl.get(`pkg:${ecosystem}/${name.replace(/^@/, '%40')}`) ?? []
  return entries.filter(({ versions }) =>
    // A registry that takes a package away puts a release of its own in the place.
    versions === 'all'
      ? !/^0\.0\.\d+-security(\.\d+)?$/.test(version)
      : versions.includes(ecosystem === 'pypi' ? shortest(version) : version),
  )
}

/** PEP 440 reads `1.82.08` and `1.82.8.0` as `1.82.8`; the list has three numbers of each. */
function shortest(version: string): string {
  const numbers = /^v?(\d{1,9}(?:\.\d{1,9}){0,9})$/i.exec(version.trim())?.[1]?.split('.').map(Number)
  if (numbers === undefined) return version
  const last = Math.max(3, 1 + numbers.findLastIndex((number) => number !== 0))
  return Array.from({ length: last }, (_, at) => numbers[at] ?? 0).join('.')
}

/** Where an advisory can be read. */
export const advisoryPage = (id: string): string =>
  id.startsWith('GHSA-')
    ? `https://github.com/advisories/${id}`
    : `https://osv.dev/vulnerability/${encodeURIComponent(id)}`
