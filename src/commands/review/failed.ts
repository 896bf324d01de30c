/** From what was thrown in a review to what is shown of it. */
import { failureOf } from '../../audit/failure.js'
import type { Failure, Stage } from '../../model.js'
import type { Loading } from '../../tui/state/model.js'

/** What a person asked for and can't be had is a failure with a next step, whoever says so. */
export function failed(error: unknown, stage: Stage, subject: string): Failure {
  const failure = failureOf(error, { stage, subject })
  const remedy = error instanceof Error && 'remedy' in error && typeof error.remedy === 'string' ? error.remedy : null
  return remedy === null ? failure : { ...failure, remedy }
}

/** Tells what came of a piece of work, whatever that is. */
export async function loading<T>(
  work: () => Promise<T>,
  [stage, subject]: readonly [Stage, string],
  tell: (result: Loading<T>) => void,
): Promise<void> {
  try {
    tell({ status: 'loaded', value: await work() })
  } catch (error) {
    tell({ status: 'failed', failure: failed(error, stage, subject) })
  }
}
