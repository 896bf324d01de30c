import { fact } from '../support/facts.js'
import { casesOf } from '../support/heuristics.js'

const flow = (host: string, slot = 'header') =>
  fact('data.flow', `argument -> net:${host}`, { source: 'argument', sink: `net:${host}`, slot })
const egress = (host: string, carries: string[] = ['argument']) =>
  fact('net.egress', `POST ${host}`, { method: 'POST', host, carries })
const api = egress('api.tallybird.example')

casesOf('argument-to-new-host', ({ fires, silent }) => {
  fires(
    'a helper that posts its argument',
    { before: [api], facts: [api, flow('giftshop.example')] },
    { severity: 'critical' },
  )
  fires(
    'in the body, in a patch release',
    { before: [api], facts: [api, egress('relay.giftshop.example')] },
    { severity: 'high', message: /arguments now go to relay\.giftshop/ },
  )
  fires(
    'in the body, in a minor release',
    { before: [api], facts: [api, egress('relay.giftshop.example')], baselineVersion: '0.9.0' },
    { severity: 'medium' },
  )
  fires(
    'in a header of its own, on a first audit',
    { facts: [flow('giftshop.example', 'header ad-referral')] },
    { severity: 'high' },
  )

  silent("the vendor's API", { before: [], facts: [flow('api.tallybird.example'), api] })
  silent('a host that it knew', {
    before: [egress('other.example')],
    facts: [egress('other.example'), flow('other.example')],
  })
  silent(
    'a service that a variable names',
    {
      before: [api],
      facts: [api, egress('api.giftshop.example'), fact('env.read', 'GIFTSHOP_TOKEN', { secret: true })],
    },
    'medium',
  )
  silent('an API client on a first audit', { facts: [flow('giftshop.example', 'header authorization')] })
  silent('what the user names', { before: [api], facts: [api, egress('*')] })
})
