/**
 * What a person decided in a review, as changes to locks and configurations, by the same parts as `pin`. Nothing is written here.
 */
import type { Discovery } from '../../discover/discover.js'
import type { Host } from '../../host.js'
import { isSettled, type Settled } from '../../lockfile/decide-servers.js'
import type { Finding, Lockfile, Report } from '../../model.js'
import type { FileChange } from '../../write/changes.js'
import { coveredBy } from '../coverage.js'
import { configChange, findTargets, planTargets } from '../pin/configs.js'
import { decidingPart, type LockPlan, planLock } from '../pin/lock.js'
import { releasesToday } from '../pin/today.js'
import { groupServers, type Server } from '../servers.js'
import { snapshotOf } from '../snapshot.js'
import type { Services } from '../workshop.js'
import type { Choice } from './choice.js'
import { decideChoices } from './decide.js'
import { foundLater, withLater } from './later.js'
import { type CoveringLock, locksFor, notSeenIn } from './locks.js'
import type { ReviewCircumstances } from './question.js'
import { type Remark, remarksOn } from './remarks.js'
import { type Chosen, chosenAmong, type Subject, subjectsOf } from './subjects.js'
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
  /** Ids of servers whose decisions are in it. */
  readonly servers: readonly string[]
}

export interface PlannedLock {
  readonly file: string
  readonly text: string
  /** Whether this user's touchstone may take it at its word afterwards: see `rememberLock`. */
  readonly remember: boolean
}

/** One lock, the servers that it covers, and what was decided of them. */
interface DecidedLock extends CoveringLock {
  readonly subjects: readonly Subject[]
  readonly decided: readonly Settled[]
  readonly decide: (lock: Lockfile | null) => readonly Settled[]
}

/**
 * Reads locks and configurations anew: what changed since the audit is taken as it is now, and a decision about a server that is
 * configured otherwise by now is refused with the reason.
 *
 * @throws LockError where a lock can't be used; the reason of `signal`; nothing else
 */
export async function planReview(host: Host, request: ReviewRequest): Promise<ReviewPlan> {
  const { services, configs, dir, signal } = request
  const snapshot = snapshotOf(host)
  const found = await request.discover(snapshot.host)
  signal?.throwIfAborted()
  const now = groupServers(found.entries)
  const { chosen, changed } = chosenAmong(now, chosenOf(request))
  const locks: DecidedLock[] = []
  for (const lock of await locksFor(host, found, [...chosen.keys()], request)) {
    const covered = groupServers(coveredBy(lock.place, host, found).entries)
    locks.push(await decided(lock, subjectsOf(covered, now, chosen, host.now()), request))
  }
  signal?.throwIfAborted()

  const targets = await Promise.all(
    locks.map(({ subjects, decided }) =>
      configs ? findTargets({ host, services, freeze: false, decided, servers: serversOf(subjects) }) : NO_TARGETS,
    ),
  )
  const wanted = targets.flatMap((each) => each.wanted)
  const pins = await planTargets(wanted, { snapshot, dir, everything: found.entries, discover: request.discover })
  const after = new Map(pins.files.map((each) => [each.file, each.after]))
  const world = await snapshot.with(after)
  const later = after.size === 0 ? found : await request.discover(world)
  signal?.throwIfAborted()
  const planned = await Promise.all(
    locks.map(async (lock, index) => {
      const servers = groupServers(coveredBy(lock.place, host, later).entries)
      const about = after.size === 0 ? new Map() : await foundLater(world, dir, servers)
      const notPinned = [...(targets[index]?.notEvaluated ?? []), ...pins.notEvaluated]
      return { ...lock, plan: planOver(lock, found, servers, about), notPinned }
    }),
  )
  signal?.throwIfAborted()
  const remarks = remarksOn(changed, planned, configs)
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
    servers: [...new Set([...chosen.values()].map(({ report }) => report.id))].filter((id) => !refused.has(id)),
  }
}

const NO_TARGETS: Awaited<ReturnType<typeof findTargets>> = { wanted: [], notEvaluated: [] }

const chosenOf = ({ report, choices }: ReviewRequest): readonly Chosen[] =>
  report.servers.flatMap((each) => {
    const choice = choices.get(each.id)
    const isEmpty = choice === undefined || (choice.decision === null && choice.acknowledged.length === 0)
    return isEmpty ? [] : [{ report: each, choice }]
  })

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

const serversOf = (subjects: readonly Subject[]): readonly Server[] => subjects.map(({ server }) => server)

/** @param about what is found about the servers as they will be configured, by id */
function planOver(
  { place, old, isOwn, subjects, decided, decide }: DecidedLock,
  found: Discovery,
  after: readonly Server[],
  about: ReadonlyMap<string, readonly Finding[]>,
): LockPlan {
  const whole = (each: readonly Settled[]): readonly Settled[] => withLater(each, subjects, after, about)
  return planLock({
    ...{ place, old, isOwn, after },
    isUnseen: notSeenIn(found, place.covers),
    // Only what was decided here is written.
    forgotten: 'kept',
    servers: serversOf(subjects),
    decided: whole(decided),
    decide: (over) => {
      const now = decide(over)
      return isSameOutcome(decided, now) ? whole(now) : null
    },
  })
}

/** Whether over a lock that is another one by then the same servers would be written. */
const isSameOutcome = (before: readonly Settled[], now: readonly Settled[]): boolean =>
  now.every((each, index) => {
    const then = before[index]
    if (then === undefined || isSettled(then) !== isSettled(each)) return false
    return (then.standing === 'refused') === (each.standing === 'refused')
  })
