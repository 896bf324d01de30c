/** Of what is found about a server, the part that is news to its lock: all else was accepted when it was locked. Pure. */
import { heuristics } from '../../heuristics/index.js'
import { isKnownLater } from '../lockfile/drift-of-release.js'
import type { Drift, DriftKind, Finding, LockedServer, ServerReport } from '../model.js'
import { purlParts } from '../registry/packument.js'

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

/** @param drift of all servers */
export function newsOf(report: ServerReport, locked: LockedServer | null, drift: readonly Drift[]): ServerReport {
  // Nothing of what stands in the place of the locked one was accepted with it.
  if (locked === null || isAnotherSource(report, locked)) return report
  const own = drift.filter(({ server }) => server === report.id)
  const direct = new Set(own.filter(({ path }) => path.length === 0).map(({ kind }) => kind))
  const below = new Set(own.flatMap(({ path }) => path.at(-1) ?? []))
  const added = new Set(own.flatMap(({ path, from }) => (from === null ? (path.at(-1) ?? []) : [])))
  const isNews = ({ heuristic, path, acknowledged }: Finding): boolean => {
    if (acknowledged !== undefined) return false
    if (OF_PACKAGE.has(heuristic)) return path !== undefined && added.has(path.at(-1) ?? '')
    if (path !== undefined) return below.has(path.at(-1) ?? '')
    if (OF_CACHE.has(heuristic)) return direct.has('cache')
    if (ABOUT.get(heuristic) === 'configuration') return direct.has('config')
    return OF_RELEASE.some((kind) => direct.has(kind)) && (isKnownLater(heuristic) || isAnotherRelease(report))
  }
  return { ...report, findings: report.findings.filter(isNews) }
}

function isAnotherSource({ package: ref, launch }: ServerReport, { kind, purl }: LockedServer): boolean {
  if ((ref?.ecosystem ?? launch.kind) !== kind) return true
  const name = ref?.ecosystem === 'npm' && purl !== null ? purlParts(purl)?.name : undefined
  return name !== undefined && name !== ref?.name
}

const isAnotherRelease = ({ release, baseline }: ServerReport): boolean => {
  const [now, then] = [release?.integrity, baseline.release?.integrity]
  return baseline.from !== 'lock' || !now?.known || !then?.known || now.value !== then.value
}
