import type { Client } from '../client.js'

export const grokBuild: Client = {
  id: 'grok-build',
  title: 'Grok Build',
  docs: 'https://docs.x.ai/build/features/mcp',
  files: [
    { scope: 'user', path: '{GROK_HOME|~/.grok}/config.toml', servers: [['mcp_servers']], shared: true },
    { scope: 'project', path: './.grok/config.toml', servers: [['mcp_servers']], shared: true },
  ],
  disabledLists: [
    { path: '{GROK_HOME|~/.grok}/config.toml', names: ['disabled_mcp_servers'], scopes: ['user', 'project'] },
  ],
}
