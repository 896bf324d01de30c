import type { Client, DisabledList, PathTemplate, ServerFile } from '../client.js'

const HOME = '{QWEN_HOME|~/.qwen}'
const USER = `${HOME}/settings.json`
const PROJECT = './.qwen/settings.json'

const settings = (scope: ServerFile['scope'], path: ServerFile['path']): ServerFile => ({
  scope,
  path,
  servers: [['mcpServers']],
  shared: true,
})

const list = (path: PathTemplate, name: 'allowed' | 'excluded'): DisabledList => ({
  path,
  names: ['mcp', name],
  scopes: path === PROJECT ? ['project'] : ['user', 'project', 'managed', 'plugin'],
})

/** A fork of Gemini CLI, with files of its own; its "Trusted Folders" are off by default, too (docs, CLI, Trusted Folders). */
export const qwenCode: Client = {
  id: 'qwen-code',
  title: 'Qwen Code',
  docs: 'https://qwenlm.github.io/qwen-code-docs/en/users/features/mcp/',
  startsOnOpen: true,
  files: [
    settings('user', USER),
    settings('project', PROJECT),
    ...['settings', 'system-defaults'].map((name) =>
      settings('managed', {
        linux: `/etc/qwen-code/${name}.json`,
        darwin: `/Library/Application Support/QwenCode/${name}.json`,
        win32: `{programData}/qwen-code/${name}.json`,
      }),
    ),
    settings('managed', '{=QWEN_CODE_SYSTEM_SETTINGS_PATH}'),
    settings('managed', '{=QWEN_CODE_SYSTEM_DEFAULTS_PATH}'),
    settings('plugin', `${HOME}/extensions/*/qwen-extension.json`),
    settings('plugin', `${HOME}/extensions/*/gemini-extension.json`),
  ],
  disabledLists: [USER, PROJECT].map((path) => list(path, 'excluded')),
  allowedLists: [USER, PROJECT].map((path) => list(path, 'allowed')),
}
