import type { Client } from '../client.js'

/** The editor in both editions and under its earlier name, Lingma, and the command line. */
export const qoder: Client = {
  id: 'qoder',
  title: 'Qoder',
  docs: 'https://docs.qoder.com/user-guide/chat/model-context-protocol',
  files: [
    { scope: 'user', path: '~/.qoder/mcp.json', servers: [['mcpServers']] },
    { scope: 'user', path: '~/.qoder-cn/mcp.json', servers: [['mcpServers']] },
    { scope: 'user', path: '~/.qoder/settings.json', servers: [['mcpServers']], shared: true },
    { scope: 'user', path: '~/.qodercli/settings.json', servers: [['mcpServers']], shared: true },
    ...['Qoder', 'QoderCN', 'Lingma'].flatMap((name) =>
      [`{appData}/${name}/SharedClientCache/mcp.json`, `{appData}/${name}/*/SharedClientCache/mcp.json`].map(
        (path) => ({ scope: 'user' as const, path, servers: [['mcpServers']] }),
      ),
    ),
    { scope: 'user', path: '{appData}/Qoder/User/mcp.json', servers: [['servers'], ['mcpServers']] },
    { scope: 'project', path: './.qoder/mcp.json', servers: [['mcpServers']] },
    { scope: 'project', path: './.qoder/settings.json', servers: [['mcpServers']], shared: true },
    { scope: 'local', path: './.qoder/settings.local.json', servers: [['mcpServers']], shared: true },
    { scope: 'project', path: './.lingma/mcp-settings.json', servers: [['mcpServers']] },
  ],
}
