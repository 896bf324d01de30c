import type { Approval, Client, DisabledList, ServerFile, Templates } from '../client.js'

const CONFIG = '{CLAUDE_CONFIG_DIR|~}/.claude.json'
const USER_SETTINGS = '{CLAUDE_CONFIG_DIR|~/.claude}/settings.json'
const PROJECT_SETTINGS = './.claude/settings.json'
const LOCAL_SETTINGS = './.claude/settings.local.json'
const MANAGED_SETTINGS: readonly Templates[] = [
  {
    linux: '/etc/claude-code/managed-settings.json',
    darwin: '/Library/Application Support/ClaudeCode/managed-settings.json',
    win32: '{ProgramFiles}/ClaudeCode/managed-settings.json',
  },
  { win32: 'C:/Program Files/ClaudeCode/managed-settings.json' },
  { win32: '{programData}/ClaudeCode/managed-settings.json' },
]
const ALL = ['user', 'local', 'project', 'managed', 'plugin'] as const

/**
 * Installed plugins; `marketplaces/` beside these folders is a catalogue, of which nothing is started. A plugin keeps its
 * servers in `.mcp.json`, in its manifest, or in a file that the manifest names.
 */
const plugins = (folder: string): readonly ServerFile[] => {
  const root = `{CLAUDE_CODE_PLUGIN_CACHE_DIR|{CLAUDE_CONFIG_DIR|~/.claude}/plugins}/${folder}`
  return [
    { scope: 'plugin', path: `${root}/**/.mcp.json`, servers: [['mcpServers'], []] },
    {
      scope: 'plugin',
      path: `${root}/**/.claude-plugin/plugin.json`,
      servers: [['mcpServers']],
      shape: 'plugin-manifest',
      shared: true,
    },
  ]
}

const rejected = (path: Templates): DisabledList => ({
  path,
  names: ['disabledMcpjsonServers'],
  scopes: ['project'],
})
const denied = (path: Templates): DisabledList => ({ path, names: ['deniedMcpServers'], scopes: ALL })
const allApproved = (path: Templates): Approval => ({
  path,
  keys: ['enableAllProjectMcpServers'],
  scopes: ['project'],
})
const named = (path: Templates): Approval => ({ path, keys: ['enabledMcpjsonServers'], scopes: ['project'] })

/**
 * A server of `.mcp.json` that no list names is offered to the user when the project is opened, so it counts as enabled;
 * where both lists name it, the rejection wins. Names in `settings.local.json` and `.claude.json` are the user's own answers
 * to that question; names in the settings that a repository shares, or in those of the user for all projects, answer in
 * advance.
 */
export const claudeCode: Client = {
  id: 'claude-code',
  title: 'Claude Code',
  docs: 'https://code.claude.com/docs/en/mcp',
  needsType: true,
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
    // Before version 2.1 on Windows.
    {
      scope: 'managed',
      path: { win32: '{programData}/ClaudeCode/managed-mcp.json' },
      servers: [['mcpServers']],
      exclusive: true,
    },
    { scope: 'user', path: CONFIG, servers: [['mcpServers']], shared: true },
    { scope: 'local', path: CONFIG, servers: [['projects', '*', 'mcpServers']], shared: true },
    { scope: 'project', path: './.mcp.json', servers: [['mcpServers'], []] },
    ...plugins('cache'),
    ...plugins('repos'),
    // Plugins that come from claude.ai.
    ...plugins('synced'),
    {
      scope: 'user',
      path: '{CLAUDE_CONFIG_DIR|~/.claude}/agents/**/*.md',
      servers: [['mcpServers']],
      shape: 'references',
      shared: true,
    },
    {
      scope: 'project',
      path: './.claude/agents/**/*.md',
      servers: [['mcpServers']],
      shape: 'references',
      shared: true,
    },
  ],
  above: '.mcp.json',
  installed: {
    record: '{CLAUDE_CODE_PLUGIN_CACHE_DIR|{CLAUDE_CONFIG_DIR|~/.claude}/plugins}/installed_plugins.json',
    switches: [...MANAGED_SETTINGS, LOCAL_SETTINGS, PROJECT_SETTINGS, USER_SETTINGS],
    cache: 'plugins/cache/',
  },
  toolApprovals: [...MANAGED_SETTINGS, USER_SETTINGS, PROJECT_SETTINGS, LOCAL_SETTINGS].flatMap((path) =>
    [
      ['permissions', 'allow'],
      ['permissions', 'defaultMode'],
    ].map((keys): Approval => ({ path, keys, scopes: ['user', 'local', 'project', 'managed', 'plugin'] })),
  ),
  disabledLists: [
    { path: CONFIG, names: ['projects', '*', 'disabledMcpServers'], scopes: ['local', 'project'] },
    { path: CONFIG, names: ['projects', '*', 'disabledMcpjsonServers'], scopes: ['project'] },
    ...[USER_SETTINGS, PROJECT_SETTINGS, LOCAL_SETTINGS].map(rejected),
    ...[...MANAGED_SETTINGS, USER_SETTINGS, PROJECT_SETTINGS, LOCAL_SETTINGS].map(denied),
  ],
  allowedLists: MANAGED_SETTINGS.map((path) => ({ path, names: ['allowedMcpServers'], scopes: ALL })),
  approvals: [
    { path: CONFIG, keys: ['projects', '*', 'enableAllProjectMcpServers'], scopes: ['project'] },
    ...[...MANAGED_SETTINGS, USER_SETTINGS, PROJECT_SETTINGS, LOCAL_SETTINGS].map(allApproved),
    ...[...MANAGED_SETTINGS, USER_SETTINGS, PROJECT_SETTINGS].map(named),
  ],
}
