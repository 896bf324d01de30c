import { describe, expect, it } from 'vitest'
import { claudeCode } from '../../src/discover/clients/claude-code.js'
import { cursor } from '../../src/discover/clients/cursor.js'
import { discover } from '../../src/discover/discover.js'
import { memoryHost } from '../support/memory-host.js'

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

describe("Claude Code's settings", () => {
  const mcp = '{"mcpServers":{"a":{"command":"npx","args":["pkg"]},"b":{"command":"b"}}}'
  const entriesWith = async (files: Record<string, string>) => {
    const all = { '/home/u/work/.mcp.json': mcp, ...files }
    const { entries } = await discover(memoryHost({ files: all }))
    return entries.filter(({ client }) => client === 'claude-code')
  }

  it.each([
    ['/home/u/work/.claude/settings.json', '{"enableAllProjectMcpServers":true}', ['a', 'b']],
    ['/home/u/work/.claude/settings.local.json', '{"enableAllProjectMcpServers":true}', ['a', 'b']],
    ['/home/u/.claude/settings.json', '{"enableAllProjectMcpServers":true}', ['a', 'b']],
    ['/etc/claude-code/managed-settings.json', '{"enableAllProjectMcpServers":true}', ['a', 'b']],
    ['/home/u/work/.claude/settings.json', '{"enabledMcpjsonServers":["b"]}', ['b']],
    ['/home/u/work/.claude/settings.json', '{"enableAllProjectMcpServers":false}', []],
    // The user's own answers.
    ['/home/u/work/.claude/settings.local.json', '{"enabledMcpjsonServers":["b"]}', []],
    ['/home/u/.claude.json', '{"projects":{"/home/u/work":{"enabledMcpjsonServers":["b"]}}}', []],
  ])('%s %s approves %j unasked', async (file, text, approved) => {
    const entries = await entriesWith({ [file]: text })
    const granted = entries.filter(({ grants }) => grants.approvedBy !== null)
    expect(granted.map(({ name }) => name)).toEqual(approved)
    for (const { grants } of granted) expect(grants.approvedBy?.file).toBe(file)
  })

  it.each([
    ['/etc/claude-code/managed-settings.json', '{"deniedMcpServers":[{"serverName":"a"}]}', ['a']],
    ['/home/u/.claude/settings.json', '{"deniedMcpServers":[{"serverCommand":["npx","pkg"]}]}', ['a']],
    ['/etc/claude-code/managed-settings.json', '{"allowedMcpServers":[{"serverName":"a"}]}', ['b']],
    ['/home/u/work/.claude/settings.json', '{"disabledMcpjsonServers":["b"]}', ['b']],
    // A project must not hide servers behind a list of its own.
    ['/home/u/work/.claude/settings.json', '{"allowedMcpServers":[]}', []],
  ])('%s %s disables %j', async (file, text, disabled) => {
    const entries = await entriesWith({ [file]: text })
    expect(entries.filter((entry) => entry.disabled).map(({ name }) => name)).toEqual(disabled)
  })
})
