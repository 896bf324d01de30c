import type { Client } from '../client.js'

export const dive: Client = {
  id: 'dive',
  title: 'Dive',
  docs: 'https://github.com/OpenAgentPlatform/Dive',
  files: [{ scope: 'user', path: '~/.dive/config/mcp_config.json', servers: [['mcpServers']] }],
}
