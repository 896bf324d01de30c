import type { Client } from '../client.js'

export const comate: Client = {
  id: 'comate',
  title: 'Baidu Comate',
  docs: 'https://comate.baidu.com',
  files: [
    { scope: 'user', path: '~/.comate/mcp.json', servers: [['mcpServers']] },
    { scope: 'project', path: './.comate/mcp.json', servers: [['mcpServers']] },
    { scope: 'local', path: './.comate/mcp.local.json', servers: [['mcpServers']] },
  ],
}
