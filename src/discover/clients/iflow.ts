import type { Client } from '../client.js'

/** A fork of Gemini CLI, with files of its own. */
export const iflow: Client = {
  id: 'iflow',
  title: 'iFlow CLI',
  docs: 'https://platform.iflow.cn/en/cli/examples/mcp',
  files: [
    { scope: 'user', path: '~/.iflow/settings.json', servers: [['mcpServers']], shared: true },
    { scope: 'project', path: './.iflow/settings.json', servers: [['mcpServers']], shared: true },
  ],
}
