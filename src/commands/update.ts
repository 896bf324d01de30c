/** `touchstone update [server…]`: newer releases than the locked ones, judged by what they do, and locked where they may be trusted. */

import { coveredBy } from '../audit/coverage.js'
import { discoverFor } from '../audit/inventory.js'
import { groupServers } from '../audit/servers.js'
import { snapshotOf } from '../audit/snapshot.js'
import { inWords } from '../audit/update/candidate.js'
import { planUpdate, type UpdatePlan } from '../audit/update.js'
import type { Host } from '../host.js'
import { rememberLock } from '../lockfile/own-locks.js'
import type { OpenLock } from '../lockfile/place.js'
import { toJson } from '../report/json.js'
import { renderUpdate, type UpdateReport } from '../report/update.js'
import { printableJson } from '../report/visible.js'
import { acceptanceOf, acceptedIn } from './acceptance.js'
import { ageOf } from './age.js'
import { type Applied, applyChanges, showChanges } from './changes.js'
import { type DiscoveryOptions, discoveryOf, projectOf } from './discovery.js'
import { type Io, UsageError } from './io.js'
import { lockToCompare, requireOwn } from './locks.js'
import type { SharedOptions } from './options.js'
import { deliver, type Rendering } from './output.js'
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
  const { changes } = plan
  if (options.dryRun) {
    const report = reportOf(plan, lock, { failures: [], missing: new Set() }, true)
    return await showChanges(io, host, { report, changes, lock: lock.file }, RENDERING, options)
  }
  const report = reportOf(plan, lock, await applyChanges(host, changes), false)
  const made = changes.find(({ file }) => file === lock.file)
  if (made !== undefined && report.lock.change === 'changed' && lock.covers === 'project') {
    await rememberLock(host, lock.file, made.after)
  }
  return await deliver(io, host, report, RENDERING, options)
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

function reportOf(
  { report, updates, others, changes }: UpdatePlan,
  { file }: OpenLock,
  { failures, missing }: Applied,
  dryRun: boolean,
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

const RENDERING: Rendering<UpdateReport> = {
  json: (report) => printableJson(toJson(report, tool())),
  text: (report, layout) => renderUpdate(report, layout),
}
