import { describe, expect, it } from 'vitest'
import { template } from '../../src/discover/clients/_template.js'
import { clients } from '../../src/discover/clients/index.js'
import { discover } from '../../src/discover/discover.js'
import type { Scope } from '../../src/model.js'
import { memoryHost } from '../support/memory-host.js'

/** Client, scope, platform, file, and the document that holds one server. */
type Row = readonly [
  client: string,
  scope: Scope,
  platform: NodeJS.Platform,
  file: string,
  keys: readonly string[],
  env?: Readonly<Record<string, string>>,
]

const MAC = '/Users/u/Library/Application Support'
const WINDOWS = 'C:\\Users\\u'
const ROAMING = `${WINDOWS}\\AppData\\Roaming`
const SERVERS = ['mcpServers']

const rows: readonly Row[] = [
  ['claude-desktop', 'user', 'linux', '/home/u/.config/Claude/claude_desktop_config.json', SERVERS],
  ['claude-desktop', 'user', 'linux', '/home/u/.config/claude/claude_desktop_config.json', SERVERS],
  ['claude-desktop', 'user', 'linux', '/x/Claude/claude_desktop_config.json', SERVERS, { XDG_CONFIG_HOME: '/x' }],
  ['claude-desktop', 'user', 'darwin', `${MAC}/Claude/claude_desktop_config.json`, SERVERS],
  ['claude-desktop', 'user', 'win32', `${ROAMING}\\Claude\\claude_desktop_config.json`, SERVERS],
  ['claude-desktop', 'user', 'win32', 'D:\\R\\Claude\\claude_desktop_config.json', SERVERS, { APPDATA: 'D:\\R' }],
  ['claude-code', 'user', 'linux', '/home/u/.claude.json', SERVERS],
  ['claude-code', 'user', 'linux', '/c/.claude.json', SERVERS, { CLAUDE_CONFIG_DIR: '/c' }],
  ['claude-code', 'user', 'darwin', '/Users/u/.claude.json', SERVERS],
  ['claude-code', 'user', 'win32', `${WINDOWS}\\.claude.json`, SERVERS],
  ['claude-code', 'local', 'linux', '/home/u/.claude.json', ['projects', '/srv/a', 'mcpServers']],
  ['claude-code', 'local', 'win32', `${WINDOWS}\\.claude.json`, ['projects', 'C:/srv/a', 'mcpServers']],
  ['claude-code', 'project', 'linux', '/home/u/work/.mcp.json', SERVERS],
  ['claude-code', 'project', 'linux', '/home/u/work/.mcp.json', []],
  ['claude-code', 'project', 'win32', `${WINDOWS}\\work\\.mcp.json`, SERVERS],
  ['claude-code', 'managed', 'linux', '/etc/claude-code/managed-mcp.json', SERVERS],
  ['claude-code', 'managed', 'darwin', '/Library/Application Support/ClaudeCode/managed-mcp.json', SERVERS],
  ['claude-code', 'managed', 'win32', 'C:\\Program Files\\ClaudeCode\\managed-mcp.json', SERVERS],
  ['cursor', 'user', 'linux', '/home/u/.cursor/mcp.json', SERVERS],
  ['cursor', 'user', 'darwin', '/Users/u/.cursor/mcp.json', SERVERS],
  ['cursor', 'user', 'win32', `${WINDOWS}\\.cursor\\mcp.json`, SERVERS],
  ['cursor', 'project', 'linux', '/home/u/work/.cursor/mcp.json', SERVERS],
  ['cursor', 'project', 'darwin', '/Users/u/work/.cursor/mcp.json', SERVERS],
  ['cursor', 'project', 'win32', `${WINDOWS}\\work\\.cursor\\mcp.json`, SERVERS],
  ['vscode', 'user', 'linux', '/home/u/.config/Code/User/mcp.json', ['servers']],
  ['vscode', 'user', 'linux', '/home/u/.config/Code - Insiders/User/mcp.json', ['servers']],
  ['vscode', 'user', 'linux', '/home/u/.config/Code/User/profiles/1a/mcp.json', ['servers']],
  ['vscode', 'user', 'linux', '/home/u/.config/Code/User/settings.json', ['mcp', 'servers']],
  ['vscode', 'user', 'linux', '/home/u/.config/Code/User/settings.json', ['mcp.servers']],
  ['vscode', 'user', 'linux', '/home/u/.vscode-server/data/User/mcp.json', ['servers']],
  ['vscode', 'user', 'darwin', `${MAC}/Code/User/mcp.json`, ['servers']],
  ['vscode', 'user', 'darwin', `${MAC}/Code - Insiders/User/profiles/1a/mcp.json`, ['servers']],
  ['vscode', 'user', 'win32', `${ROAMING}\\Code\\User\\mcp.json`, ['servers']],
  ['vscode', 'user', 'win32', `${ROAMING}\\Code - Insiders\\User\\profiles\\1a\\settings.json`, ['mcp', 'servers']],
  ['vscode', 'project', 'linux', '/home/u/work/.vscode/mcp.json', ['servers']],
  ['vscode', 'project', 'win32', `${WINDOWS}\\work\\.vscode\\mcp.json`, ['servers']],
  ['vscode', 'project', 'linux', '/home/u/work/.vscode/settings.json', ['mcp.servers']],
  [
    'vscode',
    'project',
    'linux',
    '/home/u/work/.devcontainer/devcontainer.json',
    ['customizations', 'vscode', 'mcp', 'servers'],
  ],
]

const nest = (keys: readonly string[], value: unknown): unknown =>
  keys.reduceRight((inner, key) => ({ [key]: inner }), value)

describe('every client, where its files are', () => {
  const cases = rows.map(([client, scope, platform, file, keys, env = {}]) => ({
    client,
    scope,
    platform,
    file,
    keys,
    env,
  }))
  it.each(cases)('$client $scope on $platform: $file $keys', async ({ client, scope, platform, file, keys, env }) => {
    const text = JSON.stringify(nest(keys, { github: { command: 'npx', args: ['-y', 'pkg'] } }))
    const found = await discover(memoryHost({ platform, env, files: { [file]: text } }))
    expect(found.failures).toEqual([])
    expect(found.notEvaluated).toEqual([])
    const pointer = [...keys, 'github'].map((key) => `/${key.replaceAll('/', '~1')}`).join('')
    expect(found.entries).toHaveLength(1)
    expect(found.entries[0]).toMatchObject({
      client,
      scope,
      name: 'github',
      place: { file, pointer },
      disabled: false,
      launch: {
        transport: 'stdio',
        argv: [
          { text: 'npx', pointer: `${pointer}/command`, offset: 0 },
          { text: '-y', pointer: `${pointer}/args/0`, offset: 0 },
          { text: 'pkg', pointer: `${pointer}/args/1`, offset: 0 },
        ],
      },
    })
    expect(found.searched.filter(({ found }) => found === 'servers')).toEqual([
      { client, scope, file, found: 'servers', entries: 1 },
    ])
  })

  it('has a row for each client', () => {
    expect(new Set(rows.map(([client]) => client))).toEqual(new Set(clients.map(({ id }) => id)))
  })

  it('includes the template that a new client is copied from', async () => {
    const text = '{"mcpServers":{"a":{"command":"x"},"b":{"command":"x"}}}'
    const files = {
      '/home/u/work/.template/mcp.json': text,
      '/home/u/work/.template/settings.json': '{"disabledServers":["b"]}',
    }
    const { entries } = await discover(memoryHost({ files }), { clients: [template] })
    expect(entries.map(({ client, disabled }) => [client, disabled])).toEqual([
      ['template', false],
      ['template', true],
    ])
  })

  it('says where it looked, on each platform', async () => {
    for (const platform of ['linux', 'darwin', 'win32'] as const) {
      const { entries, failures, searched } = await discover(memoryHost({ platform }))
      expect([...entries, ...failures]).toEqual([])
      expect(new Set(searched.map(({ client }) => client))).toEqual(new Set(clients.map(({ id }) => id)))
      expect(searched.every(({ found, file }) => found === 'absent' && !/[{}*]|undefined/.test(file))).toBe(true)
      expect(searched.every(({ file }) => file.includes('/') !== (platform === 'win32'))).toBe(true)
    }
  })
})

describe('projects', () => {
  const server = '{"mcpServers":{"a":{"command":"x"}}}'
  const at = async (files: Record<string, string>, dir: string) =>
    (await discover(memoryHost({ files }), { dir })).entries.map(({ place }) => place.file)

  it('reads the folder and its ancestors up to the root of the repository', async () => {
    const files = {
      '/home/u/r/a/b/.mcp.json': server,
      '/home/u/r/a/.mcp.json': server,
      '/home/u/r/.mcp.json': server,
      '/home/u/r/.git/HEAD': '',
      '/home/u/.mcp.json': server,
    }
    const expected = ['/home/u/r/a/b/.mcp.json', '/home/u/r/a/.mcp.json', '/home/u/r/.mcp.json']
    expect(await at(files, '/home/u/r/a/b')).toEqual(expected)
    expect(await at(files, '/home/u/r/a/b/')).toEqual(expected)
  })

  it('takes a file named .git (a worktree) for the root', async () => {
    const files = { '/srv/r/.git': 'gitdir: x', '/srv/r/.mcp.json': server, '/srv/.mcp.json': server }
    expect(await at(files, '/srv/r')).toEqual(['/srv/r/.mcp.json'])
  })

  it('stays below the home, or in the folder itself, outside of a repository', async () => {
    const files = { '/home/u/a/.mcp.json': server, '/home/u/.mcp.json': server, '/tmp/.mcp.json': server }
    expect(await at(files, '/home/u/a/b')).toEqual(['/home/u/a/.mcp.json'])
    expect(await at(files, '/tmp/a')).toEqual([])
    expect(await at(files, '/home/u')).toEqual(['/home/u/.mcp.json'])
  })

  it('takes the folder relative to the working folder', async () => {
    expect(await at({ '/home/u/work/sub/.mcp.json': server }, 'sub')).toEqual(['/home/u/work/sub/.mcp.json'])
  })

  it("fails on a project that is no folder, and reads what is the user's", async () => {
    const files = { '/home/u/.cursor/mcp.json': server, '/srv/file': '' }
    for (const dir of ['/srv/nowhere', '/srv/file']) {
      const { entries, failures } = await discover(memoryHost({ files }), { dir })
      expect(entries).toHaveLength(1)
      expect(failures).toMatchObject([{ subject: dir, message: 'there is no such folder' }])
    }
  })

  it('reads a file once where the home itself is scanned', async () => {
    const found = await discover(memoryHost({ files: { '/home/u/.cursor/mcp.json': server } }), { dir: '/home/u' })
    expect(found.entries.map(({ scope }) => scope)).toEqual(['user'])
  })
})

describe('disabled servers', () => {
  const flags = async (files: Record<string, unknown>, platform: NodeJS.Platform = 'linux') => {
    const texts = Object.fromEntries(Object.entries(files).map(([file, value]) => [file, JSON.stringify(value)]))
    const { entries } = await discover(memoryHost({ platform, files: texts }))
    return Object.fromEntries(entries.map(({ name, disabled }) => [name, disabled]))
  }
  const command = 'x'

  it('reads the switches of an entry', async () => {
    const mcpServers = {
      on: { command },
      disabled: { command, disabled: true },
      enabled: { command, enabled: false },
      active: { command, isActive: false },
      explicit: { command, enabled: true, disabled: false },
    }
    expect(await flags({ '/home/u/.cursor/mcp.json': { mcpServers } })).toEqual({
      on: false,
      disabled: true,
      enabled: true,
      active: true,
      explicit: false,
    })
  })

  it("reads Claude Code's lists per project, for local and project servers", async () => {
    const projects = {
      '/home/u/work': {
        mcpServers: { mine: { command }, off: { command } },
        disabledMcpServers: ['off', 'shared', 'user'],
        disabledMcpjsonServers: ['rejected'],
      },
      '/srv/other': { mcpServers: { off2: { command } }, disabledMcpServers: ['mine'] },
    }
    const files = {
      '/home/u/.claude.json': { mcpServers: { user: { command } }, projects },
      '/home/u/work/.mcp.json': { mcpServers: { shared: { command }, rejected: { command }, kept: { command } } },
    }
    expect(await flags(files)).toEqual({
      user: false,
      mine: false,
      off: true,
      off2: false,
      shared: true,
      rejected: true,
      kept: false,
    })
  })

  it.each([
    '/home/u/.claude/settings.json',
    '/home/u/work/.claude/settings.json',
    '/home/u/work/.claude/settings.local.json',
  ])('lets a rejection in %s win over an approval', async (settings) => {
    const files = {
      '/home/u/work/.mcp.json': { mcpServers: { a: { command }, b: { command } } },
      [settings]: {
        enabledMcpjsonServers: ['a', 'b'],
        enableAllProjectMcpServers: true,
        disabledMcpjsonServers: ['b'],
      },
      '/home/u/.cursor/mcp.json': { mcpServers: { c: { command } } },
    }
    expect(await flags(files)).toEqual({ a: false, b: true, c: false })
  })

  it("finds a project's list whichever way Windows writes its folder", async () => {
    const files = {
      'C:\\Users\\u\\.claude.json': { projects: { 'c:/users/U/work/': { disabledMcpjsonServers: ['a'] } } },
      'C:\\Users\\u\\work\\.mcp.json': { mcpServers: { a: { command } } },
    }
    expect(await flags(files, 'win32')).toEqual({ a: true })
  })

  it('marks all others where a managed file is exclusive, of that client alone', async () => {
    const files = {
      '/etc/claude-code/managed-mcp.json': { mcpServers: { managed: { command } } },
      '/home/u/.claude.json': { mcpServers: { user: { command } } },
      '/home/u/.cursor/mcp.json': { mcpServers: { other: { command } } },
    }
    expect(await flags(files)).toEqual({ managed: false, user: true, other: false })
  })

  it("reads Claude Code's lists in a file given with --config", async () => {
    const mcpServers = { on: { command }, off: { command } }
    const text = JSON.stringify({ projects: { '/srv/a': { mcpServers, disabledMcpServers: ['off'] } } })
    const found = await discover(memoryHost({ files: { '/x.json': text } }), { configs: ['/x.json'] })
    expect(found.entries.map(({ name, disabled }) => [name, disabled])).toEqual([
      ['on', false],
      ['off', true],
    ])
  })

  it('remarks settings that can not be read, and disables nothing', async () => {
    const files = {
      '/home/u/work/.mcp.json': '{"mcpServers":{"a":{"command":"x"}}}',
      '/home/u/work/.claude/settings.json': '{"disabledMcpjsonServers":["a"',
    }
    const found = await discover(memoryHost({ files }))
    expect(found.entries.map(({ disabled }) => disabled)).toEqual([false])
    expect(found.failures).toEqual([])
    expect(found.notEvaluated.map(({ subject }) => subject)).toEqual(['/home/u/work/.claude/settings.json'])
  })
})
