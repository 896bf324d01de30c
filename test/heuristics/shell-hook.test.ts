import { configurationCasesOf } from '../support/configuration.js'

const remote = { type: 'http', url: 'https://tally.example/mcp' }
const hooked = { ...remote, headersHelper: './scripts/headers.sh' }
const grants = { shellHooks: ['headersHelper'] }
const settings = { file: '/srv/app/.claude/settings.json', pointer: '/enableAllProjectMcpServers' }

configurationCasesOf('shell-hook', ({ fires, silent }) => {
  fires(
    'in a project',
    { entry: hooked, scope: 'project', grants },
    { severity: 'medium', message: /`headersHelper` holds a command/ },
  )
  fires('in a plugin', { entry: hooked, scope: 'plugin', grants }, { severity: 'medium' })
  fires('for the whole machine', { entry: hooked, scope: 'managed', grants }, { severity: 'medium' })
  fires('in a file that was named', { entry: hooked, scope: 'explicit', grants }, { severity: 'medium' })
  fires("in the user's own file", { entry: hooked, grants }, { severity: 'low' })
  fires("in the user's own file, for one project", { entry: hooked, scope: 'local', grants }, { severity: 'low' })
  fires(
    'in a project whose servers start on open',
    { entry: hooked, scope: 'project', grants: { shellHooks: ['headersHelper'], startsOnOpen: true } },
    { severity: 'high', message: /as soon as the project is opened/ },
  )
  fires(
    'in a project whose servers are approved unasked',
    { entry: hooked, scope: 'project', grants: { shellHooks: ['headersHelper'], approvedBy: settings } },
    { severity: 'high' },
  )
  fires('a disabled entry', { entry: hooked, scope: 'project', disabled: true, grants }, { severity: 'info' })
  fires('once for two clients', {
    entry: hooked,
    scope: 'project',
    grants,
    also: [{ entry: hooked, grants, client: 'claude-code' }],
  })
  fires(
    'two hooks',
    { entry: remote, scope: 'project', grants: { shellHooks: ['headersHelper', 'preStart'] } },
    { count: 2 },
  )
  fires('beside a command', {
    entry: { command: 'npx', args: ['tally'], headersHelper: 'x' },
    scope: 'project',
    grants,
  })

  silent('a remote server', { entry: remote, scope: 'project' })
  silent('headers', { entry: { ...remote, headers: { Accept: 'application/json' } }, scope: 'project' })
  silent('a command is what an entry is for', { entry: { command: './serve.sh' }, scope: 'project' })
  silent('a server that starts on open, without a hook', {
    entry: remote,
    scope: 'project',
    grants: { startsOnOpen: true, shellHooks: [] },
  })
  silent("a user's hook is no more than low", { entry: hooked, grants }, 'low')
})
