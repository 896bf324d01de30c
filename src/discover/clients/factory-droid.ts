import type { Client } from '../client.js'

export const factoryDroid: Client = {
  id: 'factory-droid',
  title: 'Factory Droid',
  docs: 'https://docs.factory.ai/cli/configuration/mcp',
  files: [
    { scope: 'user', path: '~/.factory/mcp.json', servers: [['mcpServers']] },
    { scope: 'project', path: './.factory/mcp.json', servers: [['mcpServers']] },
    { scope: 'plugin', path: '~/.factory/plugins/cache/**/mcp.json', servers: [['mcpServers'], []] },
    { scope: 'plugin', path: '~/.factory/plugins/cache/**/.mcp.json', servers: [['mcpServers'], []] },
  ],
}
