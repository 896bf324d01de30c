import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import type { LoopbackOptions } from '../support/loopback-registry.js'
import { failureOf, npmHost } from '../support/npm-registry.js'
import { find, inShort, type Stage, stage, treeOf, type Versions, way } from './tree-frame.js'

let staged: Stage
afterEach(() => staged?.close())

const start = async (packages: Readonly<Record<string, Versions>>, options: Omit<LoopbackOptions, 'packages'> = {}) => {
  staged = await stage(packages, options)
  return staged.open()
}

const TWO_OF_ONE = {
  server: { '1.0.0': { dependencies: { queue: '^1.0.0', text: '2.x' } } },
  queue: { '1.0.0': {}, '1.2.0': { dependencies: { text: '^1.0.0' } }, '2.0.0': {} },
  text: { '1.0.0': {}, '1.5.0': {}, '2.0.0': {} },
}

describe('the packages of a tree', () => {
  it.each([{}, { mirror: true }])('are what npm would install, with the shortest way to each: %o', async (options) => {
    const tree = await treeOf(await start(TWO_OF_ONE, options))
    expect(tree.root).toBe('pkg:npm/server@1.0.0')
    expect(inShort(tree)).toEqual(['queue@1.2.0', 'text@1.5.0', 'text@2.0.0'])
    expect(tree.packages.map((each) => each.path.join(' > '))).toEqual([
      'server@1.0.0 > queue@1.2.0',
      'server@1.0.0 > queue@1.2.0 > text@1.5.0',
      'server@1.0.0 > text@2.0.0',
    ])
  })

  it('are asked for once each, in the short form', async () => {
    const registry = await start(TWO_OF_ONE)
    await treeOf(registry)
    await registry.tree(registry.pick(await registry.packument('server'), { type: 'version', value: '1.0.0' }))
    const asked = staged.loopback.requests.map((each) => `${each.short ? 'short' : 'full'} ${each.path}`)
    expect(asked.sort()).toEqual(['full /server', 'short /queue', 'short /server', 'short /text'])
  })

  it('carry what their registry says of them', async () => {
    const registry = await start({
      server: { '1.0.0': { dependencies: { native: '1', old: '1' } } },
      native: { '1.0.0': { scripts: { postinstall: 'node x.js' } } },
      old: { '1.0.0': { version: { deprecated: 'use new', provenance: true } } },
    })
    const tree = await treeOf(registry)
    expect(find(tree, 'native')).toMatchObject({ installScript: true, source: 'registry', optional: false })
    const { integrity, installScript, release } = find(tree, 'old')
    expect({ installScript, deprecated: release?.deprecated, provenance: release?.provenance }).toEqual({
      installScript: false,
      deprecated: 'use new',
      provenance: { known: true, value: true },
    })
    expect(integrity).toMatch(/^sha512-/)
    expect(release?.integrity).toEqual({ known: true, value: integrity })
    if (release) expect((await registry.artifact(release)).list().map((each) => each.path)).toEqual(['package.json'])
  })

  it('are there for every platform, and optional ones are marked', async () => {
    const registry = await start({
      server: { '1.0.0': { dependencies: { both: '1' }, optionalDependencies: { win: '1', both: '1', mac: '1' } } },
      both: { '1.0.0': { os: ['!linux', '!darwin', '!win32'] } },
      win: { '1.0.0': { os: ['win32'], cpu: ['ia32'], dependencies: { helper: '1' } } },
      mac: { '1.0.0': { os: ['darwin'], libc: ['musl'] } },
      helper: { '1.0.0': {} },
    })
    expect(inShort(await treeOf(registry))).toEqual(['both@1.0.0?', 'helper@1.0.0?', 'mac@1.0.0?', 'win@1.0.0?'])
  })

  it('of an optional branch that can not be installed are left out whole', async () => {
    const registry = await start({
      server: { '1.0.0': { optionalDependencies: { branch: '1', gone: '1' }, dependencies: { shared: '1' } } },
      branch: { '1.0.0': { dependencies: { missing: '1', shared: '1', alone: '1' } } },
      shared: { '1.0.0': {} },
      alone: { '1.0.0': {} },
    })
    expect(inShort(await treeOf(registry))).toEqual(['shared@1.0.0'])
  })

  it('may depend on each other', async () => {
    const registry = await start({
      server: { '1.0.0': { dependencies: { a: '1' } } },
      a: { '1.0.0': { dependencies: { b: '1' } } },
      b: { '1.0.0': { dependencies: { a: '1', server: '1' } } },
    })
    expect(inShort(await treeOf(registry))).toEqual(['a@1.0.0', 'b@1.0.0'])
  })

  it('are called by their own names, whatever they are depended on as', async () => {
    const registry = await start({
      server: { '1.0.0': { dependencies: { short: 'npm:@scope/long@^1.0.0' } } },
      '@scope/long': { '1.1.0': { dependencies: { x: '1' } } },
      x: { '1.0.0': {} },
      short: { '9.0.0': {} },
    })
    const tree = await treeOf(registry)
    expect(inShort(tree)).toEqual(['@scope/long@1.1.0', 'x@1.0.0'])
    expect(find(tree, '@scope/long').purl).toBe('pkg:npm/%40scope/long@1.1.0')
    expect(way(tree, 'x')).toBe('server@1.0.0 > @scope/long@1.1.0 > x@1.0.0')
    expect(staged.loopback.count('packument', '/short')).toBe(0)
  })

  it('are the same in whatever order the registry answers', async () => {
    const names = Array.from({ length: 24 }, (_, index) => `p${index}`)
    const packages: Record<string, Versions> = {
      server: { '1.0.0': { dependencies: Object.fromEntries(names.slice(0, 8).map((name) => [name, '*'])) } },
    }
    for (const [index, name] of names.entries()) {
      const below = [1, 3, 7].map((step) => [names[(index * 5 + step) % names.length], `^${(index + step) % 3}.0.0`])
      packages[name] = { '0.1.0': {}, '1.0.0': { dependencies: Object.fromEntries(below) }, '2.0.0': {}, '0.0.1': {} }
    }
    const seen = new Set<string>()
    for (const seed of [1, 2, 3]) {
      await staged?.close()
      const registry = await start(packages, {
        delay: (each) => (each.length * 7919 * seed + each.charCodeAt(2) * seed) % 23,
      })
      seen.add(JSON.stringify((await treeOf(registry)).packages.map(({ purl, path }) => [purl, path])))
    }
    expect(seen.size).toBe(1)
  })
})

describe("npm's rules", () => {
  const PEERS = {
    server: { '1.0.0': { dependencies: { plugin: '1' } } },
    plugin: {
      '1.0.0': {
        peerDependencies: { host: '^2.0.0', extra: '1' },
        peerDependenciesMeta: { extra: { optional: true } },
      },
    },
    host: { '2.1.0': {}, '3.0.0': {} },
    extra: { '1.0.0': {} },
  }

  it('peers are installed, optional ones only where somebody wants them', async () => {
    const registry = await start(PEERS)
    expect(inShort(await treeOf(registry))).toEqual(['host@2.1.0', 'plugin@1.0.0'])
  })

  it('legacy-peer-deps leaves peers away', async () => {
    staged = await stage(PEERS)
    const registry = await staged.open({ host: npmHost({ legacy_peer_deps: 'true' }) })
    expect(inShort(await treeOf(registry))).toEqual(['plugin@1.0.0'])
    expect(staged.loopback.count('packument', '/host')).toBe(0)
  })

  const DOUBLE = {
    server: { '1.0.0': { dependencies: { a: '1', x: '^1.0.0' } } },
    a: { '1.0.0': { dependencies: { x: '1.0.0' } } },
    x: { '1.0.0': {}, '1.1.0': {} },
  }

  it('prefer-dedupe takes one version for all', async () => {
    staged = await stage({
      ...DOUBLE,
      server: { '1.0.0': { dependencies: { a: '1', z: '1' } } },
      z: { '1.0.0': { dependencies: { x: '^1.0.0' } } },
    })
    expect(inShort(await treeOf(await staged.open()))).toEqual(['a@1.0.0', 'x@1.0.0', 'z@1.0.0'])
    expect(inShort(await treeOf(await staged.open({ host: npmHost({ prefer_dedupe: 'true' }) })))).toEqual([
      'a@1.0.0',
      'x@1.0.0',
      'z@1.0.0',
    ])
  })

  it('overrides of a dependency do not count, nor do its development dependencies', async () => {
    const registry = await start({
      server: {
        '1.0.0': { dependencies: { a: '1', x: '^1.0.0' }, overrides: { x: '1.0.0' }, devDependencies: { d: '1' } },
      },
      a: { '1.0.0': { dependencies: { x: '^1.0.0' }, overrides: { x: '1.0.0' } } },
      x: { '1.0.0': {}, '1.1.0': {} },
    })
    expect(inShort(await treeOf(registry))).toEqual(['a@1.0.0', 'x@1.1.0'])
  })

  it('a version that does not run here is passed over, and installed where there is no other', async () => {
    const registry = await start({
      server: { '1.0.0': { dependencies: { a: '*', b: '*' } } },
      a: { '1.0.0': {}, '2.0.0': { engines: { node: '>=900' } } },
      b: { '1.0.0': { engines: { node: '>=900' } } },
    })
    expect(inShort(await treeOf(registry))).toEqual(['a@1.0.0', 'b@1.0.0'])
  })

  it('a deprecated version is passed over', async () => {
    const registry = await start({
      server: { '1.0.0': { dependencies: { a: '^1.0.0' } } },
      a: { '1.0.0': {}, '1.1.0': { deprecated: 'broken' } },
    })
    expect(inShort(await treeOf(registry))).toEqual(['a@1.0.0'])
  })
})

describe('before a time', () => {
  const dated = (publishedAt: string, manifest = {}) => ({ version: { publishedAt, manifest } })
  const DATED = {
    server: { '1.0.0': dated('2024-01-01T00:00:00Z', { dependencies: { a: '^1.0.0', '@own/b': '^1.0.0' } }) },
    a: {
      '1.0.0': dated('2024-01-01T00:00:00Z'),
      '1.1.0': dated('2024-03-01T00:00:00Z'),
      '1.2.0': dated('2024-05-01T00:00:00Z'),
    },
    '@own/b': { '1.0.0': dated('2024-01-01T00:00:00Z'), '1.1.0': dated('2024-04-15T00:00:00Z') },
  }
  const at = (time: string) => ({ before: new Date(time) })

  it('only what was published by then counts, and times are asked for', async () => {
    const registry = await start(DATED)
    expect(inShort(await treeOf(registry))).toEqual(['@own/b@1.1.0', 'a@1.2.0'])
    expect(inShort(await treeOf(registry, 'server', at('2024-04-01T00:00:00Z')))).toEqual(['@own/b@1.0.0', 'a@1.1.0'])
    expect(staged.loopback.requests.filter((each) => each.path === '/a').map((each) => each.short)).toEqual([
      true,
      false,
    ])
  })

  it('of the caller and of npm the earlier one holds', async () => {
    staged = await stage(DATED)
    const host = npmHost({ before: '2024-04-01T00:00:00Z' })
    const registry = await staged.open({ host })
    expect(inShort(await treeOf(registry))).toEqual(['@own/b@1.0.0', 'a@1.1.0'])
    expect(inShort(await treeOf(registry, 'server', at('2025-01-01T00:00:00Z')))).toEqual(['@own/b@1.0.0', 'a@1.1.0'])
    expect(inShort(await treeOf(registry, 'server', at('2024-02-01T00:00:00Z')))).toEqual(['@own/b@1.0.0', 'a@1.0.0'])
  })

  it("what npm's configuration spares from its own limit is not spared from the caller's", async () => {
    staged = await stage(DATED)
    const host = npmHost({ before: '2024-04-01T00:00:00Z', min_release_age_exclude: '@own/*' })
    const registry = await staged.open({ host })
    expect(inShort(await treeOf(registry))).toEqual(['@own/b@1.1.0', 'a@1.1.0'])
    expect(inShort(await treeOf(registry, 'server', at('2024-04-10T00:00:00Z')))).toEqual(['@own/b@1.0.0', 'a@1.1.0'])
    const own = await registry.packument('@own/b')
    const any = { type: 'range', value: '*' } as const
    expect(registry.pick(own, any).version).toBe('1.1.0')
    expect(registry.pick(own, any, at('2024-04-10T00:00:00Z')).version).toBe('1.0.0')
    expect(registry.pick(own, any, at('2024-05-10T00:00:00Z')).version).toBe('1.1.0')
  })

  it('nothing published by then is an error', async () => {
    const registry = await start({ ...DATED, a: { '1.2.0': dated('2024-05-01T00:00:00Z') } })
    const error = await failureOf(treeOf(registry, 'server', at('2024-04-01T00:00:00Z')))
    expect(error.message).toMatch(/no published version of its dependency a@\^1\.0\.0 fits/)
  })
})

it('knows nothing of the folders around the one that it works in, and leaves nothing there', async () => {
  const around = await mkdtemp(path.join(tmpdir(), 'touchstone-test-around-'))
  const write = (file: string, content: object) => writeFile(path.join(around, file), JSON.stringify(content))
  await mkdir(path.join(around, 'node_modules/a'), { recursive: true })
  await write('node_modules/a/package.json', { name: 'a', version: '1.5.0' })
  await write('package.json', { workspaces: ['*'], overrides: { a: '1.0.0' }, dependencies: { a: '1.0.0' } })
  const before = process.env.TMPDIR
  process.env.TMPDIR = around
  try {
    const registry = await start({
      server: { '1.0.0': { dependencies: { a: '^1.0.0' } } },
      a: { '1.0.0': {}, '1.9.0': {} },
    })
    expect(inShort(await treeOf(registry))).toEqual(['a@1.9.0'])
    expect((await readdir(around)).sort()).toEqual(['node_modules', 'package.json'])
  } finally {
    if (before === undefined) delete process.env.TMPDIR
    else process.env.TMPDIR = before
    await rm(around, { recursive: true })
  }
})

describe('the time of publication', () => {
  const lately = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString()

  it('is asked for of packages that changed lately, and of no others', async () => {
    staged = await stage({
      server: { '1.0.0': { dependencies: { young: '1', old: '1' } } },
      young: {
        '1.0.0': { version: { publishedAt: lately(40) } },
        '1.0.1': { version: { publishedAt: lately(20) } },
        '1.0.2': { version: { publishedAt: lately(1), publisher: 'newcomer' } },
      },
      old: { '1.0.0': {} },
    })
    const registry = await staged.open({ host: { ...npmHost(), now: () => new Date() } })
    const tree = await treeOf(registry)
    const young = find(tree, 'young').release
    expect(young?.publishedAt).toMatchObject({ known: true })
    expect(young?.publisher).toEqual({ known: true, value: 'newcomer' })
    expect(find(tree, 'old').release?.publishedAt).toMatchObject({
      known: false,
      reason: expect.stringMatching(/short form/),
    })
    expect(staged.loopback.count('packument', '/young')).toBe(2)
    expect(staged.loopback.count('packument', '/old')).toBe(1)
  })

  it('is asked for where nobody says when a package changed', async () => {
    staged = await stage({ server: { '1.0.0': { dependencies: { young: '1', ageless: '1' } } } })
    const silent = (packument: Record<string, unknown>) => {
      if (packument.time === undefined) delete packument.modified
      return packument
    }
    const never = ({ time: _, modified: __, ...packument }: Record<string, unknown>) => packument
    const release = { files: { 'index.js': '1' } }
    staged.loopback.publish('young', {
      versions: { '1.0.0': { ...release, publishedAt: lately(1) } },
      packument: silent,
    })
    staged.loopback.publish('ageless', { versions: { '1.0.0': release }, packument: never })
    const registry = await staged.open({ host: { ...npmHost(), now: () => new Date() } })
    const tree = await treeOf(registry)
    expect(find(tree, 'young').release?.publishedAt).toMatchObject({ known: true })
    expect(find(tree, 'ageless').release?.publishedAt).toEqual({
      known: false,
      reason: 'the registry gives no time of publication',
    })
  })
})

describe('registries', () => {
  it('are those of scopes, and the own one of an entry for all else', async () => {
    const scoped = await stage({ '@own/b': { '1.0.0': { dependencies: { c: '1' } } } })
    const other = await stage({
      server: { '1.0.0': { dependencies: { '@own/b': '1' } } },
      c: { '1.0.0': {} },
    })
    staged = await stage({})
    try {
      const home = path.join(tmpdir(), `touchstone-test-scopes-${process.pid}`)
      await mkdir(home, { recursive: true })
      await writeFile(
        path.join(home, '.npmrc'),
        `registry=${staged.loopback.url}\n@own:registry=${scoped.loopback.url}\n`,
      )
      const host = npmHost({}, home)
      const { testRegistry } = await import('../support/npm-registry.js')
      const tree = await treeOf(await testRegistry({ host }), 'server', { registry: other.loopback.url })
      expect(inShort(tree)).toEqual(['@own/b@1.0.0', 'c@1.0.0'])
      expect(scoped.loopback.requests.map((each) => each.path)).toEqual(['/@own/b'])
      expect(staged.loopback.requests).toEqual([])
      await rm(home, { recursive: true })
    } finally {
      await scoped.close()
      await other.close()
    }
  })
})
