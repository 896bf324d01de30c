import type { Client } from '../client.js'

export const lmStudio: Client = {
  id: 'lm-studio',
  title: 'LM Studio',
  docs: 'https://lmstudio.ai/docs/app/mcp',
  files: [
    { scope: 'user', path: '~/.lmstudio/mcp.json', servers: [['mcpServers']] },
    { scope: 'user', path: '~/.cache/lm-studio/mcp.json', servers: [['mcpServers']] },
  ],
}
