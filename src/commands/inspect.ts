/** `touchstone inspect <release>`: everything that a release does. */
import type { Host } from '../host.js'
import type { Io } from './io.js'
import type { SharedOptions } from './options.js'
import { single } from './single.js'

export const inspect = (io: Io, host: Host, release: string, options: SharedOptions): Promise<number> =>
  single(io, host, { command: 'inspect', release, baseline: null }, { ...options, facts: true })
