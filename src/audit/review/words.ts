/** How many findings of which severity, in words. Pure. */
import { type Finding, SEVERITIES } from '../../model.js'

type Weighed = Pick<Finding, 'severity'>

/** `2 critical and 1 high finding`. */
export function findingsInWords(findings: readonly Weighed[]): string {
  const counts = SEVERITIES.map((severity) => [findings.filter((each) => each.severity === severity).length, severity])
  const parts = counts.filter(([count]) => count !== 0).map((each) => each.join(' '))
  const last = parts.pop() ?? 'no'
  return `${[parts.join(', '), last].filter(Boolean).join(' and ')} finding${isOne(findings) ? '' : 's'}`
}

/** `2 high findings stand`. */
export const standingInWords = (findings: readonly Weighed[]): string =>
  `${findingsInWords(findings)} stand${isOne(findings) ? 's' : ''}`

const isOne = ({ length }: readonly Weighed[]): boolean => length === 1
