import type { Client } from '../client.js'

/** `.agents/mcp.json` is read where the file of the same scope has no servers. */
export const zcode: Client = {
  id: 'zcode',
  title: 'ZCode',
  docs: 'https://zcode.z.ai/en/docs/mcp',
  files: [
    {
      scope: 'user',
      path: '~/.zcode/cli/config.json',
      servers: [['mcp', 'servers'], ['mcp.servers'], ['mcpServers']],
      shared: true,
    },
    { scope: 'user', path: '~/.agents/mcp.json', servers: [['mcpServers']] },
    {
      scope: 'project',
      path: './.zcode/config.json',
      servers: [['mcp', 'servers'], ['mcp.servers'], ['mcpServers']],
      shared: true,
    },
    { scope: 'project', path: './zcode.json', servers: [['mcp', 'servers'], ['mcpServers']], shared: true },
    { scope: 'project', path: './.agents/mcp.json', servers: [['mcpServers']] },
  ],
}
