import type { Client } from '../client.js'

/** The newest versions share `~/.gemini/config` between the editor and the command line. */
export const antigravity: Client = {
  id: 'antigravity',
  title: 'Antigravity',
  docs: 'https://antigravity.google/docs/mcp',
  files: [
    { scope: 'user', path: '~/.gemini/config/mcp_config.json', servers: [['mcpServers']] },
    { scope: 'user', path: '~/.gemini/antigravity/mcp_config.json', servers: [['mcpServers']] },
    { scope: 'project', path: './.agents/mcp_config.json', servers: [['mcpServers']] },
    { scope: 'plugin', path: '~/.gemini/config/plugins/*/mcp_config.json', servers: [['mcpServers'], []] },
    { scope: 'plugin', path: '~/.gemini/antigravity-cli/plugins/*/mcp_config.json', servers: [['mcpServers'], []] },
  ],
}
