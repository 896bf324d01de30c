import type { Client } from '../client.js'

/** Kimi Code, and the Kimi CLI that it succeeds. */
export const kimi: Client = {
  id: 'kimi',
  title: 'Kimi Code',
  docs: 'https://moonshotai.github.io/kimi-cli/en/customization/mcp.html',
  files: [
    { scope: 'user', path: '{KIMI_CODE_HOME|~/.kimi-code}/mcp.json', servers: [['mcpServers']] },
    { scope: 'user', path: '{KIMI_SHARE_DIR|~/.kimi}/mcp.json', servers: [['mcpServers']] },
    { scope: 'project', path: './.kimi-code/mcp.json', servers: [['mcpServers']] },
  ],
}
