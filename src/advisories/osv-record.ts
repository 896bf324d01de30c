/** An OSV record, as the OSV schema 1.7 has it, and what it says of one release. Pure. */
import semver from 'semver'
import type { Advisory, Severity } from '../model.js'
import { type JsonObject, objectOf } from '../registry/untrusted-json.js'
import { advisoryPage } from './known-malicious.js'

/** What is kept of a record. */
export interface OsvRecord {
  readonly id: string
  readonly aliases: readonly string[]
  readonly summary: string
  /** Taken back by its database. */
  readonly withdrawn: boolean
  /** `null` where it states none that can be read. */
  readonly severity: Severity | null
  /** Whether it is about code that does harm on purpose. */
  readonly malicious: boolean
  readonly affected: readonly OsvAffected[]
  /** Of what the collection of malicious packages was merged from, in order of time. */
  readonly origins: readonly OsvOrigin[]
}

export interface OsvAffected {
  readonly ecosystem: string
  readonly name: string
  /** Kept of malicious ones alone: of the others OSV itself says which releases it is about. */
  readonly versions: readonly string[]
  readonly ranges: readonly OsvRange[]
}

/** Events in their order, each with one key: `introduced`, `fixed`, `last_affected` or `limit`. */
export type OsvRange = readonly (readonly [event: string, version: string])[]

export interface OsvOrigin {
  /** Who says so, and under which id. */
  readonly who: string
  /** Whether it names every release there is. */
  readonly everything: boolean
}

/** A release, in OSV's words. */
export interface OsvRelease {
  readonly ecosystem: 'npm' | 'PyPI'
  readonly name: string
  readonly version: string
}

/** OSV's own ids look so; one that does not is no part of a URL. */
const ID = /^[A-Za-z0-9][A-Za-z0-9._:-]{0,99}$/
export const isOsvId = (value: unknown): value is string =>
  typeof value === 'string' && ID.test(value) && !value.includes('..')

/** More than any record has; what is beyond belongs to a record of nonsense. */
const MOST = { affected: 1_000, versions: 10_000, ranges: 100, events: 1_000, origins: 1_000, aliases: 100 } as const
/** UTF-16 units. */
const LONGEST_SUMMARY = 500

/** `null` where it is no record, or not the one that was asked for. */
export function readRecord(json: unknown, id: string): OsvRecord | null {
  const record = objectOf(json)
  // A record that was merged into another one answers under its new id.
  if (record === null || !isOsvId(record.id)) return null
  const aliases = texts(record.aliases, MOST.aliases).filter(isOsvId)
  if (record.id !== id && !aliases.includes(id)) return null
  if (!Array.isArray(record.affected) && record.withdrawn === undefined) return null
  const specific = objectOf(record.database_specific)
  const origins = objects(specific?.['malicious-packages-origins'], MOST.origins)
  const malicious =
    record.id.startsWith('MAL-') ||
    aliases.some((alias) => alias.startsWith('MAL-')) ||
    origins.length > 0 ||
    // Embedded malicious code, as GitHub's reviewers class it.
    texts(specific?.cwe_ids, 100).includes('CWE-506')
  return {
    id: record.id,
    aliases,
    summary: (typeof record.summary === 'string' ? record.summary : '').slice(0, LONGEST_SUMMARY),
    withdrawn: typeof record.withdrawn === 'string' && record.withdrawn !== '',
    severity: malicious ? 'critical' : severityOf(specific?.severity),
    malicious,
    affected: objects(record.affected, MOST.affected).flatMap((each) => readAffected(each, malicious)),
    origins: origins.map(readOrigin).sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0)),
  }
}

function readAffected(affected: JsonObject, malicious: boolean): OsvAffected[] {
  const about = objectOf(affected.package)
  if (typeof about?.ecosystem !== 'string' || typeof about.name !== 'string') return []
  return [
    {
      ecosystem: about.ecosystem,
      name: about.name,
      versions: malicious ? texts(affected.versions, MOST.versions) : [],
      ranges: rangesOf(affected),
    },
  ]
}

function readOrigin(origin: JsonObject): OsvOrigin & { readonly at: string } {
  return {
    who: JSON.stringify([origin.source, origin.id ?? null]),
    everything: rangesOf(origin).some(isEverything),
    at: `${text(origin.modified_time)} ${text(origin.import_time)}`,
  }
}

const rangesOf = (holder: JsonObject): OsvRange[] =>
  objects(holder.ranges, MOST.ranges)
    .filter(({ type }) => type !== 'GIT')
    .map(({ events }) =>
      objects(events, MOST.events).flatMap((event) =>
        Object.entries(event).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
      ),
    )
    .filter((range) => range.length > 0)

/** GitHub's words, which are in nearly every record of npm and PyPI. A record without a word is not better for it: medium. */
const severityOf = (word: unknown): Severity | null => {
  switch (typeof word === 'string' ? word.toUpperCase() : '') {
    case 'CRITICAL':
      return 'critical'
    case 'HIGH':
      return 'high'
    case 'MODERATE':
    case 'MEDIUM':
      return 'medium'
    case 'LOW':
      return 'low'
    default:
      return null
  }
}

/**
 * What a record says of a release that OSV found it for.
 *
 * @returns `null` where it is taken back, or where those who wrote it no longer mean this release
 */
export function advisoryOn(record: OsvRecord, release: OsvRelease): Advisory | null {
  if (record.withdrawn) return null
  const own = record.affected.filter((affected) => isAbout(affected, release))
  const advisory = {
    id: record.id,
    summary: record.summary,
    severity: record.severity ?? 'medium',
    malicious: record.malicious,
    url: advisoryPage(record.id),
    fixedIn: fixedIn(own, release),
  } satisfies Advisory
  if (!record.malicious) return advisory
  switch (attacks(own, record.origins, release)) {
    case 'yes':
      return advisory
    case 'no':
      return null
    case 'disputed':
      return {
        ...advisory,
        malicious: false,
        severity: 'high',
        summary: `${record.summary}: it names other releases of the package, and by a range all of them`,
      }
  }
}

/**
 * Whether an attack is in this very release. A report on a package that was taken over often names every release at first,
 * and the right ones a day later; the merged record keeps both, so that OSV finds it for each release of the package.
 */
function attacks(
  own: readonly OsvAffected[],
  origins: readonly OsvOrigin[],
  { ecosystem, version }: OsvRelease,
): 'yes' | 'no' | 'disputed' {
  const ranges = own.flatMap((affected) => affected.ranges)
  const exact = ranges.filter((range) => !isEverything(range))
  const named = own.flatMap(({ versions }) => versions)
  if (named.includes(version)) return 'yes'
  if (exact.some((range) => ecosystem !== 'npm' || contains(range, version))) return 'yes'
  // A package that was made for the attack.
  if (named.length === 0 && exact.length === 0) return 'yes'
  const last = new Map(origins.map(({ who, everything }) => [who, everything]))
  const once = origins.some(({ everything }) => everything)
  return once && ![...last.values()].includes(true) ? 'no' : 'disputed'
}

const isAbout = (affected: OsvAffected, { ecosystem, name }: OsvRelease): boolean =>
  affected.ecosystem.split(':')[0] === ecosystem &&
  (affected.name === name || (ecosystem === 'PyPI' && pep503(affected.name) === pep503(name)))

const pep503 = (name: string): string => name.toLowerCase().replace(/[-_.]+/g, '-')

/** Introduced with the first release, and never mended. */
const isEverything = (range: OsvRange): boolean =>
  range.length > 0 && range.every(([event, version]) => event === 'introduced' && version === '0')

function contains(range: OsvRange, version: string): boolean {
  if (semver.valid(version) === null) return true
  let within = false
  for (const [event, at] of range) {
    const order = at === '0' ? -1 : semver.valid(at) === null ? null : semver.compare(at, version)
    if (order === null) continue
    if (event === 'introduced' && order <= 0) within = true
    if (event === 'fixed' && order <= 0) within = false
    if (event === 'last_affected' && order < 0) within = false
  }
  return within
}

/** The first release after this one that is said to be without it. */
function fixedIn(own: readonly OsvAffected[], { ecosystem, version }: OsvRelease): string | null {
  const fixed = own.flatMap(({ ranges }) => ranges.flat().filter(([event]) => event === 'fixed')).map(([, at]) => at)
  // Without the order of an ecosystem's versions only a single one is certain.
  if (ecosystem !== 'npm') return fixed.length === 1 ? (fixed[0] ?? null) : null
  const later = fixed.filter(
    (at) => semver.valid(at) !== null && semver.valid(version) !== null && semver.gt(at, version),
  )
  return later.sort(semver.compare)[0] ?? null
}

/** One of several records about the same: the attack before the flaw, then the worse. */
export function withoutAliases(
  advisories: readonly (Advisory & { readonly aliases: readonly string[] })[],
): readonly Advisory[] {
  const kept: (Advisory & { readonly aliases: readonly string[] })[] = []
  for (const advisory of advisories) {
    const names = new Set([advisory.id, ...advisory.aliases])
    if (!kept.some(({ id, aliases }) => names.has(id) || aliases.some((alias) => names.has(alias)))) kept.push(advisory)
  }
  return kept.map(({ aliases: _, ...advisory }) => advisory)
}

const text = (value: unknown): string => (typeof value === 'string' ? value.slice(0, 100) : '')
const texts = (value: unknown, most: number): string[] =>
  Array.isArray(value)
    ? value.slice(0, most).filter((each): each is string => typeof each === 'string' && each.length <= 300)
    : []
const objects = (value: unknown, most: number): JsonObject[] =>
  Array.isArray(value)
    ? value
        .slice(0, most)
        .map(objectOf)
        .filter((each) => each !== null)
    : []
