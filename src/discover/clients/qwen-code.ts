import type { Client } from '../client.js'
import { list, managedSettings, settings } from '../gemini-settings.js'

const HOME = '{QWEN_HOME|~/.qwen}'
const USER = `${HOME}/settings.json`
const PROJECT = './.qwen/settings.json'
const MANAGED = {
  linux: '/etc/qwen-code',
  darwin: '/Library/Application Support/QwenCode',
  win32: '{programData}/qwen-code',
}

/** A fork of Gemini CLI, with files of its own; its "Trusted Folders" are off by default, too (docs, CLI, Trusted Folders). */
export const qwenCode: Client = {
  id: 'qwen-code',
  title: 'Qwen Code',
  docs: 'https://qwenlm.github.io/qwen-code-docs/en/users/features/mcp/',
  startsOnOpen: true,
  files: [
    settings('user', USER),
    settings('project', PROJECT),
    ...managedSettings(MANAGED),
    settings('managed', '{=QWEN_CODE_SYSTEM_SETTINGS_PATH}'),
    settings('managed', '{=QWEN_CODE_SYSTEM_DEFAULTS_PATH}'),
    settings('plugin', `${HOME}/extensions/*/qwen-extension.json`),
    settings('plugin', `${HOME}/extensions/*/gemini-extension.json`),
  ],
  disabledLists: [USER, PROJECT].map((path) => list(path, 'excluded', PROJECT)),
  allowedLists: [USER, PROJECT].map((path) => list(path, 'allowed', PROJECT)),
}
