/** `touchstone review [dir]`: the interactive audit. Without a terminal it is `scan`. */
import process from 'node:process'
import { EXIT_CODE } from '../audit/conclude.js'
import type { Host } from '../host.js'
import { visible } from '../report/visible.js'
import type { World } from '../tui/world.js'
import { discoveryOf } from './discovery.js'
import type { Io } from './io.js'
import type { ScanOptions } from './scan.js'
import { untilAborted } from './until-aborted.js'

/** @param isNamed whether it was asked for by its name, and not as what happens without one */
export async function review(
  io: Io,
  host: Host,
  dir: string | undefined,
  options: ScanOptions,
  isNamed: boolean,
): Promise<number> {
  const { terminal } = io
  const isFile = options.json || options.output !== undefined
  const isDumb = host.env.TERM === 'dumb'
  if (terminal === undefined || isDumb || isFile) {
    if (isNamed && !isFile && !options.quiet) {
      const why = isDumb ? 'this terminal can draw no screen (TERM=dumb)' : 'there is no terminal here'
      io.stderr.write(`touchstone: ${why}: this is a scan.\n`)
    }
    const { scan } = await import('./scan.js')
    return await untilAborted(scan(io, host, dir, options), io.signal)
  }
  // Wrong usage is told before the screen is taken.
  await discoveryOf(host, dir, options)
  // Ink draws nothing on what it takes for a CI. Where a person sits at a terminal it is none, whatever was exported there.
  for (const name of ['CI', 'CONTINUOUS_INTEGRATION']) if (name in process.env) process.env[name] = 'false'
  const [{ review: run, NotWritten }, { colorsOf, lookOf }, world] = await Promise.all([
    import('../tui/review.js'),
    import('../tui/look.js'),
    worldOf(host, dir, options),
  ])
  try {
    await run({
      ...terminal,
      colors: colorsOf({ ...host, stdout: terminal.stdout, color: options.color ?? true }),
      look: lookOf(host, host.home),
      env: host.env,
      world,
      signal: io.signal,
      now: () => host.now().getTime(),
    })
    if (io.signal?.aborted) io.stderr.write('touchstone: interrupted\n')
    return 0
  } catch (error) {
    if (error instanceof NotWritten) return EXIT_CODE.incomplete
    if (host.env.DEBUG && error instanceof Error) {
      for (const line of error.stack?.split('\n') ?? []) io.stderr.write(`${visible(line)}\n`)
    }
    throw error
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
