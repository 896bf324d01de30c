import { configurationCasesOf } from '../support/configuration.js'

const entry = { command: 'npx', args: ['-y', '@tallybird/mcp@1.0.1'] }

configurationCasesOf('config-writable-by-others', ({ fires, silent }) => {
  fires('everyone', { entry, writableBy: 'everyone' }, { severity: 'high', message: /`mcp\.json`/ })
  fires('everyone, a project', { entry, scope: 'project', writableBy: 'everyone' }, { severity: 'high' })
  fires('the group', { entry, writableBy: 'group' }, { severity: 'medium', message: /member of its group/ })
  fires('the group, in a managed file', { entry, scope: 'managed', writableBy: 'group' }, { severity: 'medium' })
  fires('the group, in a shared checkout', { entry, scope: 'project', writableBy: 'group' }, { severity: 'low' })
  fires('a remote server', { entry: { url: 'https://mcp.tallybird.example/mcp' }, writableBy: 'everyone' })
  fires('a local program', { entry: { command: '/opt/tally/serve' }, writableBy: 'group' })
  fires('a disabled entry, which others may enable', { entry, disabled: true, writableBy: 'everyone' })
  fires(
    'two entries, said once',
    { entry, writableBy: 'everyone', also: [{ entry, client: 'vscode' }] },
    { severity: 'high', count: 1 },
  )
  fires(
    'only the name of the file',
    { entry, file: '/home/secret-customer/.cursor/mcp.json', writableBy: 'group' },
    { message: /^(?!.*secret-customer)/ },
  )

  silent('a Windows drive within WSL', {
    entry,
    file: '/mnt/c/Users/ann/.cursor/mcp.json',
    writableBy: 'everyone',
  })
  fires(
    'a disk that is mounted there',
    { entry, file: '/mnt/data/.cursor/mcp.json', writableBy: 'everyone' },
    { severity: 'high' },
  )
  silent('nobody, or nobody can tell', { entry, writableBy: null })
  silent('a project', { entry, scope: 'project' })
  silent('a managed file', { entry, scope: 'managed' })
  silent('a URL', { entry: { url: 'https://mcp.tallybird.example/mcp' } })
  silent('a local program', { entry: { command: '/opt/tally/serve' } })
})
