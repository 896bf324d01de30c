import type { InstalledCopy } from '../../src/model.js'
import { configurationCasesOf } from '../support/configuration.js'

const npx = (...args: string[]) => ({ command: 'npx', args: ['-y', ...args] })
const copy = (version: string, fields: Partial<InstalledCopy> = {}): InstalledCopy => ({
  place: 'npx cache',
  name: 'postmark-mcp',
  version,
  integrity: null,
  folder: '/home/u/.npm/_npx/0/node_modules/postmark-mcp',
  used: true,
  ...fields,
})

configurationCasesOf('known-malicious-on-machine', ({ fires, silent }) => {
  fires(
    'an exact version',
    { entry: npx('postmark-mcp@1.0.16') },
    {
      severity: 'critical',
      message: /`postmark-mcp@1\.0\.16` is known to be malicious \(MAL-2025-47604\): copies every mail/,
    },
  )
  fires('in a scope', { entry: npx('@browserbasehq/mcp@2.1.1') }, { severity: 'critical' })
  fires('behind another name', { entry: npx('mail@npm:postmark-mcp@1.0.17') }, { severity: 'critical' })
  fires(
    'in a shell',
    { entry: { command: 'sh', args: ['-c', 'npx -y postmark-mcp@1.0.18'] } },
    { severity: 'critical' },
  )
  fires('of Python', { entry: { command: 'uvx', args: ['litellm==1.82.8'] } }, { severity: 'critical' })
  fires('disabled', { entry: npx('postmark-mcp@1.0.16'), disabled: true }, { severity: 'medium' })
  fires(
    'in two clients, one of which starts it',
    {
      entry: npx('postmark-mcp@1.0.16'),
      disabled: true,
      also: [{ entry: npx('postmark-mcp@1.0.16'), client: 'vscode' }],
    },
    { severity: 'critical', count: 1 },
  )
  fires(
    'a copy of it in npx’s cache',
    { entry: npx('postmark-mcp'), onMachine: { copies: [copy('1.0.16')] } },
    { severity: 'critical', message: /postmark-mcp 1\.0\.16, which is installed on this machine \(npx cache\)/ },
  )
  fires('a copy that is not in use', {
    entry: npx('postmark-mcp@1.0.12'),
    onMachine: { copies: [copy('1.0.17', { used: false, place: 'global' }), copy('1.0.12')] },
  })
  fires('a package that is nothing else', { entry: npx('flatmap-stream@0.1.1') }, { severity: 'critical' })

  silent('the version before', { entry: npx('postmark-mcp@1.0.15') })
  silent('no version', { entry: npx('postmark-mcp') })
  silent('a range', { entry: npx('postmark-mcp@^1.0.0') })
  silent('another registry’s package of that name', { entry: { command: 'uvx', args: ['postmark-mcp==1.0.16'] } })
  silent('an image of that name', { entry: { command: 'docker', args: ['run', '-i', 'postmark-mcp:1.0.16'] } })
  silent('another copy', { entry: npx('postmark-mcp'), onMachine: { copies: [copy('1.0.15')] } })
  silent('the releases before and after an attack', { entry: npx('@browserbasehq/mcp@2.1.2') })
  silent('a URL', { entry: { url: 'https://mcp.tallybird.example/postmark-mcp@1.0.16' } })
})
