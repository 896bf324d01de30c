import { afterEach, describe, expect, it } from 'vitest'
import { RegistryError, type RegistryEvent } from '../../src/registry/registry.js'
import { memoryStore } from '../../src/store/store.js'
import { type LoopbackRegistry, type LoopbackVersion, startRegistry } from '../support/loopback-registry.js'
import { failureOf, testRegistry } from '../support/npm-registry.js'
import { hostileTarballs, packageTarball } from '../support/packages.js'

let loopback: LoopbackRegistry
afterEach(() => loopback?.close())

const release = (content: string, more: Partial<LoopbackVersion> = {}): LoopbackVersion => ({
  files: { 'index.js': content },
  ...more,
})

async function start(versions: Record<string, LoopbackVersion>, distTags?: Record<string, string>) {
  loopback = await startRegistry({ packages: { mail: { versions, ...(distTags ? { distTags } : {}) } } })
  return testRegistry({ registry: loopback.url })
}

describe('packument', () => {
  it('lists the releases, oldest first, with what the registry knows of them', async () => {
    const registry = await start({
      '1.0.0': release('a', { publishedAt: '2025-01-01T00:00:00Z' }),
      '2.0.0': release('b', { publishedAt: '2025-02-01T00:00:00Z', provenance: true, deprecated: 'old' }),
      '1.0.1': release('c', { publishedAt: '2025-03-01T00:00:00Z', publisher: 'other', maintainers: ['z', 'b'] }),
    })
    const { name, releases, distTags } = await registry.packument('mail')
    expect(name).toBe('mail')
    expect(distTags.latest).toBe('1.0.1')
    expect(releases.map(({ version }) => version)).toEqual(['1.0.0', '2.0.0', '1.0.1'])
    const [, second, third] = releases
    expect(second).toMatchObject({
      purl: 'pkg:npm/mail@2.0.0',
      integrity: { known: true, value: expect.stringMatching(/^sha512-/) },
      publishedAt: { known: true, value: '2025-02-01T00:00:00.000Z' },
      publisher: { known: true, value: 'maintainer' },
      provenance: { known: true, value: true },
      deprecated: 'old',
    })
    expect(third).toMatchObject({
      publisher: { known: true, value: 'other' },
      maintainers: { known: true, value: ['b', 'z'] },
      provenance: { known: true, value: false },
      deprecated: null,
    })
  })

  it('asks once per name, also when asked at the same time, and also when it fails', async () => {
    const registry = await start({ '1.0.0': release('a') })
    await Promise.all([registry.packument('mail'), registry.packument('mail')])
    await registry.packument('mail')
    expect(loopback.count('packument')).toBe(1)
    await failureOf(registry.packument('absent'))
    await failureOf(registry.packument('absent'))
    expect(loopback.count('packument', '/absent')).toBe(1)
  })

  it('says nothing where a mirror says nothing', async () => {
    loopback = await startRegistry({ packages: { mail: { versions: { '1.0.0': release('a') } } }, mirror: true })
    const [only] = (await (await testRegistry({ registry: loopback.url })).packument('mail')).releases
    for (const field of ['publisher', 'maintainers', 'provenance'] as const) {
      expect(only?.[field]).toMatchObject({ known: false, reason: expect.stringContaining('the registry') })
    }
  })

  it.each(['git+https://git.example/a.git', 'file:../x', '../x', './x.tgz', '@a/../b', 'a b', '', 'x@npm:mail', 'a/b'])(
    'refuses %j, which is no name of the registry',
    async (name) => {
      const registry = await start({ '1.0.0': release('a') })
      expect(await failureOf(registry.packument(name))).toMatchObject({ stage: 'resolve', subject: name })
      expect(loopback.requests).toEqual([])
    },
  )
})

describe('pick', () => {
  const versions = {
    '1.0.0': release('a'),
    '1.1.0': release('b', { deprecated: 'broken' }),
    '2.0.0': release('c'),
    '3.0.0-beta.1': release('d'),
  }

  it.each([
    ['range', '*', '2.0.0'],
    ['range', '^1.0.0', '1.0.0'],
    ['tag', 'latest', '2.0.0'],
    ['tag', 'next', '3.0.0-beta.1'],
    ['version', '1.1.0', '1.1.0'],
    ['range', '<2 || 3.0.0-beta.1', '3.0.0-beta.1'],
  ] as const)('%s %s takes %s, as npm does', async (type, value, version) => {
    const registry = await start(versions, { latest: '2.0.0', next: '3.0.0-beta.1' })
    expect(registry.pick(await registry.packument('mail'), { type, value }).version).toBe(version)
  })

  it.each([
    ['version', '9.9.9'],
    ['tag', 'nightly'],
    ['range', '^9'],
    ['tag', '__proto__'],
    ['tag', 'constructor'],
    ['range', 'file:../elsewhere'],
    ['range', 'https://files.example/a.tgz'],
  ] as const)('%s %s fails with a next step', async (type, value) => {
    const registry = await start(versions)
    const packument = await registry.packument('mail')
    const error = await failureOf(Promise.resolve().then(() => registry.pick(packument, { type, value })))
    expect(error).toBeInstanceOf(RegistryError)
    expect(error).toMatchObject({ stage: 'resolve', subject: `mail@${value}` })
    expect(error.remedy).not.toBe('')
  })

  it('does not fall back to an older version where npm would take one that is described wrongly', async () => {
    const registry = await start({ '1.0.0': release('a'), '1.0.1': release('b', { manifest: { dist: null } }) })
    const packument = await registry.packument('mail')
    expect(packument.releases.map(({ version }) => version)).toEqual(['1.0.0'])
    expect(() => registry.pick(packument, { type: 'range', value: '*' })).toThrow(/1\.0\.1.*no `dist`/)
    expect(registry.pick(packument, { type: 'version', value: '1.0.0' }).version).toBe('1.0.0')
  })
})

describe('artifact', () => {
  it('holds the verified files', async () => {
    const registry = await start({ '1.0.0': release('hello()') })
    const [only] = (await registry.packument('mail')).releases
    if (!only) throw new Error('no release')
    const artifact = await registry.artifact(only)
    expect(artifact.purl).toBe('pkg:npm/mail@1.0.0')
    expect(artifact.list().map(({ path }) => path)).toEqual(['index.js', 'package.json'])
    expect(Buffer.from(artifact.read('index.js') ?? []).toString()).toBe('hello()')
    expect(artifact.read('absent')).toBeUndefined()
    expect(artifact.integrity).toBe(only.integrity.known && only.integrity.value)
  })

  it('fetches no tarball again while the store has it, and nothing at all offline', async () => {
    const store = memoryStore()
    const events: RegistryEvent[] = []
    const onProgress = (event: RegistryEvent) => events.push(event)
    loopback = await startRegistry({ packages: { mail: { versions: { '1.0.0': release('a') } } } })
    const audit = async (offline: boolean) => {
      const registry = await testRegistry({ registry: loopback.url, store, offline, onProgress })
      const packument = await registry.packument('mail')
      const artifact = await registry.artifact(registry.pick(packument, { type: 'tag', value: 'latest' }))
      return artifact.list().length
    }
    await audit(false)
    await audit(false)
    expect(loopback.count('tarball')).toBe(1)
    loopback.forgetRequests()
    expect(await audit(true)).toBe(2)
    expect(loopback.requests).toEqual([])
    expect(events.map(({ what, from }) => `${what} ${from}`)).toEqual([
      'packument network',
      'tarball network',
      'packument cache',
      'tarball cache',
      'packument cache',
      'tarball cache',
    ])
  })

  it('sees a new release at once, though the old packument is in the store', async () => {
    const store = memoryStore()
    loopback = await startRegistry({ packages: { mail: { versions: { '1.0.0': release('a') } } } })
    const latest = async () => {
      const packument = await (await testRegistry({ registry: loopback.url, store })).packument('mail')
      return packument.releases.at(-1)?.version
    }
    expect([await latest(), await latest()]).toEqual(['1.0.0', '1.0.0'])
    loopback.publish('mail', { versions: { '1.0.0': release('a'), '1.0.1': release('b') } })
    expect(await latest()).toBe('1.0.1')
    expect(loopback.count('packument')).toBe(3)
  })

  it('says what the cache does not hold, offline', async () => {
    const store = memoryStore()
    const online = await start({ '1.0.0': release('a') })
    expect(await failureOf((await testRegistry({ offline: true })).packument('mail'))).toMatchObject({
      stage: 'resolve',
      message: expect.stringContaining('not in the cache'),
      remedy: expect.stringContaining('--offline'),
    })
    await (await testRegistry({ registry: loopback.url, store })).packument('mail')
    const offline = await testRegistry({ registry: loopback.url, store, offline: true })
    const [only] = (await offline.packument('mail')).releases
    if (only) expect(await failureOf(offline.artifact(only))).toMatchObject({ stage: 'fetch' })
    expect(online).toBeDefined()
  })

  it('accepts a registry that states sha1 only, and fetches anew where it states nothing', async () => {
    const { bytes, shasum } = packageTarball({ 'package.json': {}, 'index.js': 'x' })
    const tarball = { bytes, shasum, integrity: '' }
    const registry = await start({ '1.0.0': { tarball }, '1.0.1': { tarball } })
    loopback.publish('mail', {
      versions: { '1.0.0': { tarball }, '1.0.1': { tarball } },
      packument: (packument) => {
        const versions = packument.versions as Record<string, { dist: Record<string, unknown> }>
        for (const each of Object.values(versions)) delete each.dist.integrity
        delete versions['1.0.1']?.dist.shasum
        return packument
      },
    })
    const [weak, none] = (await registry.packument('mail')).releases
    if (!weak || !none) throw new Error('no releases')
    expect(weak.integrity).toMatchObject({ known: true, value: expect.stringMatching(/^sha1-/) })
    expect(none.integrity).toMatchObject({ known: false })
    expect((await registry.artifact(weak)).read('index.js')).toBeDefined()
    expect((await registry.artifact(none)).integrity).toMatch(/^sha512-/)
  })

  it('refuses a tarball whose integrity differs, and stores nothing of it', async () => {
    const store = memoryStore()
    const honest = packageTarball({ 'index.js': 'honest' })
    const tarball = { ...packageTarball({ 'index.js': 'other' }), integrity: honest.integrity }
    loopback = await startRegistry({ packages: { mail: { versions: { '1.0.0': { tarball } } } } })
    const registry = await testRegistry({ registry: loopback.url, store })
    const [only] = (await registry.packument('mail')).releases
    if (!only) throw new Error('no release')
    expect(await failureOf(registry.artifact(only))).toMatchObject({
      stage: 'fetch',
      subject: 'mail@1.0.0',
      message: expect.stringContaining('does not match the integrity'),
    })
    expect(await store.getByIntegrity(honest.integrity)).toBeUndefined()
  })

  it.each(['truncated', 'truncatedArchive', 'notTarball', 'gzipOfText', 'empty', 'manyFiles', 'bomb'] as const)(
    '%s: fails at the fetch, and no other package does',
    async (kind) => {
      loopback = await startRegistry({
        packages: {
          bad: { versions: { '1.0.0': { tarball: hostileTarballs[kind]() } } },
          good: { versions: { '1.0.0': release('fine') } },
        },
      })
      const registry = await testRegistry({ registry: loopback.url, limits: { files: 1_000 } })
      const [bad, good] = await Promise.all(['bad', 'good'].map((name) => registry.packument(name)))
      if (!bad?.releases[0] || !good?.releases[0]) throw new Error('no release')
      const [failure, artifact] = await Promise.all([
        failureOf(registry.artifact(bad.releases[0])),
        registry.artifact(good.releases[0]),
      ])
      expect(failure).toBeInstanceOf(RegistryError)
      expect(failure).toMatchObject({ stage: 'fetch', subject: 'bad@1.0.0' })
      expect(artifact.list()).toHaveLength(2)
    },
  )

  it('lists what it refused', async () => {
    const registry = await start({ '1.0.0': { tarball: hostileTarballs.traversal() } })
    const [only] = (await registry.packument('mail')).releases
    if (!only) throw new Error('no release')
    expect((await registry.artifact(only)).refused).toHaveLength(3)
  })
})
