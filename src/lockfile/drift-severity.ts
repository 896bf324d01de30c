/** How bad a drift is: as bad by itself as its kind says, and no better than the worst that is found in it. Pure. */
import { type Finding, type Severity, severityRank } from '../model.js'

/** The worse of a severity and those of findings that nobody lets pass. */
export function raised(severity: Severity, findings: readonly Finding[]): Severity {
  let worst = severity
  for (const { severity: each, acknowledged } of findings) {
    if (acknowledged === undefined && severityRank(each) < severityRank(worst)) worst = each
  }
  return worst
}
