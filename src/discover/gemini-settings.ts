/** How Gemini CLI and its forks keep servers in their settings, and switch them there. */
import type { DisabledList, ServerFile, Templates } from './client.js'

export const settings = (scope: ServerFile['scope'], path: ServerFile['path']): ServerFile => ({
  scope,
  path,
  servers: [['mcpServers']],
  shared: true,
})

/** The files that an administrator writes. */
export const managedSettings = (
  folders: Readonly<Record<'linux' | 'darwin' | 'win32', string>>,
): readonly ServerFile[] =>
  ['settings', 'system-defaults'].map((name) =>
    settings('managed', {
      linux: `${folders.linux}/${name}.json`,
      darwin: `${folders.darwin}/${name}.json`,
      win32: `${folders.win32}/${name}.json`,
    }),
  )

/** `mcp.allowed` and `mcp.excluded`. A project's file speaks of its own servers only. */
export const list = (path: Templates, name: 'allowed' | 'excluded', project: Templates): DisabledList => ({
  path,
  names: ['mcp', name],
  scopes: path === project ? ['project'] : ['user', 'project', 'managed', 'plugin'],
})
