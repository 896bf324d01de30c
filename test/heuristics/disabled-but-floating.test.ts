import { configurationCasesOf } from '../support/configuration.js'

const npx = (...args: string[]) => ({ command: 'npx', args: ['-y', ...args] })

configurationCasesOf('disabled-but-floating', ({ fires, silent }) => {
  fires('no version', { entry: npx('@tallybird/mcp'), disabled: true }, { severity: 'info' })
  fires('a tag', { entry: npx('@tallybird/mcp@latest'), disabled: true }, { severity: 'info' })
  fires('a range', { entry: npx('@tallybird/mcp@1.x'), disabled: true }, { severity: 'info' })
  fires('the entry says so itself', { entry: { ...npx('@tallybird/mcp'), disabled: true } }, { severity: 'info' })
  fires('in the words of another client', { entry: { ...npx('@tallybird/mcp'), enabled: false } }, { severity: 'info' })
  fires('a Python package', { entry: { command: 'uvx', args: ['tally-mcp'] }, disabled: true }, { severity: 'info' })
  fires(
    'an image',
    { entry: { command: 'docker', args: ['run', '-i', 'tallybird/mcp'] }, disabled: true },
    { severity: 'info' },
  )
  fires(
    'two entries, both disabled, in one finding',
    {
      entry: npx('@tallybird/mcp'),
      disabled: true,
      also: [{ entry: npx('@tallybird/mcp'), client: 'vscode', disabled: true }],
    },
    { severity: 'info', count: 1 },
  )

  silent('enabled', { entry: npx('@tallybird/mcp') })
  silent('an exact version', { entry: npx('@tallybird/mcp@1.0.1'), disabled: true })
  silent('enabled elsewhere', {
    entry: npx('@tallybird/mcp'),
    disabled: true,
    also: [{ entry: npx('@tallybird/mcp'), client: 'vscode' }],
  })
  silent('no package', { entry: { command: '/opt/tally/serve' }, disabled: true })
  silent('a URL', { entry: { url: 'https://mcp.tallybird.example/mcp' }, disabled: true })
  silent('an exact version of Python', { entry: { command: 'uvx', args: ['tally-mcp==1.2.3'] }, disabled: true })
  silent('a digest', {
    entry: { command: 'docker', args: ['run', '-i', `tallybird/mcp@sha256:${'0f'.repeat(32)}`] },
    disabled: true,
  })
})
