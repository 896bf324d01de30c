import type { Client, ServerFile } from '../client.js'

/** The command line's agents, and those of the editor plugins, hold servers of their own. */
const below = (scope: 'user' | 'project', folder: string): readonly ServerFile[] => [
  { scope, path: `${folder}/mcp.json`, servers: [['mcpServers']] },
  ...['default.json', 'agents/*.json', 'cli-agents/*.json'].map(
    (file): ServerFile => ({ scope, path: `${folder}/${file}`, servers: [['mcpServers']], shared: true }),
  ),
]

export const amazonQ: Client = {
  id: 'amazon-q',
  title: 'Amazon Q Developer',
  docs: 'https://docs.aws.amazon.com/amazonq/latest/qdeveloper-ug/command-line-mcp-understanding-config.html',
  files: [...below('user', '~/.aws/amazonq'), ...below('project', './.amazonq')],
}
