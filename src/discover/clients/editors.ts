/** Where VS Code, the editors made of it, and their remote servers keep what their extensions store. */
import type { KeyPath, PathTemplate, ServerFile } from '../client.js'

/** Folders of the user's data: VS Code's own, then those of every editor that is built on it (Cursor, Windsurf, Trae, Kiro …). */
const USER_FOLDERS: readonly PathTemplate[] = [
  '{appData}/Code/User',
  '{appData}/*/User',
  '~/.*-server/data/User',
  '~/.*-server-insiders/data/User',
  // GitHub Codespaces, and VS Code in a container.
  '~/.vscode-remote/data/User',
  '~/.local/share/code-server/User',
]

/** A file that an extension keeps in the global storage of each of these editors. */
export const inGlobalStorage = (file: string, servers: readonly KeyPath[]): readonly ServerFile[] =>
  USER_FOLDERS.map((folder) => ({ scope: 'user', path: `${folder}/globalStorage/${file}`, servers }))

/** Keys of the settings of VS Code, of the user and of a workspace, under which an extension keeps servers. */
export const inEditorSettings = (servers: readonly KeyPath[]): readonly ServerFile[] => [
  { scope: 'user', path: '{appData}/Code/User/settings.json', servers, shared: true },
  { scope: 'user', path: '{appData}/Code - Insiders/User/settings.json', servers, shared: true },
  { scope: 'project', path: './.vscode/settings.json', servers, shared: true },
]
