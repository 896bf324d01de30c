/** Writes what was planned, as `pin` does, and remembers the locks that are this user's own word now. */
import type { ReviewPlan } from '../../audit/review/plan.js'
import type { Host } from '../../host.js'
import { rememberLock } from '../../lockfile/own-locks.js'
import type { Written } from '../../tui/state/model.js'
import { applyChanges } from '../changes.js'

/** Never rejects. @param plan absent where another one was made since */
export async function writePlan(host: Host, plan: ReviewPlan | undefined): Promise<Written> {
  if (plan === undefined) {
    const remedy = 'Look at the changes again.'
    return {
      files: [],
      servers: [],
      failures: [{ stage: 'write', subject: 'review', message: 'the changes were planned anew meanwhile', remedy }],
    }
  }
  const { failures, missing } = await applyChanges(host, plan.changes)
  for (const { file, text, remember } of plan.locks) {
    if (remember && !missing.has(file)) await rememberLock(host, file, text)
  }
  const files = plan.changes.map(({ file }) => file).filter((file) => !missing.has(file))
  // A decision stands when the lock says so; where that was not written, it is still to be written.
  const isLocked = plan.locks.every(({ file }) => !missing.has(file)) && failures.length === 0
  return { files, failures, servers: isLocked ? plan.servers : [] }
}
