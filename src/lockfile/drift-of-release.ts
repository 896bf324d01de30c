/** In what the release that would run today, and the copies on this machine, differ from the locked one. Pure. */
import semver from 'semver'
import { heuristics } from '../../heuristics/index.js'
import { saysGrave } from '../../heuristics/knowledge/deprecation.js'
import { againstLock, type StatedBytes } from '../../heuristics/knowledge/integrity.js'
import type { Finding, LockedServer, Release, ServerReport } from '../model.js'
import { purlParts } from '../registry/packument.js'
import { differenceOf } from './difference.js'
import type { Difference } from './drift.js'
import { raised } from './drift-severity.js'

/** UTF-16 units of a stranger's words. */
const LONGEST = 200

const ABOUT = new Map(heuristics.map(({ id, about }) => [id, about]))

/** Findings about what a release does and who publishes it: neither about its entry nor about what is below it. */
const ofRelease = (findings: readonly Finding[]): readonly Finding[] =>
  findings.filter(
    ({ heuristic, path }) => path === undefined && ['behaviour', 'publishing'].includes(ABOUT.get(heuristic) ?? ''),
  )

/** What its own drifts tell: no part of what a version does. */
const OF_PUBLISHER = new Set(['publisher-changed', 'provenance-lost'])

/** What is known of a release only after it was published, and so after it was locked. */
const WARNINGS = new Set(['known-malicious'])

const ALSO_LATER = new Set(['deprecated-release', 'locked-release-replaced', 'known-vulnerability'])

/** Whether a heuristic may find in a release today what it could not when the release was locked. */
export const isKnownLater = (heuristic: string): boolean => WARNINGS.has(heuristic) || ALSO_LATER.has(heuristic)

/** @param history all releases that the registry lists today; `null` where it was not asked, or did not answer */
export function releaseDrift(
  locked: LockedServer,
  report: ServerReport,
  history: readonly Release[] | null,
): readonly Difference[] {
  const parts = locked.purl === null ? null : purlParts(locked.purl)
  if (parts === null) return []
  const { release } = report
  if (parts.type !== 'npm') return report.launch.kind === 'local' ? programDrift(locked, report) : []
  // That another package is started is told as drift of the configuration: its versions are no steps from the locked one.
  if (report.package?.ecosystem !== 'npm' || report.package.name !== parts.name) return []
  const today = history?.find(({ version }) => version === parts.version)
  const same = release?.version === parts.version
  return [
    ...integrityDrift(locked, parts.version, (same ? release : today) ?? null, report),
    ...(history !== null && today === undefined ? [withdrawn(parts.version)] : []),
    ...(today === undefined ? [] : deprecation(today, report)),
    ...(release === null
      ? []
      : same
        ? warnings(report, parts.version)
        : [versionDrift(parts.version, release, report)]),
    ...(release === null ? [] : publisherDrift(locked, release, same, history ?? [], report)),
    ...(release === null ? [] : provenanceDrift(locked, release, same, report)),
  ]
}

/** Code of this machine has no versions that anybody holds it to: its bytes are what was reviewed. */
function programDrift({ integrity }: LockedServer, report: ServerReport): Difference[] {
  if (integrity === null) return []
  const { release, baseline, change, findings, launch } = report
  const drift = { kind: 'integrity', from: integrity, path: [] } as const
  if (release === null) {
    const why = launch.reason ?? 'it could not be read'
    return [{ ...drift, severity: 'medium', message: `what was locked is not there: ${why}`, to: null }]
  }
  if (!release.integrity.known || againstLock(integrity, statedBytes(release)) !== 'other') return []
  const does = baseline.from === 'lock' ? (differenceOf(change) ?? 'it does nothing new') : null
  return [
    {
      ...drift,
      severity: raised('high', ofRelease(findings)),
      message: `its files changed since it was locked${does === null ? '' : `: ${does}`}`,
      to: release.integrity.value,
    },
  ]
}

/** A published version never changes: where its bytes do, somebody can put what he wants behind a name that was reviewed. */
function integrityDrift(
  { integrity }: LockedServer,
  version: string,
  today: Release | null,
  report: ServerReport,
): Difference[] {
  if (integrity === null || today === null || againstLock(integrity, statedBytes(today)) !== 'other') return []
  const does = report.release?.version === version ? differenceOf(report.change) : null
  const how =
    today.sums === undefined
      ? `the registry serves other bytes as ${version} than were locked`
      : `the registry states ${today.sums.length} sums of ${version}, and npm takes bytes that have any of them`
  return [
    {
      kind: 'integrity',
      severity: 'critical',
      message: `${how}${does === null ? '' : `: ${does}`}`,
      from: integrity,
      to: today.sums?.join(' ') ?? statedBytes(today).integrity,
      path: [],
    },
  ]
}

const statedBytes = ({ integrity, sums }: Release): StatedBytes => ({
  integrity: integrity.known ? integrity.value : null,
  sums,
})

const withdrawn = (version: string): Difference => ({
  kind: 'version',
  severity: 'high',
  message: `${version}, which is locked, was withdrawn: the registry offers it no more`,
  from: version,
  to: null,
  path: [],
})

function versionDrift(from: string, { version: to }: Release, report: ServerReport): Difference {
  const older = isLower(to, from)
  const does =
    report.baseline.from !== 'lock' || report.facts === null
      ? 'what it does could not be compared'
      : (differenceOf(report.change) ?? 'it does nothing new')
  return {
    kind: 'version',
    severity: raised(
      'medium',
      ofRelease(report.findings).filter(({ heuristic }) => !OF_PUBLISHER.has(heuristic)),
    ),
    message: `${from} → ${to}${older ? ', an older release' : ''}: ${does}`,
    from,
    to,
    path: [],
  }
}

/** The locked release, which its publisher or a registry calls an attack by now. */
function deprecation({ deprecated, version }: Release, { findings }: ServerReport): Difference[] {
  if (deprecated === null || !saysGrave(deprecated)) return []
  if (findings.some(({ heuristic, acknowledged }) => heuristic === 'deprecated-release' && acknowledged)) return []
  const message = `${version}, which is locked, is deprecated by now: “${deprecated.slice(0, LONGEST)}”`
  return [{ kind: 'version', severity: 'high', message, from: version, to: version, path: [] }]
}

/** The locked release itself, of which something bad became known. */
function warnings({ findings }: ServerReport, version: string): Difference[] {
  return findings
    .filter(({ heuristic, severity, acknowledged, path }) => {
      const grave = severity === 'critical' || severity === 'high'
      return grave && acknowledged === undefined && path === undefined && WARNINGS.has(heuristic)
    })
    .map(({ severity, message }) => ({
      kind: 'version',
      severity,
      message: `${version}, which is locked, must be looked at again: ${message}`,
      from: version,
      to: version,
      path: [],
    }))
}

function publisherDrift(
  { publisher: before }: LockedServer,
  { publisher: now, version }: Release,
  same: boolean,
  history: readonly Release[],
  { findings }: ServerReport,
): Difference[] {
  if (before === null || !now.known || now.value === before) return []
  // Several people of one team publish in turns.
  const familiar = history.some(
    (each) => each.version !== version && each.publisher.known && each.publisher.value === now.value,
  )
  const own = findings.filter(({ heuristic }) => heuristic === 'publisher-changed')
  return [
    {
      kind: 'publisher',
      severity: same ? 'high' : raised(familiar ? 'low' : 'medium', own),
      message: same
        ? `the registry names ${now.value} as the publisher of ${version}, where the lock has ${before}`
        : `${version} was published by ${now.value}, ${familiar ? 'who has published it before' : 'who is new to it'}, and not by ${before}`,
      from: before,
      to: now.value,
      path: [],
    },
  ]
}

function provenanceDrift(
  { provenance: before }: LockedServer,
  { provenance: now, version }: Release,
  same: boolean,
  { findings }: ServerReport,
): Difference[] {
  if (before !== true || !now.known || now.value) return []
  const own = findings.filter(({ heuristic }) => heuristic === 'provenance-lost')
  return [
    {
      kind: 'provenance',
      severity: same ? 'high' : raised('medium', own),
      message: same
        ? `the registry serves no provenance for ${version} any more`
        : `${version} has no provenance; the locked release has`,
      from: 'attested',
      to: 'none',
      path: [],
    },
  ]
}

/** Whether a version comes before another one; false where one of them is no semver. */
export function isLower(one: string, other: string): boolean {
  const [a, b] = [semver.parse(one, { loose: true }), semver.parse(other, { loose: true })]
  return a !== null && b !== null && semver.lt(a, b)
}
