import type { Client } from '../client.js'
import { inEditorSettings } from './editors.js'

/** The extension for VS Code keeps a list in the editor's settings. */
export const augment: Client = {
  id: 'augment',
  title: 'Augment',
  docs: 'https://docs.augmentcode.com/cli/integrations',
  files: [
    { scope: 'user', path: '~/.augment/settings.json', servers: [['mcpServers']], shared: true },
    { scope: 'project', path: './.augment/settings.json', servers: [['mcpServers']], shared: true },
    { scope: 'local', path: './.augment/settings.local.json', servers: [['mcpServers']], shared: true },
    ...inEditorSettings([
      ['augment.advanced', 'mcpServers'],
      ['augment', 'advanced', 'mcpServers'],
    ]),
  ],
}
