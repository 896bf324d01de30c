import type { Client } from '../client.js'

export const mcporter: Client = {
  id: 'mcporter',
  title: 'MCPorter',
  docs: 'https://github.com/steipete/mcporter/blob/main/docs/config.md',
  files: [
    { scope: 'user', path: '~/.mcporter/mcporter.json', servers: [['mcpServers']], shared: true },
    { scope: 'user', path: '~/.mcporter/mcporter.jsonc', servers: [['mcpServers']], shared: true },
    { scope: 'project', path: './config/mcporter.json', servers: [['mcpServers']], shared: true },
  ],
}
