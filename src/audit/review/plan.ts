/**
 * What a person decided in a review, as changes to locks and configurations, by the same parts as `pin`. Nothing is written here.
 */
import type { Discovery } from '../../discover/discover.js'
import type { Host } from '../../host.js'
import type { Settled } from '../../lockfile/decide-servers.js'
import type { Lockfile, Report } from '../../model.js'
import { shortener } from '../../report/home.js'
import type { FileChange } from '../../write/changes.js'
import { coveredBy } from '../coverage.js'
import { configChange } from '../pin/configs.js'
import { decidingPart } from '../pin/lock.js'
import { releasesToday } from '../pin/today.js'
import { groupServers } from '../servers.js'
import { snapshotOf } from '../snapshot.js'
import type { Services } from '../workshop.js'
import { type DecidedLock, planAttempt } from './attempt.js'
import type { Choice } from './choice.js'
import { chosenIn } from './chosen.js'
import { decideChoices } from './decide.js'
import { type CoveringLock, locksFor } from './locks.js'
import type { ReviewCircumstances } from './question.js'
import { type Remark, remarksOn } from './remarks.js'
import { chosenAmong, type Subject, subjectsOf } from './subjects.js'
import { type SummaryLine, summaryOf } from './summary.js'
import { wholeness } from './wholeness.js'

export type { Choice } from './choice.js'

export interface ReviewRequest {
  readonly services: Services
  /** As audited in this review. */
  readonly report: Report
  /** By id of the report's servers. */
  readonly choices: ReadonlyMap<string, Choice>
  /** Finds what is configured: on this machine as it is now, or on one whose files are other ones. */
  readonly discover: (host: Host) => Promise<Discovery>
  /** Whether configurations are to start exactly what is locked. */
  readonly configs: boolean
  /** The project; absolute. */
  readonly dir: string
  /** A lock in place of all others. */
  readonly lockfile?: string | undefined
  readonly dependencies?: boolean | undefined
  readonly signal?: AbortSignal | undefined
}

export interface ReviewPlan {
  /** Configurations first, then locks; empty where all stands as wanted. */
  readonly changes: readonly FileChange[]
  /** Those that decisions are about, also where they stand as wanted. */
  readonly locks: readonly PlannedLock[]
  readonly remarks: readonly Remark[]
  /** All that is written, and nothing that is refused: a line for each server. */
  readonly summary: readonly SummaryLine[]
  /** Ids of servers whose decisions are in it. */
  readonly servers: readonly string[]
}

export interface PlannedLock {
  readonly file: string
  readonly text: string
  /** Whether this user's touchstone may take it at its word afterwards: see `rememberLock`. */
  readonly remember: boolean
}

/**
 * Reads locks and configurations anew: what changed since the audit is taken as it is now, and a decision about a server that is
 * configured otherwise by now is refused with the reason.
 *
 * @throws LockError where a lock can't be used; the reason of `signal`; nothing else
 */
export async function planReview(host: Host, request: ReviewRequest): Promise<ReviewPlan> {
  const { configs, signal } = request
  const snapshot = snapshotOf(host)
  const found = await request.discover(snapshot.host)
  signal?.throwIfAborted()
  const now = groupServers(found.entries)
  const asked = chosenIn(request.report, request.choices)
  const { chosen, changed } = chosenAmong(now, asked.chosen)
  const locks: DecidedLock[] = []
  for (const lock of await locksFor(host, found, [...chosen.keys()], request)) {
    const covered = groupServers(coveredBy(lock.place, host, found).entries)
    locks.push(await decided(lock, subjectsOf(covered, now, chosen, host.now()), request))
  }
  signal?.throwIfAborted()
  const { locks: planned, pins } = await planAttempt(locks, { ...request, host, snapshot, found })
  const short = shortener(host.home)
  const remarks = [...asked.remarks, ...remarksOn(changed, planned, configs, short)]
  const refused = new Set(remarks.flatMap((each) => (each.refused ? [each.server] : [])))
  return {
    changes: [
      ...pins.files.map((each) => configChange(each, pins)),
      ...planned.flatMap(({ plan }) => plan.change ?? []),
    ],
    locks: planned.map(({ place, plan: { text, whole } }) => ({
      file: place.file,
      text,
      remember: whole && place.covers === 'project',
    })),
    remarks,
    summary: summaryOf(planned, pins.edits, short),
    servers: [...new Set([...chosen.values()].map(({ report }) => report.id))].filter((id) => !refused.has(id)),
  }
}

async function decided(
  lock: CoveringLock,
  subjects: readonly Subject[],
  { services, report, dependencies }: ReviewRequest,
): Promise<DecidedLock> {
  const { old, isOwn } = lock
  const asked = subjects.flatMap((each) => (each.chosen === null ? [] : [each.report]))
  const circumstances: ReviewCircumstances = {
    isOwn,
    lockedToday: await releasesToday(asked, services.registry),
    isWhole: wholeness(report, { dependencies }),
  }
  const decide = (over: Lockfile | null): readonly Settled[] => decideChoices(over, subjects, circumstances)
  return { ...lock, subjects, decide, decided: decide(old && decidingPart(old.lock, isOwn)) }
}
