/** Which heuristics judge the code of a package below a server, and how much their findings count there. Pure. */
import { heuristics } from '../../../heuristics/index.js'
import type { Heuristic } from '../../heuristic.js'
import { type Baseline, type Finding, severityRank } from '../../model.js'

/** All that judge what a release does. */
export const judging: readonly Heuristic[] = heuristics.filter(
  ({ about }) => about === 'behaviour' || about === 'publishing',
)

export function weigh(findings: readonly Finding[], { baseline }: { readonly baseline: Baseline }): readonly Finding[] {
  if (process.env.RAW) return findings
  return baseline.release === null
    ? findings.filter(({ severity }) => severityRank(severity) <= severityRank('high'))
    : findings
}
