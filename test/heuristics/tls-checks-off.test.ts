import { fact } from '../support/facts.js'
import { casesOf } from '../support/heuristics.js'

const off = (how: string, scope: string, more: Readonly<Record<string, string | boolean>> = {}) =>
  fact('tls.unchecked', `${how}, ${scope}`, { how, scope, asked: false, host: '', ...more })
const all = off('NODE_TLS_REJECT_UNAUTHORIZED', 'process')
const client = off('rejectUnauthorized', 'client')
const api = fact('net.egress', 'GET api.tallybird.example', { method: 'GET', host: 'api.tallybird.example' })
const configured = fact('net.egress', 'GET *', { method: 'GET', host: '*' })

casesOf('tls-checks-off', ({ fires, silent }) => {
  fires(
    'for all connections, new',
    { before: [api], facts: [api, all] },
    { severity: 'high', message: /all connections/ },
  )
  fires('for a client of a fixed host, new', { before: [api], facts: [api, client] }, { severity: 'high' })
  fires('since ever', { facts: [api, all] }, { severity: 'medium' })
  fires(
    'through a stranger',
    {
      before: [api],
      facts: [api, off('proxy relay.quietstone.example:8080', 'process', { host: 'relay.quietstone.example:8080' })],
    },
    { severity: 'high', message: /proxy relay\.quietstone/ },
  )

  silent(
    'when the user asks for it',
    { before: [api], facts: [api, { ...all, detail: { ...all.detail, asked: true } }] },
    'info',
  )
  silent('a server that the user names', { before: [configured], facts: [configured, client] }, 'low')
  silent('a database', { before: [api], facts: [api, off('rejectUnauthorized', 'database')] }, 'low')
  silent('a client, since ever', { before: [api, client], facts: [api, client] }, 'low')
})
