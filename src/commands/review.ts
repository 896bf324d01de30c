/** `touchstone review [dir]`: the interactive audit. Without a terminal it is `scan`. */
import type { Host } from '../host.js'
import { ownLocks } from '../lockfile/own-locks.js'
import { openLocks } from '../lockfile/place.js'
import { unicodeWanted } from '../report/style.js'
import { discoveryOf, projectOf } from './discovery.js'
import type { Io } from './io.js'
import { createReviewWorld } from './review/world.js'
import type { ScanOptions } from './scan.js'
import { openServices } from './services.js'

export async function review(io: Io, host: Host, dir: string | undefined, options: ScanOptions): Promise<number> {
  const { terminal } = io
  if (terminal === undefined || host.env.TERM === 'dumb' || options.json || options.output !== undefined) {
    return await (await import('./scan.js')).scan(io, host, dir, options)
  }
  const discovery = await discoveryOf(host, dir, options)
  const [{ review: run }, { themeOf }] = await Promise.all([import('../tui/review.js'), import('../tui/theme.js')])
  const world = createReviewWorld({
    host,
    services: () => openServices(host, options, () => {}),
    audited: async () => {
      const opened = await openLocks(host, { dir: projectOf(host, dir), lockfile: options.lockfile })
      const { own } = await ownLocks(host, opened)
      return {
        locks: own,
        blocking: opened,
        ...discovery,
        entries: options.sample ? (await import('../sample.js')).sampleEntries() : undefined,
        dependencies: options.deps,
        concurrency: options.concurrency,
        command: 'review',
      }
    },
  })
  try {
    await run({
      ...terminal,
      theme: themeOf({ depth: 1, background: 'unknown', links: false }),
      look: { unicode: unicodeWanted(host.env, host.platform), screenReader: false },
      world,
      signal: io.signal,
      now: () => host.now().getTime(),
    })
    return 0
  } finally {
    await world.close()
  }
}
