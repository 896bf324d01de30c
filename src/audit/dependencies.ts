/** The packages below a server: resolved as npm would, compared with the baseline's, and judged. */
import type { Baseline, DependencyReport, Failure, Finding, LockedServer, NotEvaluated, Release } from '../model.js'
import type { EvaluateOptions } from './evaluate.js'
import type { SurveyedServer } from './survey.js'
import type { Workshop } from './workshop.js'

export interface DependencySubject {
  readonly server: SurveyedServer
  readonly release: Release
  readonly baseline: Baseline
  /** The lock's entry; `null` without one. */
  readonly locked: LockedServer | null
  /** The entry's own registry. */
  readonly registry: string | undefined
}

export interface DependencyEvaluation {
  /** `null` where the tree could not be resolved. */
  readonly report: DependencyReport | null
  readonly findings: readonly Finding[]
  readonly failures: readonly Failure[]
  readonly notEvaluated: readonly NotEvaluated[]
}

/** Rejects only where the signal is aborted. */
export async function auditDependencies(
  { release }: DependencySubject,
  _shop: Workshop,
  _options: EvaluateOptions,
): Promise<DependencyEvaluation> {
  const why = 'this version judges packages, and not yet the trees below them'
  return {
    report: null,
    findings: [],
    failures: [],
    notEvaluated: [{ subject: release.purl, what: 'dependencies', why }],
  }
}
