import { describe, expect, it } from 'vitest'
import type { Client } from '../../src/discover/client.js'
import { type DiscoverOptions, discover } from '../../src/discover/discover.js'
import type { ServerEntry } from '../../src/model.js'
import { type MemoryHostOptions, memoryHost } from '../support/memory-host.js'

const ALL = ['user', 'local', 'project'] as const
const SETTINGS = './.one/settings.json'
const client: Client = {
  id: 'one',
  title: 'One',
  docs: 'https://one.example',
  files: [
    { scope: 'user', path: '~/.one.json', servers: [['servers']], shared: true },
    { scope: 'local', path: '~/.one.json', servers: [['projects', '*', 'servers']], shared: true },
    { scope: 'project', path: './one.json', servers: [['servers']] },
  ],
  disabledLists: [
    { path: SETTINGS, names: ['denied'], scopes: ALL },
    { path: '~/.one/settings.json', names: ['denied'], scopes: ['project'] },
    { path: '~/.one.json', names: ['projects', '*', 'denied'], scopes: ['local', 'project'] },
  ],
  allowedLists: [{ path: '/etc/one.json', names: ['allowed'], scopes: ['user', 'project'] }],
  approvals: [
    { path: SETTINGS, keys: ['all'], scopes: ['project'] },
    { path: '~/.one/settings.json', keys: ['approved'], scopes: ['project'] },
    { path: '~/.one.json', keys: ['projects', '*', 'all'], scopes: ['project'] },
  ],
}

const read = async (files: Record<string, unknown>, options: DiscoverOptions = {}, host: MemoryHostOptions = {}) => {
  const texts = Object.fromEntries(Object.entries(files).map(([file, value]) => [file, JSON.stringify(value)]))
  return discover(memoryHost({ ...host, files: texts }), { clients: [client], ...options })
}
const off = (entries: readonly ServerEntry[]) => entries.filter(({ disabled }) => disabled).map(({ name }) => name)
const approved = (entries: readonly ServerEntry[]) =>
  Object.fromEntries(entries.map(({ name, grants }) => [name, grants.approvedBy]))

const x = { command: 'x' }
const servers = {
  plain: x,
  npx: { command: 'npx', args: ['-y', 'pkg'] },
  more: { command: 'npx', args: ['-y', 'pkg', '--more'] },
  web: { url: 'https://a.example/mcp?x=1' },
}

describe('lists that disable servers', () => {
  it.each<readonly [string, unknown, readonly string[]]>([
    ['a name', ['plain', 'nobody'], ['plain']],
    ['serverName', [{ serverName: 'plain' }], ['plain']],
    ['serverCommand, exactly', [{ serverCommand: ['npx', '-y', 'pkg'] }], ['npx']],
    ['serverCommand, a part', [{ serverCommand: ['npx', '-y'] }], []],
    ['serverUrl', [{ serverUrl: 'https://a.example/mcp?x=1' }], ['web']],
    ['serverUrl with a star', [{ serverUrl: 'https://*.example/*' }], ['web']],
    ['serverUrl of another', [{ serverUrl: 'https://b.example/*' }], []],
    ['several', ['plain', { serverUrl: '*' }], ['plain', 'web']],
    [
      'a map of switches',
      { plain: false, npx: { enabled: false }, more: { disabled: true }, web: true },
      ['plain', 'npx', 'more'],
    ],
    ['odd items', [1, null, ['plain'], { serverName: 1 }, { serverCommand: 'npx' }, { serverUrl: null }, {}], []],
    ['text', 'plain', []],
    ['nothing', null, []],
  ])('%s', async (_, denied, expected) => {
    const { entries, failures } = await read({
      '/home/u/work/one.json': { servers },
      '/home/u/work/.one/settings.json': { denied },
    })
    expect(failures).toEqual([])
    expect(off(entries)).toEqual(expected)
  })

  it('of the user speak of the scopes that the client says', async () => {
    const { entries } = await read({
      '/home/u/.one.json': { servers: { mine: x } },
      '/home/u/work/one.json': { servers: { theirs: x } },
      '/home/u/.one/settings.json': { denied: ['mine', 'theirs'] },
    })
    expect(off(entries)).toEqual(['theirs'])
  })

  it('speak of one project, where they stand under its folder', async () => {
    const { entries } = await read({
      '/home/u/.one.json': {
        projects: {
          '/home/u/work/': { servers: { a: x, b: x }, denied: ['a', 'c'] },
          '/srv/other': { servers: { c: x, d: x }, denied: ['b', 'd', 'e'] },
        },
      },
      '/home/u/work/one.json': { servers: { c: x, e: x } },
    })
    expect(entries.map(({ name, scope, disabled }) => [name, scope, disabled])).toEqual([
      ['a', 'local', true],
      ['b', 'local', false],
      ['c', 'local', false],
      ['d', 'local', true],
      ['c', 'project', true],
      ['e', 'project', false],
    ])
  })

  it('of a project speak of the folders that the client is opened in with it, and of no others', async () => {
    const files = {
      '/r/.git/HEAD': '',
      '/r/one.json': { servers: { a: x } },
      '/r/p/one.json': { servers: { a: x } },
      '/r/p/q/one.json': { servers: { a: x } },
      '/home/u/.one.json': { servers: { a: x } },
    }
    const disabled = async (settings: string, options: DiscoverOptions) =>
      (await read({ ...files, [`${settings}/.one/settings.json`]: { denied: ['a'] } }, options)).entries
        .filter((entry) => entry.disabled)
        .map(({ place }) => place.file)
    const user = '/home/u/.one.json'
    expect(await disabled('/r/p', { dir: '/r/p' })).toEqual([user, '/r/p/one.json', '/r/one.json'])
    expect(await disabled('/r', { dir: '/r/p' })).toEqual([user, '/r/p/one.json', '/r/one.json'])
    // Of folders below, each is a project of its own.
    expect(await disabled('/r/p', { dir: '/r', recursive: true })).toEqual(['/r/p/one.json'])
    expect(await disabled('/r', { dir: '/r', recursive: true })).toEqual([user, '/r/one.json'])
  })
})

describe('lists that alone allow servers', () => {
  it.each<readonly [string, unknown, readonly string[]]>([
    ['none', [], ['plain', 'npx', 'more', 'web']],
    ['a name', ['plain'], ['npx', 'more', 'web']],
    [
      'a command: names do not do for others that are started',
      [{ serverName: 'plain' }, { serverName: 'web' }, { serverCommand: ['npx', '-y', 'pkg'] }],
      ['plain', 'more'],
    ],
    [
      'a URL: names do not do for others that are connected to',
      [{ serverName: 'web' }, { serverName: 'npx' }, { serverUrl: 'https://b.example/*' }],
      ['plain', 'more', 'web'],
    ],
    ['no list', null, []],
    ['text', 'plain', []],
  ])('%s', async (_, allowed, expected) => {
    const { entries } = await read({ '/home/u/work/one.json': { servers }, '/etc/one.json': { allowed } })
    expect(off(entries)).toEqual(expected)
  })

  it('speak of some scopes, and a denial wins', async () => {
    const { entries } = await read({
      '/home/u/.one.json': { servers: { mine: x }, projects: { '/home/u/work': { servers: { local: x } } } },
      '/home/u/work/one.json': { servers: { theirs: x } },
      '/home/u/work/.one/settings.json': { denied: ['theirs'] },
      '/etc/one.json': { allowed: ['theirs'] },
    })
    expect(off(entries)).toEqual(['mine', 'theirs'])
  })
})

describe('approvals', () => {
  const project = {
    '/home/u/work/one.json': { servers: { a: x, b: x } },
    '/home/u/.one.json': { servers: { mine: x } },
  }

  it('are all, or by name, and say where', async () => {
    const settings = '/home/u/work/.one/settings.json'
    expect(approved((await read({ ...project, [settings]: { all: true } })).entries)).toEqual({
      a: { file: settings, pointer: '/all' },
      b: { file: settings, pointer: '/all' },
      mine: null,
    })
    const own = '/home/u/.one/settings.json'
    expect(approved((await read({ ...project, [own]: { approved: ['x', 'b'] } })).entries)).toEqual({
      a: null,
      b: { file: own, pointer: '/approved/1' },
      mine: null,
    })
    for (const odd of [false, null, 1, {}, 'yes']) {
      const { entries } = await read({ ...project, [settings]: { all: odd } })
      expect(entries.every(({ grants }) => grants.approvedBy === null)).toBe(true)
    }
  })

  it('may be of one project', async () => {
    const file = '/home/u/.one.json'
    const { entries } = await read({
      ...project,
      [file]: { projects: { '/home/u/work': { all: true }, '/srv': { all: true } } },
    })
    expect(approved(entries)).toEqual({
      a: { file, pointer: '/projects/~1home~1u~1work/all' },
      b: { file, pointer: '/projects/~1home~1u~1work/all' },
    })
    const other = await read({ ...project, [file]: { projects: { '/srv': { all: true } } } })
    expect(approved(other.entries)).toEqual({ a: null, b: null })
  })

  it("find a project's folder whichever way Windows writes it", async () => {
    const file = 'C:\\Users\\u\\.one.json'
    const files = {
      'C:\\Users\\u\\work\\one.json': { servers: { a: x } },
      [file]: { projects: { 'c:/users/U/work/': { all: true } } },
    }
    const { entries } = await read(files, {}, { platform: 'win32' })
    expect(approved(entries).a?.file).toBe(file)
  })

  it('are not needed by a client that asks nobody', async () => {
    const bold: Client = { ...client, startsOnOpen: true }
    const { entries } = await read(project, { clients: [bold] })
    expect(entries.map(({ name, grants }) => [name, grants.startsOnOpen])).toEqual([
      ['mine', false],
      ['a', true],
      ['b', true],
    ])
  })
})

describe('settings that can not be read', () => {
  it('say nothing, and are remarked once', async () => {
    const files = {
      '/home/u/work/one.json': JSON.stringify({ servers }),
      '/home/u/work/.one/settings.json': '{"denied":["plain"',
    }
    const { entries, failures, notEvaluated } = await discover(memoryHost({ files }), { clients: [client] })
    expect([off(entries), failures]).toEqual([[], []])
    expect(notEvaluated).toEqual([
      {
        subject: '/home/u/work/.one/settings.json',
        what: 'which servers One has disabled or approved',
        why: 'the file is not readable',
      },
    ])
  })
})

describe('many', () => {
  it('servers, projects and rules cost no more than their sum', async () => {
    const count = 3_000
    const files: Record<string, unknown> = { '/r/.git/HEAD': '' }
    const projects: Record<string, unknown> = {}
    for (let i = 0; i < count; i += 1) {
      files[`/r/p${i}/one.json`] = { servers: { a: x } }
      files[`/r/p${i}/.one/settings.json`] = { denied: [`a${i % 2 ? '' : i}`] }
      projects[`/r/p${i}`] = { servers: { a: x }, denied: ['a'] }
    }
    files['/home/u/.one.json'] = { projects }
    const { entries } = await read(files, { dir: '/r', recursive: true })
    expect(entries).toHaveLength(2 * count)
    expect(off(entries)).toHaveLength(2 * count)
  }, 20_000)
})
