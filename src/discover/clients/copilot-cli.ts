import type { Client, ServerFile } from '../client.js'

const HOME = '{COPILOT_HOME|~/.copilot}'

const agents = (scope: 'user' | 'project', path: string): ServerFile => ({
  scope,
  path,
  servers: [['mcp-servers'], ['mcpServers']],
  shape: 'references',
  shared: true,
})

/** `.mcp.json` is shared with Claude Code, under the same key. Agents bring servers in their frontmatter. */
export const copilotCli: Client = {
  id: 'copilot-cli',
  title: 'GitHub Copilot CLI',
  docs: 'https://docs.github.com/en/copilot/reference/copilot-cli-reference/cli-config-dir-reference',
  files: [
    { scope: 'user', path: `${HOME}/mcp-config.json`, servers: [['mcpServers']] },
    // Before version 1.0.
    { scope: 'user', path: '{XDG_CONFIG_HOME|~/.copilot}/mcp-config.json', servers: [['mcpServers']] },
    { scope: 'project', path: './.github/mcp.json', servers: [['mcpServers']] },
    { scope: 'project', path: './.mcp.json', servers: [['mcpServers']], shared: true },
    agents('user', `${HOME}/agents/*.md`),
    agents('project', './.github/agents/*.md'),
    { scope: 'plugin', path: `${HOME}/installed-plugins/**/.mcp.json`, servers: [['mcpServers'], []] },
    ...['', '.github/plugin/', '.plugin/', '.claude-plugin/'].map(
      (manifest): ServerFile => ({
        scope: 'plugin',
        path: `${HOME}/installed-plugins/*/*/${manifest}plugin.json`,
        servers: [['mcpServers']],
        shape: 'plugin-manifest',
        shared: true,
      }),
    ),
  ],
}
