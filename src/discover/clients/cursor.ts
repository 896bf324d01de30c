import type { Client } from '../client.js'

/** https://docs.cursor.com/context/mcp */
export const cursor: Client = {
  id: 'cursor',
  title: 'Cursor',
  docs: 'https://docs.cursor.com/context/mcp',
  files: [
    { scope: 'user', path: '~/.cursor/mcp.json', servers: [['mcpServers']] },
    { scope: 'project', path: './.cursor/mcp.json', servers: [['mcpServers']] },
  ],
}
