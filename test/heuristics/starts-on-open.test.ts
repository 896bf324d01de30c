import { configurationCasesOf } from '../support/configuration.js'

const npx = (...args: string[]) => ({ command: 'npx', args: ['-y', ...args] })
const grants = { startsOnOpen: true }

configurationCasesOf('starts-on-open', ({ fires, silent }) => {
  fires('a floating package', { entry: npx('@tallybird/mcp'), scope: 'project', grants }, { severity: 'low' })
  fires('a script', { entry: { command: 'sh', args: ['tools/a.sh'] }, scope: 'project', grants }, { severity: 'low' })
  fires('a local file', { entry: { command: 'node', args: ['a.js'] }, scope: 'project', grants }, { severity: 'low' })
  fires('an exact version', { entry: npx('@tallybird/mcp@1.0.1'), scope: 'project', grants }, { severity: 'info' })
  fires('a URL', { entry: { url: 'https://a.tallybird.example/mcp' }, scope: 'project', grants }, { severity: 'info' })
  fires(
    'the client by its name',
    { entry: npx('@tallybird/mcp'), scope: 'project', client: 'opencode', grants },
    { message: /opencode .*`mcp\.json`/ },
  )
  fires(
    'two clients, each for itself',
    {
      entry: npx('@tallybird/mcp'),
      scope: 'project',
      grants,
      also: [{ entry: npx('@tallybird/mcp'), scope: 'project', client: 'opencode', grants }],
    },
    { count: 2 },
  )

  silent('a client that asks', { entry: npx('@tallybird/mcp'), scope: 'project' })
  silent('the user’s own', { entry: npx('@tallybird/mcp'), grants })
  silent('the user’s own for one project', { entry: npx('@tallybird/mcp'), scope: 'local', grants })
  silent('a plugin', { entry: npx('@tallybird/mcp'), scope: 'plugin', grants })
  silent('managed', { entry: npx('@tallybird/mcp'), scope: 'managed', grants })
  silent('disabled', { entry: npx('@tallybird/mcp'), scope: 'project', disabled: true, grants })
  silent('an exact version', { entry: npx('@tallybird/mcp@1.0.1'), scope: 'project', grants }, 'info')
  silent('a file that was named', { entry: npx('@tallybird/mcp'), scope: 'explicit', grants })
})
