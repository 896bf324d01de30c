import type { Client } from '../client.js'

export const voidEditor: Client = {
  id: 'void',
  title: 'Void',
  docs: 'https://github.com/voideditor/void',
  files: [{ scope: 'user', path: '~/.void-editor/mcp.json', servers: [['mcpServers']] }],
}
