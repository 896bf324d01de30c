import type { Client } from '../client.js'

/** Both editions. A project's file counts once it is switched on in the settings. */
export const trae: Client = {
  id: 'trae',
  title: 'Trae',
  docs: 'https://docs.trae.ai/ide/model-context-protocol',
  files: [
    { scope: 'user', path: '{appData}/Trae/User/mcp.json', servers: [['mcpServers']] },
    { scope: 'user', path: '{appData}/Trae CN/User/mcp.json', servers: [['mcpServers']] },
    { scope: 'user', path: '~/.trae-server/data/Machine/mcp.json', servers: [['mcpServers']] },
    { scope: 'user', path: '~/.trae/mcp.json', servers: [['mcpServers']] },
    { scope: 'user', path: '~/.trae-cn/mcp.json', servers: [['mcpServers']] },
    { scope: 'project', path: './.trae/mcp.json', servers: [['mcpServers']] },
  ],
}
