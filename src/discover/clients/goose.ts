import type { Client } from '../client.js'

/** The command line and the desktop application share it. */
export const goose: Client = {
  id: 'goose',
  title: 'Goose',
  docs: 'https://block.github.io/goose/docs/guides/config-files',
  toolApprovals: [
    {
      path: {
        linux: '{xdgConfig}/goose/config.yaml',
        darwin: '{xdgConfig}/goose/config.yaml',
        win32: '{appData}/Block/goose/config/config.yaml',
      },
      keys: ['GOOSE_MODE'],
      scopes: ['user'],
    },
  ],
  files: [
    {
      scope: 'user',
      path: {
        linux: '{xdgConfig}/goose/config.yaml',
        darwin: '{xdgConfig}/goose/config.yaml',
        win32: '{appData}/Block/goose/config/config.yaml',
      },
      servers: [['extensions']],
      shape: 'goose',
      shared: true,
    },
    {
      scope: 'user',
      path: '{GOOSE_PATH_ROOT}/config/config.yaml',
      servers: [['extensions']],
      shape: 'goose',
      shared: true,
    },
  ],
}
