/** Writes what was planned, as `pin` does, and remembers the locks that are this user's own word now. */
import { failureOf } from '../../audit/failure.js'
import type { ReviewPlan } from '../../audit/review/plan.js'
import type { Host } from '../../host.js'
import { rememberLock } from '../../lockfile/own-locks.js'
import type { Failure } from '../../model.js'
import type { Written } from '../../tui/state/model.js'
import { applyChanges } from '../changes.js'

/**
 * What was shown, and nothing else: where files are others by now, or what is to be written would be something else, nothing is
 * touched and the person looks again. Never rejects.
 *
 * @param asked what was shown, and what makes it from the files as they are now; `null` where another one was made since
 */
export async function writePlan(
  host: Host,
  asked: { readonly plan: ReviewPlan; readonly make: () => Promise<ReviewPlan> } | null,
): Promise<Written> {
  if (asked === null) return nothing([changed('review', 'the changes were planned anew meanwhile')])
  let plan: ReviewPlan
  try {
    plan = await asked.make()
  } catch (error) {
    return nothing([failureOf(error, { stage: 'write', subject: 'review' })])
  }
  const others = changedFiles(asked.plan, plan)
  if (others.length > 0) return nothing(others.map((file) => changed(file, 'changed since it was shown')))
  // A file that changes in this moment is left as it is: what would be made of it, nobody has seen.
  const changes = plan.changes.map(({ again: _, ...change }) => change)
  const { failures, missing } = await applyChanges(host, changes)
  for (const { file, text, remember } of plan.locks) {
    if (remember && !missing.has(file)) await rememberLock(host, file, text)
  }
  const files = plan.changes.map(({ file }) => file).filter((file) => !missing.has(file))
  // A decision stands when the lock says so; where that was not written, it is still to be written.
  const isLocked = plan.locks.every(({ file }) => !missing.has(file)) && failures.length === 0
  return { files, failures: failures.map(looksAgain), servers: isLocked ? plan.servers : [] }
}

const LOOK_AGAIN = 'w looks at the files anew.'

const nothing = (failures: readonly Failure[]): Written => ({ files: [], servers: [], failures })

const changed = (subject: string, message: string): Failure => ({
  stage: 'write',
  subject,
  message: `${message}: nothing is written`,
  remedy: LOOK_AGAIN,
})

/** What is another by now, where one plan makes something else than the other: files that changed, else all that is planned. */
function changedFiles(shown: ReviewPlan, now: ReviewPlan): readonly string[] {
  const contentOf = ({ changes }: ReviewPlan) => new Map(changes.map(({ file, before }) => [file, before]))
  const [before, after] = [contentOf(shown), contentOf(now)]
  const others = [...before].filter(([file, text]) => after.has(file) && after.get(file) !== text)
  if (others.length > 0) return others.map(([file]) => file)
  const told = ({ changes, servers, remarks, summary }: ReviewPlan): string =>
    JSON.stringify([changes.map((each) => [each.file, each.after]), servers, remarks, summary])
  return told(shown) === told(now) ? [] : ['what is configured or locked']
}

/** Whoever writes says what to do on a command line. */
const looksAgain = (failure: Failure): Failure => ({
  ...failure,
  remedy: failure.remedy.replace('Run this again.', LOOK_AGAIN),
})
