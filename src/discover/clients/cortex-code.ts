import type { Client } from '../client.js'

export const cortexCode: Client = {
  id: 'cortex-code',
  title: 'Cortex Code',
  docs: 'https://docs.snowflake.com/en/user-guide/cortex-code/cortex-code-cli',
  files: [{ scope: 'user', path: '~/.snowflake/cortex/mcp.json', servers: [['mcpServers']] }],
}
