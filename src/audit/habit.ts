/**
 * What a release does beside the habit of its package. Where nobody accepted a baseline, the release before this one may be the one
 * that brought an attack, and then nothing is new: so it is judged against an older one as well.
 */

import { diffBehaviour } from '../diff.js'
import type { Heuristic, JudgedSubject } from '../heuristic.js'
import { judge, worstFirst } from '../judge.js'
import { type Behaviour, type Finding, type NotEvaluated, type Release, severityRank } from '../model.js'

export interface Habit {
  /** Those that were given, and what is found against the older release alone; no fingerprint twice. */
  readonly findings: readonly Finding[]
  /** Fingerprints of what is found, or found to be worse, against the older release alone. */
  readonly early: ReadonlySet<string>
  readonly notEvaluated: readonly NotEvaluated[]
}

/**
 * @param subject as it was judged against the release before
 * @param findings of that judgement
 * @param older what it is judged against as well; `null` for nothing
 * @param tools `behaviourOf` may reject: then the older release is named as not evaluated
 */
export async function judgeHabit(
  subject: JudgedSubject & { readonly behaviour: Behaviour },
  findings: readonly Finding[],
  older: Release | null,
  {
    heuristics,
    behaviourOf,
  }: { readonly heuristics: readonly Heuristic[]; readonly behaviourOf: (release: Release) => Promise<Behaviour> },
): Promise<Habit> {
  if (older === null) return { findings, early: new Set(), notEvaluated: [] }
  const before = await behaviourOf(older).catch(() => null)
  if (before === null) {
    const what = 'what came before the last release'
    const why = `${older.version}, the release that it is judged against as well, can't be had`
    return { findings, early: new Set(), notEvaluated: [{ subject: subject.release.purl, what, why }] }
  }
  const against = {
    ...subject,
    baseline: { from: 'previous', release: older } as const,
    baselineBehaviour: before,
    change: diffBehaviour(before, subject.behaviour),
  }
  const all = new Map(findings.map((finding) => [finding.fingerprint, finding]))
  const early = new Set<string>()
  for (const finding of judge(against, heuristics).findings) {
    const known = all.get(finding.fingerprint)
    if (!isGrave(finding) || (known && severityRank(known.severity) <= severityRank(finding.severity))) continue
    all.set(finding.fingerprint, finding)
    early.add(finding.fingerprint)
  }
  return { findings: [...all.values()].sort(worstFirst), early, notEvaluated: [] }
}

/**
 * Over several releases a package learns much that it is free to. Of 93 releases of 34 servers against one two to six releases back, one
 * raised something new at high, of medium confidence: a server that had begun to ask npm for its configuration.
 */
const isGrave = ({ severity, confidence, facts }: Finding): boolean =>
  facts.length > 0 && (severity === 'critical' || (severity === 'high' && confidence === 'high'))

/** Says of what is found against the older release alone when it came: the change that is shown does not hold it. */
export function saidOfHabit(
  findings: readonly Finding[],
  { early }: Habit,
  { version }: Release,
  older: Release | null,
): readonly Finding[] {
  return findings.map((finding) => {
    if (older === null || !early.has(finding.fingerprint)) return finding
    const { since } = finding
    const came =
      since !== null && since.version !== version
        ? `it came with ${since.version}, and the last release has it, too`
        : `seen against ${older.version}, not against the last release`
    return { ...finding, message: `${finding.message} (${came})` }
  })
}
