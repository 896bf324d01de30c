import type { Client, ServerFile } from '../client.js'

const config = (scope: ServerFile['scope'], path: ServerFile['path']): ServerFile => ({
  scope,
  path,
  servers: [['mcp']],
  shared: true,
})

/**
 * It expands `$(…)` in commands, arguments, variables, headers and URLs with a shell of its own when it loads the file, and
 * connects to the servers of a folder when it starts there: `New` in its `internal/app/app.go` calls `mcp.Initialize`. Its newer `crushrc` is a shell script, and is not read here.
 */
export const crush: Client = {
  id: 'crush',
  title: 'Crush',
  docs: 'https://github.com/charmbracelet/crush#mcps',
  startsOnOpen: true,
  dialect: 'shell',
  files: [
    config('user', {
      linux: '{CRUSH_GLOBAL_CONFIG|{xdgConfig}/crush}/crush.json',
      darwin: '{CRUSH_GLOBAL_CONFIG|{xdgConfig}/crush}/crush.json',
      win32: '{CRUSH_GLOBAL_CONFIG|{localAppData}/crush}/crush.json',
    }),
    config('user', { win32: '~/.config/crush/crush.json' }),
    // What the application itself changes.
    config('user', {
      linux: '{CRUSH_GLOBAL_DATA|{XDG_DATA_HOME|~/.local/share}/crush}/crush.json',
      darwin: '{CRUSH_GLOBAL_DATA|{XDG_DATA_HOME|~/.local/share}/crush}/crush.json',
      win32: '{CRUSH_GLOBAL_DATA|{localAppData}/crush}/crush.json',
    }),
    config('managed', { linux: '/etc/crush/crush.json', darwin: '/etc/crush/crush.json' }),
    config('project', './crush.json'),
    config('project', './.crush.json'),
    config('project', './.crush/crush.json'),
  ],
}
