/**
 * The dependency trees of thirty real servers: as the audit resolves them, and their floor, Arborist with one packument cache
 * that all trees share.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import Arborist from '@npmcli/arborist'
import pLimit from 'p-limit'
import { nodeHost } from '../../src/host.js'
import { createNpmRegistry } from '../../src/registry/npm.js'
import { loadNpmConfig } from '../../src/registry/npm-config.js'
import { openStore } from '../../src/store/store.js'
import { SERVERS } from '../live/servers.js'

/** The bench's servers, and ten with other trees. */
export const TREES: Readonly<Record<string, string>> = {
  ...SERVERS,
  'tavily-mcp': '0.2.22',
  '@supabase/mcp-server-supabase': '0.13.0',
  '@stripe/mcp': '0.3.3',
  '@modelcontextprotocol/server-github': '2025.4.8',
  '@modelcontextprotocol/server-slack': '2025.4.25',
  '@modelcontextprotocol/server-postgres': '0.6.2',
  '@modelcontextprotocol/inspector': '2.12.0',
  'mcp-remote': '0.15.1',
  '@azure/mcp': '2.0.5',
  'puppeteer-mcp-server': '0.7.2',
}

export interface Resolved {
  /** Different packages, as `name@version`, in all trees together. */
  readonly packages: number
  readonly failures: readonly string[]
}

export interface TreesOptions {
  /** Exact version by name. */
  readonly servers: Readonly<Record<string, string>>
  /** For the cache; empty for a cold run. */
  readonly folder: string
  /** As `NpmRegistryOptions.maxAge`. */
  readonly maxAge: number
}

/** As many at a time as an audit looks at, and as the floor has. */
const AT_A_TIME = 6

/** Everything that an audit asks before it reads a tarball. */
export async function trees({ servers, folder, maxAge }: TreesOptions): Promise<Resolved> {
  const store = await openStore(join(folder, 'cache'), { onWarning: (message) => console.error(message) })
  const registry = await createNpmRegistry({ host: nodeHost(), store, offline: false, maxAge })
  return each(servers, async (name, version) => {
    const packument = await registry.packument(name)
    const tree = await registry.tree(registry.pick(packument, { type: 'version', value: version }))
    return [`${name}@${version}`, ...tree.packages.map((one) => `${one.name}@${one.version}`)]
  })
}

export async function arborist({ servers, folder }: Pick<TreesOptions, 'servers' | 'folder'>): Promise<Resolved> {
  const { flat } = await loadNpmConfig(nodeHost())
  const packumentCache = new Map()
  return each(servers, async (name, version) => {
    const path = await mkdtemp(join(folder, 'tree-'))
    const options = { path, cache: join(folder, 'cache'), packumentCache, preferOffline: true, global: false }
    const tree = await new Arborist({ ...flat, ...options }).buildIdealTree({ add: [`${name}@${version}`] })
    await rm(path, { recursive: true })
    return [...tree.inventory.values()]
      .filter((node) => !node.isProjectRoot)
      .map((node) => `${node.packageName}@${node.version}`)
  })
}

async function each(
  servers: TreesOptions['servers'],
  resolve: (name: string, version: string) => Promise<readonly string[]>,
): Promise<Resolved> {
  const limit = pLimit(AT_A_TIME)
  const packages = new Set<string>()
  const failures: string[] = []
  await Promise.all(
    Object.entries(servers).map(([name, version]) =>
      limit(async () => {
        try {
          for (const one of await resolve(name, version)) packages.add(one)
        } catch (error) {
          failures.push(`${name}: ${(error as Error).message}`)
        }
      }),
    ),
  )
  return { packages: packages.size, failures }
}
