import type { Client } from '../client.js'

/** The IDEs' own settings are XML, and hold what was added in a dialogue; these files are what is shared and committed. */
export const jetbrainsAi: Client = {
  id: 'jetbrains-ai',
  title: 'JetBrains AI Assistant',
  docs: 'https://www.jetbrains.com/help/ai-assistant/mcp.html',
  files: [
    { scope: 'user', path: '~/.ai/mcp/mcp.json', servers: [['mcpServers']] },
    { scope: 'project', path: './.ai/mcp/mcp.json', servers: [['mcpServers']] },
  ],
}
