import { type ConfigurationParts, configurationCasesOf } from '../support/configuration.js'

const ALL = '/enableAllProjectMcpServers'
const NAMES = '/enabledMcpjsonServers'

const project = (file: string, pointer: string, more: Partial<ConfigurationParts> = {}): ConfigurationParts => ({
  entry: { command: 'npx', args: ['-y', '@tallybird/mcp@1.0.1'] },
  client: 'claude-code',
  scope: 'project',
  file: '/srv/app/.mcp.json',
  grants: { approvedBy: { file, pointer } },
  ...more,
})

configurationCasesOf('project-servers-approved', ({ fires, silent }) => {
  fires('the project approves all of its servers', project('/srv/app/.claude/settings.json', ALL), {
    severity: 'high',
    message: /repository approves itself/,
  })
  fires('from a folder within it', project('/srv/app/web/.claude/settings.json', ALL), { severity: 'high' })
  fires('on Windows', project('C:\\src\\app\\.claude\\settings.json', ALL, { file: 'C:\\src\\app\\.mcp.json' }), {
    severity: 'high',
  })
  fires(
    'an entry in a folder of its own',
    project('/srv/app/.a/settings.json', ALL, { file: '/srv/app/.a/mcp.json' }),
    {
      severity: 'high',
    },
  )
  fires('the project approves this one by name', project('/srv/app/.claude/settings.json', NAMES), {
    severity: 'medium',
    message: /by its name/,
  })
  fires('by a name in the list', project('/srv/app/.claude/settings.json', `${NAMES}/0`), { severity: 'medium' })
  fires('the user approves all', project('/home/u/.claude/settings.json', ALL), {
    severity: 'medium',
    message: /^(?!.*approves itself)/,
  })
  fires('the user approves all of this project', project('/srv/app/.claude/settings.local.json', ALL), {
    severity: 'medium',
  })
  fires('an administrator approves all', project('/etc/claude-code/managed-settings.json', ALL), { severity: 'low' })
  fires('a disabled entry is worth a word', project('/srv/app/.claude/settings.json', ALL, { disabled: true }), {
    severity: 'info',
  })
  fires(
    'the home folder as a project: the settings are the user’s',
    project('/home/u/.claude/settings.json', ALL, { file: '/home/u/.mcp.json' }),
    { severity: 'medium' },
  )

  silent('an administrator approves this one', project('/etc/claude-code/managed-settings.json', NAMES))
  silent('nothing approves it', project('', '', { grants: {} }))
  silent('the user approves this one', project('/home/u/.claude/settings.json', NAMES))
  silent('by a name in the list', project('/home/u/.claude/settings.json', `${NAMES}/3`))
  silent('the user approves it beside the project', project('/srv/app/.claude/settings.local.json', `${NAMES}/0`))
  silent(
    'in the user’s state of this project',
    project('/home/u/.claude.json', '/projects/~1srv~1app/enabledMcpjsonServers/0'),
  )
  silent('another project beside it', project('/srv/app-two/.claude/settings.json', NAMES))
})
