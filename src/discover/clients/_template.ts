/**
 * How to add a client: copy this file to `<id>.ts`, fill it in, add it to `index.ts`, and give it a row per platform in
 * `test/discover/clients.test.ts`. Every field is described in `../client.ts`; the facts come from the client's own
 * documentation or source, named in the file's first lines.
 *
 * Nothing else is needed as long as the file is JSON (comments, trailing commas and a byte order mark are fine), TOML, YAML or
 * Markdown with frontmatter, and an entry says what it starts in one of the ways that `../entry.ts` reads. Files in which
 * servers stand in another way have a `shape`.
 */
import type { Client } from '../client.js'

export const template: Client = {
  id: 'template',
  title: 'Template',
  docs: 'https://client.example/docs/mcp',
  files: [
    { scope: 'user', path: '{TEMPLATE_HOME|~/.template}/mcp.json', servers: [['mcpServers']] },
    { scope: 'project', path: './.template/mcp.json', servers: [['mcpServers']] },
    // Settings that hold much else: `shared` keeps a key named `servers` there from being taken for MCP servers.
    { scope: 'user', path: '{appData}/Template/settings.json', servers: [['mcp', 'servers']], shared: true },
    // Elsewhere per platform.
    {
      scope: 'managed',
      path: { linux: '/etc/template/mcp.json', win32: 'C:/Program Files/Template/mcp.json' },
      servers: [['mcpServers']],
    },
    // One file per plugin.
    { scope: 'plugin', path: '~/.template/plugins/*/mcp.yaml', servers: [['mcpServers']] },
  ],
  disabledLists: [{ path: './.template/settings.json', names: ['disabledServers'], scopes: ['project'] }],
  approvals: [{ path: './.template/settings.json', keys: ['approvedServers'], scopes: ['project'] }],
}
