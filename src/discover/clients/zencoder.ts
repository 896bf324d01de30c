import type { Client } from '../client.js'
import { inEditorSettings } from './editors.js'

export const zencoder: Client = {
  id: 'zencoder',
  title: 'Zencoder',
  docs: 'https://docs.zencoder.ai/features/integrations-and-mcp',
  files: [
    { scope: 'user', path: '~/.zencoder/settings.json', servers: [['zencoder.mcpServers']], shared: true },
    { scope: 'user', path: '~/.zencoder/mcp.json', servers: [['mcpServers']] },
    { scope: 'project', path: './.zencoder/mcp.json', servers: [['mcpServers']] },
    ...inEditorSettings([['zencoder.mcpServers']]),
  ],
}
