import type { Client } from '../client.js'

export const hermes: Client = {
  id: 'hermes',
  title: 'Hermes Agent',
  docs: 'https://hermes-agent.nousresearch.com/docs/user-guide/features/mcp',
  files: [
    { scope: 'user', path: '{HERMES_HOME|~/.hermes}/config.yaml', servers: [['mcp_servers']], shared: true },
    { scope: 'user', path: '{localAppData}/hermes/config.yaml', servers: [['mcp_servers']], shared: true },
  ],
}
