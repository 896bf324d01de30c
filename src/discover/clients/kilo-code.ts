import type { Client, ServerFile } from '../client.js'
import { inGlobalStorage } from './editors.js'

/**
 * Since version 5 it is built on OpenCode, and reads its files as that does. Both generations connect to a project's servers
 * when they start: `McpHub`'s constructor calls `initializeProjectMcpServers`.
 */
const config = (scope: 'user' | 'project', folder: string): readonly ServerFile[] =>
  ['kilo.json', 'kilo.jsonc', 'opencode.json', 'opencode.jsonc'].map((file) => ({
    scope,
    path: `${folder}/${file}`,
    servers: [['mcp']],
    shared: true,
  }))

export const kiloCode: Client = {
  id: 'kilo-code',
  title: 'Kilo Code',
  docs: 'https://kilo.ai/docs/automate/mcp/using-in-kilo-code',
  startsOnOpen: true,
  files: [
    ...config('user', '{xdgConfig}/kilo'),
    { scope: 'project', path: './kilo.json', servers: [['mcp']], shared: true },
    { scope: 'project', path: './kilo.jsonc', servers: [['mcp']], shared: true },
    ...config('project', './.kilo'),
    ...config('project', './.kilocode'),
    // Before version 5.
    { scope: 'project', path: './.kilocode/mcp.json', servers: [['mcpServers']] },
    ...inGlobalStorage('kilocode.kilo-code/settings/mcp_settings.json', [['mcpServers']]),
  ],
}
