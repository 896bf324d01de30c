/** `touchstone update [server…]`: newer releases than the locked ones, judged by what they do, and locked where they may be trusted. */
import type { Host } from '../host.js'
import type { DiscoveryOptions } from './discovery.js'
import { type Io, UsageError } from './io.js'
import type { SharedOptions } from './options.js'

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

export async function update(
  _io: Io,
  _host: Host,
  _servers: readonly string[],
  _options: UpdateOptions,
): Promise<number> {
  throw new UsageError('not built yet', '')
}
