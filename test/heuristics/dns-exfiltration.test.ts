import { fact } from '../support/facts.js'
import { casesOf } from '../support/heuristics.js'

const dns = (name: string, carries: string[] = []) => fact('net.dns', name, { carries })

casesOf('dns-exfiltration', ({ fires, silent }) => {
  fires(
    'a token in a name',
    {
      facts: [
        dns('{}.t.giftshop.example', ['env:API_KEY']),
        fact('data.flow', 'env:API_KEY -> dns:{}.t.giftshop.example'),
      ],
    },
    { severity: 'critical' },
  )
  fires(
    'an argument before a fixed domain',
    { facts: [fact('data.flow', 'argument -> dns:{}.t.giftshop.example')] },
    { severity: 'high' },
  )
  fires('without a recorded flow', { facts: [dns('{}.giftshop.example', ['recon:hostname'])] }, { severity: 'high' })
  fires('a name server of its own', { before: [], facts: [dns('setServers 203.0.113.9')] }, { severity: 'medium' })

  silent('a tool that resolves what it is asked for', {
    before: [],
    facts: [dns('{}', ['argument']), fact('data.flow', 'argument -> dns:{}')],
  })
  silent('the host of a connection, which settings name', {
    before: [],
    facts: [
      dns('{}', ['env:DATABASE_URL', 'env:PGPASSWORD']),
      fact('data.flow', 'env:DATABASE_URL -> dns:{}'),
      fact('data.flow', 'env:PGPASSWORD -> dns:{}'),
    ],
  })
  silent('a service of a given domain', {
    before: [],
    facts: [dns('_mongodb._tcp.{}', ['env:MONGO_URL']), fact('data.flow', 'env:MONGO_URL -> dns:_mongodb._tcp.{}')],
  })
  silent('a constant name', { before: [], facts: [dns('api.tallybird.example')] })
  silent('a name server of its own, since ever', { facts: [dns('setServers 203.0.113.9')] })
})
