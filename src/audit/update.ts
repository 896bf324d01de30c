/**
 * Newer releases than the locked ones, judged by what they do: which of them go into the lock, and what changes for it in the
 * configurations. Nothing is written here.
 */
import pLimit from 'p-limit'
import { DEFAULT_CONCURRENCY, type ProgressEvent } from '../audit.js'
import type { Discovery } from '../discover/discover.js'
import type { Host } from '../host.js'
import type { Acceptance } from '../lockfile/decide-servers.js'
import { lockedOccurrence } from '../lockfile/entry.js'
import { matchServers } from '../lockfile/match.js'
import type { OpenLock } from '../lockfile/place.js'
import { portable } from '../lockfile/portable.js'
import { parseLock } from '../lockfile/read.js'
import { printLock } from '../lockfile/write.js'
import type { LockedServer, Lockfile, Report, ServerEntry } from '../model.js'
import type { FileChange } from '../write/changes.js'
import { conclude, worstFirst } from './conclude.js'
import { frozenSince } from './frozen.js'
import { type PlannedConfigs, planConfigs } from './pin/configs.js'
import { refsOf } from './pin/refs.js'
import { groupServers, type Server } from './servers.js'
import type { Snapshot } from './snapshot.js'
import { judgeUpdate, type Updated, type UpdateQuestion } from './update/judge.js'
import { type Services, workshop } from './workshop.js'

export interface UpdateRequest {
  readonly services: Services
  readonly lock: OpenLock
  readonly snapshot: Snapshot
  /** Finds the entries that the lock covers: on this machine, or on one whose files are other ones. */
  readonly discover: (host: Host) => Promise<Discovery>
  /** All entries that were found, whether or not the lock covers them. */
  readonly everything: readonly ServerEntry[]
  /** Ids of the servers that are meant; empty for all. */
  readonly named: ReadonlySet<string>
  /** Why the findings of named servers may pass; `null` where nobody says so. */
  readonly acceptance: Acceptance | null
  /** Milliseconds; younger releases are left alone. */
  readonly minAge: number
  /** Whether exact specs in configurations are moved. */
  readonly write: boolean
  readonly dir: string
  /** False for `--no-deps`. */
  readonly dependencies?: boolean | undefined
  readonly signal?: AbortSignal | undefined
}

export interface UpdatePlan {
  readonly report: Report
  /** In the order of the report's servers. */
  readonly updates: readonly Updated[]
  /** Servers that are configured, and of which there is nothing to update: of other kinds, or not in the lock. */
  readonly others: { readonly kinds: number; readonly unknown: number }
  /** Configurations first, then the lock; empty where all stands as wanted. */
  readonly changes: readonly FileChange[]
}

/** @throws the reason of `signal` where it is aborted; nothing else */
export async function planUpdate(
  host: Host,
  options: UpdateRequest,
  onEvent: (event: ProgressEvent) => void = () => {},
): Promise<UpdatePlan> {
  const { services, lock, snapshot, discover, named, signal, dependencies } = options
  const discovered = await discover(snapshot.host)
  const servers = groupServers(discovered.entries)
  const { questions, others } = questionsOf(servers, lock.lock, options)
  onEvent({ type: 'discovered', servers: questions })
  const shop = workshop(services)
  const limit = pLimit(DEFAULT_CONCURRENCY)
  const answers = await Promise.all(
    questions.map((question) =>
      limit(async () => {
        signal?.throwIfAborted()
        const { server } = question
        const doing = (what: string): void => onEvent({ type: 'doing', server: server.id, what })
        const answer = await judgeUpdate(question, shop, { now: host.now(), doing, signal, dependencies })
        onEvent({ type: 'done' })
        return answer
      }),
    ),
  )
  const judged = answers.map(({ updated }) => updated)
  const { updates, pins, specs } = await moveSpecs(host, judged, servers, options)
  const changes: FileChange[] = pins.files.map(({ file, before, after }) => ({
    file,
    before,
    after,
    again: (current) => pins.again(file, current),
  }))
  const accepted = updates.filter(({ standing }) => standing === 'updated').map((each) => withSpec(each, specs))
  if (accepted.length > 0) changes.push(lockChange(lock, accepted))
  const reports = worstFirst(updates.map(({ report }) => report))
  const order = new Map(reports.map((report, index) => [report.id, index]))
  const refused = updates.filter(({ standing }) => standing === 'refused')
  const report: Omit<Report, 'conclusion'> = {
    command: 'update',
    servers: reports,
    failures: [...discovered.failures, ...answers.flatMap(({ failures }) => failures)],
    notEvaluated: [...answers.flatMap(({ notEvaluated }) => notEvaluated), ...pins.notEvaluated],
    searched: discovered.searched,
    locked: accepted.map(({ report: { id }, locked: { purl, integrity } }) => ({ server: id, purl, integrity })),
    refused: refused.map(({ report: { id }, remarks }) => ({ server: id, why: remarks.join('; ') })),
    edits: pins.edits,
  }
  const { conclusion } = conclude({ ...report, servers: [] }, { failOn: 'high', strict: false })
  return {
    report: { ...report, conclusion: conclusion === 'pass' && refused.length > 0 ? 'fail' : conclusion },
    updates: updates.toSorted((a, b) => (order.get(a.report.id) ?? 0) - (order.get(b.report.id) ?? 0)),
    others: named.size > 0 ? { kinds: 0, unknown: 0 } : others,
    changes,
  }
}

function questionsOf(
  servers: readonly Server[],
  lock: Lockfile,
  { named, acceptance, minAge, write }: UpdateRequest,
): { readonly questions: readonly UpdateQuestion[]; readonly others: UpdatePlan['others'] } {
  const recognised = servers.map((server) => ({
    ...server,
    server,
    configured: server.entries.map(({ entry }) => lockedOccurrence(entry)),
  }))
  const found = matchServers(lock, recognised)
  const questions = recognised.flatMap((each): UpdateQuestion[] => {
    const { server, configured, package: ref } = each
    const match = found.get(each)
    if (match === undefined || ref?.ecosystem !== 'npm') return []
    const isNamed = named.has(server.id)
    return named.size > 0 && !isNamed
      ? []
      : [{ server, ref, configured, ...match, named: isNamed, acceptance, minAge, write }]
  })
  const unknown = recognised.filter((each) => !found.has(each)).length
  const kinds = recognised.filter((each) => found.has(each) && each.package?.ecosystem !== 'npm').length
  return { questions, others: { kinds, unknown } }
}

/**
 * Exact specs go with the lock or not at all: where an entry can't be moved, the release of its server stays as it is, in the
 * lock and in all of its entries.
 */
async function moveSpecs(
  host: Host,
  judged: readonly Updated[],
  servers: readonly Server[],
  options: UpdateRequest,
): Promise<{
  readonly updates: readonly Updated[]
  readonly pins: PlannedConfigs
  /** Key in the lock → spec as it will be written. */
  readonly specs: ReadonlyMap<string, string>
}> {
  const { snapshot, discover, write } = options
  let updates = judged
  for (;;) {
    const moving = updates.filter((each) => isMoving(each, servers, write))
    const decided = moving.map((each) => ({ ...each, standing: 'changed' as const }))
    const pins = await planConfigs({
      ...options,
      host,
      decided,
      servers,
      write: write && moving.length > 0,
      freeze: false,
      moves: true,
    })
    const after = new Map(pins.files.map((each) => [each.file, each.after]))
    const entries = after.size === 0 ? [] : (await discover(await snapshot.with(after))).entries
    const specs = new Map<string, string>()
    const stuck = new Set<string>()
    for (const each of moving) {
      const server = servers.find(({ id }) => id === each.report.id)
      const now = (server?.entries ?? []).map(({ entry }) => specIn(entry, each, entries))
      const [spec] = now
      if (spec == null || now.some((other) => other !== spec)) stuck.add(each.key)
      else specs.set(each.key, spec)
    }
    if (stuck.size === 0) return { updates, pins, specs }
    updates = updates.map((each) => (stuck.has(each.key) ? unmoved(each) : each))
  }
}

/** Whether its entries have to name another version, or another moment until which packages are taken. */
function isMoving({ standing, from, to, report }: Updated, servers: readonly Server[], write: boolean): boolean {
  if (standing !== 'updated' || report.package === null || report.package.floating) return false
  const server = servers.find(({ id }) => id === report.id)
  return from !== to || (write && server !== undefined && frozenSince(server) !== null)
}

/** What an entry will name; `null` where that is not the version that is to be locked. */
function specIn(entry: ServerEntry, { report, to }: Updated, entries: readonly ServerEntry[]): string | null {
  const { place, client, scope, name } = entry
  const now = entries.find(
    (each) =>
      each.client === client &&
      each.scope === scope &&
      each.name === name &&
      each.place.file === place.file &&
      each.place.pointer === place.pointer,
  )
  const ref = report.package
  if (now === undefined || ref === null || to === null) return null
  const { spec, selector } = ref
  const moved = refsOf(now, { ...ref, spec: respelled(spec, selector.value, to) })[0]
  return moved?.selector.value === to ? moved.spec : null
}

/** The spec with another version behind its name. */
const respelled = (spec: string, from: string, to: string): string =>
  spec.endsWith(from) ? `${spec.slice(0, spec.length - from.length)}${to}` : spec

const unmoved = (each: Updated): Updated => ({
  ...each,
  standing: 'left',
  locked: each.before,
  remarks: [`${each.to} is judged ${each.report.score.verdict}; not every entry of it can be moved`, ...each.remarks],
})

const withSpec = (each: Updated, specs: ReadonlyMap<string, string>): Updated => {
  const spec = specs.get(each.key)
  return spec === undefined ? each : { ...each, locked: { ...each.locked, spec: portable(spec) } }
}

function lockChange({ file, lock, text }: OpenLock, accepted: readonly Updated[]): FileChange {
  const over = (old: Lockfile, like: string): string => {
    const servers = new Map(old.servers)
    for (const { key, locked } of accepted) servers.set(key, locked)
    return printLock({ lockfileVersion: 1, servers }, like)
  }
  return {
    file,
    before: text,
    after: over(lock, text),
    again: async (current) => {
      const now = parseLock(current, file)
      // What somebody else decided about the same server meanwhile is not written over.
      const same = accepted.every(({ key, before }) => printed(now.servers.get(key)) === printed(before))
      return same ? over(now, current) : null
    },
  }
}

const printed = (server: LockedServer | undefined): string | null =>
  server === undefined ? null : printLock({ lockfileVersion: 1, servers: new Map([['npm:x', server]]) })
