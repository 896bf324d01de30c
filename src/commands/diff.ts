/** `touchstone diff <from> <to>`: what a release does that another one did not. */
import type { Host } from '../host.js'
import type { Io } from './io.js'
import type { SharedOptions } from './options.js'
import { single } from './single.js'

export const diff = (io: Io, host: Host, from: string, to: string, options: SharedOptions): Promise<number> =>
  single(io, host, { command: 'diff', release: to, baseline: from }, options)
