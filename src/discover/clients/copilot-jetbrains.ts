import type { Client } from '../client.js'

export const copilotJetbrains: Client = {
  id: 'copilot-jetbrains',
  title: 'GitHub Copilot for JetBrains',
  docs: 'https://docs.github.com/en/copilot/how-tos/provide-context/use-mcp/extend-copilot-chat-with-mcp',
  files: [
    {
      scope: 'user',
      path: {
        linux: '{xdgConfig}/github-copilot/intellij/mcp.json',
        darwin: '{xdgConfig}/github-copilot/intellij/mcp.json',
        win32: '{localAppData}/github-copilot/intellij/mcp.json',
      },
      servers: [['servers']],
    },
  ],
}
