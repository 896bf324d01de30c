import type { Client } from '../client.js'

export const sema4: Client = {
  id: 'sema4',
  title: 'Sema4.ai Studio',
  docs: 'https://github.com/docker/mcp-gateway/blob/main/cmd/docker-mcp/client/config.yml',
  files: [
    {
      scope: 'user',
      path: {
        linux: '~/.sema4ai/sema4ai-studio/mcp_servers.json',
        darwin: '~/.sema4ai/sema4ai-studio/mcp_servers.json',
        win32: '{localAppData}/sema4ai/sema4ai-studio/mcp_servers.json',
      },
      servers: [['mcpServers']],
    },
  ],
}
