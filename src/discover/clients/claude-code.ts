import type { Client } from '../client.js'

/**
 * https://docs.claude.com/en/docs/claude-code/mcp. A server of `.mcp.json` that no list names is offered to the user when
 * the project is opened, so it counts as enabled; where both lists name it, the rejection wins.
 */
export const claudeCode: Client = {
  id: 'claude-code',
  title: 'Claude Code',
  docs: 'https://docs.claude.com/en/docs/claude-code/mcp',
  files: [
    {
      scope: 'managed',
      path: {
        linux: '/etc/claude-code/managed-mcp.json',
        darwin: '/Library/Application Support/ClaudeCode/managed-mcp.json',
        win32: 'C:/Program Files/ClaudeCode/managed-mcp.json',
      },
      servers: [['mcpServers']],
      exclusive: true,
    },
    { scope: 'user', path: '{CLAUDE_CONFIG_DIR|~}/.claude.json', servers: [['mcpServers']], shared: true },
    {
      scope: 'local',
      path: '{CLAUDE_CONFIG_DIR|~}/.claude.json',
      servers: [['projects', '*', 'mcpServers']],
      shared: true,
    },
    { scope: 'project', path: './.mcp.json', servers: [['mcpServers'], []] },
  ],
  disabledLists: [
    {
      path: '{CLAUDE_CONFIG_DIR|~}/.claude.json',
      names: ['projects', '*', 'disabledMcpServers'],
      scopes: ['local', 'project'],
    },
    {
      path: '{CLAUDE_CONFIG_DIR|~}/.claude.json',
      names: ['projects', '*', 'disabledMcpjsonServers'],
      scopes: ['project'],
    },
    { path: '{CLAUDE_CONFIG_DIR|~/.claude}/settings.json', names: ['disabledMcpjsonServers'], scopes: ['project'] },
    { path: './.claude/settings.json', names: ['disabledMcpjsonServers'], scopes: ['project'] },
    { path: './.claude/settings.local.json', names: ['disabledMcpjsonServers'], scopes: ['project'] },
  ],
}
