import type { Approval, Client, KeyPath, ServerFile } from '../client.js'

/** Nested, or as one dotted key: an editor's settings may be written either way. */
const IN_SETTINGS: readonly KeyPath[] = [['mcp', 'servers'], ['mcp.servers']]

/** Older and newer name of the same switch; it holds for every tool. */
const UNASKED: readonly KeyPath[] = [
  ['chat.tools.autoApprove'],
  ['chat.tools.global.autoApprove'],
  ['chat', 'tools', 'autoApprove'],
  ['chat', 'tools', 'global', 'autoApprove'],
]

const ofUser = (folder: string): readonly ServerFile[] => [
  { scope: 'user', path: `${folder}/mcp.json`, servers: [['servers']] },
  { scope: 'user', path: `${folder}/profiles/*/mcp.json`, servers: [['servers']] },
  { scope: 'user', path: `${folder}/settings.json`, servers: IN_SETTINGS, shared: true },
  { scope: 'user', path: `${folder}/profiles/*/settings.json`, servers: IN_SETTINGS, shared: true },
]

const ofDevContainer = (path: string): ServerFile => ({
  scope: 'project',
  path,
  servers: [
    ['customizations', 'vscode', 'mcp', 'servers'],
    ['customizations', 'vscode', 'settings', 'mcp.servers'],
    ['customizations', 'vscode', 'settings', 'mcp', 'servers'],
  ],
  shared: true,
})

/**
 * Both builds and the free ones of the same source, their profiles, the servers of remote sessions, workspaces and
 * development containers. VS Code asks before it starts a server for the first time, and again when its entry changes.
 */
export const vscode: Client = {
  id: 'vscode',
  title: 'VS Code',
  docs: 'https://code.visualstudio.com/docs/copilot/chat/mcp-servers',
  toolApprovals: [
    '{VSCODE_APPDATA|{appData}}/Code/User',
    '{VSCODE_APPDATA|{appData}}/Code - Insiders/User',
    './.vscode',
  ].flatMap((folder) =>
    UNASKED.map((keys): Approval => ({ path: `${folder}/settings.json`, keys, scopes: ['user', 'project'] })),
  ),
  files: [
    ...ofUser('{VSCODE_APPDATA|{appData}}/Code/User'),
    ...ofUser('{VSCODE_APPDATA|{appData}}/Code - Insiders/User'),
    ...ofUser('{VSCODE_PORTABLE}/user-data/User'),
    ...ofUser('{appData}/VSCodium/User'),
    ...ofUser('{appData}/VSCodium - Insiders/User'),
    ...ofUser('{appData}/Code - OSS/User'),
    { scope: 'user', path: '~/.vscode-server/data/User/mcp.json', servers: [['servers']] },
    { scope: 'user', path: '~/.vscode-server-insiders/data/User/mcp.json', servers: [['servers']] },
    { scope: 'user', path: '~/.vscode-remote/data/User/mcp.json', servers: [['servers']] },
    { scope: 'user', path: '~/.local/share/code-server/User/mcp.json', servers: [['servers']] },
    { scope: 'project', path: './.vscode/mcp.json', servers: [['servers']] },
    { scope: 'project', path: './.vscode/settings.json', servers: IN_SETTINGS, shared: true },
    {
      scope: 'project',
      path: './*.code-workspace',
      servers: [
        ['settings', 'mcp', 'servers'],
        ['settings', 'mcp.servers'],
        ['mcp', 'servers'],
      ],
      shape: 'workspace',
      shared: true,
    },
    ofDevContainer('./.devcontainer/devcontainer.json'),
    ofDevContainer('./.devcontainer/*/devcontainer.json'),
    ofDevContainer('./.devcontainer.json'),
  ],
}
