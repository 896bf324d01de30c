/** `touchstone update [server…]`: newer releases than the locked ones, judged by what they do, and locked where they may be trusted. */

import { coveredBy } from '../audit/coverage.js'
import { discoverFor } from '../audit/inventory.js'
import { groupServers } from '../audit/servers.js'
import { snapshotOf } from '../audit/snapshot.js'
import { inWords } from '../audit/update/candidate.js'
import { planUpdate, type UpdatePlan } from '../audit/update.js'
import { folders, type Host } from '../host.js'
import { rememberLock } from '../lockfile/own-locks.js'
import type { OpenLock } from '../lockfile/place.js'
import type { Failure } from '../model.js'
import { toJson } from '../report/json.js'
import { colorWanted, unicodeWanted } from '../report/style.js'
import { renderUpdate, type UpdateReport } from '../report/update.js'
import { printableJson } from '../report/visible.js'
import { writeChanges } from '../write/changes.js'
import { acceptanceOf, acceptedIn } from './acceptance.js'
import { ageOf } from './age.js'
import { type DiscoveryOptions, discoveryOf, projectOf } from './discovery.js'
import { type Io, UsageError } from './io.js'
import { lockToCompare, requireOwn } from './locks.js'
import type { SharedOptions } from './options.js'
import { deliver } from './output.js'
import { tool } from './package.js'
import { followAudit, warnings } from './progress.js'
import { openServices } from './services.js'

export interface UpdateOptions extends SharedOptions, DiscoveryOptions {
  /** `3d`, `12h`, `0`. */
  readonly minAge?: string
  readonly reason?: string
  readonly until?: string
  readonly by?: string
  readonly write?: boolean
  readonly dryRun?: boolean
  readonly dir?: string
}

export async function update(io: Io, host: Host, servers: readonly string[], options: UpdateOptions): Promise<number> {
  const acceptance = acceptanceFor(host, servers, options)
  const minAge = ageOf('--min-age', options.minAge ?? '3d')
  const discovery = await discoveryOf(host, options.dir, options)
  const dir = projectOf(host, options.dir)
  const lock = await lockToCompare(host, dir, options)
  await requireOwn(host, lock)
  const snapshot = snapshotOf(host)
  const found = await discoverFor(snapshot.host, discovery)
  const covered = coveredBy(lock, host, found)
  const named = acceptedIn(groupServers(covered.entries), servers)

  const services = await openServices(host, options, warnings(io, options))
  const progress = followAudit(io, host, options)
  let plan: UpdatePlan
  try {
    plan = await planUpdate(
      host,
      {
        services,
        lock,
        snapshot,
        discover: async (world) =>
          world === snapshot.host ? covered : coveredBy(lock, host, await discoverFor(world, discovery)),
        everything: found.entries,
        named,
        acceptance,
        minAge,
        write: options.write ?? false,
        dir,
        dependencies: options.deps,
        signal: io.signal,
      },
      progress.event,
    )
  } finally {
    progress.stop()
    await services.close()
  }
  io.signal?.throwIfAborted()
  if (options.dryRun) return await show(io, host, plan, lock, options)
  const report = await written(host, plan, lock)
  const made = plan.changes.find(({ file }) => file === lock.file)
  if (made !== undefined && report.lock.change === 'changed' && lock.covers === 'project') {
    await rememberLock(host, lock.file, made.after)
  }
  return await emit(io, host, report, options)
}

/** A reason alone accepts nothing, and a named server that may be trusted needs none. */
function acceptanceFor(host: Host, servers: readonly string[], { reason, until, by }: UpdateOptions) {
  if (servers.length === 0 && (reason ?? until ?? by) !== undefined) {
    throw new UsageError(
      '--reason, --until and --by speak of servers that are named, and none is',
      'Name them: `touchstone update <server> --reason "…"`.',
    )
  }
  if (servers.length === 0 || (reason ?? until ?? by) === undefined) return null
  if (reason === undefined) throw new UsageError('--until and --by need a reason', 'Add --reason "…".')
  return acceptanceOf({ accept: servers, reason, ...(until && { until }), ...(by && { by }) }, host.now())
}

async function written(host: Host, plan: UpdatePlan, lock: OpenLock): Promise<UpdateReport> {
  const { changes } = plan
  if (changes.length === 0) return reportOf(plan, lock)
  const { written: done, failures } = await writeChanges(changes, folders(host).state)
  return reportOf(plan, lock, failures, new Set(changes.map(({ file }) => file).filter((file) => !done.includes(file))))
}

/** @param missing files that should have been written, and were not */
function reportOf(
  { report, updates, others, changes }: UpdatePlan,
  { file }: OpenLock,
  failures: readonly Failure[] = [],
  missing: ReadonlySet<string> = new Set(),
  dryRun = false,
): UpdateReport {
  const changed = changes.some((each) => each.file === file)
  return {
    ...report,
    conclusion: failures.length > 0 ? 'incomplete' : report.conclusion,
    failures: [...report.failures, ...failures],
    locked: missing.has(file) ? [] : (report.locked ?? []),
    edits: report.edits?.filter((each) => !missing.has(each.file)) ?? [],
    updates: updates.map(({ report: server, standing, from, to, age, remarks }) => ({
      ...{ server, standing, from, to, remarks },
      age: age === null ? null : inWords(age),
    })),
    lock: { file, change: missing.has(file) ? 'failed' : changed ? 'changed' : 'unchanged' },
    unknown: others.unknown,
    dryRun,
  }
}

const json = (report: UpdateReport): string => printableJson(toJson(report, tool()))

const emit = (io: Io, host: Host, report: UpdateReport, options: UpdateOptions): Promise<number> =>
  deliver(io, host, report, { json, text: (result, layout) => renderUpdate(result, layout) }, options)

/** The difference is the result, which a program may read on; what people should know of it goes beside it. */
async function show(io: Io, host: Host, plan: UpdatePlan, lock: OpenLock, options: UpdateOptions): Promise<number> {
  const { diffOf } = await import('./pin-diff.js')
  const report = reportOf(plan, lock, [], new Set(), true)
  const code = await deliver(io, host, report, { json, text: () => diffOf(plan.changes, lock.file, host) }, options)
  if (!options.json && !options.quiet) {
    io.stderr.write(
      renderUpdate(report, {
        columns: io.stderr.columns ?? 80,
        color: colorWanted(host.env, io.stderr, options.color !== false),
        unicode: unicodeWanted(host.env, host.platform),
        home: host.home,
      }),
    )
  }
  return code
}
