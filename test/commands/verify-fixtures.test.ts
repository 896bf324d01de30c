/** Whatever real configurations look like: what was locked of them is what is found, until something changes. */
import { describe, expect, it } from 'vitest'
import { discoverFor } from '../../src/audit/inventory.js'
import { planPin } from '../../src/audit/pin.js'
import { notLookedAt } from '../../src/audit/seen.js'
import { groupServers } from '../../src/audit/servers.js'
import { snapshotOf } from '../../src/audit/snapshot.js'
import { verifyLock } from '../../src/audit/verify.js'
import type { Services } from '../../src/audit.js'
import { parseLock } from '../../src/lockfile/read.js'
import { unknown } from '../../src/model.js'
import { RegistryError } from '../../src/registry/registry.js'
import { fixtureIds, loadFixture } from '../configurations/fixture.js'

const unasked = new RegistryError('resolve', 'everything', 'no registry is asked', 'Nothing.')

const services: Services = {
  registry: {
    packument: () => Promise.reject(unasked),
    pick: () => {
      throw unasked
    },
    artifact: () => Promise.reject(unasked),
    served: () => Promise.reject(unasked),
    tree: () => Promise.reject(unasked),
  },
  repositories: { lookup: async () => unknown('not asked') },
  extractor: { behaviour: async () => ({ facts: [], unanalysed: [] }) },
}

/** Locks all that a fixture configures, whatever is found about it. */
async function lockOf(id: string) {
  const { host, configs } = loadFixture(id)
  const discovery = configs.length > 0 ? { configs } : {}
  const found = await discoverFor(host, discovery)
  const place = { file: '/home/u/mcp-lock.json', covers: 'all' } as const
  const { changes } = await planPin(host, {
    services,
    place,
    old: null,
    isOwn: true,
    snapshot: snapshotOf(host),
    discover: async () => found,
    isUnseen: () => false,
    accepted: new Set(groupServers(found.entries).map((server) => server.id)),
    acceptance: { reason: 'a fixture', when: '2026-11-20', until: null, by: null },
    write: false,
    freeze: false,
    dir: host.cwd,
    everything: found.entries,
  })
  const text = changes.find(({ file }) => file === place.file)?.after ?? '{"lockfileVersion": 1, "servers": {}}'
  const lock = { ...place, text, lock: parseLock(text, place.file) }
  const verified = (entries = found.entries) =>
    verifyLock(host, {
      services,
      lock,
      discovered: { ...found, entries },
      isUnseen: notLookedAt(discovery, place.covers, found),
      frozen: true,
    })
  return { found, lock, verified }
}

describe.each(fixtureIds)('%s', (id) => {
  it('is as it was locked, and every entry that goes is missed', async () => {
    const { found, lock, verified } = await lockOf(id)
    expect(lock.lock.servers.size).toBe(groupServers(found.entries).length)
    const same = await verified()
    expect(same.drift).toEqual([])
    expect(same.failures).toEqual(found.failures)

    const [first, ...others] = found.entries
    if (first === undefined || found.failures.length > 0) return
    const less = await verified(others)
    expect(less.conclusion).toBe('fail')
    expect(less.drift?.every(({ kind }) => kind === 'config')).toBe(true)
    const renamed = await verified([{ ...first, name: `${first.name} anew` }, ...others])
    expect(renamed.conclusion).toBe('fail')
  })
})
