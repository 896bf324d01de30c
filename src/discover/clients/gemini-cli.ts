import type { Client, DisabledList, ServerFile, Templates } from '../client.js'

const HOME = '{GEMINI_CLI_HOME|~}/.gemini'
const USER = `${HOME}/settings.json`
const PROJECT = './.gemini/settings.json'

const SYSTEM: Templates = {
  linux: '/etc/gemini-cli/settings.json',
  darwin: '/Library/Application Support/GeminiCli/settings.json',
  win32: '{programData}/gemini-cli/settings.json',
}

const settings = (scope: ServerFile['scope'], path: ServerFile['path']): ServerFile => ({
  scope,
  path,
  servers: [['mcpServers']],
  shared: true,
})

const list = (path: Templates, name: 'allowed' | 'excluded'): DisabledList => ({
  path,
  names: ['mcp', name],
  // A project speaks of its own servers only.
  scopes: path === PROJECT ? ['project'] : ['user', 'project', 'managed', 'plugin'],
})

/**
 * It starts a project's servers unless the folder is untrusted, and asks about that only where "Trusted Folders" is switched on:
 * https://geminicli.com/docs/cli/trusted-folders says that it is off by default.
 */
export const geminiCli: Client = {
  id: 'gemini-cli',
  title: 'Gemini CLI',
  docs: 'https://geminicli.com/docs/tools/mcp-server/',
  startsOnOpen: true,
  files: [
    settings('user', USER),
    settings('project', PROJECT),
    ...['settings', 'system-defaults'].map((name) =>
      settings('managed', {
        linux: `/etc/gemini-cli/${name}.json`,
        darwin: `/Library/Application Support/GeminiCli/${name}.json`,
        win32: `{programData}/gemini-cli/${name}.json`,
      }),
    ),
    settings('managed', '{=GEMINI_CLI_SYSTEM_SETTINGS_PATH}'),
    settings('managed', '{=GEMINI_CLI_SYSTEM_DEFAULTS_PATH}'),
    settings('plugin', `${HOME}/extensions/*/gemini-extension.json`),
    settings('plugin', './.gemini/extensions/*/gemini-extension.json'),
  ],
  disabledLists: [USER, PROJECT, SYSTEM].map((path) => list(path, 'excluded')),
  allowedLists: [USER, PROJECT, SYSTEM].map((path) => list(path, 'allowed')),
}
