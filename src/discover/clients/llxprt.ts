import type { Client } from '../client.js'

/** A fork of Gemini CLI, with files of its own. */
export const llxprt: Client = {
  id: 'llxprt',
  title: 'LLxprt Code',
  docs: 'https://github.com/vybestack/llxprt-code',
  files: [
    { scope: 'user', path: '~/.llxprt/settings.json', servers: [['mcpServers']], shared: true },
    { scope: 'project', path: './.llxprt/settings.json', servers: [['mcpServers']], shared: true },
  ],
}
