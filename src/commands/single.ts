/** What `diff` and `inspect` share: one release, named by a person. */
import { auditRelease, type SingleOptions } from '../audit/single.js'
import type { Host } from '../host.js'
import type { Io } from './io.js'
import type { SharedOptions } from './options.js'
import { emit } from './output.js'
import { followAudit, warnings } from './progress.js'
import { openServices } from './services.js'

export async function single(
  io: Io,
  host: Host,
  asked: Pick<SingleOptions, 'command' | 'release' | 'baseline'>,
  options: SharedOptions & { readonly facts?: boolean },
): Promise<number> {
  const services = await openServices(host, options, warnings(io, options))
  const progress = followAudit(io, host, options)
  try {
    progress.event({ type: 'discovered', servers: [asked.release] })
    const report = await auditRelease(
      host,
      {
        ...asked,
        services,
        failOn: options.failOn,
        strict: options.strict,
        dependencies: options.deps,
        signal: io.signal,
      },
      (what) => progress.event({ type: 'doing', server: asked.release, what }),
    )
    progress.stop()
    return await emit(io, host, report, options)
  } finally {
    progress.stop()
    await services.close()
  }
}
