import type { Client, PathTemplate, ServerFile } from '../client.js'

/** What stands in one folder of the application's data. Extensions were DXT bundles first, and are MCPB bundles now. */
const below = (folder: PathTemplate): readonly ServerFile[] => [
  { scope: 'user', path: `${folder}/claude_desktop_config.json`, servers: [['mcpServers']] },
  { scope: 'plugin', path: `${folder}/Claude Extensions/*/manifest.json`, servers: [[]], shape: 'bundle' },
  {
    scope: 'plugin',
    path: `${folder}/local-agent-mode-sessions/*/*/rpm/*/.mcp.json`,
    servers: [['mcpServers'], []],
  },
  {
    scope: 'plugin',
    path: `${folder}/local-agent-mode-sessions/*/*/rpm/*/.claude-plugin/plugin.json`,
    servers: [['mcpServers']],
    shape: 'plugin-manifest',
    shared: true,
  },
]

/**
 * Some Linux builds spell the folder in lower case. Windows keeps the data of the packaged application (MSIX) below
 * `Packages`, and shows it to that application alone under the usual name.
 */
export const claudeDesktop: Client = {
  id: 'claude-desktop',
  title: 'Claude Desktop',
  docs: 'https://modelcontextprotocol.io/quickstart/user',
  files: [
    ...below('{appData}/Claude'),
    { scope: 'user', path: { linux: '{appData}/claude/claude_desktop_config.json' }, servers: [['mcpServers']] },
    ...below('{localAppData}/Packages/Claude_*/LocalCache/Roaming/Claude'),
  ],
}
