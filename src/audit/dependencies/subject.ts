/** What is asked about the packages below one server, and what is answered. */
import type {
  Baseline,
  Behaviour,
  DependencyReport,
  Failure,
  Finding,
  LockedServer,
  NotEvaluated,
  Release,
} from '../../model.js'
import type { SurveyedServer } from '../survey.js'

export interface DependencySubject {
  readonly server: SurveyedServer
  readonly release: Release
  readonly baseline: Baseline
  /** What the server's own code does; `null` where it was not read. */
  readonly behaviour: Behaviour | null
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
  /** Whether the code of all packages was read that came, moved or are young: what was not is no cleaner for it. */
  readonly complete: boolean
}
