import type { Client } from '../client.js'

/** https://modelcontextprotocol.io/quickstart/user; some Linux builds spell the folder in lower case. */
export const claudeDesktop: Client = {
  id: 'claude-desktop',
  title: 'Claude Desktop',
  docs: 'https://modelcontextprotocol.io/quickstart/user',
  files: [
    { scope: 'user', path: '{appData}/Claude/claude_desktop_config.json', servers: [['mcpServers']] },
    { scope: 'user', path: { linux: '{appData}/claude/claude_desktop_config.json' }, servers: [['mcpServers']] },
  ],
}
