import type { Client, KeyPath, ServerFile } from '../client.js'

/** A list, whose items carry their names. */
const LIST: readonly KeyPath[] = [['mcpServers']]
const HOME = '{CONTINUE_GLOBAL_DIR|~/.continue}'

const yaml = (scope: 'user' | 'project', folder: string): readonly ServerFile[] => [
  { scope, path: `${folder}/*.yaml`, servers: LIST, shared: true },
  { scope, path: `${folder}/*.yml`, servers: LIST, shared: true },
]

/** A file of `mcpServers/` may be a block in YAML, another client's JSON, or a single entry. */
const blocks = (scope: 'user' | 'project', folder: string): readonly ServerFile[] => [
  ...yaml(scope, `${folder}/mcpServers`),
  { scope, path: `${folder}/mcpServers/*.json`, servers: [['mcpServers'], []] },
  // Assistants, which are called agents now, hold servers of their own.
  ...yaml(scope, `${folder}/assistants`),
  ...yaml(scope, `${folder}/agents`),
]

export const continueDev: Client = {
  id: 'continue',
  title: 'Continue',
  docs: 'https://docs.continue.dev/customize/deep-dives/mcp',
  files: [
    { scope: 'user', path: `${HOME}/config.yaml`, servers: LIST, shared: true },
    {
      scope: 'user',
      path: `${HOME}/config.json`,
      servers: [['mcpServers'], ['experimental', 'modelContextProtocolServers']],
      shared: true,
    },
    ...blocks('user', HOME),
    ...blocks('project', './.continue'),
  ],
}
