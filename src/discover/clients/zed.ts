import type { Client } from '../client.js'

/** Its extensions bring servers, too, whose commands their code makes up: their entries here are mere settings. */
export const zed: Client = {
  id: 'zed',
  title: 'Zed',
  docs: 'https://zed.dev/docs/ai/mcp',
  toolApprovals: [
    {
      path: {
        linux: '{xdgConfig}/zed/settings.json',
        darwin: '{xdgConfig}/zed/settings.json',
        win32: '{appData}/Zed/settings.json',
      },
      keys: ['agent', 'always_allow_tool_actions'],
      scopes: ['user', 'project'],
    },
    { path: './.zed/settings.json', keys: ['agent', 'always_allow_tool_actions'], scopes: ['user', 'project'] },
  ],
  files: [
    {
      scope: 'user',
      path: {
        linux: '{xdgConfig}/zed/settings.json',
        darwin: '{xdgConfig}/zed/settings.json',
        win32: '{appData}/Zed/settings.json',
      },
      servers: [['context_servers']],
      shared: true,
    },
    { scope: 'user', path: { darwin: '{appData}/Zed/settings.json' }, servers: [['context_servers']], shared: true },
    {
      scope: 'user',
      path: { linux: '~/.var/app/dev.zed.Zed/config/zed/settings.json' },
      servers: [['context_servers']],
      shared: true,
    },
    { scope: 'project', path: './.zed/settings.json', servers: [['context_servers']], shared: true },
  ],
}
