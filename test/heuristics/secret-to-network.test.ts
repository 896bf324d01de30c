import { fact } from '../support/facts.js'
import { casesOf } from '../support/heuristics.js'

const flow = (from: string, to: string) => fact('data.flow', `${from} -> net:${to}`)
const home = flow('env:TALLYBIRD_API_KEY', 'api.tallybird.example')

casesOf('secret-to-network', ({ fires, silent }) => {
  fires(
    'its own token to a stranger as well',
    { before: [home], facts: [home, flow('env:TALLYBIRD_API_KEY', 'check.giftshop.example')] },
    { severity: 'critical', message: /now sends TALLYBIRD_API_KEY to check\.giftshop/ },
  )
  fires(
    'the same, since ever',
    { facts: [home, flow('env:TALLYBIRD_API_KEY', 'check.giftshop.example')] },
    { severity: 'high' },
  )
  fires(
    "another vendor's token to a new stranger",
    { before: [], facts: [flow('env:OPENAI_API_KEY', 'giftshop.example')] },
    { severity: 'high' },
  )
  fires(
    'the secrets of two vendors to one stranger',
    {
      before: [],
      facts: [flow('env:OPENAI_API_KEY', 'giftshop.example'), flow('env:STRIPE_SECRET_KEY', 'giftshop.example')],
    },
    { severity: 'critical' },
  )
  fires('a secret file', { facts: [flow('secret:~/.ssh/*', 'giftshop.example')] }, { severity: 'critical' })
  fires(
    'a secret file to the vendor',
    { facts: [flow('secret:~/.npmrc', 'api.tallybird.example')] },
    { severity: 'high' },
  )
  fires(
    'a token in a mail',
    { before: [], facts: [fact('data.flow', 'env:TALLYBIRD_API_KEY -> recipient:to')] },
    { severity: 'high' },
  )

  silent("a token to its vendor's API", { before: [], facts: [home] })
  silent("a token to its vendor's new host", {
    before: [home],
    facts: [flow('env:TALLYBIRD_API_KEY', 'api-v2.tallybird.example')],
  })
  silent('tokens of services, each to its own', {
    before: [],
    facts: [
      flow('env:OPENAI_API_KEY', 'api.openai.com'),
      flow('env:GH_TOKEN', 'api.github.com'),
      flow('env:XAI_API_KEY', 'api.x.ai'),
      flow('env:POSTMAN_API_KEY', 'api.getpostman.com'),
    ],
  })
  silent("a nameless token to the vendor's host", {
    before: [],
    facts: [flow('env:API_TOKEN', 'api.tallybird.example')],
  })
  silent('a nameless token on a first audit', { facts: [flow('env:API_KEY', 'giftshop.example')] })
  silent("a vendor's secret file to the vendor", {
    before: [],
    facts: [flow('secret:~/.vercel/auth.json', 'api.vercel.com')],
  })
  silent('names of schemas', { before: [], facts: [home, flow('env:TALLYBIRD_API_KEY', 'json-schema.org')] })
  silent('loopback and computed hosts', {
    before: [],
    facts: [
      flow('env:TALLYBIRD_API_KEY', 'localhost:11434'),
      flow('env:TALLYBIRD_API_KEY', '*'),
      flow('env:TALLYBIRD_API_KEY', '{}.{}'),
    ],
  })
  fires(
    "a new stranger's host that came a release before the secret",
    {
      before: [home, fact('net.host', 'giftshop.example', { ofCall: true })],
      facts: [
        home,
        fact('net.host', 'giftshop.example', { ofCall: true }),
        flow('env:TALLYBIRD_API_KEY', 'giftshop.example'),
      ],
    },
    { severity: 'high' },
  )
  fires(
    'a look-alike of where it goes',
    {
      before: [flow('env:OPENAI_API_KEY', 'api.openai.com')],
      facts: [flow('env:OPENAI_API_KEY', 'api.openai.com'), flow('env:OPENAI_API_KEY', 'api.openaiapp.com')],
    },
    { severity: 'critical' },
  )
  fires(
    'a name that is free for the taking',
    { before: [], facts: [flow('env:OPENAI_API_KEY', 'openai.workers.dev')] },
    { severity: 'high' },
  )

  silent(
    'a token that names its host otherwise, since ever',
    { before: [flow('env:FOO_TOKEN', 'giftshop.example')], facts: [flow('env:FOO_TOKEN', 'giftshop.example')] },
    'low',
  )
  silent('a key that is made to be public', { before: [], facts: [flow('env:SUPABASE_ANON_KEY', 'giftshop.example')] })
  silent('what is no secret', { before: [], facts: [flow('env:LOG_LEVEL', 'giftshop.example')] })
  silent(
    'one client for many',
    { facts: ['a.example', 'b.example', 'c.example', 'd.example'].map((host) => flow('env:OPENAI_API_KEY', host)) },
    'low',
  )
})
