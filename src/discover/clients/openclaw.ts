import type { Client } from '../client.js'

export const openClaw: Client = {
  id: 'openclaw',
  title: 'OpenClaw',
  docs: 'https://docs.openclaw.ai/cli/mcp',
  files: [
    {
      scope: 'user',
      path: '{OPENCLAW_STATE_DIR|~/.openclaw}/openclaw.json',
      servers: [['mcp', 'servers']],
      shared: true,
    },
    { scope: 'user', path: '{=OPENCLAW_CONFIG_PATH}', servers: [['mcp', 'servers']], shared: true },
  ],
}
