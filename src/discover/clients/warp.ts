import type { Client } from '../client.js'

/** Servers of the user start with the application; those of a project wait for an approval. */
export const warp: Client = {
  id: 'warp',
  title: 'Warp',
  docs: 'https://docs.warp.dev/agent-platform/capabilities/mcp',
  files: [
    { scope: 'user', path: '~/.warp/.mcp.json', servers: [['mcpServers'], []] },
    { scope: 'project', path: './.warp/.mcp.json', servers: [['mcpServers'], []] },
  ],
}
