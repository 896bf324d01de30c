import type { Client } from '../client.js'

/** Its own list keeps the arguments of a command under `url`; `mcpServers` beside it is Claude's shape. */
export const witsy: Client = {
  id: 'witsy',
  title: 'Witsy',
  docs: 'https://github.com/nbonamy/witsy',
  files: [
    {
      scope: 'user',
      path: '{appData}/Witsy/settings.json',
      servers: [['mcpServers'], ['mcp', 'servers']],
      shared: true,
    },
  ],
}
