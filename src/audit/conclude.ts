/** From what was found and what could not be done to the answer: pass, fail or incomplete. Pure. */
import {
  type Conclusion,
  compareText,
  type Finding,
  type Report,
  SEVERITIES,
  type ServerReport,
  type Severity,
  severityRank,
  type Verdict,
} from '../model.js'

export interface ConclusionOptions {
  /** The least severity that fails the audit. */
  readonly failOn: Severity
  /** Whether what is not evaluated makes it incomplete. */
  readonly strict: boolean
}

/** Exit codes. Incomplete wins over fail: an audit that missed something never says less than that. */
export const EXIT_CODE = { pass: 0, fail: 1, incomplete: 2 } as const satisfies Record<Conclusion, number>

const VERDICTS: readonly Verdict[] = ['block', 'review', 'unknown', 'trust']

/** Sorts the servers, worst first, and concludes. */
export function conclude(report: Omit<Report, 'conclusion'>, options: ConclusionOptions): Report {
  return { ...report, servers: worstFirst(report.servers), conclusion: conclusionOf(report, options) }
}

function conclusionOf(
  { servers, failures, notEvaluated }: Omit<Report, 'conclusion'>,
  { failOn, strict }: ConclusionOptions,
): Conclusion {
  if (failures.length > 0 || (strict && notEvaluated.length > 0)) return 'incomplete'
  const bad = servers.some(({ findings }) =>
    findings.some((finding) => !finding.acknowledged && atLeast(finding.severity, failOn)),
  )
  return bad ? 'fail' : 'pass'
}

const atLeast = (severity: Severity, least: Severity): boolean => severityRank(severity) <= severityRank(least)

/** By verdict, the severity of the worst finding, the score, and the name. */
export function worstFirst(servers: readonly ServerReport[]): ServerReport[] {
  return servers.toSorted(
    (a, b) =>
      VERDICTS.indexOf(a.score.verdict) - VERDICTS.indexOf(b.score.verdict) ||
      worst(a.findings) - worst(b.findings) ||
      (a.score.value ?? -1) - (b.score.value ?? -1) ||
      compareText(a.name, b.name) ||
      compareText(a.id, b.id),
  )
}

const worst = (findings: readonly Finding[]): number =>
  Math.min(SEVERITIES.length, ...findings.map(({ severity }) => severityRank(severity)))
