import type { Client } from '../client.js'

/** Older versions keep a list under `servers`. */
export const fiveIre: Client = {
  id: '5ire',
  title: '5ire',
  docs: 'https://github.com/nanbingxyz/5ire',
  files: [{ scope: 'user', path: '{appData}/5ire/mcp.json', servers: [['mcpServers'], ['servers']] }],
}
