import type { Client } from '../client.js'

export const pochi: Client = {
  id: 'pochi',
  title: 'Pochi',
  docs: 'https://docs.getpochi.com/mcp/',
  files: [
    { scope: 'user', path: '~/.pochi/config.jsonc', servers: [['mcp']], shared: true },
    { scope: 'project', path: './.pochi/config.jsonc', servers: [['mcp']], shared: true },
  ],
}
