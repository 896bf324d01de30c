/** `touchstone pin [dir]`: locks what was reviewed, and with `--write` makes the configurations start exactly that. */

import { coveredBy } from '../audit/coverage.js'
import { discoverFor } from '../audit/inventory.js'
import { type PinPlan, planPin } from '../audit/pin.js'
import { notLookedAt } from '../audit/seen.js'
import { groupServers } from '../audit/servers.js'
import { snapshotOf } from '../audit/snapshot.js'
import type { Host } from '../host.js'
import { ownLocks, rememberLock } from '../lockfile/own-locks.js'
import { type LockText, readLock } from '../lockfile/read.js'
import { toJson } from '../report/json.js'
import { type PinReport, renderPin } from '../report/pin.js'
import { printableJson } from '../report/visible.js'
import { acceptanceOf, acceptedIn } from './acceptance.js'
import { type Applied, applyChanges, showChanges } from './changes.js'
import { type DiscoveryOptions, discoveryOf, projectOf } from './discovery.js'
import { type Io, UsageError } from './io.js'
import { notOwn } from './locks.js'
import type { SharedOptions } from './options.js'
import { deliver, type Rendering } from './output.js'
import { tool } from './package.js'
import { choosePlace, lockedElsewhere } from './pin-lock.js'
import { followAudit, warnings } from './progress.js'
import { openServices } from './services.js'

export interface PinOptions extends SharedOptions, DiscoveryOptions {
  readonly write?: boolean
  readonly dryRun?: boolean
  /** Ids or names of servers. */
  readonly accept?: readonly string[]
  readonly reason?: string
  readonly until?: string
  readonly by?: string
  readonly freezeDependencies?: boolean
  readonly undo?: boolean
}

export async function pin(io: Io, host: Host, dir: string | undefined, options: PinOptions): Promise<number> {
  if (options.undo) return await (await import('./pin-undo.js')).undo(io, host, dir, options)
  if (options.freezeDependencies && !options.write) {
    throw new UsageError('--freeze-dependencies writes configurations, so it needs --write', 'Add --write.')
  }
  const acceptance = acceptanceOf(options, host.now())
  const discovery = await discoveryOf(host, dir, options)
  const snapshot = snapshotOf(host)
  const found = await discoverFor(snapshot.host, discovery)
  const place = await choosePlace(host, projectOf(host, dir), found, options)
  const old = await readLock(host, place.file)
  const isOwn = old === null || (await ownLocks(host, [{ ...place, ...old }])).own.length > 0
  if (!isOwn) warnings(io, options)(notOwn(place.file))
  const covered = coveredBy(place, host, found)
  const accepted = acceptedIn(groupServers(covered.entries), options.accept ?? [])

  const services = await openServices(host, options, warnings(io, options))
  const progress = followAudit(io, host, options)
  let plan: PinPlan
  try {
    plan = await planPin(
      host,
      {
        services,
        place,
        old,
        isOwn,
        snapshot,
        discover: async (world) =>
          world === snapshot.host ? covered : coveredBy(place, host, await discoverFor(world, discovery)),
        isUnseen: notLookedAt(discovery, place.covers, found),
        accepted,
        acceptance,
        write: options.write ?? false,
        freeze: options.freezeDependencies ?? false,
        dir: projectOf(host, dir),
        everything: found.entries,
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
  const elsewhere = lockedElsewhere(place, found, options)
  const shown = { plan, old, file: place.file, elsewhere, dryRun: options.dryRun ?? false }
  if (options.dryRun) {
    const report = reportOf(shown)
    return await showChanges(io, host, { report, changes: plan.changes, lock: place.file }, RENDERING, options)
  }
  const report = reportOf(shown, await applyChanges(host, plan.changes))
  if (plan.whole && place.covers === 'project' && !['failed', 'none'].includes(report.lock.change)) {
    await rememberLock(host, place.file, plan.text)
  }
  return await deliver(io, host, report, RENDERING, options)
}

interface Outcome {
  readonly plan: PinPlan
  readonly old: LockText | null
  /** Of the lock. */
  readonly file: string
  readonly elsewhere: number
  readonly dryRun: boolean
}

function reportOf(
  { plan, old, file, elsewhere, dryRun }: Outcome,
  { failures, missing }: Applied = { failures: [], missing: new Set() },
): PinReport {
  const { report, decided, gone, floating, changes, servers } = plan
  const changesLock = changes.some((each) => each.file === file) && !missing.has(file)
  const unchanged = old === null ? 'none' : 'unchanged'
  return {
    ...report,
    conclusion: failures.length > 0 ? 'incomplete' : report.conclusion,
    failures: [...report.failures, ...failures],
    locked: missing.has(file) ? [] : (report.locked ?? []),
    edits: report.edits?.filter((each) => !missing.has(each.file)) ?? [],
    decisions: decided.map(({ report: server, standing, before, locked, remarks }) => ({
      server,
      standing,
      before,
      locked,
      remarks,
    })),
    lock: {
      file,
      change: missing.has(file) ? 'failed' : changesLock ? (old === null ? 'made' : 'changed') : unchanged,
      servers,
    },
    gone: changesLock ? gone : [],
    floating,
    elsewhere,
    dryRun,
  }
}

const RENDERING: Rendering<PinReport> = {
  json: (report) => printableJson(toJson(report, tool())),
  text: (report, layout) => renderPin(report, layout),
}
