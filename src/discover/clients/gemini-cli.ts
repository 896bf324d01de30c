import type { Client, Templates } from '../client.js'
import { list, managedSettings, settings } from '../gemini-settings.js'

const HOME = '{GEMINI_CLI_HOME|~}/.gemini'
const USER = `${HOME}/settings.json`
const PROJECT = './.gemini/settings.json'

const MANAGED = {
  linux: '/etc/gemini-cli',
  darwin: '/Library/Application Support/GeminiCli',
  win32: '{programData}/gemini-cli',
}
const SYSTEM: Templates = {
  linux: `${MANAGED.linux}/settings.json`,
  darwin: `${MANAGED.darwin}/settings.json`,
  win32: `${MANAGED.win32}/settings.json`,
}

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
    ...managedSettings(MANAGED),
    settings('managed', '{=GEMINI_CLI_SYSTEM_SETTINGS_PATH}'),
    settings('managed', '{=GEMINI_CLI_SYSTEM_DEFAULTS_PATH}'),
    settings('plugin', `${HOME}/extensions/*/gemini-extension.json`),
    settings('plugin', './.gemini/extensions/*/gemini-extension.json'),
  ],
  disabledLists: [USER, PROJECT, SYSTEM].map((path) => list(path, 'excluded', PROJECT)),
  allowedLists: [USER, PROJECT, SYSTEM].map((path) => list(path, 'allowed', PROJECT)),
}
