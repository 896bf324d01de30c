import type { Client } from '../client.js'

/** The command line keeps settings apart from the editors' plugins. */
export const tabnine: Client = {
  id: 'tabnine',
  title: 'Tabnine',
  docs: 'https://docs.tabnine.com/main/getting-started/tabnine-agent/mcp-intro-and-setup',
  files: [
    { scope: 'user', path: '~/.tabnine/mcp_servers.json', servers: [['mcpServers']] },
    { scope: 'project', path: './.tabnine/mcp_servers.json', servers: [['mcpServers']] },
    { scope: 'user', path: '~/.tabnine/agent/settings.json', servers: [['mcpServers']], shared: true },
    { scope: 'project', path: './.tabnine/agent/settings.json', servers: [['mcpServers']], shared: true },
  ],
}
