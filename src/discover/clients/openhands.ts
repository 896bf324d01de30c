import type { Client } from '../client.js'

/** Before version 1.0 its settings were TOML, with a list for each transport. */
export const openHands: Client = {
  id: 'openhands',
  title: 'OpenHands',
  docs: 'https://docs.openhands.dev/openhands/usage/cli/mcp-servers',
  files: [
    { scope: 'user', path: '~/.openhands/mcp.json', servers: [['mcpServers']] },
    ...(['user', 'project'] as const).map((scope) => ({
      scope,
      path: scope === 'user' ? '~/.openhands/config.toml' : './.openhands/config.toml',
      servers: ['stdio_servers', 'sse_servers', 'shttp_servers'].map((transport) => ['mcp', transport]),
      shared: true as const,
    })),
  ],
}
