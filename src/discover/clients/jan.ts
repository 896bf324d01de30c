import type { Client } from '../client.js'

/** The data folder moved between versions, and can be moved by its user. */
export const jan: Client = {
  id: 'jan',
  title: 'Jan',
  docs: 'https://www.jan.ai/docs/desktop/mcp',
  files: [
    { scope: 'user', path: '{appData}/Jan/data/mcp_config.json', servers: [['mcpServers']] },
    {
      scope: 'user',
      path: { linux: '{XDG_DATA_HOME|~/.local/share}/Jan/data/mcp_config.json' },
      servers: [['mcpServers']],
    },
    { scope: 'user', path: '~/jan/mcp_config.json', servers: [['mcpServers']] },
  ],
}
