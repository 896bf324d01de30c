/** What findings are about, as far as a decision depends on it. Pure. */
import { heuristics } from '../../../heuristics/index.js'
import { fingerprint } from '../../judge.js'
import { BLOCKED, isOfBlock } from '../../lockfile/acceptance.js'
import { type Finding, SEVERITIES, type ServerReport, type Severity, severityRank } from '../../model.js'
import { blocks } from '../../score.js'

const ABOUT = new Map(heuristics.map(({ id, about }) => [id, about]))

/** About how a server is started: the same whichever release of it runs. */
export const isOfConfiguration = ({ heuristic }: Finding): boolean => ABOUT.get(heuristic) === 'configuration'

/** About how it is started, and about no release that is written there, or installed: what stays when another one is written. */
export const staysWithAnyRelease = (finding: Finding): boolean =>
  isOfConfiguration(finding) && !OF_RELEASE.has(finding.heuristic) && !isOfBlock(finding)

const OF_RELEASE = new Set(['known-malicious-on-machine', 'same-version-different-bytes'])

/** Of the finding that a lock blocks the server, wherever it stands. */
export const blockFingerprint = ({ package: ref, launch, name }: ServerReport): string =>
  fingerprint(BLOCKED, ref?.name ?? launch.origin ?? name, [])

/** What counts and speaks against a release so that it must not run. */
export const forbids = (finding: Finding): boolean => finding.acknowledged === undefined && blocks(finding)

/** Those that count and are worse than that. */
export const standingAbove = (severity: Severity, findings: readonly Finding[]): readonly Finding[] =>
  findings.filter((each) => each.acknowledged === undefined && severityRank(each.severity) < severityRank(severity))

/**
 * What of a release is to be got rid of: what must not run, else the worst of what is to be reviewed. Empty where neither stands.
 */
export function worstOfRelease(findings: readonly Finding[]): readonly Finding[] {
  const standing = findings.filter((each) => each.acknowledged === undefined && !isOfConfiguration(each))
  const forbidding = standing.filter(forbids)
  if (forbidding.length > 0) return forbidding
  const worst = Math.min(...standing.map(({ severity }) => severityRank(severity)))
  const severity = SEVERITIES[worst]
  return worst > severityRank('medium') ? [] : standing.filter((each) => each.severity === severity)
}
