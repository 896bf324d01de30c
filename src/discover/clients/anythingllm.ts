import type { Client } from '../client.js'

export const anythingLlm: Client = {
  id: 'anythingllm',
  title: 'AnythingLLM',
  docs: 'https://docs.anythingllm.com/mcp-compatibility/desktop',
  files: [
    {
      scope: 'user',
      path: '{appData}/anythingllm-desktop/storage/plugins/anythingllm_mcp_servers.json',
      servers: [['mcpServers'], []],
    },
  ],
}
