import { describe, expect, it } from 'vitest'
import type { Client } from '../../src/discover/client.js'
import { claudeCode } from '../../src/discover/clients/claude-code.js'
import { goose } from '../../src/discover/clients/goose.js'
import { opencode } from '../../src/discover/clients/opencode.js'
import { vscode } from '../../src/discover/clients/vscode.js'
import { zed } from '../../src/discover/clients/zed.js'
import { discover } from '../../src/discover/discover.js'
import { memoryHost } from '../support/memory-host.js'

describe('tools that settings approve', () => {
  const tools = async (client: Client, files: Record<string, unknown>) => {
    const texts = Object.fromEntries(
      Object.entries(files).map(([file, value]) => [file, typeof value === 'string' ? value : JSON.stringify(value)]),
    )
    const { entries } = await discover(memoryHost({ platform: 'linux', files: texts }), { clients: [client] })
    return Object.fromEntries(entries.map(({ name, grants }) => [name, grants.autoApproved]))
  }
  const command = 'x'

  it("reads Claude Code's permissions", async () => {
    const servers = { mcpServers: { notes: { command }, mail: { command }, own: { command } } }
    const allow = ['mcp__notes', 'mcp__mail__read_mail', 'mcp__mail__send_mail', 'Bash(git *)', 'mcp__notesy__x']
    expect(
      await tools(claudeCode, {
        '/home/u/.claude.json': servers,
        '/home/u/.claude/settings.json': { permissions: { allow } },
      }),
    ).toEqual({ notes: ['*'], mail: ['read_mail', 'send_mail'], own: [] })
    expect(
      await tools(claudeCode, {
        '/home/u/.claude.json': servers,
        '/home/u/.claude/settings.json': { permissions: { defaultMode: 'bypassPermissions', allow: ['Read'] } },
      }),
    ).toEqual({ notes: ['*'], mail: ['*'], own: ['*'] })
  })

  it('reads the switches of editors and other agents', async () => {
    const user = '/home/u/.config'
    const on = { 'chat.tools.autoApprove': true }
    expect(
      await tools(vscode, {
        [`${user}/Code/User/mcp.json`]: { servers: { a: { command } } },
        [`${user}/Code/User/settings.json`]: on,
      }),
    ).toEqual({ a: ['*'] })
    const zedSettings = { context_servers: { a: { command } }, agent: { always_allow_tool_actions: true } }
    expect(await tools(zed, { [`${user}/zed/settings.json`]: zedSettings })).toEqual({ a: ['*'] })
    const yaml = 'GOOSE_MODE: auto\nextensions:\n  a:\n    type: stdio\n    cmd: x\n    enabled: true\n'
    expect(await tools(goose, { [`${user}/goose/config.yaml`]: yaml })).toEqual({ a: ['*'] })
    const open = { mcp: { a: { type: 'local', command: ['x'] } }, permission: { a_read: 'allow', bash: 'ask' } }
    expect(await tools(opencode, { [`${user}/opencode/opencode.json`]: open })).toEqual({ a: ['read'] })
  })

  it('takes what asks, and what is no rule, for nothing', async () => {
    const yaml = 'GOOSE_MODE: smart_approve\nextensions:\n  a:\n    type: stdio\n    cmd: x\n    enabled: true\n'
    expect(await tools(goose, { '/home/u/.config/goose/config.yaml': yaml })).toEqual({ a: [] })
    const odd = { permissions: { allow: [null, 7, { mcp__a: true }, '', 'mcp__'], defaultMode: 'plan' } }
    expect(
      await tools(claudeCode, {
        '/home/u/.claude.json': { mcpServers: { a: { command } } },
        '/home/u/.claude/settings.json': odd,
      }),
    ).toEqual({ a: [] })
  })
})
