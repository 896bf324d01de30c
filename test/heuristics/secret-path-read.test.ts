import { fact } from '../support/facts.js'
import { casesOf } from '../support/heuristics.js'

const secret = (path: string, access: { read?: boolean; write?: boolean } = { read: true }) =>
  fact('fs.secret-path', path, { path, read: access.read ?? false, write: access.write ?? false })

casesOf('secret-path-read', ({ fires, silent }) => {
  fires(
    'a new read of SSH keys',
    { before: [], facts: [secret('~/.ssh/*')] },
    { severity: 'high', message: /now reads ~\/\.ssh/ },
  )
  fires('an old one', { facts: [secret('~/.ssh/*')] }, { severity: 'medium' })
  fires('a wallet, since ever', { facts: [secret('~/.config/Exodus/exodus.wallet')] }, { severity: 'high' })
  fires('at install time', { facts: [{ ...secret('~/.npmrc'), reach: 'install' }] }, { severity: 'critical' })

  silent("a vendor's login that goes back to the vendor", {
    facts: [
      secret('~/.vercel/auth.json'),
      fact('data.flow', 'secret:~/.vercel/auth.json -> net:api.vercel.com', { source: 'secret:~/.vercel/auth.json' }),
    ],
  })
  silent('tokens of its own that it writes', { facts: [secret('~/.mcp-auth/{}', { write: true })] })
  silent('whether it runs in a container', { facts: [secret('/proc/1/environ')] })
  silent('only named, since ever', { facts: [secret('~/.ssh/*', {})] })
  silent('only named, new', { before: [], facts: [secret('~/.ssh/*', {})] }, 'low')
  silent(
    'an AWS server and its profiles',
    { before: [], facts: [secret('~/.aws/credentials')], release: { name: 'aws-mcp' } },
    'low',
  )
  silent('by a dependency of the trade', {
    facts: [
      secret('~/.kube/config'),
      fact('dependency', '@kubernetes/client-node@^1.0.0', { name: '@kubernetes/client-node' }),
    ],
  })
  silent('its own settings', { before: [], facts: [secret('.env')] }, 'low')

  silent(
    'the list of servers, by who enters itself',
    {
      before: [],
      facts: [
        secret('configuration of MCP servers'),
        fact('agent.config', '.cursor/mcp.json', { file: '.cursor/mcp.json', write: true }),
      ],
    },
    'info',
  )
  silent('a login that goes to its own vendor, and to where that one says', {
    before: [],
    facts: [
      secret('~/.otherbird/auth.json'),
      fact('data.flow', 'secret:~/.otherbird/auth.json -> net:api.otherbird.com'),
      fact('data.flow', 'secret:~/.otherbird/auth.json -> named by:otherbird.com'),
    ],
  })
})
