import { afterEach, expect, it } from 'vitest'
import { type LoopbackRegistry, startRegistry } from '../support/loopback-registry.js'

let registry: LoopbackRegistry
afterEach(() => registry.close())

it('serves packuments and tarballs, counts requests, and fails on demand', async () => {
  registry = await startRegistry({
    packages: {
      '@fixture/mail': {
        versions: {
          '1.0.0': { files: { 'index.js': 'a' } },
          '1.1.0': { files: { 'index.js': 'b' }, provenance: true },
        },
      },
    },
  })
  const answer = await fetch(`${registry.url}@fixture%2fmail`)
  const packument = (await answer.json()) as {
    time: Record<string, string>
    'dist-tags': object
    versions: Record<string, { dist: { tarball: string } }>
  }
  expect(packument['dist-tags']).toEqual({ latest: '1.1.0' })
  expect(packument.time['1.0.0']).toBe('2024-01-08T00:00:00.000Z')
  const tarball = await fetch(packument.versions['1.1.0']?.dist.tarball ?? '')
  expect(tarball.status).toBe(200)
  expect(registry.count('packument')).toBe(1)
  expect(registry.count('tarball', '/@fixture/mail/-/mail-1.1.0.tgz')).toBe(1)

  registry.fail('/@fixture/mail', { status: 429, retryAfter: '1', times: 1 })
  expect((await fetch(`${registry.url}@fixture%2fmail`)).status).toBe(429)
  expect((await fetch(`${registry.url}@fixture%2fmail`)).status).toBe(200)
  expect((await fetch(`${registry.url}absent`)).status).toBe(404)
})
