// biome-ignore-all lint/suspicious/noTemplateCurlyInString: variables as clients write them
import { type ConfigurationParts, configurationCasesOf, type EntryParts } from '../support/configuration.js'

const npx = (spec: string) => ({ command: 'npx', args: ['-y', spec] })
const url = (address: string) => ({ url: address })

/** Of two unknown packages the later in the alphabet speaks. */
const ours = npx('zebra-mcp@1.0.0')
const theirs = npx('ant-mcp@1.0.0')

const pair = (mine: EntryParts, other: EntryParts): ConfigurationParts => ({
  name: 'tally',
  ...mine,
  also: [{ name: 'tally', ...other }],
})

configurationCasesOf('name-shadowing', ({ fires, silent }) => {
  fires('two clients', pair({ entry: ours }, { entry: theirs, client: 'vscode' }), {
    severity: 'low',
    message: /`tally` stands for zebra-mcp@1\.0\.0 in cursor, and for ant-mcp@1\.0\.0 in vscode/,
  })
  fires('a project replaces the user’s', pair({ entry: ours, scope: 'project' }, { entry: theirs }), {
    severity: 'medium',
    message: /project's `mcp\.json`/,
  })
  fires('whatever the alphabet says', pair({ entry: theirs, scope: 'project' }, { entry: ours }), {
    severity: 'medium',
  })
  fires('by an address', pair({ entry: url('https://mcp.tally.example/x'), scope: 'project' }, { entry: theirs }), {
    severity: 'medium',
  })
  fires('by its own code', pair({ entry: { command: 'node', args: ['a.js'] }, scope: 'project' }, { entry: theirs }), {
    severity: 'low',
  })
  fires('a project of another client', pair({ entry: ours, scope: 'project' }, { entry: theirs, client: 'vscode' }), {
    severity: 'low',
  })
  fires('two files of one client', pair({ entry: ours }, { entry: theirs, file: '/home/u/.cursor/other.json' }), {
    severity: 'low',
  })
  fires(
    'a package and an address',
    pair({ entry: ours }, { entry: url('https://mcp.tally.example/'), client: 'vscode' }),
    {
      severity: 'low',
    },
  )
  fires(
    'two addresses',
    pair(
      { entry: url('https://mcp.zebra.example/mcp') },
      { entry: url('https://mcp.ant.example/mcp'), client: 'vscode' },
    ),
    { severity: 'low' },
  )
  fires(
    'the unknown beside the well-known',
    pair({ entry: theirs }, { entry: npx('chrome-devtools-mcp'), client: 'vscode' }),
    {
      severity: 'low',
    },
  )
  fires(
    'a vendor’s server, here and there',
    pair({ entry: url('https://mcp.context7.com/mcp') }, { entry: npx('@upstash/context7-mcp'), client: 'vscode' }),
    { severity: 'info' },
  )
  fires(
    'two well-known ones of one kind',
    pair(
      { entry: { command: 'docker', args: ['run', '-i', 'ghcr.io/github/github-mcp-server'] } },
      { entry: npx('@modelcontextprotocol/server-github'), client: 'vscode' },
    ),
    { severity: 'info' },
  )
  fires(
    'two well-known ones that have nothing in common',
    pair({ entry: npx('firecrawl-mcp'), scope: 'project' }, { entry: npx('@modelcontextprotocol/server-github') }),
    { severity: 'medium' },
  )
  fires(
    'two addresses of one vendor',
    pair({ entry: url('https://mcp.tally.com/sse') }, { entry: url('https://api.tally.com/mcp'), client: 'vscode' }),
    { severity: 'info' },
  )
  fires(
    'a vendor’s address, and a package that only sounds like it',
    pair({ entry: url('https://mcp.context7.com/mcp') }, { entry: npx('context7-helper'), client: 'vscode' }),
    { severity: 'low' },
  )
  fires('another version', pair({ entry: npx('ant-mcp@2.0.0') }, { entry: theirs, client: 'vscode' }), {
    severity: 'info',
  })
  fires('set for one project', pair({ entry: ours, scope: 'local' }, { entry: theirs }), { severity: 'info' })
  fires('a plugin', pair({ entry: ours, scope: 'plugin' }, { entry: theirs }), { severity: 'info' })
  fires(
    'a name for trying out, in a project',
    pair({ name: 'test-server', entry: ours, scope: 'project' }, { name: 'test-server', entry: theirs }),
    {
      severity: 'info',
    },
  )
  fires(
    'several, in one finding',
    {
      name: 'tally',
      entry: ours,
      also: ['ant', 'bee', 'cat', 'dog'].map((each) => ({ name: 'tally', entry: npx(`${each}-mcp`), client: each })),
    },
    { count: 1, message: /and 1 more/ },
  )

  silent('the other side, which leaves it to the first', pair({ entry: theirs }, { entry: ours, client: 'vscode' }))
  silent('the user’s side of a project', pair({ entry: ours }, { entry: theirs, scope: 'project' }))
  silent('the same in two clients', pair({ entry: ours }, { entry: ours, client: 'vscode' }))
  silent(
    'the same with other words',
    pair(
      { entry: ours },
      { entry: { command: 'cmd', args: ['/c', 'npx', 'zebra-mcp@1.0.0', '--x'] }, client: 'vscode' },
    ),
  )
  silent('other names', { name: 'a', entry: ours, also: [{ name: 'b', entry: theirs, client: 'vscode' }] })
  silent('a disabled one', pair({ entry: ours }, { entry: theirs, client: 'vscode', disabled: true }))
  silent('disabled itself', pair({ entry: ours, disabled: true }, { entry: theirs, client: 'vscode' }))
  silent('names for trying out', {
    name: 'my-server',
    entry: ours,
    also: [{ name: 'my-server', entry: theirs, client: 'vscode' }],
  })
  silent(
    'two projects',
    pair({ entry: ours, scope: 'project' }, { entry: theirs, scope: 'project', file: '/srv/other/.cursor/mcp.json' }),
  )
  silent(
    'two projects of the user',
    pair({ entry: ours, scope: 'project' }, { entry: theirs, scope: 'local', file: '/srv/x/.claude.json' }),
  )
  silent(
    'an address and a bridge to it',
    pair({ entry: npx('mcp-remote') }, { entry: url('https://mcp.tally.example/mcp') }),
    'low',
  )
  silent(
    'a bridge to the same address',
    pair(
      { entry: { command: 'npx', args: ['mcp-remote@0.1.29', 'https://mcp.tally.example/sse'] } },
      { entry: url('https://mcp.tally.example/mcp'), client: 'vscode' },
    ),
  )
  silent(
    'ports of this machine',
    pair({ entry: url('http://localhost:3000/mcp') }, { entry: url('http://127.0.0.1:8080/mcp'), client: 'vscode' }),
  )
  silent(
    'the same program by another path',
    pair(
      { entry: { command: 'node', args: ['/home/u/src/tally/dist/index.js'] } },
      { entry: { command: 'node', args: ['~/src/tally/dist/index.js'] }, client: 'vscode' },
    ),
  )
  silent(
    'an installed copy of the package',
    pair(
      { entry: ours },
      { entry: { command: 'node', args: ['/usr/lib/node_modules/zebra-mcp/dist/index.js'] }, client: 'vscode' },
    ),
  )
  silent('what can’t be told', pair({ entry: ours }, { entry: npx('${PACKAGE}'), client: 'vscode' }))
  silent('one alone', { entry: ours })
})
