/**
 * The floor: what no audit can do without. Downloads tarballs with pacote and parses their JavaScript once with acorn, with
 * as many requests and threads as the audit has.
 */
import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import pLimit from 'p-limit'
import pacote from 'pacote'
import { Tinypool } from 'tinypool'
import { nodeHost } from '../../src/host.js'
import { DEFAULT_REGISTRY_LIMITS } from '../../src/registry/npm.js'
import { loadNpmConfig } from '../../src/registry/npm-config.js'
import type { Parsed } from './floor-worker.js'

/**
 * @param releases as `name@version`
 * @param folder empty; pacote keeps there what it downloads, as the audit keeps it
 */
export async function floor(releases: readonly string[], folder: string): Promise<Parsed> {
  const { flat } = await loadNpmConfig(nodeHost())
  const options = { ...flat, cache: folder, packumentCache: new Map() }
  const pool = new Tinypool({
    filename: fileURLToPath(new URL('./floor-worker.js', import.meta.url)),
    runtime: 'worker_threads',
    maxThreads: Math.min(4, availableParallelism()),
  })
  const limit = pLimit(DEFAULT_REGISTRY_LIMITS.requests)
  const parsed = await Promise.all(
    releases.map((release) =>
      limit(async () => {
        const tarball = await pacote.tarball(release, options as pacote.Options)
        return (await pool.run({ tarball: new Uint8Array(tarball) })) as Parsed
      }),
    ),
  )
  await pool.destroy()
  return {
    files: parsed.reduce((sum, { files }) => sum + files, 0),
    bytes: parsed.reduce((sum, { bytes }) => sum + bytes, 0),
    refused: parsed.flatMap(({ refused }) => refused),
  }
}
