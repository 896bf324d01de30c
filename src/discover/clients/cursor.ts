import type { Client, ServerFile } from '../client.js'

const plugins = (folder: string): readonly ServerFile[] => [
  ...['mcp.json', '.mcp.json'].map(
    (file): ServerFile => ({
      scope: 'plugin',
      path: `~/.cursor/plugins/${folder}/**/${file}`,
      servers: [['mcpServers'], []],
    }),
  ),
  ...['.cursor-plugin', '.claude-plugin'].map(
    (manifest): ServerFile => ({
      scope: 'plugin',
      path: `~/.cursor/plugins/${folder}/**/${manifest}/plugin.json`,
      servers: [['mcpServers']],
      shape: 'plugin-manifest',
      shared: true,
    }),
  ),
]

/** Plugins stand below `cache` where a marketplace installed them, and below `local` where their author works on them. */
export const cursor: Client = {
  id: 'cursor',
  title: 'Cursor',
  docs: 'https://cursor.com/docs/context/mcp',
  files: [
    { scope: 'user', path: '~/.cursor/mcp.json', servers: [['mcpServers']] },
    { scope: 'project', path: './.cursor/mcp.json', servers: [['mcpServers']] },
    ...plugins('cache'),
    ...plugins('local'),
  ],
}
