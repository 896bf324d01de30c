import type { Client } from '../client.js'

/** Powers bring servers: Kiro copies their entries below `powers` of the user's file. */
export const kiro: Client = {
  id: 'kiro',
  title: 'Kiro',
  docs: 'https://kiro.dev/docs/mcp/configuration/',
  files: [
    { scope: 'user', path: '~/.kiro/settings/mcp.json', servers: [['mcpServers']] },
    { scope: 'plugin', path: '~/.kiro/settings/mcp.json', servers: [['powers', 'mcpServers']], shared: true },
    { scope: 'plugin', path: '~/.kiro/powers/installed/*/mcp.json', servers: [['mcpServers'], []] },
    { scope: 'user', path: '~/.kiro/agents/*.json', servers: [['mcpServers']], shared: true },
    { scope: 'project', path: './.kiro/settings/mcp.json', servers: [['mcpServers']] },
    { scope: 'project', path: './.kiro/agents/*.json', servers: [['mcpServers']], shared: true },
  ],
}
