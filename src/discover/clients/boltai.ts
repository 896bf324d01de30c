import type { Client } from '../client.js'

export const boltai: Client = {
  id: 'boltai',
  title: 'BoltAI',
  docs: 'https://docs.boltai.com/docs/plugins/mcp-servers',
  files: [{ scope: 'user', path: '~/.boltai/mcp.json', servers: [['mcpServers'], ['servers']] }],
}
