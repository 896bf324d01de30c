import { afterEach, describe, expect, it } from 'vitest'
import type { NpmRegistryOptions } from '../../src/registry/npm.js'
import { memoryStore, type Store } from '../../src/store/store.js'
import { failureOf, npmHost } from '../support/npm-registry.js'
import { find, inShort, packageOf, type Stage, stage, treeOf } from './tree-frame.js'

let staged: Stage
afterEach(() => staged?.close())

const WORLD = {
  server: { '1.0.0': { dependencies: { a: '^1.0.0' }, optionalDependencies: { gone: '1' } } },
  a: { '1.0.0': { dependencies: { b: '^1.0.0' } } },
  b: { '1.0.0': {} },
}
/** Where Arborist can not take a step: what a tree shows then is one of before. */
const WITHOUT_ARBORIST = { limits: { tree: { packages: 0, packuments: 0, manifests: 0, computing: 0 } } }
const BEFORE = ['a@1.0.0', 'b@1.0.0']

async function again(store: Store, options: Partial<NpmRegistryOptions> = {}, request = {}) {
  staged.loopback.forgetRequests()
  return treeOf(await staged.open({ store, ...options }), 'server', request)
}

async function filled(options: Parameters<typeof stage>[1] = {}): Promise<Store> {
  staged = await stage(WORLD, options)
  const store = memoryStore()
  expect(inShort(await again(store))).toEqual(BEFORE)
  return store
}

const logged = () => staged.loopback.requests.map((each) => `${each.path} ${each.status}`).sort()

describe('a tree of before', () => {
  it.each([{}, { mirror: true }])('is asked about and taken as it is where nothing changed: %o', async (options) => {
    const store = await filled(options)
    const first = await again(store)
    const tree = await again(store, WITHOUT_ARBORIST)
    expect(tree).toEqual(first)
    const status = options.mirror ? 200 : 304
    expect(logged()).toEqual([`/a ${status}`, `/b ${status}`, '/gone 404', `/server ${status}`, `/server ${status}`])
  })

  it('hands out releases whose tarballs can be had', async () => {
    const store = await filled()
    const registry = await staged.open({ store, ...WITHOUT_ARBORIST })
    const { release } = find(await treeOf(registry), 'b')
    expect(release && (await registry.artifact(release)).list()).toHaveLength(1)
  })

  it('counts no more once a dependency has a newer version', async () => {
    const store = await filled()
    staged.loopback.publish('b', packageOf({ '1.0.0': {}, '1.1.0': { dependencies: { c: '1' } } }))
    staged.loopback.publish('c', packageOf({ '1.0.0': {} }))
    expect((await failureOf(again(store, WITHOUT_ARBORIST))).message).toMatch(/its tree of dependencies has/)
    expect(inShort(await again(store))).toEqual(['a@1.0.0', 'b@1.1.0', 'c@1.0.0'])
    expect(inShort(await again(store, WITHOUT_ARBORIST))).toEqual(['a@1.0.0', 'b@1.1.0', 'c@1.0.0'])
  })

  it('counts no more once the bytes of a version are others', async () => {
    const store = await filled()
    const before = find(await again(store), 'b').integrity
    staged.loopback.publish('b', { versions: { '1.0.0': { files: { 'index.js': 'other()' } } } })
    const after = find(await again(store), 'b').integrity
    expect(after).toMatch(/^sha512-/)
    expect(after).not.toBe(before)
  })

  it('counts no more once a version is deprecated, withdrawn, or there at last', async () => {
    const store = await filled()
    staged.loopback.publish('b', { versions: { '1.0.0': { deprecated: 'broken' } } })
    expect(find(await again(store), 'b').release?.deprecated).toBe('broken')
    staged.loopback.publish('gone', packageOf({ '1.0.0': {} }))
    expect(inShort(await again(store))).toEqual([...BEFORE, 'gone@1.0.0?'])
    staged.loopback.publish('b', packageOf({ '2.0.0': {} }))
    expect((await failureOf(again(store))).message).toMatch(/b@\^1\.0\.0/)
  })

  it("is one of the same registry, npm's settings and version alone", async () => {
    const store = await filled()
    await failureOf(again(store, { ...WITHOUT_ARBORIST, host: npmHost({ legacy_peer_deps: 'true' }) }))
    const other = await stage(WORLD)
    try {
      await failureOf(treeOf(await other.open({ store, ...WITHOUT_ARBORIST })))
    } finally {
      await other.close()
    }
  })

  it('holds for another cutoff with the same versions before it', async () => {
    const dated = (publishedAt: string, manifest = {}) => ({ version: { publishedAt, manifest } })
    staged = await stage({
      server: { '1.0.0': dated('2024-01-01T00:00:00Z', { dependencies: { a: '*' } }) },
      a: { '1.0.0': dated('2024-02-01T00:00:00Z'), '1.1.0': dated('2024-06-01T00:00:00Z') },
    })
    const store = memoryStore()
    const at = (day: string) => ({ before: new Date(`${day}T00:00:00Z`) })
    expect(inShort(await again(store, {}, at('2024-03-01')))).toEqual(['a@1.0.0'])
    expect(inShort(await again(store, WITHOUT_ARBORIST, at('2024-05-31')))).toEqual(['a@1.0.0'])
    expect(inShort(await again(store, {}, at('2024-06-01')))).toEqual(['a@1.1.0'])
    await failureOf(again(store, WITHOUT_ARBORIST, at('2024-05-31')))
    await failureOf(again(store, WITHOUT_ARBORIST))
  })

  it('is not kept where a tarball that nobody vouches for decided it', async () => {
    const { integrity: _, ...none } = { integrity: null, tarball: 'x' }
    staged = await stage({
      server: { '1.0.0': { dependencies: { carrier: '1' } } },
      carrier: {
        '1.0.0': {
          version: {
            manifest: { bundleDependencies: ['a'], dependencies: { a: '1' } },
            files: { 'node_modules/a/package.json': '{"name":"a","version":"1.0.0"}' },
          },
        },
      },
    })
    staged.loopback.publish('carrier', {
      versions: {
        '1.0.0': {
          manifest: {
            bundleDependencies: ['a'],
            dist: { ...none, tarball: `${staged.loopback.url}carrier/-/carrier-1.0.0.tgz` },
          },
          files: { 'node_modules/a/package.json': '{"name":"a","version":"1.0.0"}' },
        },
      },
    })
    const store = memoryStore()
    expect(inShort(await again(store))).toEqual(['bundled a@1.0.0', 'carrier@1.0.0'])
    await failureOf(again(store, WITHOUT_ARBORIST))
  })

  it('that is damaged counts as absent', async () => {
    staged = await stage(WORLD)
    for (const damage of ['', '{', '[]', '{"consulted":5,"packages":[]}', '{"digest":7}']) {
      const store = memoryStore()
      const damaged: Store = {
        ...store,
        get: async (key) => (/^(tree|trimmed) /.test(key) ? Buffer.from(damage) : store.get(key)),
      }
      expect(inShort(await again(damaged))).toEqual(BEFORE)
    }
  })
})

describe('the store', () => {
  it('is enough without a network', async () => {
    const store = await filled()
    await staged.close()
    const offline = { offline: true, registry: staged.loopback.url }
    expect(inShort(await treeOf(await staged.open({ store, ...offline, ...WITHOUT_ARBORIST })))).toEqual(BEFORE)
    const trees: Store = { ...store, get: async (key) => (key.startsWith('tree ') ? undefined : store.get(key)) }
    expect(inShort(await treeOf(await staged.open({ store: trees, ...offline })))).toEqual(BEFORE)
    const error = await failureOf(treeOf(await staged.open({ store: memoryStore(), ...offline })))
    expect(error.message).toMatch(/is not in the cache/)
  })

  it('without the text of a packument is filled again', async () => {
    const store = await filled()
    const emptied: Store = {
      ...store,
      get: async (key) => (key.startsWith('tree ') ? undefined : store.get(key)),
      getByIntegrity: async () => undefined,
    }
    expect(inShort(await again(emptied))).toEqual(BEFORE)
    expect(logged().filter((each) => each.startsWith('/b '))).toEqual(['/b 200', '/b 304'])
  })

  it('is asked about as often as --max-age says', async () => {
    const store = await filled()
    let time = Date.now()
    const options = { host: { ...npmHost(), now: () => new Date(time) }, maxAge: 60_000 }
    await again(store, options)
    time += 59_000
    expect(inShort(await again(store, options))).toEqual(BEFORE)
    expect(logged()).toEqual([])
    time += 2_000
    await again(store, options)
    expect(logged()).toEqual(['/a 304', '/b 304', '/gone 404', '/server 304', '/server 304'])
    await again(store, { ...options, maxAge: 0 })
    expect(logged()).toHaveLength(5)
  })
})
