import type { Client, KeyPath, ServerFile } from '../client.js'

const HOME = '{CODEX_HOME|~/.codex}'
const SERVERS: readonly KeyPath[] = [['mcp_servers']]

/**
 * The command line, the desktop application and the extension share these files. A project's file counts once the project is
 * trusted, which is one question about the whole of it.
 */
export const codex: Client = {
  id: 'codex',
  title: 'Codex',
  docs: 'https://developers.openai.com/codex/mcp',
  files: [
    { scope: 'user', path: `${HOME}/config.toml`, servers: SERVERS, shared: true },
    // Profiles, which `--profile` lays over it.
    { scope: 'user', path: `${HOME}/*.config.toml`, servers: SERVERS, shared: true },
    { scope: 'project', path: './.codex/config.toml', servers: SERVERS, shared: true },
    {
      scope: 'managed',
      path: {
        linux: '/etc/codex/config.toml',
        darwin: '/etc/codex/config.toml',
        win32: '{programData}/OpenAI/Codex/config.toml',
      },
      servers: SERVERS,
      shared: true,
    },
    {
      scope: 'managed',
      path: {
        linux: '/etc/codex/managed_config.toml',
        darwin: '/etc/codex/managed_config.toml',
        win32: `${HOME}/managed_config.toml`,
      },
      servers: SERVERS,
      shared: true,
    },
    { scope: 'plugin', path: `${HOME}/plugins/cache/**/.mcp.json`, servers: [['mcpServers'], ['mcp_servers'], []] },
    ...['.codex-plugin', '.claude-plugin'].map(
      (manifest): ServerFile => ({
        scope: 'plugin',
        path: `${HOME}/plugins/cache/**/${manifest}/plugin.json`,
        servers: [['mcpServers']],
        shape: 'plugin-manifest',
        shared: true,
      }),
    ),
  ],
}
