/** `touchstone verify [dir]`: whether what is configured, and what would run now, is what was locked. */
import type { Host } from '../host.js'
import type { DiscoveryOptions } from './discovery.js'
import { type Io, UsageError } from './io.js'
import type { SharedOptions } from './options.js'

export interface VerifyOptions extends SharedOptions, DiscoveryOptions {
  readonly frozen?: boolean
}

export async function verify(_io: Io, _host: Host, _dir: string | undefined, _options: VerifyOptions): Promise<number> {
  throw new UsageError('not built yet', '')
}
