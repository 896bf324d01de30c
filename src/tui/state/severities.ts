/** Severities of findings in words. Pure. */
import { type Finding, SEVERITIES } from '../../model.js'

/** `2 critical and 1 high`. */
export function severitiesOf(findings: readonly Finding[]): string {
  return SEVERITIES.map((severity) => [findings.filter((each) => each.severity === severity).length, severity] as const)
    .filter(([count]) => count > 0)
    .map(([count, severity]) => `${count} ${severity}`)
    .join(' and ')
}
