/** Which heuristics judge the code of a package below a server, and how much their findings count there. Pure. */
import { heuristics } from '../../../heuristics/index.js'
import type { Heuristic } from '../../heuristic.js'
import { type Baseline, type Finding, SEVERITIES, severityRank } from '../../model.js'

/** Told of a tree by heuristics of its own, or nobody's matter but of those who choose the server. */
const NOT_BELOW: ReadonlySet<string> = new Set([
  'dependency-look-alike',
  // Its script, where it has one, is judged by itself: what nothing imports does nothing else.
  'dependency-never-imported',
  'dependency-source',
  'deprecated-release',
  // A library listens where a server tells it to; what it ships of examples listens nowhere.
  'listens-on-all-interfaces',
  'package-look-alike',
  'published-bytes-differ',
  'locked-release-replaced',
  'release-after-silence',
  'repository-archived',
  'repository-missing',
  'unscoped-look-alike',
  'untagged-release',
  'withdrawn-release',
  'young-release',
])

/**
 * What a server may lack, libraries are made of. Measured on 540 packages that came to or moved in the trees of ten
 * servers within 60 days: nine findings of these and of no other heuristics, all of them ordinary.
 */
const CAPABILITIES: ReadonlySet<string> = new Set([
  'argument-to-new-host',
  'command-from-argument',
  'data-to-new-place',
  'dynamic-import',
  'eval-new',
  'first-network-use',
  'global-patch',
  'new-host',
  'new-spawn',
  'opaque-file-added',
  'plain-http',
  'remote-code',
])

/** Of what was never seen before only this is told: a library that reaches the network or starts programs is ordinary. */
const LEAST_OF_NEW = severityRank('high')

export const judging: readonly Heuristic[] = heuristics.filter(
  ({ id, about }) => (about === 'behaviour' || about === 'publishing') && !NOT_BELOW.has(id),
)

/**
 * @param baseline that the findings were judged against; without a release the package came
 * @param stood what is found in that release: of a package that stayed as it was nothing would be told, so a new version of it is no
 *   worse for what it always did. What is serious is told all the same: nobody may have looked when it came.
 */
export function weigh(findings: readonly Finding[], baseline: Baseline, stood: readonly Finding[]): Finding[] {
  const isSerious = ({ severity }: Finding): boolean => severityRank(severity) <= LEAST_OF_NEW
  if (baseline.release === null) return findings.filter(isSerious)
  const old = new Map(stood.map((finding) => [finding.fingerprint, severityRank(finding.severity)]))
  return findings.flatMap((finding) => {
    const severity = severityBelow(finding)
    const isOld = severityRank(finding.severity) >= (old.get(finding.fingerprint) ?? Number.POSITIVE_INFINITY)
    return severity === null || (isOld && !isSerious(finding)) ? [] : [{ ...finding, severity }]
  })
}

/** `null` where it is not worth a line: a server has hundreds of packages. */
function severityBelow({ heuristic, severity }: Finding): Finding['severity'] | null {
  if (severity === 'critical' || severity === 'high') return severity
  const milder = CAPABILITIES.has(heuristic) ? SEVERITIES[severityRank(severity) + 1] : severity
  return milder === undefined || milder === 'info' ? null : milder
}
