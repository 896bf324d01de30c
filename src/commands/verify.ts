/** `touchstone verify [dir]`: whether what is configured, and what would run now, is what was locked. */

import { coveredBy } from '../audit/coverage.js'
import { discoverFor } from '../audit/inventory.js'
import { notLookedAt } from '../audit/seen.js'
import { verifyLock } from '../audit/verify.js'
import type { Host } from '../host.js'
import type { OpenLock } from '../lockfile/place.js'
import { renderDrift } from '../report/drift.js'
import { toJson } from '../report/json.js'
import { printableJson } from '../report/visible.js'
import { type DiscoveryOptions, discoveryOf, projectOf } from './discovery.js'
import type { Io } from './io.js'
import { lockToCompare } from './locks.js'
import type { SharedOptions } from './options.js'
import { deliver } from './output.js'
import { tool } from './package.js'
import { lockedElsewhere } from './pin-lock.js'
import { followAudit, warnings } from './progress.js'
import { openServices } from './services.js'

export interface VerifyOptions extends SharedOptions, DiscoveryOptions {
  readonly frozen?: boolean
}

export async function verify(io: Io, host: Host, dir: string | undefined, options: VerifyOptions): Promise<number> {
  const discovery = await discoveryOf(host, dir, options)
  const lock = await lockToCompare(host, projectOf(host, dir), options)
  const found = await discoverFor(host, discovery)
  const elsewhere = lockedElsewhere(lock, found, options)
  const warn = warnings(io, options)
  const services = await openServices(host, { ...options, offline: options.offline || options.frozen }, warn)
  const progress = followAudit(io, host, options)
  try {
    const report = await verifyLock(
      host,
      {
        services,
        lock,
        discovered: coveredBy(lock, host, found),
        isUnseen: notLookedAt(discovery, lock.covers, found),
        dir: projectOf(host, dir),
        frozen: options.frozen,
        dependencies: options.deps,
        strict: options.strict,
        signal: io.signal,
      },
      progress.event,
    )
    progress.stop()
    const are = elsewhere === 1 ? 'is' : 'are'
    if (elsewhere > 0) warn(`${elsewhere} of the user's servers ${are} no part of ${nameOf(lock)}: see verify --global`)
    return await deliver(
      io,
      host,
      report,
      {
        json: (result) => printableJson(toJson(result, tool())),
        text: (result, layout) => renderDrift(result, { ...layout, lock: lock.file, strict: options.strict ?? false }),
      },
      options,
    )
  } finally {
    progress.stop()
    await services.close()
  }
}

const nameOf = ({ file }: OpenLock): string => file.replace(/^.*[\\/]/, '')
