import type { Client } from '../client.js'

export const devin: Client = {
  id: 'devin',
  title: 'Devin',
  docs: 'https://docs.devin.ai/desktop/cascade/mcp',
  files: [
    {
      scope: 'user',
      path: {
        linux: '{xdgConfig}/devin/mcp_config.json',
        darwin: '{xdgConfig}/devin/mcp_config.json',
        win32: '{appData}/devin/mcp_config.json',
      },
      servers: [['mcpServers']],
    },
    {
      scope: 'user',
      path: {
        linux: '{xdgConfig}/devin/config.json',
        darwin: '{xdgConfig}/devin/config.json',
        win32: '{appData}/devin/config.json',
      },
      servers: [['mcpServers']],
      shared: true,
    },
    { scope: 'project', path: './.devin/mcp_config.json', servers: [['mcpServers']] },
    { scope: 'local', path: './.devin/mcp_config.local.json', servers: [['mcpServers']] },
    { scope: 'project', path: './.devin/config.json', servers: [['mcpServers']], shared: true },
    { scope: 'local', path: './.devin/config.local.json', servers: [['mcpServers']], shared: true },
  ],
}
