import type { Client } from '../client.js'

export const ibmBob: Client = {
  id: 'ibm-bob',
  title: 'IBM Bob',
  docs: 'https://bob.ibm.com/docs/ide/configuration/mcp',
  files: [
    { scope: 'user', path: '~/.bob/mcp_settings.json', servers: [['mcpServers']] },
    { scope: 'user', path: '~/.bob/settings/mcp_settings.json', servers: [['mcpServers']] },
    { scope: 'user', path: '~/.bob/mcp.json', servers: [['mcpServers']] },
    { scope: 'project', path: './.bob/mcp.json', servers: [['mcpServers']] },
  ],
}
