import type { Client } from '../client.js'

export const librechat: Client = {
  id: 'librechat',
  title: 'LibreChat',
  docs: 'https://www.librechat.ai/docs/configuration/librechat_yaml/object_structure/mcp_servers',
  files: [{ scope: 'project', path: './librechat.yaml', servers: [['mcpServers']], shared: true }],
}
