import type { Client } from '../client.js'
import { inGlobalStorage } from './editors.js'

/** `McpHub`'s constructor calls `initializeProjectMcpServers`, which connects to the servers of `.roo/mcp.json`. */
export const rooCode: Client = {
  id: 'roo-code',
  title: 'Roo Code',
  docs: 'https://docs.roocode.com/features/mcp/using-mcp-in-roo',
  startsOnOpen: true,
  files: [
    ...inGlobalStorage('rooveterinaryinc.roo-cline/settings/mcp_settings.json', [['mcpServers']]),
    ...inGlobalStorage('rooveterinaryinc.roo-cline/settings/cline_mcp_settings.json', [['mcpServers']]),
    { scope: 'project', path: './.roo/mcp.json', servers: [['mcpServers']] },
  ],
}
