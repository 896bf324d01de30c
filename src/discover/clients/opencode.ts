import type { Approval, Client, ServerFile } from '../client.js'

const FILES = ['opencode.json', 'opencode.jsonc']

const config = (scope: 'user' | 'project', folder: string, files: readonly string[] = FILES): readonly ServerFile[] =>
  files.map((file) => ({ scope, path: `${folder}/${file}`, servers: [['mcp']], shared: true }))

/** It connects to every enabled server when it starts in a folder; its documentation and source know no question about that. */
export const opencode: Client = {
  id: 'opencode',
  title: 'OpenCode',
  docs: 'https://opencode.ai/docs/mcp-servers/',
  startsOnOpen: true,
  toolApprovals: ['{xdgConfig}/opencode', '.', './.opencode'].flatMap((folder) =>
    FILES.map((file): Approval => ({ path: `${folder}/${file}`, keys: ['permission'], scopes: ['user', 'project'] })),
  ),
  files: [
    ...config('user', '{xdgConfig}/opencode', [...FILES, 'config.json']),
    ...config('user', '{OPENCODE_CONFIG_DIR|{xdgConfig}/opencode}'),
    ...config('user', '~/.opencode'),
    // Version 2 keeps its own folder.
    ...config('user', '{OPENCODE2_CONFIG_DIR|{xdgConfig}/opencode2}'),
    { scope: 'user', path: '{=OPENCODE_CONFIG}', servers: [['mcp']], shared: true },
    ...config('project', '.'),
    ...config('project', './.opencode'),
    ...FILES.map(
      (file): ServerFile => ({
        scope: 'managed',
        path: {
          linux: `/etc/opencode/${file}`,
          darwin: `/Library/Application Support/opencode/${file}`,
          win32: `{programData}/opencode/${file}`,
        },
        servers: [['mcp']],
        shared: true,
      }),
    ),
  ],
}
