/** How many findings of which severity, in words. Pure. */
import type { Finding } from '../../model.js'
import { severityCounts } from '../../report/severities.js'
import type { StandingFinding } from './hold.js'

type Weighed = Pick<Finding, 'severity'>

/** `2 critical and 1 high finding`. */
export function findingsInWords(findings: readonly Weighed[]): string {
  const parts = [...severityCounts(findings)]
  const last = parts.pop() ?? 'no'
  return `${[parts.join(', '), last].filter(Boolean).join(' and ')} finding${isOne(findings) ? '' : 's'}`
}

/** `2 high findings stand`. */
export const standingInWords = (findings: readonly Weighed[]): string =>
  `${findingsInWords(findings)} stand${isOne(findings) ? 's' : ''}`

/** Heuristics that are named. */
const NAMED = 3

/** What is found of a release that is held all the same: `2 high findings (secret-to-network)`; `null` where nothing is. */
export function heldDespite(standing: readonly StandingFinding[]): string | null {
  if (standing.length === 0) return null
  const named = [...new Set(standing.map(({ heuristic }) => heuristic))]
  const more = named.length - NAMED
  return `${findingsInWords(standing)} (${named.slice(0, NAMED).join(', ')}${more > 0 ? ` and ${more} more` : ''})`
}

const isOne = ({ length }: readonly Weighed[]): boolean => length === 1
