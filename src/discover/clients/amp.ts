import type { Client, KeyPath, ServerFile } from '../client.js'
import { inEditorSettings } from './editors.js'

const SERVERS: readonly KeyPath[] = [['amp.mcpServers']]

const settings = (scope: 'user' | 'project', folder: string): readonly ServerFile[] =>
  ['settings.json', 'settings.jsonc'].map((file) => ({
    scope,
    path: `${folder}/${file}`,
    servers: SERVERS,
    shared: true,
  }))

/** A project's servers wait for `amp mcp approve`. */
export const amp: Client = {
  id: 'amp',
  title: 'Amp',
  docs: 'https://ampcode.com/manual#mcp',
  files: [
    ...settings('user', '{xdgConfig}/amp'),
    { scope: 'user', path: '{=AMP_SETTINGS_FILE}', servers: SERVERS, shared: true },
    ...settings('project', './.amp'),
    {
      scope: 'managed',
      path: {
        linux: '/etc/ampcode/managed-settings.json',
        darwin: '/Library/Application Support/ampcode/managed-settings.json',
        win32: '{programData}/ampcode/managed-settings.json',
      },
      servers: SERVERS,
      shared: true,
    },
    ...inEditorSettings(SERVERS),
  ],
}
