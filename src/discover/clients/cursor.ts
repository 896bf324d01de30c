import type { Client } from '../client.js'

/** Plugins stand below `cache` where a marketplace installed them, and below `local` where their author works on them. */
export const cursor: Client = {
  id: 'cursor',
  title: 'Cursor',
  docs: 'https://cursor.com/docs/context/mcp',
  files: [
    { scope: 'user', path: '~/.cursor/mcp.json', servers: [['mcpServers']] },
    { scope: 'project', path: './.cursor/mcp.json', servers: [['mcpServers']] },
    ...(['cache', 'local'] as const).flatMap((folder) => [
      { scope: 'plugin' as const, path: `~/.cursor/plugins/${folder}/**/mcp.json`, servers: [['mcpServers'], []] },
      { scope: 'plugin' as const, path: `~/.cursor/plugins/${folder}/**/.mcp.json`, servers: [['mcpServers'], []] },
      {
        scope: 'plugin' as const,
        path: `~/.cursor/plugins/${folder}/**/.cursor-plugin/plugin.json`,
        servers: [['mcpServers']],
        shape: 'plugin-manifest' as const,
        shared: true as const,
      },
    ]),
  ],
}
