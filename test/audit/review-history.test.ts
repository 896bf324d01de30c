import { describe, expect, it } from 'vitest'
import { MOST_RELEASES, releasesOf } from '../../src/audit/review/history.js'
import type { Packument, Release, ServerReport } from '../../src/model.js'
import { type Registry, RegistryError } from '../../src/registry/registry.js'
import { type LoopbackVersion, startRegistry } from '../support/loopback-registry.js'
import { testRegistry } from '../support/npm-registry.js'
import { release, server } from '../tui/support/state.js'

const versions = (releases: readonly Release[]): readonly string[] => releases.map(({ version }) => version)

/** A registry of one package, and what it was asked. */
function registryOf(releases: readonly Release[]): { registry: Registry; asked: unknown[] } {
  const asked: unknown[] = []
  const packument: Packument = { name: 'mail-mcp', distTags: {}, releases }
  const refuse = () => Promise.reject(new Error('nobody asks for this'))
  return {
    asked,
    registry: {
      packument: async (name, options) => {
        asked.push([name, options])
        return packument
      },
      pick: () => {
        throw new Error('nobody asks for this')
      },
      artifact: refuse,
      served: refuse,
      tree: refuse,
    },
  }
}

const mail = (more: Partial<ServerReport> = {}): ServerReport => server({ name: 'mail', report: more })

describe('releases of a server', () => {
  it('stand in the order of their versions, whenever they were published', async () => {
    const published: Record<string, LoopbackVersion> = Object.fromEntries(
      ['2.0.0', '1.0.9', '1.0.10', '2.1.0-rc.1', '2.1.0', '1.0.11-beta.2', '2.1.0-rc.0'].map((each) => [each, {}]),
    )
    const loopback = await startRegistry({ packages: { 'mail-mcp': { versions: published } } })
    try {
      const registry = await testRegistry({ registry: loopback.url })
      expect(versions(await releasesOf(registry, mail()))).toEqual([
        '1.0.9',
        '1.0.10',
        '1.0.11-beta.2',
        '2.0.0',
        '2.1.0-rc.0',
        '2.1.0-rc.1',
        '2.1.0',
      ])
    } finally {
      await loopback.close()
    }
  })

  it('come from the registry that the server is started with', async () => {
    const { registry, asked } = registryOf([release('mail-mcp', '1.0.0')])
    const { launch } = mail()
    await releasesOf(registry, mail())
    await releasesOf(registry, mail({ launch: { ...launch, registry: 'https://npm.corp.example/' } }))
    expect(asked).toEqual([
      ['mail-mcp', {}],
      ['mail-mcp', { registry: 'https://npm.corp.example/' }],
    ])
  })

  it('of thousands are the newest, from the oldest that the report speaks of, with none left out', async () => {
    const all = Array.from({ length: 10_000 }, (_, index) => release('mail-mcp', `0.0.${index}`)).reverse()
    const { registry } = registryOf(all)
    const found = await releasesOf(registry, server({ name: 'mail', version: '0.0.7', from: '0.0.3' }))
    expect(versions(found)).toEqual(Array.from({ length: 9_997 }, (_, index) => `0.0.${index + 3}`))
    const recent = await releasesOf(registry, server({ name: 'mail', version: '0.0.9998', from: '0.0.9997' }))
    expect(recent).toHaveLength(MOST_RELEASES)
    expect(recent.at(-1)?.version).toBe('0.0.9999')
  })

  it.each(['remote', 'local', 'pypi', 'oci', 'git', 'unknown'] as const)(
    '%s: says why there are none',
    async (kind) => {
      const { registry } = registryOf([])
      const asked = releasesOf(registry, server({ name: 'other', kind }))
      await expect(asked).rejects.toBeInstanceOf(RegistryError)
      await expect(asked).rejects.toThrow(/^has no releases to look back at: .+/)
    },
  )
})
