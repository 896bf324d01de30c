import type { Client } from '../client.js'

export const enconvo: Client = {
  id: 'enconvo',
  title: 'Enconvo',
  docs: 'https://github.com/smithery-ai/cli/blob/main/src/config/clients.ts',
  files: [{ scope: 'user', path: '~/.config/enconvo/mcp_config.json', servers: [['mcpServers']] }],
}
