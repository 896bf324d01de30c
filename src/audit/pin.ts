/**
 * What `pin` would write: the audit's verdicts, turned into a lock and, where the person wants it, into exact specs in the
 * configurations. Nothing is written here.
 */
import { type AuditEvent, audit } from '../audit.js'
import type { Discovery } from '../discover/discover.js'
import type { Host } from '../host.js'
import { type Acceptance, type Decided, decideServers, refused } from '../lockfile/decide-servers.js'
import type { LockPlace } from '../lockfile/place.js'
import type { LockText } from '../lockfile/read.js'
import type { ConfigEdit, Lockfile, NotEvaluated, Report, Scope, ServerEntry, ServerReport } from '../model.js'
import type { FileChange } from '../write/changes.js'
import { conclude } from './conclude.js'
import { acknowledge } from './locked.js'
import { configChange, type PlannedConfigs, planConfigs } from './pin/configs.js'
import { decidingPart, type LockPlan, planLock } from './pin/lock.js'
import { releasesToday } from './pin/today.js'
import { blockedLater, findingsLater, foundLater, withLater } from './review/later.js'
import { groupServers, type Server } from './servers.js'
import type { Snapshot } from './snapshot.js'
import type { Services } from './workshop.js'

export interface PinRequest {
  readonly services: Services
  readonly place: LockPlace
  /** The lock that stands there; `null` where there is none. */
  readonly old: LockText | null
  /** Whether what it says is this user's own word: else all is judged as if there were none. */
  readonly isOwn: boolean
  readonly snapshot: Snapshot
  /** Finds the entries that the lock covers: on this machine, or on one whose files are other ones. */
  readonly discover: (host: Host) => Promise<Discovery>
  /** Whether nobody looked where such an entry would stand. */
  readonly isUnseen: (occurrence: { readonly client: string; readonly scope: Scope }) => boolean
  /** Servers whose findings may pass, by id. */
  readonly accepted: ReadonlySet<string>
  readonly acceptance: Acceptance | null
  /** Whether configurations are to start exactly what is locked. */
  readonly write: boolean
  /** And whether what is below it is held, too. */
  readonly freeze: boolean
  readonly dir: string
  /** All entries that were found, whether or not the lock covers them. */
  readonly everything: readonly ServerEntry[]
  /** False for `--no-deps`. */
  readonly dependencies?: boolean | undefined
  readonly signal?: AbortSignal | undefined
}

export interface PinPlan {
  readonly report: Report
  readonly decided: readonly Decided[]
  /** Keys of the lock whose servers are configured no more. */
  readonly gone: readonly string[]
  /** Configurations first, then the lock; empty where all stands as wanted. */
  readonly changes: readonly FileChange[]
  /** Servers in the new lock. */
  readonly servers: number
  /** Places of locked packages whose spec floats, and which are not written. */
  readonly floating: number
  /** Of the new lock. */
  readonly text: string
  /** Whether all that stands in it was reviewed by this user: now, or when it was locked. */
  readonly whole: boolean
}

/**
 * Never rejects for what files, packages or the network do.
 *
 * @throws the reason of `signal` where it is aborted; nothing else
 */
export async function planPin(
  host: Host,
  options: PinRequest,
  onEvent?: (event: AuditEvent) => void,
): Promise<PinPlan> {
  const { services, place, old, discover, snapshot, accepted, acceptance } = options
  const discovered = await discover(snapshot.host)
  const { dir, dependencies, signal } = options
  const locks = old === null || !options.isOwn ? [] : [{ ...place, ...old }]
  const audited = await audit(host, { services, discovered, locks, command: 'pin', dir, dependencies, signal }, onEvent)
  const servers = groupServers(discovered.entries)
  const circumstances = {
    lockedToday: await releasesToday(audited.servers, old === null ? null : services.registry),
    acceptance: ({ id }: ServerReport) => (accepted.has(id) ? acceptance : null),
  }
  const decide = (lock: Lockfile | null): readonly Decided[] => decideServers(lock, audited.servers, circumstances)
  const planned = await attempted({ host, options, servers, entries: discovered.entries, ...circumstances }, decide)
  const { decided, pins, lock } = planned
  return {
    report: pinReport(audited, decided, pins, host.now()),
    decided,
    gone: lock.gone,
    changes: [...pins.files.map((each) => configChange(each, pins)), ...(lock.change === null ? [] : [lock.change])],
    servers: lock.servers,
    text: lock.text,
    whole: lock.whole,
    floating: options.write ? 0 : floatingPlaces(decided),
  }
}

interface PinAttempt {
  readonly host: Host
  readonly options: PinRequest
  /** As they are configured. */
  readonly servers: readonly Server[]
  readonly entries: readonly ServerEntry[]
  readonly acceptance: (report: ServerReport) => Acceptance | null
}

type Decide = (lock: Lockfile | null) => readonly Decided[]

/** What the next audit would block once it is written is refused, and the rest is planned without it. */
async function attempted(
  asked: PinAttempt,
  decide: Decide,
): Promise<{ readonly decided: readonly Decided[]; readonly pins: PlannedConfigs; readonly lock: LockPlan }> {
  const { host, options, servers, acceptance } = asked
  const { old, isOwn, snapshot, dir } = options
  const first = decide(old && decidingPart(old.lock, isOwn))
  const pins = await planConfigs({ ...options, host, decided: first, servers })
  const after = new Map(pins.files.map((each) => [each.file, each.after]))
  const world = await snapshot.with(after)
  const changed = groupServers(after.size === 0 ? asked.entries : (await options.discover(world)).entries)
  const later = after.size === 0 ? { servers: changed, found: new Map() } : await foundLater(world, dir, changed)
  const whole = (each: readonly Decided[]): readonly Decided[] =>
    withLater(each, findingsLater(each, servers, later), ({ report }) => acceptance(report))
  const decided = whole(first)
  const blocked = blockedLater(decided, findingsLater(first, servers, later), host.now())
  if (blocked.some((why) => why !== null)) {
    const why = new Map(decided.map(({ report }, index) => [report.id, blocked[index] ?? null]))
    return await attempted(asked, (over) => decide(over).map((each) => withoutBlocked(each, why)))
  }
  const lock = planLock({ ...options, servers, after: changed, decided, decide: (over) => whole(decide(over)) })
  return { decided, pins, lock }
}

function withoutBlocked(each: Decided, blocked: ReadonlyMap<string, string | null>): Decided {
  const why = blocked.get(each.report.id) ?? null
  return why === null ? each : { ...each, ...refused(each.before, [why]) }
}

function pinReport(
  audited: Report,
  decided: readonly Decided[],
  pins: { readonly edits: readonly ConfigEdit[]; readonly notEvaluated: readonly NotEvaluated[] },
  now: Date,
): Report {
  const left = decided.filter(({ standing }) => standing === 'refused')
  const acknowledged = new Map(decided.map(({ report, locked }) => [report.id, locked?.acknowledged ?? []]))
  const report: Omit<Report, 'conclusion'> = {
    ...audited,
    servers: audited.servers.map((server) => ({
      ...server,
      findings: acknowledge(server.findings, acknowledged.get(server.id) ?? [], now),
    })),
    notEvaluated: [...audited.notEvaluated, ...pins.notEvaluated],
    locked: decided.flatMap(({ report, standing, locked }) =>
      standing === 'refused' || locked === null
        ? []
        : [{ server: report.id, purl: locked.purl, integrity: locked.integrity }],
    ),
    refused: left.map(({ report, remarks }) => ({ server: report.id, why: remarks.join('; ') })),
    edits: pins.edits,
  }
  const { conclusion } = conclude({ ...report, servers: [] }, { failOn: 'high', strict: false })
  return { ...report, conclusion: conclusion === 'pass' && left.length > 0 ? 'fail' : conclusion }
}

const floatingPlaces = (decided: readonly Decided[]): number =>
  decided
    .filter(({ report, standing }) => standing !== 'refused' && report.package?.ecosystem === 'npm')
    .filter(({ report }) => report.package?.floating)
    .reduce((sum, { report }) => sum + report.occurrences.length, 0)
