import type { Client } from '../client.js'

/** The folder above is that of the plugin for other editors. */
export const windsurf: Client = {
  id: 'windsurf',
  title: 'Windsurf',
  docs: 'https://docs.windsurf.com/windsurf/cascade/mcp',
  files: [
    { scope: 'user', path: '~/.codeium/windsurf/mcp_config.json', servers: [['mcpServers']] },
    { scope: 'user', path: '~/.codeium/windsurf-next/mcp_config.json', servers: [['mcpServers']] },
    { scope: 'user', path: '~/.codeium/mcp_config.json', servers: [['mcpServers']] },
  ],
}
