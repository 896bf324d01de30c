// biome-ignore-all lint/suspicious/noTemplateCurlyInString: variables as clients and shells write them
import { type ConfigurationParts, configurationCasesOf } from '../support/configuration.js'

const OFFICIAL = '@modelcontextprotocol/server-filesystem@2025.8.21'
const files = (...folders: string[]): ConfigurationParts => ({
  entry: { command: 'npx', args: ['-y', OFFICIAL, ...folders] },
})
const run = (command: string, ...args: string[]): ConfigurationParts => ({ entry: { command, args } })

configurationCasesOf('wide-filesystem-access', ({ fires, silent }) => {
  fires('the disk', files('/'), { severity: 'medium', message: /whole disk/ })
  fires('a drive', files('C:\\'), { severity: 'medium' })
  fires('a drive with a slash', files('D:/'), { severity: 'medium' })
  fires('a drive below Linux', files('/mnt/c'), { severity: 'medium' })
  fires('the home folder', files('~'), { severity: 'low', message: /home folder/ })
  fires('by a variable', files('$HOME'), { severity: 'low' })
  fires('by a client’s variable', files('${userHome}'), { severity: 'low' })
  fires('of Windows', files('%USERPROFILE%'), { severity: 'low' })
  fires('of someone', files('/Users/ann/'), { severity: 'low', message: /^(?!.*ann)/ })
  fires('of someone on Windows', files('C:\\Users\\ann'), { severity: 'low' })
  fires('all homes', files('/home'), { severity: 'low' })
  fires('keys', files('/home/ann/projects', '/home/ann/.ssh'), { severity: 'medium', message: /`~\/\.ssh`/ })
  fires('a browser’s profiles', files('~/.config/google-chrome'), { severity: 'medium' })
  fires('the system’s settings', files('/etc'), { severity: 'low' })
  fires('the worst of several, once', files('~', '/', '~/.aws'), {
    severity: 'medium',
    message: /whole disk/,
    count: 1,
  })
  fires('within cmd', run('cmd', '/c', 'npx', '-y', OFFICIAL, 'C:\\'), { severity: 'medium', count: 1 })
  fires('another server', run('uvx', 'mcp-server-filesystem==0.1.0', '/'), { severity: 'medium' })
  fires('an option', run('npx', '-y', 'tally-fs-mcp@1.0.0', '--root=/'), { severity: 'medium' })
  fires('an option with a list', run('npx', '-y', 'tally-fs-mcp@1.0.0', '--allowed', '/srv/app,~'), { severity: 'low' })
  fires(
    'a variable',
    { entry: { command: 'npx', args: ['tally-filesystem-mcp@1.0.0'], env: { FS_BASE_DIRECTORY: '/' } } },
    { severity: 'medium' },
  )
  fires('a program of this machine', run('/opt/bin/rust-mcp-filesystem', '--allow-write', '/'), { severity: 'medium' })
  fires('a local copy', run('node', '/srv/servers/filesystem/dist/index.js', '/'), { severity: 'medium' })
  fires('a disabled entry', { ...files('/'), disabled: true }, { severity: 'info' })

  silent('a project', files('/srv/app'))
  silent('a project below the home', files('/Users/ann/projects/tally', '/home/ann/code'))
  silent('documents', files('~/Documents', '$HOME/Desktop', 'C:\\Users\\ann\\Downloads', '%USERPROFILE%\\Documents'))
  silent('the workspace', files('${workspaceFolder}', '.', './docs', '$PWD'))
  silent('a folder of all', files('/Users/Shared', '/tmp', '/opt/data'))
  silent('the bridge before it, a server of its own', run('npx', 'supergateway@3.0.0', '--stdio', `npx ${OFFICIAL} /`))
  silent('no folder', files())
  silent('another kind of server', run('npx', '-y', '@tallybird/mcp@1.0.1', '/'))
  silent('a path of a URL’s kind', run('npx', '-y', '@tallybird/mcp@1.0.1', '--path', '/', '--base-path=/'))
  silent('a container', run('docker', 'run', '-i', '-v', '/srv/app:/projects', 'mcp/filesystem:1.0', '/'))
  silent('another variable', {
    entry: { command: 'npx', args: ['tally-filesystem-mcp@1.0.0', '/srv'], env: { HOME: '/home/ann', PATH: '/' } },
  })
  silent('a disk in another option', run('npx', '-y', 'tally-offset-mcp@1.0.0', '/'))
  silent('a URL', { entry: { url: 'https://filesystem.tallybird.example/' } })
})
