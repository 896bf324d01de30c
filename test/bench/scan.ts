/** The audit as `touchstone scan` runs it, with its parts counted, from a configuration file to the text. */
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { lineageOf } from '../../src/audit/lineage.js'
import { audit } from '../../src/audit.js'
import { createExtractor } from '../../src/extract/pool.js'
import { nodeHost } from '../../src/host.js'
import { type Packument, unknown } from '../../src/model.js'
import { createNpmRegistry } from '../../src/registry/npm.js'
import type { Registry } from '../../src/registry/registry.js'
import { renderText } from '../../src/report/text.js'
import { openStore } from '../../src/store/store.js'

export interface Scanned {
  /** Releases whose tarballs were read, as `name@version`, from the network or from the cache. */
  readonly releases: readonly string[]
  readonly failures: readonly string[]
}

export interface ScanOptions {
  /** Exact version by name. */
  readonly servers: Readonly<Record<string, string>>
  /** For cache and configuration; empty for a cold scan. */
  readonly folder: string
  /** Whether findings are dated, for which older releases are read. */
  readonly dating: boolean
}

export async function scan({ servers, folder, dating }: ScanOptions): Promise<Scanned> {
  const config = join(folder, 'mcp.json')
  await writeFile(config, JSON.stringify({ mcpServers: configured(servers) }))
  const host = nodeHost()
  const store = await openStore(join(folder, 'cache'), { onWarning: (message) => console.error(message) })
  const npm = await createNpmRegistry({ host, store, offline: false })
  const releases = new Set<string>()
  const registry = counting(dating ? npm : withoutOlderReleases(npm, servers), releases)
  const extractor = createExtractor({ store })
  // GitHub allows 60 requests an hour, so its answers would differ from run to run.
  const repositories = { lookup: async () => unknown('not asked by the bench') }
  const report = await audit(host, { services: { registry, repositories, extractor }, configs: [config] })
  renderText(report, { columns: 80, color: false, unicode: true, failOn: 'high' })
  await extractor.close()
  return { releases: [...releases], failures: report.failures.map(({ subject, message }) => `${subject}: ${message}`) }
}

const configured = (servers: ScanOptions['servers']) =>
  Object.fromEntries(
    Object.entries(servers).map(([name, version]) => [name, { command: 'npx', args: ['-y', `${name}@${version}`] }]),
  )

const counting = (registry: Registry, releases: Set<string>): Registry => ({
  ...registry,
  artifact(release) {
    releases.add(`${release.name}@${release.version}`)
    return registry.artifact(release)
  },
})

/** A registry that has forgotten all releases but the candidate and its baseline: then nothing can be dated. */
function withoutOlderReleases(registry: Registry, servers: ScanOptions['servers']): Registry {
  const whole = new WeakMap<Packument, Packument>()
  return {
    ...registry,
    async packument(name, options) {
      const packument = await registry.packument(name, options)
      const candidate = registry.pick(packument, { type: 'version', value: servers[name] ?? '' })
      const releases = lineageOf(packument, candidate).slice(-2)
      const short = { ...packument, releases }
      whole.set(short, packument)
      return short
    },
    pick: (packument, selector) => registry.pick(whole.get(packument) ?? packument, selector),
  }
}
