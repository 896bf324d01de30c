import type { Client } from '../client.js'

export const forge: Client = {
  id: 'forge',
  title: 'Forge',
  docs: 'https://forgecode.dev/docs/mcp-integration/',
  files: [
    { scope: 'user', path: '{FORGE_CONFIG|~/.forge}/.mcp.json', servers: [['mcpServers']] },
    { scope: 'user', path: '~/forge/.mcp.json', servers: [['mcpServers']] },
  ],
}
