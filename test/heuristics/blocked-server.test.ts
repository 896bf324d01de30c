import { configurationCasesOf } from '../support/configuration.js'

const entry = { command: 'npx', args: ['-y', 'mail-mcp@1.0.0'] }

configurationCasesOf('blocked-server', ({ fires, silent }) => {
  fires(
    'with the reason that a person gave',
    { entry, blocked: { reason: 'sends mail through a third party' } },
    { severity: 'high', message: /must not be configured, the lock says: sends mail through a third party/ },
  )
  fires('without a reason', { entry, blocked: { reason: null } }, { severity: 'high', message: /the lock says$/ })
  fires(
    'of a remote server',
    { entry: { url: 'https://mail.example/mcp' }, blocked: { reason: null } },
    { severity: 'high' },
  )
  fires('switched off', { entry, disabled: true, blocked: { reason: null } }, { severity: 'info' })
  silent('not blocked', { entry, blocked: null })
  silent('no lock', { entry })
})
