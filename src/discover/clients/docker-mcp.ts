import type { Client } from '../client.js'

/** Clients only hold `docker mcp gateway run`: what it starts stands here, and the pin in the catalogue beside it. */
export const dockerMcp: Client = {
  id: 'docker-mcp',
  title: 'Docker MCP Toolkit',
  docs: 'https://docs.docker.com/ai/mcp-catalog-and-toolkit/',
  files: [{ scope: 'user', path: '~/.docker/mcp/registry.yaml', servers: [['registry']], shape: 'docker-catalog' }],
}
