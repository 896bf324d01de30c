import { fact } from '../support/facts.js'
import { casesOf } from '../support/heuristics.js'

const flow = (field: string, to: string) => fact('data.flow', `recon:${field} -> ${to}`)

casesOf('system-recon-to-network', ({ fires, silent }) => {
  fires(
    'the host name to a stranger',
    { before: [], facts: [flow('hostname', 'net:giftshop.example')] },
    { severity: 'high' },
  )
  fires('the user, since ever', { facts: [flow('userInfo', 'net:giftshop.example')] }, { severity: 'medium' })
  fires(
    'at install time',
    { facts: [fact('data.flow', 'recon:hostname -> net:giftshop.example', {}, { reach: 'install' })] },
    { severity: 'high' },
  )

  silent('platform and version', {
    before: [],
    facts: [flow('platform', 'net:giftshop.example'), flow('release', 'net:giftshop.example')],
  })
  silent('to its vendor', { before: [], facts: [flow('hostname', 'net:telemetry.tallybird.example')] }, 'low')
  silent('into a file', { before: [], facts: [flow('hostname', 'file:/tmp/x')] })
})
