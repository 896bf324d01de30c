import type { Client } from '../client.js'

export const rovoDev: Client = {
  id: 'rovo-dev',
  title: 'Rovo Dev',
  docs: 'https://support.atlassian.com/rovo/docs/use-mcp-in-rovo-dev-cli/',
  files: [
    { scope: 'user', path: '~/.rovodev/mcp.json', servers: [['mcpServers']] },
    { scope: 'project', path: './.rovodev/mcp.json', servers: [['mcpServers']] },
  ],
}
