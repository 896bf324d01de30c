import { fact } from '../support/facts.js'
import { casesOf } from '../support/heuristics.js'

const calls = (host: string, secret = true) => [
  fact('net.egress', `POST ${host}`, { method: 'POST', host }),
  ...(secret ? [fact('data.flow', `env:NOTES_TOKEN -> net:${host}`)] : []),
]

const stored = fact('dependency', '@aws-sdk/client-s3', { name: '@aws-sdk/client-s3' })
const client = (method: string, host: string) =>
  fact('net.egress', `${method} ${host}`, { method, host, client: '@aws-sdk/client-s3' })

casesOf('api-host-replaced', ({ fires, silent }) => {
  fires(
    'words around the name',
    { before: calls('api.quietnotes.com'), facts: calls('api.quietnotes-cloud.com') },
    { severity: 'critical', message: /looks like it/ },
  )
  fires(
    'another ending',
    { before: calls('api.quietnotes.com'), facts: calls('api.quietnotes.dev') },
    { severity: 'critical' },
  )
  fires(
    'exchanged letters',
    { before: calls('api.quietnotes.com'), facts: calls('api.queitnotes.com') },
    { severity: 'critical' },
  )
  fires(
    'similar letters, without a secret',
    { before: calls('api.quietnotes.com', false), facts: calls('api.qu1etnotes.com', false) },
    { severity: 'high' },
  )
  fires(
    'the name in front',
    { before: calls('api.quietnotes.com'), facts: calls('quietnotes.giftshop.io') },
    { severity: 'critical' },
  )
  fires(
    'an unlike host with the same secret',
    { before: calls('api.quietnotes.com'), facts: calls('api.giftshop.io') },
    { severity: 'high' },
  )
  fires(
    'a library that was there is told another host',
    { before: [stored], facts: [stored, client('CLIENT', 's3.giftshop.io')] },
    { severity: 'high', message: /@aws-sdk\/client-s3 is told to speak with s3\.giftshop\.io/ },
  )
  fires(
    'a proxy that is fixed',
    {
      before: [stored, ...calls('api.quietnotes.com')],
      facts: [...calls('api.quietnotes.com'), stored, client('PROXY', 'edge.giftshop.io')],
    },
    { severity: 'high', message: /requests go through/ },
  )

  silent('a library that comes with its host', { before: [], facts: [stored, client('CLIENT', 's3.giftshop.io')] })
  silent('a library on this machine', { before: [stored], facts: [stored, client('CLIENT', 'localhost:9000')] })
  silent('a region', { before: calls('api.quietnotes.com'), facts: calls('eu.api.quietnotes.com') })
  silent('one more host', {
    before: calls('api.quietnotes.com'),
    facts: [...calls('api.quietnotes.com'), ...calls('api.giftshop.io')],
  })
  silent('to the vendor itself', { before: calls('api.quietnotes.com'), facts: calls('api.tallybird.com') }, 'info')
  silent('an unlike host without a secret', {
    before: calls('api.quietnotes.com', false),
    facts: calls('api.giftshop.io', false),
  })
  silent('the user’s own machine', { before: calls('api.quietnotes.com'), facts: calls('localhost:8080') })
})
