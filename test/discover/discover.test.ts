import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import process from 'node:process'
import { describe, expect, it } from 'vitest'
import type { Client } from '../../src/discover/client.js'
import { type DiscoverOptions, discover, MAX_SERVERS } from '../../src/discover/discover.js'
import { type Host, nodeHost } from '../../src/host.js'
import { type MemoryHostOptions, memoryHost } from '../support/memory-host.js'

const client = (id: string, files: Client['files']): Client => ({
  id,
  title: id.toUpperCase(),
  docs: 'https://one.example',
  files,
})
const one = client('one', [
  { scope: 'user', path: '~/.one.json', servers: [['mcpServers']] },
  { scope: 'local', path: '~/.one.json', servers: [['projects', '*', 'mcpServers']], shared: true },
  { scope: 'project', path: './.mcp.json', servers: [['mcpServers'], []] },
  { scope: 'project', path: './.one/mcp.json', servers: [['mcpServers']] },
  { scope: 'managed', path: '/etc/one.json', servers: [['mcpServers']], exclusive: true },
  { scope: 'plugin', path: '~/.plugins/*.json', servers: [['mcpServers']] },
])
const two = client('two', [{ scope: 'project', path: './.mcp.json', servers: [['mcpServers']] }])
const three = client('three', [{ scope: 'project', path: './.mcp.json', servers: [['servers']], shared: true }])

const map = (...names: string[]) =>
  JSON.stringify({ mcpServers: Object.fromEntries(names.map((name) => [name, { command: 'x' }])) })
const read = (files: MemoryHostOptions['files'] = {}, options: DiscoverOptions = {}, host: MemoryHostOptions = {}) =>
  discover(memoryHost({ ...host, files }), { clients: [one], ...options })
const names = async (...of: Parameters<typeof read>) => (await read(...of)).entries.map(({ name }) => name)

describe('whose servers', () => {
  const local = JSON.stringify({
    mcpServers: { user: { command: 'x' } },
    projects: {
      '/home/u/work': { mcpServers: { mine: { command: 'x' } } },
      '/home/u': { mcpServers: { above: { command: 'x' } } },
      '/srv/other': { mcpServers: { other: { command: 'x' } } },
      '/home/u/work/p': { mcpServers: { below: { command: 'x' } } },
    },
  })
  const files = {
    '/home/u/.one.json': local,
    '/home/u/work/.mcp.json': map('project'),
    '/home/u/work/p/.mcp.json': map('nested'),
    '/home/u/.plugins/a.json': map('plugin'),
  }

  it('are all, those of the project, or all others', async () => {
    expect(await names(files)).toEqual(['user', 'mine', 'above', 'other', 'below', 'project', 'plugin'])
    expect(await names(files, { scope: 'all' })).toEqual(await names(files))
    expect(await names(files, { scope: 'project' })).toEqual(['mine', 'project'])
    expect(await names(files, { scope: 'user' })).toEqual(['user', 'above', 'other', 'below', 'plugin'])
  })

  it('are those of the folders below, too, where these are walked', async () => {
    expect(await names(files, { scope: 'project', recursive: true })).toEqual(['mine', 'below', 'project', 'nested'])
    expect(await names(files, { scope: 'user', recursive: true })).toEqual(['user', 'above', 'other', 'plugin'])
  })

  it('of a folder in a repository are those of its ancestors', async () => {
    const repository = { '/home/u/work/.git': '', ...files }
    expect(await names(repository, { scope: 'project', dir: '/home/u/work/p' })).toEqual([
      'mine',
      'below',
      'nested',
      'project',
    ])
  })

  it('finds no other files looked for', async () => {
    const scopes = async (scope: 'user' | 'project') =>
      new Set((await read(files, { scope })).searched.map((searched) => searched.scope))
    expect(await scopes('project')).toEqual(new Set(['local', 'project']))
    expect(await scopes('user')).toEqual(new Set(['user', 'local', 'managed', 'plugin']))
  })

  it("are not the user's own where the home is the project", async () => {
    const both = client('both', [
      { scope: 'user', path: '~/.both.json', servers: [['mcpServers']] },
      { scope: 'project', path: './.both.json', servers: [['mcpServers']] },
    ])
    const home = { '/home/u/.both.json': map('a') }
    expect(await names(home, { clients: [both], dir: '/home/u', scope: 'project' })).toEqual([])
    expect(await names(home, { clients: [both], dir: '/home/u', scope: 'user' })).toEqual(['a'])
  })

  it('are overruled by a managed file, whichever are asked for', async () => {
    const { entries } = await read({ ...files, '/etc/one.json': map('managed') }, { scope: 'project' })
    expect(entries.map(({ name, disabled }) => [name, disabled])).toEqual([
      ['mine', true],
      ['project', true],
    ])
  })
})

describe('a monorepo', () => {
  const files = {
    '/r/.git/HEAD': '',
    '/r/.mcp.json': map('root'),
    '/r/a/.mcp.json': map('a'),
    '/r/a/b/.one/mcp.json': map('b'),
    '/r/dist/.mcp.json': map('built'),
    '/r/node_modules/p/.mcp.json': map('package'),
    '/r/.gitignore': 'dist/\n.mcp.json\n.one\n',
  }
  const found = async (options: DiscoverOptions, more: MemoryHostOptions['files'] = {}) =>
    (await read({ ...files, ...more }, options)).entries.map(({ place }) => place.file)

  it('is read where that is asked for, but for folders that are ignored', async () => {
    expect(await found({ dir: '/r' })).toEqual(['/r/.mcp.json'])
    expect(await found({ dir: '/r', recursive: true })).toEqual([
      '/r/.mcp.json',
      '/r/a/.mcp.json',
      '/r/a/b/.one/mcp.json',
    ])
    expect(await found({ dir: '/r/a', recursive: true })).toEqual([
      '/r/a/.mcp.json',
      '/r/.mcp.json',
      '/r/a/b/.one/mcp.json',
    ])
    expect(await found({ dir: '/r/dist', recursive: true })).toEqual(['/r/dist/.mcp.json', '/r/.mcp.json'])
  })

  it('is read on every system', async () => {
    const windows = {
      'C:\\r\\.git': '',
      'C:\\r\\a\\.MCP.json': map('a'),
      'C:\\r\\dist\\.mcp.json': map('d'),
      'C:\\r\\.gitignore': '/dist',
    }
    // The memory's file system counts case; what matters is that the folder is asked.
    const { searched } = await read(windows, { dir: 'C:\\r', recursive: true }, { platform: 'win32' })
    expect(searched.map(({ file }) => file)).toContain('C:\\r\\.mcp.json')
    const lower = { ...windows, 'C:\\r\\a\\.mcp.json': map('a') }
    expect(await names(lower, { dir: 'C:\\r', recursive: true }, { platform: 'win32' })).toEqual(['a'])
    expect(await names({ '/r/a/.mcp.json': map('a') }, { dir: '/r', recursive: true }, { platform: 'darwin' })).toEqual(
      ['a'],
    )
  })

  it('comes to an end', async () => {
    const loops = { '/r/a/loop': { link: '/r' }, '/r/a/self': { link: 'self' } }
    expect(await found({ dir: '/r', recursive: true }, loops)).toHaveLength(3)
    const deep = { [`/r/${'d/'.repeat(13)}.mcp.json`]: map('deep') }
    const { entries, notEvaluated } = await read({ ...files, ...deep }, { dir: '/r', recursive: true })
    expect(entries).toHaveLength(3)
    expect(notEvaluated).toEqual([
      {
        subject: '/r',
        what: 'whether all folders below it hold configurations',
        why: 'some are left out: more than 12 levels deep',
      },
      {
        subject: '/r',
        what: 'whether all folders below it hold configurations',
        why: 'some are left out: folders that are ignored hold configurations, too',
      },
    ])
  })

  it('has broken files, each a failure', async () => {
    const broken = { '/r/a/.mcp.json': '{', '/r/a/b/.one/mcp.json': { odd: 'loop' } as const }
    const { entries, failures } = await read({ ...files, ...broken }, { dir: '/r', recursive: true })
    expect(entries.map(({ name }) => name)).toEqual(['root'])
    expect(failures.map(({ subject }) => subject)).toEqual(['/r/a/.mcp.json', '/r/a/b/.one/mcp.json'])
  })
})

describe('a file of several clients', () => {
  const FILE = '/home/u/work/.mcp.json'
  const clients = [one, two, three]

  it('gives an occurrence to each that reads an entry', async () => {
    const text = '{"mcpServers":{"a":{"command":"x"}},"servers":{"b":{"command":"x"}}}'
    const { entries, notEvaluated } = await read({ [FILE]: text }, { clients })
    expect(entries.map((entry) => [entry.client, entry.name])).toEqual([
      ['one', 'a'],
      ['two', 'a'],
      ['three', 'b'],
    ])
    expect(notEvaluated).toEqual([])
  })

  it('is one failure, and each remark is one', async () => {
    const broken = await read({ [FILE]: '{' }, { clients })
    expect(broken.failures).toHaveLength(1)
    expect(broken.searched.filter(({ found }) => found === 'failed').map((one) => one.client)).toEqual([
      'one',
      'two',
      'three',
    ])
    const text = '{"mcpServers":{"a":{"command":"x"},"a":{"command":"y","headersHelper":"z"},"b":1}}'
    const { failures, notEvaluated } = await read({ [FILE]: text }, { clients })
    expect(failures.map(({ subject }) => subject)).toEqual([`${FILE}#/mcpServers/b`])
    expect(notEvaluated.map(({ subject }) => subject)).toEqual([`${FILE}#/mcpServers`, `${FILE}#/mcpServers/a`])
  })

  it('names what none of them reads, once, and lists it with the first', async () => {
    const text = '{"context_servers":{"c":{"command":"x"}}}'
    const { entries, notEvaluated, searched } = await read({ [FILE]: text }, { clients })
    expect(entries.map((entry) => [entry.client, entry.name])).toEqual([['one', 'c']])
    expect(notEvaluated).toHaveLength(1)
    expect(notEvaluated[0]).toMatchObject({ subject: `${FILE}#/context_servers` })
    expect(notEvaluated[0]?.what).toContain('ONE')
    expect(notEvaluated[0]?.why).toContain('they stand under `context_servers`')
    expect(searched.filter(({ file, found }) => file === FILE && found === 'servers')).toHaveLength(1)
  })

  it('is judged by all of its clients where only some are asked for', async () => {
    const text = '{"servers":{"b":{"command":"x"}}}'
    const asked = await read(
      { '/home/u/work/.vscode/mcp.json': text },
      { clients: [client('four', [{ scope: 'project', path: './.vscode/mcp.json', servers: [['mcpServers']] }])] },
    )
    // VS Code reads it.
    expect([asked.entries, asked.notEvaluated]).toEqual([[], []])
  })
})

describe('a home that can not be looked into', () => {
  const closed = (folder: string): Host => {
    const host = memoryHost({ files: { '/home/u/work/.mcp.json': map('a'), '/srv/p/.mcp.json': map('b') } })
    const below = (file: string) => file.startsWith(`${folder}/`)
    const files: Host['files'] = {
      ...host.files,
      type: async (file) => (below(file) ? 'other' : host.files.type(file)),
      list: async (file) => (below(file) || file === folder ? [] : host.files.list(file)),
      readText: async (file, limits) => {
        if (below(file)) return memoryHost({ files: { [file]: { odd: 'unreadable' } } }).files.readText(file, limits)
        return host.files.readText(file, limits)
      },
    }
    return { ...host, files }
  }

  it('is one failure, however many files clients keep in it', async () => {
    for (const clients of [undefined, [one]]) {
      const { entries, failures, notEvaluated } = await discover(closed('/home/u'), {
        dir: '/srv/p',
        ...(clients && { clients }),
      })
      expect(new Set(entries.map(({ name }) => name))).toEqual(new Set(['b']))
      expect(failures).toMatchObject([{ stage: 'discover', subject: '/home/u' }])
      expect(failures[0]?.remedy).not.toBe('')
      expect(notEvaluated).toEqual([])
    }
  })

  it.skipIf(process.platform === 'win32' || process.getuid?.() === 0)('on the disk', async () => {
    const home = mkdtempSync(path.join(os.tmpdir(), 'touchstone-closed-'))
    try {
      chmodSync(home, 0o000)
      const { failures } = await discover(nodeHost({ home, cwd: os.tmpdir() }))
      expect(failures.map(({ subject }) => subject)).toEqual([home])
    } finally {
      chmodSync(home, 0o700)
      rmSync(home, { recursive: true })
    }
  })
})

describe('on the disk', () => {
  it('walks a monorepo with links and folders that are ignored', async () => {
    const root = mkdtempSync(path.join(os.tmpdir(), 'touchstone-walk-'))
    try {
      for (const folder of ['.git', 'a/b', 'dist', 'node_modules/p'])
        mkdirSync(path.join(root, folder), { recursive: true })
      for (const folder of ['a', 'a/b', 'dist', 'node_modules/p'])
        writeFileSync(path.join(root, folder, '.mcp.json'), map(folder))
      writeFileSync(path.join(root, '.gitignore'), 'dist\n')
      symlinkSync(root, path.join(root, 'a/loop'), 'junction')
      const { entries } = await discover(nodeHost({ home: path.join(root, 'home'), cwd: root }), {
        clients: [one],
        recursive: true,
      })
      expect(entries.map(({ name }) => name)).toEqual(['a', 'a/b'])
    } finally {
      rmSync(root, { recursive: true })
    }
  })
})

describe('entries', () => {
  const FILE = '/home/u/.one.json'

  it('know their line', async () => {
    const text = '{\n  "mcpServers": {\n    "a": { "command": "x" },\n    "b":\n      { "command": "x" }\n  }\n}\n'
    const { entries } = await read({ [FILE]: text })
    expect(entries.map(({ name, line }) => [name, line])).toEqual([
      ['a', 3],
      ['b', 4],
    ])
  })

  it('may be as many as no person writes, in linear time', async () => {
    const many = (count: number, value: unknown) =>
      JSON.stringify({ mcpServers: Object.fromEntries(Array.from({ length: count }, (_, i) => [`s${i}`, value])) })
    expect((await read({ [FILE]: many(MAX_SERVERS, { command: 'x' }) })).entries).toHaveLength(10_000)
    const over = await read({ [FILE]: many(MAX_SERVERS + 1, { command: 'x' }) })
    expect(over.entries).toHaveLength(MAX_SERVERS)
    expect(over.failures).toMatchObject([{ message: 'it lists 10001 servers, and 10000 are read' }])
    const bad = await read({ [FILE]: many(MAX_SERVERS, { command: 1 }) })
    expect(bad.failures).toHaveLength(MAX_SERVERS)
    expect(bad.searched[0]?.found).toBe('failed')
  }, 10_000)

  it('have names that mean nothing to this program', async () => {
    const odd = ['__proto__', 'constructor', 'a\nb', '\u001b[31mred', 'a/b~c', '', ' ', '\u202e', 'x'.repeat(5_000)]
    const pairs = odd.map((name) => `${JSON.stringify(name)}:{"command":"x"}`)
    const { entries, failures } = await read({ [FILE]: `{"mcpServers":{${pairs.join()}}}` })
    expect(failures).toEqual([])
    expect(entries.map(({ name }) => name)).toEqual(odd)
    expect(entries[4]?.place.pointer).toBe('/mcpServers/a~1b~0c')
    const bad = await read({ [FILE]: `{"mcpServers":{${odd.map((name) => `${JSON.stringify(name)}:1`).join()}}}` })
    expect(bad.failures).toHaveLength(odd.length)
    expect(bad.failures.every(({ message }) => message.length < 300)).toBe(true)
  })

  it('are named by their file where it is one entry, and the client reads it so', async () => {
    const single = client('single', [{ scope: 'user', path: '~/.s/*.json', servers: [['mcpServers'], []] }])
    const files = { '/home/u/.s/github.json': '{"command":"x"}', '/home/u/.s/more.json': '{"a":{"command":"x"}}' }
    const { entries, notEvaluated } = await read(files, { clients: [single] })
    expect(entries.map(({ name, place }) => [name, place.pointer])).toEqual([
      ['github', ''],
      ['a', '/a'],
    ])
    expect(notEvaluated).toEqual([])
  })

  it('may stand one level below, which is remarked', async () => {
    const text =
      '{"mcpServers":{"servers":{"a":{"command":"x"},"b":1},"c":{"command":"x"},"d":{"env":{"e":{"url":1}}}}}'
    const { entries, failures, notEvaluated } = await read({ [FILE]: text })
    expect(entries.map(({ name, place }) => [name, place.pointer])).toEqual([
      ['a', '/mcpServers/servers/a'],
      ['c', '/mcpServers/c'],
    ])
    expect(failures.map(({ subject }) => subject)).toEqual([`${FILE}#/mcpServers/servers/b`, `${FILE}#/mcpServers/d`])
    expect(notEvaluated.map(({ subject }) => subject)).toEqual([`${FILE}#/mcpServers/servers`])
  })

  it('stand in one map within another, where a client reads both', async () => {
    const both = client('both', [{ scope: 'user', path: '~/.one.json', servers: [['mcp'], ['mcp', 'servers']] }])
    const text = '{"mcp":{"servers":{"a":{"command":"x"}},"b":{"command":"x"}}}'
    const { entries, failures, notEvaluated } = await read({ [FILE]: text }, { clients: [both] })
    expect(entries.map(({ name }) => name)).toEqual(['b', 'a'])
    expect([failures, notEvaluated]).toEqual([[], []])
  })
})
