import type { Client } from '../client.js'

/** A list, whose items carry their names. */
export const mistralVibe: Client = {
  id: 'mistral-vibe',
  title: 'Mistral Vibe',
  docs: 'https://docs.mistral.ai/mistral-vibe/introduction/configuration',
  files: [
    { scope: 'user', path: '{VIBE_HOME|~/.vibe}/config.toml', servers: [['mcp_servers']], shared: true },
    { scope: 'project', path: './.vibe/config.toml', servers: [['mcp_servers']], shared: true },
  ],
}
