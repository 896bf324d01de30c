import type { Client } from '../client.js'

/** In headers and variables, it runs what stands behind a leading `!`. */
export const ohMyPi: Client = {
  id: 'oh-my-pi',
  title: 'oh-my-pi',
  docs: 'https://github.com/can1357/oh-my-pi',
  dialect: 'bang',
  files: [
    { scope: 'user', path: '~/.omp/agent/mcp.json', servers: [['mcpServers']] },
    { scope: 'user', path: '~/.pi/agent/mcp.json', servers: [['mcpServers']] },
    { scope: 'project', path: './.omp/mcp.json', servers: [['mcpServers']] },
    { scope: 'project', path: './.pi/mcp.json', servers: [['mcpServers']] },
  ],
  disabledLists: [
    { path: '~/.omp/agent/mcp.json', names: ['disabledServers'], scopes: ['user', 'project'] },
    { path: './.omp/mcp.json', names: ['disabledServers'], scopes: ['project'] },
  ],
}
