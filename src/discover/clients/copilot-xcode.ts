import type { Client } from '../client.js'

export const copilotXcode: Client = {
  id: 'copilot-xcode',
  title: 'GitHub Copilot for Xcode',
  docs: 'https://github.com/github/CopilotForXcode',
  files: [{ scope: 'user', path: { darwin: '~/.config/github-copilot/xcode/mcp.json' }, servers: [['servers']] }],
}
