/** How many findings of which severity. Pure. */
import { type Finding, SEVERITIES } from '../model.js'

/** `2 critical`, `1 high`: the worst first, and those alone of which there is one. */
export const severityCounts = (findings: readonly Pick<Finding, 'severity'>[]): readonly string[] =>
  SEVERITIES.flatMap((severity) => {
    const number = findings.filter((each) => each.severity === severity).length
    return number === 0 ? [] : [`${number} ${severity}`]
  })
