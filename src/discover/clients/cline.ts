import type { Client } from '../client.js'
import { inGlobalStorage } from './editors.js'

/** The newest versions keep one file for the command line and every editor; older ones one in each editor's storage. */
export const cline: Client = {
  id: 'cline',
  title: 'Cline',
  docs: 'https://docs.cline.bot/mcp/configuring-mcp-servers',
  files: [
    { scope: 'user', path: '{=CLINE_MCP_SETTINGS_PATH}', servers: [['mcpServers']] },
    {
      scope: 'user',
      path: '{CLINE_DATA_DIR|{CLINE_DIR|~/.cline}/data}/settings/cline_mcp_settings.json',
      servers: [['mcpServers']],
    },
    { scope: 'user', path: '{CLINE_DIR|~/.cline}/mcp.json', servers: [['mcpServers']] },
    ...inGlobalStorage('saoudrizwan.claude-dev/settings/cline_mcp_settings.json', [['mcpServers']]),
  ],
}
