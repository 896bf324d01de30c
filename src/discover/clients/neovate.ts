import type { Client } from '../client.js'

export const neovate: Client = {
  id: 'neovate',
  title: 'Neovate Code',
  docs: 'https://neovateai.dev/en/docs/mcp',
  files: [
    { scope: 'user', path: '~/.neovate/config.json', servers: [['mcpServers']], shared: true },
    { scope: 'project', path: './.neovate/config.json', servers: [['mcpServers']], shared: true },
  ],
}
