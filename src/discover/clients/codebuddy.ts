import type { Client } from '../client.js'

/** And WorkBuddy. The file with the leading dot is the newest; a project keeps its servers in `.mcp.json`, too. */
export const codebuddy: Client = {
  id: 'codebuddy',
  title: 'CodeBuddy',
  docs: 'https://www.codebuddy.ai/docs/cli/mcp',
  files: [
    { scope: 'user', path: '~/.codebuddy/.mcp.json', servers: [['mcpServers']] },
    { scope: 'user', path: '~/.codebuddy/mcp.json', servers: [['mcpServers']] },
    { scope: 'user', path: '~/.codebuddy.json', servers: [['mcpServers']], shared: true },
    { scope: 'local', path: '~/.codebuddy.json', servers: [['projects', '*', 'mcpServers']], shared: true },
    { scope: 'user', path: '~/.workbuddy/.mcp.json', servers: [['mcpServers']] },
    { scope: 'user', path: '~/.workbuddy/mcp.json', servers: [['mcpServers']] },
    { scope: 'project', path: './.codebuddy/.mcp.json', servers: [['mcpServers']] },
    { scope: 'project', path: './.codebuddy/mcp.json', servers: [['mcpServers']] },
    { scope: 'project', path: './.workbuddy/mcp.json', servers: [['mcpServers']] },
  ],
}
