import type { Client } from '../client.js'

export const junie: Client = {
  id: 'junie',
  title: 'Junie',
  docs: 'https://junie.jetbrains.com/docs/junie-cli-mcp-configuration.html',
  files: [
    { scope: 'user', path: '~/.junie/mcp/mcp.json', servers: [['mcpServers']] },
    { scope: 'project', path: './.junie/mcp/mcp.json', servers: [['mcpServers']] },
  ],
}
