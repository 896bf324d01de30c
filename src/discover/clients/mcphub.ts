import type { Client } from '../client.js'

/** It takes both keys, as it also reads other clients' project files; it runs `${cmd: …}` in values. */
export const mcpHub: Client = {
  id: 'mcphub',
  title: 'MCPHub for Neovim',
  docs: 'https://ravitemer.github.io/mcphub.nvim/mcp/servers_json.html',
  dialect: 'cmd',
  files: [
    { scope: 'user', path: '{xdgConfig}/mcphub/servers.json', servers: [['mcpServers'], ['servers']] },
    { scope: 'project', path: './.mcphub/servers.json', servers: [['mcpServers'], ['servers']] },
  ],
}
