/** Progress of an audit on a terminal's standard error. */
import type { ProgressEvent } from '../audit.js'
import type { Host } from '../host.js'
import { createProgress } from '../report/progress.js'
import { unicodeWanted } from '../report/style.js'
import { visible } from '../report/visible.js'
import type { Io } from './io.js'
import type { SharedOptions } from './options.js'

export interface Following {
  readonly event: (event: ProgressEvent) => void
  readonly stop: () => void
}

/** What the audit says of itself, as one line: how many servers are done, and what is being done now. */
export function followAudit({ stderr }: Io, host: Host, options: Pick<SharedOptions, 'quiet'>): Following {
  const progress = createProgress(stderr, {
    quiet: options.quiet === true || Boolean(host.env.CI),
    unicode: unicodeWanted(host.env, host.platform),
  })
  const state = { done: 0, total: 0, doing: 'looking for servers' }
  progress.update(state)
  return {
    event(event) {
      if (event.type === 'discovered') state.total = event.servers.length
      else if (event.type === 'doing') state.doing = event.what
      else state.done += 1
      progress.update(state)
    },
    stop: () => progress.stop(),
  }
}

/** People's words on standard error; none with `--quiet`. */
export const warnings =
  ({ stderr }: Io, options: Pick<SharedOptions, 'quiet'>) =>
  (message: string): void => {
    if (options.quiet !== true) stderr.write(`touchstone: ${visible(message)}\n`)
  }
