import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { failureOf } from '../support/npm-registry.js'
import { packageTarball } from '../support/packages.js'
import { find, inShort, type Stage, stage, treeOf, type Versions, way } from './tree-frame.js'

let staged: Stage
/** Stands for every host that a manifest names and nobody may ask. */
let stranger: Server
let strangersRequests: number
let strange: string
beforeEach(async () => {
  strangersRequests = 0
  stranger = createServer((_, response) => {
    strangersRequests++
    response.writeHead(404).end()
  })
  stranger.on('connection', () => strangersRequests++)
  await new Promise<void>((resolve) => stranger.listen(0, '127.0.0.1', resolve))
  strange = `127.0.0.1:${(stranger.address() as AddressInfo).port}`
})
afterEach(async () => {
  await staged?.close()
  await new Promise((resolve) => stranger.close(resolve))
})

const start = async (packages: Readonly<Record<string, Versions>>) => {
  staged = await stage(packages)
  return staged.open()
}

describe('what comes from no registry', () => {
  it('is named with its spec, without secrets, and never asked for', async () => {
    const registry = await start({
      server: {
        '1.0.0': {
          dependencies: {
            tarball: `http://user:hunter2@${strange}/t.tgz?token=hunter2`,
            repository: `git+http://${strange}/r.git#abc`,
            shortcut: 'someone/repo#v1',
            folder: 'file:../../etc',
            archive: 'file:x.tgz',
            a: '1',
          },
          optionalDependencies: { maybe: `git://${strange}/m.git` },
        },
      },
      a: {
        '1.0.0': {
          dependencies: { deep: `https://${strange}/deep.tgz` },
          peerDependencies: { peer: `http://${strange}/p.tgz` },
        },
      },
    })
    const tree = await treeOf(registry)
    expect(inShort(tree)).toEqual([
      'a@1.0.0',
      'file archive@file:x.tgz',
      `url deep@https://${strange}/deep.tgz`,
      'file folder@file:../../etc',
      `git maybe@git://${strange}/m.git?`,
      `url peer@http://${strange}/p.tgz`,
      `git repository@git+http://${strange}/r.git#abc`,
      'git shortcut@someone/repo#v1',
      `url tarball@http://***@${strange}/t.tgz?token=***`,
    ])
    expect(find(tree, 'deep')).toMatchObject({ purl: 'pkg:generic/deep', integrity: null, release: null })
    expect(way(tree, 'deep')).toBe(`server@1.0.0 > a@1.0.0 > deep@https://${strange}/deep.tgz`)
    expect(JSON.stringify(tree)).not.toContain('hunter2')
    expect(strangersRequests).toBe(0)
    expect(staged.loopback.requests.map((each) => each.path).sort()).toEqual(['/a', '/server', '/server'])
  })

  it('is no way around the registry as an alias either', async () => {
    const registry = await start({
      server: { '1.0.0': { dependencies: { b: `npm:c@http://${strange}/c.tgz` } } },
    })
    const error = await failureOf(treeOf(registry))
    expect(error.stage).toBe('resolve')
    expect(strangersRequests).toBe(0)
  })

  it('is no reason to ask where a tarball lies', async () => {
    const registry = await start({
      server: { '1.0.0': { dependencies: { a: '1' } } },
      a: { '1.0.0': { version: { manifest: { dist: { tarball: `http://${strange}/a.tgz` } } } } },
    })
    const tree = await treeOf(registry)
    expect(find(tree, 'a').integrity).toBeNull()
    expect(strangersRequests).toBe(0)
  })
})

const file = (files: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(files).map(([path, value]) => [path, JSON.stringify(value)]))

describe('bundled packages', () => {
  const carrier = (manifest: object, files: Record<string, unknown>) => ({
    version: { manifest: manifest as Record<string, unknown>, files: file(files) },
  })

  it('are those in the tarball, and resolved no further', async () => {
    const registry = await start({
      server: { '1.0.0': { dependencies: { carrier: '1' } } },
      carrier: {
        '1.0.0': carrier(
          { dependencies: { a: '^1.0.0', n: '1.0.0', lost: '1.0.0' }, bundleDependencies: ['a', 'lost'] },
          {
            'node_modules/a/package.json': { name: 'a', version: '1.0.5', dependencies: { never: '1' } },
            'node_modules/a/node_modules/@s/b/package.json': {
              name: '@s/b',
              version: '2.0.0',
              scripts: { install: 'x' },
            },
            'node_modules/a/lib/package.json': { type: 'module' },
            'node_modules/.package-lock.json': {},
          },
        ),
      },
      n: { '1.0.0': {} },
    })
    const tree = await treeOf(registry)
    expect(inShort(tree)).toEqual(['bundled @s/b@2.0.0', 'bundled a@1.0.5', 'carrier@1.0.0', 'n@1.0.0'])
    expect(find(tree, '@s/b')).toMatchObject({
      integrity: null,
      installScript: true,
      release: null,
      purl: 'pkg:npm/%40s/b@2.0.0',
    })
    expect(way(tree, 'a')).toBe('server@1.0.0 > carrier@1.0.0 > a@1.0.5')
    expect(staged.loopback.count('packument', '/a')).toBe(0)
  })

  it('may be all dependencies', async () => {
    const registry = await start({
      server: { '1.0.0': { dependencies: { carrier: '1' } } },
      carrier: {
        '1.0.0': carrier(
          { dependencies: { a: '1' }, bundleDependencies: true },
          { 'node_modules/a/package.json': { name: 'a', version: '1.0.0' } },
        ),
      },
    })
    expect(inShort(await treeOf(registry))).toEqual(['bundled a@1.0.0', 'carrier@1.0.0'])
  })

  it('make a tree fail where their tarball can not be had, but of an optional carrier', async () => {
    const versions = { '1.0.0': carrier({ dependencies: { a: '1' }, bundleDependencies: ['a'] }, {}) }
    const packages = { server: { '1.0.0': { dependencies: { carrier: '1' } } }, carrier: versions }
    let registry = await start(packages)
    staged.loopback.fail('/carrier/-/carrier-1.0.0.tgz', { status: 404 })
    const error = await failureOf(treeOf(registry))
    expect(error).toMatchObject({ stage: 'resolve', subject: 'server@1.0.0' })
    expect(error.message).toMatch(/carrier@1\.0\.0.*not in the registry.*server@1\.0\.0 > carrier@1\.0\.0/)
    await staged.close()
    registry = await start({ ...packages, server: { '1.0.0': { optionalDependencies: { carrier: '1' } } } })
    staged.loopback.fail('/carrier/-/carrier-1.0.0.tgz', { status: 404 })
    expect(inShort(await treeOf(registry))).toEqual(['carrier@1.0.0?'])
  })
})

describe('npm-shrinkwrap.json', () => {
  const locked = (lock: unknown, manifest = {}, name = 'npm-shrinkwrap.json') => ({
    version: {
      manifest: { dependencies: { a: '^1.0.0' }, _hasShrinkwrap: true, ...manifest },
      files: { [name]: typeof lock === 'string' ? lock : JSON.stringify(lock) },
    },
  })
  const world = (lock: unknown, name?: string): Record<string, Versions> => ({
    server: { '1.0.0': { dependencies: { carrier: '1' } } },
    carrier: { '1.0.0': locked(lock, {}, name) },
    a: { '1.0.0': { dependencies: { b: '*' } }, '1.1.0': { dependencies: { b: '*' } } },
    b: { '1.0.0': {}, '1.1.0': {} },
    d: { '1.0.0': {} },
  })
  const packages = {
    '': { name: 'carrier', dependencies: { a: '^1.0.0' } },
    'node_modules/a': { version: '1.0.0' },
    'node_modules/a/node_modules/b': { version: '1.0.0', optional: true },
    // npm installs these too, as it was tried out with npm 11.
    'node_modules/d': { version: '1.0.0', dev: true },
  }

  it.each(['npm-shrinkwrap.json', 'package-lock.json'])('is what npm follows (%s)', async (name) => {
    const registry = await start(world({ lockfileVersion: 3, packages }, name))
    const tree = await treeOf(registry)
    expect(inShort(tree)).toEqual(['a@1.0.0', 'b@1.0.0?', 'carrier@1.0.0', 'd@1.0.0'])
    expect(find(tree, 'a').release?.integrity).toEqual({ known: true, value: find(tree, 'a').integrity })
    expect(way(tree, 'b')).toBe('server@1.0.0 > carrier@1.0.0 > b@1.0.0')
  })

  it('of its first form too', async () => {
    const registry = await start(
      world({
        lockfileVersion: 1,
        dependencies: {
          a: { version: '1.0.0', dependencies: { b: { version: '1.0.0', bundled: true } } },
          d: { version: `http://x:hunter2@${strange}/d.tgz`, integrity: 'sha1-2jmj7l5rSw0yVb/vlWAYkK/YBwk=' },
          renamed: { version: 'npm:b@1.1.0' },
        },
      }),
    )
    const tree = await treeOf(registry)
    expect(inShort(tree)).toEqual([
      'a@1.0.0',
      'bundled b@1.0.0',
      'b@1.1.0',
      'carrier@1.0.0',
      `url d@http://***@${strange}/d.tgz`,
    ])
    expect(find(tree, 'd').integrity).toBe('sha1-2jmj7l5rSw0yVb/vlWAYkK/YBwk=')
    expect(strangersRequests).toBe(0)
  })

  it('names what is taken from elsewhere', async () => {
    const registry = await start(
      world({
        lockfileVersion: 2,
        packages: {
          'node_modules/a': {
            version: '1.0.0',
            resolved: `http://${strange}/a.tgz`,
            integrity: `sha512-${'A'.repeat(86)}==`,
          },
          'node_modules/g': { version: '1.0.0', resolved: `git+ssh://git@${strange}/g.git#0123456789abcdef` },
          'node_modules/l': { link: true, resolved: 'packages/l' },
          'packages/l': { version: '1.0.0' },
          'node_modules/@own/e': { version: '1.0.0', resolved: `https://${strange}/e.tgz`, hasInstallScript: true },
        },
      }),
    )
    const tree = await treeOf(registry)
    expect(inShort(tree)).toEqual([
      `url @own/e@https://${strange}/e.tgz`,
      `url a@http://${strange}/a.tgz`,
      'carrier@1.0.0',
      `git g@git+ssh://git@${strange}/g.git#0123456789abcdef`,
      'file l@file:packages/l',
    ])
    expect(find(tree, '@own/e').installScript).toBe(true)
    expect(strangersRequests).toBe(0)
  })

  it("calls a tarball of the registry the release's only where it is that release's", async () => {
    const lock = { lockfileVersion: 3, packages: {} as Record<string, unknown> }
    const registry = await start(world(lock))
    const of = (path: string) => `${staged.loopback.url}${path}`
    staged.loopback.publish('carrier', {
      versions: {
        '1.0.0': locked({
          lockfileVersion: 3,
          packages: {
            'node_modules/a': { version: '1.0.0', resolved: of('a/-/a-1.0.0.tgz') },
            'node_modules/b': { version: '1.0.0', resolved: of('evil/-/evil-6.6.6.tgz') },
          },
        }).version,
      },
    })
    expect(inShort(await treeOf(registry))).toEqual([
      'a@1.0.0',
      `url b@${of('evil/-/evil-6.6.6.tgz')}`,
      'carrier@1.0.0',
    ])
  })

  it('that is not there leaves nothing below, as in npm', async () => {
    const registry = await start(world({}, 'other.json'))
    expect(inShort(await treeOf(registry))).toEqual(['carrier@1.0.0'])
  })

  it.each([
    ['no JSON', '{'],
    ['a list', '[]'],
    ['nested without end', `{"dependencies":${'{"a":{"dependencies":'.repeat(200)}{}${'}}'.repeat(200)}}`],
    ['nested deeper than a parser goes', `{"x":${'['.repeat(200_000)}`],
  ])('that is %s ends the tree with a reason', async (_, lock) => {
    const error = await failureOf(treeOf(await start(world(lock))))
    expect(error).toMatchObject({ stage: 'resolve', subject: 'server@1.0.0' })
    expect(error.message).toMatch(/npm-shrinkwrap\.json/)
  })

  it('that is hostile does no harm', async () => {
    const registry = await start(
      world(
        `{"lockfileVersion":3,"packages":{"__proto__":{"polluted":true},"node_modules/__proto__":{"version":"1.0.0"},
          "node_modules/../../../etc":{"version":"1.0.0"},"/etc/passwd":{"version":"1.0.0"},"node_modules/a":7,
          "node_modules/b":{"version":{"x":1},"resolved":[],"integrity":{},"name":"../../b"},
          "node_modules/constructor":{"version":"1.0.0","optional":"yes"}}}`,
      ),
    )
    const tree = await treeOf(registry)
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined()
    expect(tree.packages.map(({ name }) => name).filter((name) => /\.\./.test(name))).toEqual([])
  })

  it('is followed into the packages that have one of their own', async () => {
    const inner = packageTarball({
      'package.json': { name: 'a', version: '1.0.0' },
      'npm-shrinkwrap.json': JSON.stringify({
        lockfileVersion: 3,
        packages: { 'node_modules/b': { version: '1.1.0' } },
      }),
    })
    const registry = await start({
      ...world({ lockfileVersion: 3, packages: { 'node_modules/a': { version: '1.0.0', hasShrinkwrap: true } } }),
      a: { '1.0.0': { version: { manifest: { _hasShrinkwrap: true }, tarball: inner } } },
    })
    const tree = await treeOf(registry)
    expect(inShort(tree)).toEqual(['a@1.0.0', 'b@1.1.0', 'carrier@1.0.0'])
    expect(way(tree, 'b')).toBe('server@1.0.0 > carrier@1.0.0 > a@1.0.0 > b@1.1.0')
  })
})
