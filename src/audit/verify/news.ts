/** Of what is found about a server, the part that is news to its lock: all else was accepted when it was locked. Pure. */
import { heuristics } from '../../../heuristics/index.js'
import { type Compared, driftOf } from '../../lockfile/drift.js'
import { isKnownLater } from '../../lockfile/drift-of-release.js'
import { isWeighty } from '../../lockfile/entry.js'
import {
  type Drift,
  type DriftKind,
  type Finding,
  type LockedServer,
  type ServerReport,
  severityRank,
} from '../../model.js'
import { purlParts } from '../../registry/packument.js'

const ABOUT = new Map(heuristics.map(({ id, about }) => [id, about]))

/** What is found about copies and files of this machine. */
const OF_CACHE: ReadonlySet<string> = new Set([
  'known-malicious-on-machine',
  'published-bytes-differ',
  'same-version-different-bytes',
  'shadowed-by-local-file',
  'withdrawn-release',
])

/** What is true of a package whatever its release, and so was when it was locked. */
const OF_PACKAGE: ReadonlySet<string> = new Set([
  'package-look-alike',
  'repository-archived',
  'repository-missing',
  'unscoped-look-alike',
])

/** Drift of what a server is started from: its code is another one than the one that was judged. */
const OF_RELEASE: readonly DriftKind[] = ['version', 'integrity', 'publisher', 'provenance']

export interface News {
  /** Of the server the findings alone that are news; `null` for one that is configured no more. */
  readonly report: ServerReport | null
  /** In what it differs from its lock, whatever is found about it. */
  readonly differs: readonly Drift[]
  /** All of that, and the news that it does not tell. */
  readonly drift: readonly Drift[]
}

/**
 * A lock knows by their fingerprints the findings that stood when it was made, and those that a person lets pass: of severity medium
 * and above every other one is drift. Of milder ones, which it does not remember, those are news that are about what differs.
 */
export function newsOf(compared: Compared): News {
  const { report, locked } = compared
  if (report === null || locked === null || isAnotherSource(report, locked)) {
    // Nothing of what stands in the place of the locked one was accepted with it.
    const differs = driftOf([compared])
    return { report, differs, drift: differs }
  }
  const known = new Set(locked.findings)
  const findings = report.findings.filter(({ fingerprint }) => !known.has(fingerprint))
  const fresh = { ...report, findings }
  const differs = driftOf([{ ...compared, report: fresh }])
  const news = newsAmong(fresh, locked, differs)
  const untold = news.filter((finding) => isWeighty(finding) && !differs.some((drift) => tells(drift, finding)))
  return {
    report: { ...report, findings: news },
    differs,
    drift: [...differs, ...untold.map((finding) => driftFrom(finding, report, locked))],
  }
}

function newsAmong(report: ServerReport, locked: LockedServer, differs: readonly Drift[]): readonly Finding[] {
  const direct = new Set(differs.filter(({ path }) => path.length === 0).map(({ kind }) => kind))
  const below = new Set(differs.flatMap(({ path }) => path.at(-1) ?? []))
  const added = new Set(differs.flatMap(({ path, from }) => (from === null ? (path.at(-1) ?? []) : [])))
  const isOfOtherBytes = isAnotherRelease(report)
  const wasRead = isRead(report, locked)
  return report.findings.filter((finding) => {
    const { heuristic, path, severity, acknowledged } = finding
    if (acknowledged !== undefined) return false
    // What is below it was not reviewed, and a remark says so.
    const isCovered = path === undefined ? ABOUT.get(heuristic) !== 'behaviour' : locked.dependencies !== null
    if (isCovered && isWeighty(finding)) return true
    if (wasRead && path === undefined && severityRank(severity) <= severityRank('high')) return true
    if (OF_PACKAGE.has(heuristic)) return path !== undefined && added.has(path.at(-1) ?? '')
    if (path !== undefined) return below.has(path.at(-1) ?? '')
    if (OF_CACHE.has(heuristic)) return direct.has('cache')
    if (ABOUT.get(heuristic) === 'configuration') return direct.has('config')
    // The same bytes do what they did.
    return OF_RELEASE.some((kind) => direct.has(kind)) && (isKnownLater(heuristic) || isOfOtherBytes)
  })
}

/** Whether a drift is about the same, and no milder. */
function tells({ kind, path, severity }: Drift, finding: Finding): boolean {
  if (severityRank(severity) > severityRank(finding.severity)) return false
  if (finding.path !== undefined) return path.length > 0 && path.at(-1) === finding.path.at(-1)
  if (path.length > 0) return false
  const own = kindOf(finding)
  return kind === own || (OF_RELEASE.includes(own) && (kind === 'version' || kind === 'integrity'))
}

/** Heuristics that are about one sort of drift. */
const KIND: Readonly<Record<string, DriftKind>> = {
  'publisher-changed': 'publisher',
  'provenance-lost': 'provenance',
  'locked-release-replaced': 'integrity',
  'dependency-bytes-changed': 'integrity',
}

function kindOf({ heuristic, path }: Finding): DriftKind {
  const kind = KIND[heuristic]
  if (kind !== undefined) return kind
  if (path !== undefined) return 'dependency'
  if (OF_CACHE.has(heuristic)) return 'cache'
  return ABOUT.get(heuristic) === 'configuration' ? 'config' : 'version'
}

function driftFrom(finding: Finding, { id, release }: ServerReport, { purl }: LockedServer): Drift {
  const { heuristic, severity, message, title, path = [] } = finding
  const kind = kindOf(finding)
  const locked = purl === null ? null : (purlParts(purl)?.version ?? null)
  const [from, to] =
    path.length > 0
      ? [path.at(-1) ?? null, path.at(-1) ?? null]
      : kind === 'version'
        ? [locked, release?.version ?? locked]
        : [null, heuristic]
  return { server: id, kind, severity, message: message || title, from, to, path }
}

function isAnotherSource({ package: ref, launch }: ServerReport, { kind, purl }: LockedServer): boolean {
  if ((ref?.ecosystem ?? launch.kind) !== kind) return true
  const name = ref?.ecosystem === 'npm' && purl !== null ? purlParts(purl)?.name : undefined
  return name !== undefined && name !== ref?.name
}

/** Whether bytes were read that are not known to be the locked ones: what they do is no news of heuristics or of the extractor. */
const isRead = ({ facts, release }: ServerReport, { integrity }: LockedServer): boolean =>
  facts !== null && release !== null && !(release.integrity.known && release.integrity.value === integrity)

const isAnotherRelease = ({ release, baseline }: ServerReport): boolean => {
  const [now, then] = [release?.integrity, baseline.release?.integrity]
  return baseline.from !== 'lock' || !now?.known || !then?.known || now.value !== then.value
}
