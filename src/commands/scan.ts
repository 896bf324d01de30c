/** `touchstone scan [dir]`: audits every server that agents are configured to start. */
import { audit } from '../audit.js'
import type { Host } from '../host.js'
import { ownLocks } from '../lockfile/own-locks.js'
import { openLocks } from '../lockfile/place.js'
import { type DiscoveryOptions, discoveryOf, projectOf } from './discovery.js'
import { type Io, UsageError } from './io.js'
import { notOwn } from './locks.js'
import type { SharedOptions } from './options.js'
import { emit } from './output.js'
import { followAudit, warnings } from './progress.js'
import { openServices } from './services.js'

export interface ScanOptions extends SharedOptions, DiscoveryOptions {
  readonly sample?: boolean
}

export async function scan(io: Io, host: Host, dir: string | undefined, options: ScanOptions): Promise<number> {
  if (options.sample && (dir !== undefined || options.config || options.client || options.scope || options.recursive)) {
    throw new UsageError(
      '--sample takes neither a folder nor an option that chooses configurations',
      'Leave one of them out.',
    )
  }
  const discovery = await discoveryOf(host, dir, options)
  const opened = options.sample ? [] : await openLocks(host, { dir: projectOf(host, dir), lockfile: options.lockfile })
  const { own: locks, foreign } = await ownLocks(host, opened)
  const warn = warnings(io, options)
  for (const { file } of foreign) warn(notOwn(file))
  const services = await openServices(host, options, warn)
  const progress = followAudit(io, host, options)
  try {
    const report = await audit(
      host,
      {
        services,
        locks,
        blocking: opened,
        ...discovery,
        entries: options.sample ? (await import('../sample.js')).sampleEntries() : undefined,
        history: options.history,
        failOn: options.failOn,
        strict: options.strict,
        dependencies: options.deps,
        concurrency: options.concurrency,
        signal: io.signal,
      },
      progress.event,
    )
    progress.stop()
    return await emit(io, host, report, options)
  } finally {
    progress.stop()
    await services.close()
  }
}
