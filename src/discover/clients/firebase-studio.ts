import type { Client } from '../client.js'

export const firebaseStudio: Client = {
  id: 'firebase-studio',
  title: 'Firebase Studio',
  docs: 'https://firebase.google.com/docs/studio/mcp-servers',
  files: [{ scope: 'project', path: './.idx/mcp.json', servers: [['mcpServers']] }],
}
