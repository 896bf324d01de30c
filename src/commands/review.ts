/** `touchstone review [dir]`: the interactive audit. Without a terminal it is `scan`. */
import type { Host } from '../host.js'
import type { World } from '../tui/world.js'
import { discoveryOf } from './discovery.js'
import type { Io } from './io.js'
import type { ScanOptions } from './scan.js'

export async function review(io: Io, host: Host, dir: string | undefined, options: ScanOptions): Promise<number> {
  const { terminal } = io
  if (terminal === undefined || host.env.TERM === 'dumb' || options.json || options.output !== undefined) {
    return await (await import('./scan.js')).scan(io, host, dir, options)
  }
  // Wrong usage is told before the screen is taken.
  await discoveryOf(host, dir, options)
  const [{ review: run }, { colorsOf, lookOf }, world] = await Promise.all([
    import('../tui/review.js'),
    import('../tui/look.js'),
    worldOf(host, dir, options),
  ])
  try {
    await run({
      ...terminal,
      colors: colorsOf({ ...host, stdout: terminal.stdout, color: options.color ?? true }),
      look: lookOf(host, host.home),
      world,
      signal: io.signal,
      now: () => host.now().getTime(),
    })
    return 0
  } finally {
    await world.close()
  }
}

async function worldOf(host: Host, dir: string | undefined, options: ScanOptions): Promise<World> {
  const { canBeDistant, createDistantWorld } = await import('./review/distant-world.js')
  if (canBeDistant()) return createDistantWorld({ home: options.home, dir, options })
  const { createReviewWorld } = await import('./review/world.js')
  return createReviewWorld({ host, dir, options })
}
