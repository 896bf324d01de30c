/** Names of packages that are nobody else's business. */
import type { Host } from '../host.js'
import { loadNpmConfig } from '../registry/npm-config.js'

/** What of npm's configuration matters to a request about packages. */
export interface NameRules {
  /** Whether the package's scope has a registry of its own: then its very name may be a secret. */
  isPrivate(name: string): boolean
  /** npm's flat options: how to reach hosts. */
  readonly npm: Readonly<Record<string, unknown>>
}

/** Reads npm's own configuration, whatever `--registry` says. Throws as `loadNpmConfig` does. */
export async function nameRules(host: Host): Promise<NameRules> {
  const [{ flat }, { default: definitions }] = await Promise.all([
    loadNpmConfig(host),
    import('@npmcli/config/lib/definitions/index.js'),
  ])
  const publicRegistry = slashed(definitions.defaults.registry)
  return {
    npm: flat,
    isPrivate(name) {
      const scope = /^(@[^/]+)\//.exec(name)?.[1]
      const own = scope === undefined ? undefined : ownRegistry(flat, scope)
      return own !== undefined && slashed(own) !== publicRegistry
    },
  }
}

/** Scopes are compared without case: who writes `@Corp` means the same. */
const ownRegistry = (flat: Readonly<Record<string, unknown>>, scope: string): unknown =>
  Object.entries(flat).find(([key]) => key.toLowerCase() === `${scope.toLowerCase()}:registry`)?.[1]

const slashed = (url: unknown): string => `${String(url).replace(/(?<!\/)\/+$/, '')}/`
