/** `touchstone pin [dir]`: locks what was reviewed, and with `--write` makes the configurations start exactly that. */
import type { Host } from '../host.js'
import type { DiscoveryOptions } from './discovery.js'
import { type Io, UsageError } from './io.js'
import type { SharedOptions } from './options.js'

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

export async function pin(_io: Io, _host: Host, _dir: string | undefined, _options: PinOptions): Promise<number> {
  throw new UsageError('not built yet', '')
}
