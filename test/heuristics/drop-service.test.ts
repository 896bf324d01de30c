import { fact } from '../support/facts.js'
import { casesOf } from '../support/heuristics.js'

const drop = (host: string, category: string) => [
  fact('net.drop-service', host, { category }),
  fact('net.host', host, { ofCall: true, scheme: 'https' }),
]

casesOf('drop-service', ({ fires, silent }) => {
  fires('a new webhook relay', { before: [], facts: drop('hooks.giftshop.example', 'webhook') }, { severity: 'high' })
  fires(
    'with the environment',
    { facts: [...drop('hooks.giftshop.example', 'webhook'), fact('data.flow', 'env:* -> net:hooks.giftshop.example')] },
    { severity: 'critical' },
  )
  fires('an interaction host, since ever', { facts: drop('x.giftshop.example', 'oast') }, { severity: 'high' })
  fires('a paste site, since ever', { facts: drop('giftshop.example', 'paste') }, { severity: 'medium' })

  silent('the service that the package is for', { facts: drop('hooks.tallybird.example', 'chat-webhook') })
  silent(
    'only named, since ever',
    {
      facts: [
        fact('net.drop-service', 'giftshop.example', { category: 'webhook' }),
        fact('net.host', 'giftshop.example', { ofCall: false }),
      ],
    },
    'low',
  )
  silent('what tells a machine its address, since ever', { facts: drop('giftshop.example', 'recon') }, 'low')
  silent('a tunnel, since ever', { facts: drop('giftshop.example', 'tunnel') }, 'low')
  silent('in a test that ships', {
    before: [],
    facts: drop('giftshop.example', 'webhook').map((each) => ({ ...each, reach: 'dormant' as const })),
  })
})
