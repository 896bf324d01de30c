import type { Client } from '../client.js'

/** It starts every server that it finds when it starts, as its documentation says. */
export const deepAgents: Client = {
  id: 'deepagents',
  title: 'Deep Agents CLI',
  docs: 'https://docs.langchain.com/oss/javascript/deepagents/cli/mcp-tools',
  startsOnOpen: true,
  files: [
    { scope: 'user', path: '~/.deepagents/.mcp.json', servers: [['mcpServers']] },
    { scope: 'project', path: './.deepagents/.mcp.json', servers: [['mcpServers']] },
  ],
}
