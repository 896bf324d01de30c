import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { DEFAULT_REGISTRY_LIMITS } from '../../src/registry/npm.js'
import { failureOf, npmHost, testRegistry } from '../support/npm-registry.js'
import { inShort, packageOf, type Stage, stage, treeOf, type Versions } from './tree-frame.js'

let staged: Stage | undefined
let server: Server | undefined
afterEach(async () => {
  await staged?.close()
  await new Promise<void>((resolve) => (server ? server.close(() => resolve()) : resolve()))
  staged = undefined
  server = undefined
})

const start = async (packages: Readonly<Record<string, Versions>>) => {
  staged = await stage(packages)
  return { registry: await staged.open(), loopback: staged.loopback }
}

describe('what can not be resolved', () => {
  it('is named with the way to it: a package that is in no registry', async () => {
    const { registry } = await start({
      server: { '1.0.0': { dependencies: { a: '1' } } },
      a: { '1.0.0': { dependencies: { b: '1' } } },
      b: { '1.0.0': { dependencies: { '@own/gone': '^2.0.0' } } },
    })
    const error = await failureOf(treeOf(registry))
    expect(error).toMatchObject({ stage: 'resolve', subject: 'server@1.0.0' })
    expect(error.message).toMatch(/@own\/gone.*is not in the registry/)
    expect(error.message).toContain('server@1.0.0 > a@1.0.0 > b@1.0.0 > @own/gone@^2.0.0')
    expect(error.remedy).toMatch(/scope/)
  })

  it('a version that is not published', async () => {
    const { registry } = await start({
      server: { '1.0.0': { dependencies: { a: '1' } } },
      a: { '1.0.0': { dependencies: { b: '^7.0.0' } } },
      b: { '1.0.0': {} },
    })
    const error = await failureOf(treeOf(registry))
    expect(error.message).toBe(
      'no published version of its dependency b@^7.0.0 fits (server@1.0.0 > a@1.0.0 > b@^7.0.0)',
    )
    expect(error.remedy).not.toBe('')
  })

  it('a version that the registry describes wrongly, in whose place no older one is taken', async () => {
    const { registry } = await start({
      server: { '1.0.0': { dependencies: { a: '1' } } },
      a: { '1.0.0': {}, '1.0.1': { dist: null } },
    })
    const error = await failureOf(treeOf(registry))
    expect(error.message).toMatch(/describes wrongly \(server@1\.0\.0 > a@1\)/)
  })

  it('peers that contradict each other', async () => {
    const { registry } = await start({
      server: { '1.0.0': { peerDependencies: { plugin: '1', host: '1' } } },
      plugin: { '1.0.0': { peerDependencies: { host: '2' } } },
      host: { '1.0.0': {}, '2.0.0': {} },
    })
    const error = await failureOf(treeOf(registry))
    expect(error.message).toMatch(/contradict each other: .*host@/)
    expect(error.remedy).toMatch(/legacy-peer-deps/)
  })

  it('an engine, where npm is told to be strict', async () => {
    staged = await stage({
      server: { '1.0.0': { dependencies: { a: '1' } } },
      a: { '1.0.0': { engines: { node: '>=900' } } },
    })
    const error = await failureOf(treeOf(await staged.open({ host: npmHost({ engine_strict: 'true' }) })))
    expect(error.remedy).toMatch(/engine-strict/)
  })

  it.each([
    [{ status: 503 }, /answers with an error \(503\)/],
    [{ connection: 'cut' }, /broke off/],
    [{ bytes: '{"name":"a"' }, /is no JSON/],
    [{ bytes: '[]' }, /is no packument/],
    [{ bytes: '{"name":"b","versions":{}}' }, /is about another package/],
  ] as const)('a registry that fails (%o), also where npm would go on without the package', async (fault, message) => {
    for (const field of ['dependencies', 'optionalDependencies']) {
      const { registry, loopback } = await start({ server: { '1.0.0': { [field]: { a: '1' } } }, a: { '1.0.0': {} } })
      loopback.fail('/a', fault)
      const error = await failureOf(treeOf(registry))
      expect(error).toMatchObject({ stage: 'resolve', subject: 'server@1.0.0' })
      expect(error.message).toMatch(message)
      expect(error.message).toContain('server@1.0.0 > a@1')
      await staged?.close()
    }
  })

  it.each([
    { status: 503, times: 1 },
    { connection: 'cut', times: 1 },
    { status: 429, retryAfter: '0', times: 2 },
  ] as const)('but a registry that recovers is none: %o', async (fault) => {
    const { registry, loopback } = await start({
      server: { '1.0.0': { dependencies: { a: '1' } } },
      a: { '1.0.0': {} },
    })
    loopback.fail('/a', fault)
    expect(inShort(await treeOf(registry))).toEqual(['a@1.0.0'])
  })

  it('a packument beyond the limit', async () => {
    staged = await stage({
      server: { '1.0.0': { dependencies: { a: '1' } } },
      a: { '1.0.0': { dist: { x: 'y'.repeat(5_000) } } },
    })
    const error = await failureOf(treeOf(await staged.open({ limits: { packumentBytes: 4_000 } })))
    expect(error.message).toMatch(/a .*is larger than/)
  })
})

describe('manifests of strangers', () => {
  it.each([
    ['a list', { dependencies: ['a'] }],
    ['a text', { dependencies: 'a' }],
    ['specs of other types', { dependencies: { a: 1, b: null, c: { x: 1 }, d: ['1'] } }],
    ['optional ones that are no map', { optionalDependencies: true, peerDependenciesMeta: 'x', bundleDependencies: 7 }],
    ['engines and systems of other types', { engines: [1], os: { x: 1 }, cpu: 5, libc: null }],
    ['peers of other types', { peerDependencies: { a: 5 }, peerDependenciesMeta: { a: null, b: 3 } }],
    ['accepted ones of other types', { acceptDependencies: { a: 5 }, deprecated: { x: 1 } }],
    ['a made-up shrinkwrap', { _hasShrinkwrap: 'yes', hasInstallScript: 'no', gypfile: 'x' }],
  ])('with %s are read as if that were not there', async (_, manifest) => {
    const { registry } = await start({
      server: { '1.0.0': { dependencies: { odd: '1' } } },
      odd: { '1.0.0': manifest },
    })
    expect(inShort(await treeOf(registry))).toEqual(['odd@1.0.0'])
  })

  it('names that objects have of themselves are names like others', async () => {
    const names = ['constructor', 'hasownproperty', 'tostring', 'valueof', 'prototype']
    const { registry, loopback } = await start({
      server: { '1.0.0': { dependencies: Object.fromEntries(names.map((name) => [name, '*'])) } },
      ...Object.fromEntries(names.map((name) => [name, { '1.0.0': {} }])),
    })
    expect(inShort(await treeOf(registry))).toEqual(names.map((name) => `${name}@1.0.0`).sort())
    loopback.publish('valueof', {
      versions: { '1.0.0': {} },
      packument: () =>
        `{"name":"valueof","__proto__":{"polluted":1},"dist-tags":{"__proto__":"1.0.0","latest":"1.0.0"},
          "versions":{"__proto__":{"dist":{"tarball":"x"}},"1.0.0":{"dependencies":{"__proto__":"1"},"dist":{"tarball":"x"}}}}`,
    })
    const again = await testRegistry({ registry: loopback.url })
    expect(inShort(await treeOf(again))).toContain('valueof@1.0.0')
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined()
  })

  it.each([
    '../../../etc/passwd',
    '..',
    '.hidden',
    'a/b',
    '%2e%2e',
    'a b',
    '@a',
    '@a/../b',
    'node_modules',
    'a?x=1',
    'a#b',
    '\u202e',
    'http://127.0.0.1:1/x',
  ])('a dependency called %j ends the tree, and asks for nothing', async (name) => {
    const { registry, loopback } = await start({ server: { '1.0.0': { dependencies: { [name]: '1.0.0' } } } })
    const error = await failureOf(treeOf(registry))
    expect(error).toMatchObject({ stage: 'resolve', subject: 'server@1.0.0' })
    expect(new Set(loopback.requests.map((each) => each.path))).toEqual(new Set(['/server']))
  })

  it.each([
    'npm:',
    'npm:@',
    'npm:npm:a@1',
    'npm:../x',
    'npm:a@file:../x',
    'workspace:*',
    'link:../x',
    'portal:../x',
    'a b c',
    '%',
  ])('a spec %j harms nobody', async (spec) => {
    const { registry } = await start({ server: { '1.0.0': { dependencies: { a: spec } } }, a: { '1.0.0': {} } })
    await treeOf(registry).then(
      (tree) => expect(tree.packages.map(({ source }) => source)).not.toContain('registry'),
      (error) => expect(error).toMatchObject({ name: 'RegistryError', stage: 'resolve' }),
    )
  })
})

describe('trees without end', () => {
  const limits = { tree: { packages: 60, packuments: 60, manifests: 3_000, computing: 10_000 } }

  /** A registry that makes up each package that it is asked for. */
  async function endless(manifestOf: (name: string) => Record<string, Record<string, unknown>>): Promise<string> {
    const made = createServer((request, response) => {
      const name = decodeURIComponent(request.url ?? '').slice(1)
      const versions = Object.fromEntries(
        Object.entries(manifestOf(name)).map(([version, manifest]) => [
          version,
          { name, version, dist: { tarball: 'http://127.0.0.1:1/x.tgz', shasum: '0'.repeat(40) }, ...manifest },
        ]),
      )
      const latest = Object.keys(versions).at(-1)
      response.end(JSON.stringify({ name, 'dist-tags': { latest }, versions }))
    })
    server = made
    await new Promise<void>((resolve) => made.listen(0, '127.0.0.1', resolve))
    return `http://127.0.0.1:${(made.address() as AddressInfo).port}/`
  }

  it.each([
    ['each dependency has one more', (name: string) => ({ '1.0.0': { dependencies: { [`${name}x`]: '*' } } })],
    ['each has two more', (name: string) => ({ '1.0.0': { dependencies: { [`${name}a`]: '*', [`${name}b`]: '*' } } })],
    ['each peer has one more', (name: string) => ({ '1.0.0': { peerDependencies: { [`${name}x`]: '*' } } })],
    [
      'each optional one has one more',
      (name: string) => ({ '1.0.0': { optionalDependencies: { [`${name}x`]: '*' } } }),
    ],
    [
      'each alias has one more',
      (name: string) => ({ '1.0.0': { dependencies: { [`as-${name}`]: `npm:${name}x@*` } } }),
    ],
    [
      'each version needs the next one',
      () =>
        Object.fromEntries(
          Array.from({ length: 300 }, (_, index) => [`${index + 1}.0.0`, { dependencies: { deep: `${index}.0.0` } }]),
        ),
    ],
    [
      'few packages exclude each other in all combinations',
      (name: string) => {
        const level = /^l(\d+)[ab]$/.exec(name)?.[1] ?? '0'
        const below = ['a', 'b'].map((side) => `l${Number(level) + 1}${side}`)
        return Object.fromEntries(
          Array.from({ length: 40 }, (_, index) => [
            `${index + 1}.0.0`,
            {
              dependencies: Object.fromEntries(
                below.map((each, at) => [each, `${((index * 7 + at * 13 + 3) % 40) + 1}.0.0`]),
              ),
            },
          ]),
        )
      },
    ],
  ])('%s: an error that says so', async (_, manifestOf) => {
    const registry = await testRegistry({ registry: await endless(manifestOf), limits })
    const error = await failureOf(treeOf(registry, 'deep'))
    expect(error).toMatchObject({ stage: 'resolve' })
    expect(error.message).toMatch(/its tree of dependencies has more than/)
    expect(error.remedy).not.toBe('')
  })

  it('peers that exclude each other in endless combinations', async () => {
    const width = 9
    const names = Array.from({ length: width }, (_, index) => `p${index}`)
    const url = await endless((name) =>
      Object.fromEntries(
        Array.from({ length: 30 }, (_, index) => [
          `${index + 1}.0.0`,
          {
            peerDependencies: Object.fromEntries(
              names.filter((each) => each !== name).map((each, at) => [each, `<=${30 - ((index + at * 5) % 29)}.0.0`]),
            ),
          },
        ]),
      ),
    )
    const tree = { ...limits.tree, computing: 500 }
    const registry = await testRegistry({ registry: url, limits: { tree } })
    const error = await failureOf(treeOf(registry, 'p0'))
    expect(error.message).toMatch(/more combinations of peers than can be tried/)
  })

  it('stay below the defaults for real ones', () => {
    expect(DEFAULT_REGISTRY_LIMITS.tree.packages).toBeGreaterThanOrEqual(2_000)
    expect(packageOf({ '1.0.0': {} }).versions['1.0.0']).toEqual({ manifest: {} })
  })
})
