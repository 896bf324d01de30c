/**
 * Opens what an audit needs: cache, registry, repository host, what is known of releases, workers. Everything heavy is loaded
 * here, when it is needed.
 */
import { setMaxListeners } from 'node:events'
import { join } from 'node:path'
import type { Advisories } from '../advisories/advisories.js'
import type { Services } from '../audit.js'
import { folders, type Host } from '../host.js'
import { ageOf } from './age.js'

export interface OpenServices extends Services {
  readonly advisories: Advisories
  close(): Promise<void>
}

export async function openServices(
  host: Host,
  options: {
    readonly offline?: boolean | undefined
    readonly registry?: string | undefined
    /** Answers of registries that are younger are not asked for again. */
    readonly maxAge?: string | undefined
    /** Whether OSV is asked; what is shipped of it is always there. */
    readonly advisories?: boolean | undefined
    /** Ends all work on the network. */
    readonly signal?: AbortSignal | undefined
  },
  warn: (message: string) => void,
): Promise<OpenServices> {
  const [{ openStore }, { createNpmRegistry }, { createGitHub }, { createExtractor }, { createAdvisories }] =
    await Promise.all([
      import('../store/store.js'),
      import('../registry/npm.js'),
      import('../registry/github.js'),
      import('../extract/pool.js'),
      import('../advisories/advisories.js'),
    ])
  const offline = options.offline ?? false
  // Every request under way listens to it: more than Node takes for a leak.
  if (options.signal) setMaxListeners(0, options.signal)
  const store = await openStore(join(folders(host).cache, 'content'), { onWarning: warn })
  const registry = await createNpmRegistry({
    host,
    store,
    offline,
    signal: options.signal,
    ...(options.registry !== undefined && { registry: options.registry }),
    ...(options.maxAge !== undefined && { maxAge: ageOf('--max-age', options.maxAge) }),
  })
  const extractor = createExtractor({ store })
  return {
    registry,
    repositories: createGitHub({ host, offline, store, signal: options.signal }),
    extractor,
    advisories: createAdvisories({
      host,
      store,
      offline,
      online: options.advisories ?? false,
      signal: options.signal,
    }),
    close: () => extractor.close(),
  }
}
