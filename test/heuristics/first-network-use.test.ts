import { fact } from '../support/facts.js'
import { casesOf } from '../support/heuristics.js'

const egress = (host: string, carries: string[] = []) =>
  fact('net.egress', `POST ${host}`, { method: 'POST', host, carries, scheme: 'https' })

casesOf('first-network-use', ({ fires, silent }) => {
  fires(
    'arguments to a stranger in a patch release',
    { before: [fact('fs.read', '{}')], facts: [egress('giftshop.example', ['argument'])] },
    { severity: 'high', message: /giftshop\.example, carrying argument/ },
  )
  fires('a stranger', { before: [fact('fs.read', '{}')], facts: [egress('giftshop.example')] }, { severity: 'medium' })
  fires(
    'a stranger in a minor release',
    { before: [], facts: [egress('giftshop.example', ['argument'])], baselineVersion: '0.9.0' },
    { severity: 'medium' },
  )

  silent('a server that used the network before', {
    before: [egress('api.tallybird.example')],
    facts: [egress('giftshop.example', ['argument'])],
  })
  silent('a first audit', { facts: [egress('giftshop.example', ['argument'])] })
  silent('loopback', { before: [], facts: [egress('localhost:3000', ['argument'])] })
  silent('its vendor', { before: [], facts: [egress('api.tallybird.example', ['argument'])] }, 'low')
  silent('what the user names', { before: [], facts: [egress('*', ['argument'])] }, 'low')
})
