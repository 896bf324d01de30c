import type { Client } from '../client.js'

/** It also reads the files of its neighbours in a solution's folder; where it runs, that is. */
export const visualStudio: Client = {
  id: 'visual-studio',
  title: 'Visual Studio',
  docs: 'https://learn.microsoft.com/visualstudio/ide/mcp-servers',
  files: [
    { scope: 'user', path: { win32: '~/.mcp.json' }, servers: [['servers']] },
    { scope: 'project', path: './.vs/mcp.json', servers: [['servers']] },
    { scope: 'project', path: { win32: './.mcp.json' }, servers: [['servers']], shared: true },
    { scope: 'project', path: { win32: './.vscode/mcp.json' }, servers: [['servers']], shared: true },
    { scope: 'project', path: { win32: './.cursor/mcp.json' }, servers: [['servers']], shared: true },
  ],
}
