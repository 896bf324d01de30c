import { readdirSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { template } from '../../src/discover/clients/_template.js'
import { claudeCode } from '../../src/discover/clients/claude-code.js'
import { cursor } from '../../src/discover/clients/cursor.js'
import { clients } from '../../src/discover/clients/index.js'
import { discover } from '../../src/discover/discover.js'
import { clientsTable } from '../support/clients-table.js'
import { root } from '../support/imports.js'
import { memoryHost } from '../support/memory-host.js'

describe('clients', () => {
  it('have names and titles of their own, and say where the facts come from', () => {
    expect(new Set(clients.map(({ id }) => id)).size).toBe(clients.length)
    expect(new Set(clients.map(({ title }) => title)).size).toBe(clients.length)
    for (const { id, title, docs } of clients) {
      expect(id).toMatch(/^[a-z\d]+(-[a-z\d]+)*$/)
      expect(title).not.toMatch(/[|`\n]/)
      expect(docs).toMatch(/^https:\/\//)
    }
  })

  it('are all listed', () => {
    const files = readdirSync(path.join(root, 'src/discover/clients'))
    // The template, the list itself, and what several clients share.
    const others = ['_template.ts', 'index.ts', 'editors.ts']
    expect(files.filter((file) => !others.includes(file))).toHaveLength(clients.length)
  })

  it('stand in a table, one row each', () => {
    const rows = clientsTable().split('\n').slice(2)
    expect(rows.map((row) => row.split(' | ')[0]?.slice(2))).toEqual(clients.map(({ title }) => title))
    for (const row of rows) {
      expect(row.split(' | ')).toHaveLength(3)
      // No template's own words.
      expect(row).not.toMatch(/\{[A-Za-z]\w*[|}]|undefined/)
      expect(row.length).toBeLessThan(1000)
    }
    expect(rows.find((row) => row.startsWith('| Codex '))).toContain('`mcp_servers` (TOML)')
    expect(rows.find((row) => row.startsWith('| Windsurf '))).toBe(
      '| Windsurf | `~/.codeium/{windsurf, windsurf-next}/mcp_config.json`<br>`~/.codeium/mcp_config.json` | `mcpServers` |',
    )
  })

  it('know no file twice', () => {
    for (const { files } of clients) {
      const places = files.map(({ path, servers }) => JSON.stringify([path, servers]))
      expect(places.filter((place, index) => places.indexOf(place) !== index)).toEqual([])
    }
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
})

describe('projects', () => {
  const server = '{"mcpServers":{"a":{"command":"x"}}}'
  const at = async (files: Record<string, string>, dir: string) =>
    (await discover(memoryHost({ files }), { dir, clients: [claudeCode] })).entries.map(({ place }) => place.file)

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
    const { entries } = await discover(memoryHost({ platform, files: texts }), { clients: [claudeCode, cursor] })
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
    const found = await discover(memoryHost({ files }), { clients: [claudeCode] })
    expect(found.entries.map(({ disabled }) => disabled)).toEqual([false])
    expect(found.failures).toEqual([])
    expect(found.notEvaluated.map(({ subject }) => subject)).toEqual(['/home/u/work/.claude/settings.json'])
  })
})
