import { configurationCasesOf } from '../support/configuration.js'

const entry = { command: 'npx', args: ['-y', 'tallybird-mcp'] }
const file = '/srv/app/node_modules/.bin/tallybird-mcp'
const by = (name: string, version = '1.0.0') => ({ shadows: [{ file, package: { name, version } }] })

configurationCasesOf('shadowed-by-local-file', ({ fires, silent }) => {
  fires(
    'another package',
    { entry, onMachine: by('left-helper') },
    { severity: 'high', message: /left-helper@1\.0\.0/ },
  )
  fires(
    'no package',
    { entry, onMachine: { shadows: [{ file, package: null }] } },
    { severity: 'high', message: /no package/ },
  )
  fires('a file of the project', { entry, onMachine: { shadows: [{ file: '/srv/app/tallybird-mcp', package: null }] } })
  fires('the file itself', { entry, onMachine: by('left-helper') }, { message: /node_modules\/\.bin\/tallybird-mcp/ })
  fires(
    'the installed copy',
    { entry, onMachine: by('tallybird-mcp', '0.9.0') },
    { severity: 'info', message: /0\.9\.0/ },
  )
  fires('a package of the same name in a scope', { entry, onMachine: by('@tally/tallybird-mcp') }, { severity: 'high' })
  fires(
    'two of them',
    { entry, onMachine: { shadows: [...by('left-helper').shadows, ...by('tallybird-mcp').shadows] } },
    { severity: 'high', count: 2 },
  )
  fires(
    'a tool of uv',
    {
      entry: { command: 'uvx', args: ['tally-mcp'] },
      onMachine: { shadows: [{ file: '/home/u/.local/bin/tally-mcp', package: { name: 'other', version: '1' } }] },
    },
    { severity: 'high' },
  )
  fires(
    'two entries, said once',
    { entry, onMachine: by('left-helper'), also: [{ entry, client: 'vscode' }] },
    { severity: 'high', count: 1 },
  )

  silent('nothing', { entry })
  silent('an exact version, which is not shadowed', { entry: { command: 'npx', args: ['-y', 'tallybird-mcp@1.0.0'] } })
  silent('the installed copy', { entry, onMachine: by('tallybird-mcp') }, 'info')
  silent(
    'the same name to PyPI',
    {
      entry: { command: 'uvx', args: ['tally-mcp'] },
      onMachine: { shadows: [{ file: '/home/u/.local/bin/tally-mcp', package: { name: 'Tally_MCP', version: '1' } }] },
    },
    'info',
  )
  silent('a local program', { entry: { command: '/opt/tally/serve' }, onMachine: by('left-helper') })
  silent('a URL', { entry: { url: 'https://mcp.tallybird.example/mcp' }, onMachine: by('left-helper') })
  silent('copies alone', {
    entry,
    onMachine: {
      copies: [
        { place: 'global', name: 'tallybird-mcp', version: '1.0.0', integrity: null, folder: '/usr/lib/x', used: true },
      ],
    },
  })
})
