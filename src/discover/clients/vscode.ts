import type { Client, KeyPath, ServerFile } from '../client.js'

/** Nested, or as one dotted key: an editor's settings may be written either way. */
const IN_SETTINGS: readonly KeyPath[] = [['mcp', 'servers'], ['mcp.servers']]

const ofUser = (folder: string): readonly ServerFile[] => [
  { scope: 'user', path: `${folder}/mcp.json`, servers: [['servers']] },
  { scope: 'user', path: `${folder}/profiles/*/mcp.json`, servers: [['servers']] },
  { scope: 'user', path: `${folder}/settings.json`, servers: IN_SETTINGS, shared: true },
  { scope: 'user', path: `${folder}/profiles/*/settings.json`, servers: IN_SETTINGS, shared: true },
]

/** https://code.visualstudio.com/docs/copilot/chat/mcp-servers: both builds, their profiles, and the remote server. */
export const vscode: Client = {
  id: 'vscode',
  title: 'VS Code',
  docs: 'https://code.visualstudio.com/docs/copilot/chat/mcp-servers',
  files: [
    ...ofUser('{appData}/Code/User'),
    ...ofUser('{appData}/Code - Insiders/User'),
    { scope: 'user', path: '~/.vscode-server/data/User/mcp.json', servers: [['servers']] },
    { scope: 'user', path: '~/.vscode-server-insiders/data/User/mcp.json', servers: [['servers']] },
    { scope: 'project', path: './.vscode/mcp.json', servers: [['servers']] },
    { scope: 'project', path: './.vscode/settings.json', servers: IN_SETTINGS, shared: true },
    {
      scope: 'project',
      path: './.devcontainer/devcontainer.json',
      servers: [['customizations', 'vscode', 'mcp', 'servers']],
      shared: true,
    },
    {
      scope: 'project',
      path: './.devcontainer.json',
      servers: [['customizations', 'vscode', 'mcp', 'servers']],
      shared: true,
    },
  ],
}
