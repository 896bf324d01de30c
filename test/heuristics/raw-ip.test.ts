import { fact } from '../support/facts.js'
import { casesOf } from '../support/heuristics.js'

const ip = (address: string) => fact('net.raw-ip', address, { scheme: 'http' })

casesOf('raw-ip', ({ fires, silent }) => {
  fires(
    'a new one',
    { before: [], facts: [ip('203.0.113.7:8080')] },
    { severity: 'high', message: /now reaches 203\.0\.113\.7:8080/ },
  )
  fires('one that was there', { facts: [ip('203.0.113.7')] }, { severity: 'medium' })
  fires(
    'with a secret',
    { facts: [ip('203.0.113.7:8080'), fact('data.flow', 'env:API_KEY -> net:203.0.113.7:8080')] },
    { severity: 'critical' },
  )
  fires(
    'at install time',
    { facts: [fact('net.raw-ip', '203.0.113.7', {}, { reach: 'install' })] },
    { severity: 'high' },
  )

  silent('none', { before: [], facts: [fact('net.host', '127.0.0.1:3000', { ofCall: true, local: true })] })
  silent('dormant', { before: [], facts: [fact('net.raw-ip', '203.0.113.7', {}, { reach: 'dormant' })] })
  silent('a public resolver', { before: [], facts: [ip('1.1.1.1')] }, 'low')
  silent('accepted', { from: 'lock', before: [ip('203.0.113.7')], facts: [ip('203.0.113.7')] })
})
