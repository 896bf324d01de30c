/** What decisions make of locks and configurations, and whether the next audit would block any of it. Nothing is written here. */
import type { Discovery } from '../../discover/discover.js'
import type { Host } from '../../host.js'
import { isSettled, refused, type Settled } from '../../lockfile/decide-servers.js'
import type { Finding, Lockfile, NotEvaluated } from '../../model.js'
import { coveredBy } from '../coverage.js'
import { findTargets, type PlannedConfigs, planTargets } from '../pin/configs.js'
import { type LockPlan, planLock } from '../pin/lock.js'
import { groupServers, type Server } from '../servers.js'
import type { Snapshot } from '../snapshot.js'
import type { Services } from '../workshop.js'
import { blockedLater, findingsLater, foundLater, type Later, withLater } from './later.js'
import { type CoveringLock, notSeenIn } from './locks.js'
import type { Subject } from './subjects.js'

/** One lock, the servers that it covers, and what was decided of them. */
export interface DecidedLock extends CoveringLock {
  readonly subjects: readonly Subject[]
  /** One for each of the subjects. */
  readonly decided: readonly Settled[]
  readonly decide: (lock: Lockfile | null) => readonly Settled[]
}

export interface AttemptedLock extends DecidedLock {
  readonly plan: LockPlan
  /** For each of the subjects what is found about it once all is written. */
  readonly later: readonly (readonly Finding[])[]
  /** What can't be written into configurations, of the servers of this lock. */
  readonly notPinned: readonly NotEvaluated[]
}

export interface Attempt {
  readonly locks: readonly AttemptedLock[]
  readonly pins: PlannedConfigs
}

export interface AttemptRequest {
  readonly host: Host
  readonly services: Services
  readonly snapshot: Snapshot
  readonly discover: (host: Host) => Promise<Discovery>
  readonly found: Discovery
  readonly configs: boolean
  readonly dir: string
  readonly signal?: AbortSignal | undefined
}

/** What the next audit would block is refused, and the rest is planned without it. */
export async function planAttempt(locks: readonly DecidedLock[], request: AttemptRequest): Promise<Attempt> {
  const attempt = await attempted(locks, request)
  const blocked = new Map(
    attempt.locks.flatMap(({ subjects, decided, later }) => {
      const why = blockedLater(decided, later, request.host.now())
      return subjects.flatMap(({ chosen }, index) => {
        const own = why[index] ?? null
        return chosen === null || own === null ? [] : [[chosen.report.id, own] as const]
      })
    }),
  )
  if (blocked.size === 0) return attempt
  return await planAttempt(
    locks.map((lock) => withRefused(lock, blocked)),
    request,
  )
}

/** @param why by id of the servers that are refused */
function withRefused(lock: DecidedLock, why: ReadonlyMap<string, string>): DecidedLock {
  const over = (decided: readonly Settled[]): readonly Settled[] =>
    decided.map((each, index) => {
      const own = why.get(lock.subjects[index]?.chosen?.report.id ?? '')
      return own === undefined || !isSettled(each) ? each : { ...each, ...refused(each.before, [own]) }
    })
  return { ...lock, decided: over(lock.decided), decide: (anew) => over(lock.decide(anew)) }
}

const NO_TARGETS: Awaited<ReturnType<typeof findTargets>> = { wanted: [], notEvaluated: [] }

async function attempted(locks: readonly DecidedLock[], request: AttemptRequest): Promise<Attempt> {
  const { host, services, snapshot, discover, found, configs, dir, signal } = request
  const targets = await Promise.all(
    locks.map(({ subjects, decided }) =>
      configs ? findTargets({ host, services, freeze: false, decided, servers: serversOf(subjects) }) : NO_TARGETS,
    ),
  )
  const wanted = targets.flatMap((each) => each.wanted)
  const pins = await planTargets(wanted, { snapshot, dir, everything: found.entries, discover })
  const after = new Map(pins.files.map((each) => [each.file, each.after]))
  const world = await snapshot.with(after)
  const changed = after.size === 0 ? found : await discover(world)
  signal?.throwIfAborted()
  const planned = await Promise.all(
    locks.map(async (lock, index) => {
      const servers = groupServers(coveredBy(lock.place, host, changed).entries)
      const later = after.size === 0 ? { servers, found: new Map() } : await foundLater(world, dir, servers)
      const notPinned = [...(targets[index]?.notEvaluated ?? []), ...pins.notEvaluated]
      return { ...planOver(lock, found, later), notPinned }
    }),
  )
  signal?.throwIfAborted()
  return { locks: planned, pins }
}

const serversOf = (subjects: readonly Subject[]): readonly Server[] => subjects.map(({ server }) => server)

function planOver(lock: DecidedLock, found: Discovery, later: Later): Omit<AttemptedLock, 'notPinned'> {
  const { place, old, isOwn, subjects, decided, decide } = lock
  const servers = serversOf(subjects)
  const whole = (each: readonly Settled[]): readonly Settled[] =>
    withLater(each, findingsLater(each, servers, later), (_, index) => {
      const decision = subjects[index]?.chosen?.choice.decision
      return decision?.type === 'accept' ? decision.acceptance : null
    })
  const all = whole(decided)
  const plan = planLock({
    ...{ place, old, isOwn, servers },
    after: later.servers,
    isUnseen: notSeenIn(found, place.covers),
    // Only what was decided here is written.
    forgotten: 'kept',
    decided: all,
    decide: (over) => {
      const now = decide(over)
      return isSameOutcome(decided, now) ? whole(now) : null
    },
  })
  return { ...lock, decided: all, plan, later: findingsLater(decided, servers, later) }
}

/** Whether over a lock that is another one by then the same servers would be written. */
const isSameOutcome = (before: readonly Settled[], now: readonly Settled[]): boolean =>
  now.every((each, index) => {
    const then = before[index]
    if (then === undefined || isSettled(then) !== isSettled(each)) return false
    return (then.standing === 'refused') === (each.standing === 'refused')
  })
