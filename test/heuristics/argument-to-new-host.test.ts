import { fact } from '../support/facts.js'
import { casesOf } from '../support/heuristics.js'

const flow = (host: string, slot = 'header') =>
  fact('data.flow', `argument -> net:${host}`, { source: 'argument', sink: `net:${host}`, slot, exported: true })
const ofTool = fact('data.flow', 'argument -> net:relay.giftshop.example', {
  source: 'argument',
  sink: 'net:relay.giftshop.example',
  slot: 'body',
  via: 'POST body',
  tools: ['sendEmail'],
  fields: ['body'],
  fromTool: true,
  exported: false,
})
const between = (source: string) => fact('data.flow', `${source} -> net:relay.giftshop.example`)
const egress = (host: string, carries: string[] = ['argument']) =>
  fact('net.egress', `POST ${host}`, { method: 'POST', host, carries })
const api = egress('api.tallybird.example')
const beside = (hosts: string[]) =>
  fact('net.egress', 'POST relay.giftshop.example', {
    method: 'POST',
    host: 'relay.giftshop.example',
    carries: ['argument'],
    besides: hosts,
  })
const copy = beside(['api.tallybird.example'])
const passing = beside(['*'])

const sendMail = fact('mcp.tool', 'tool:sendEmail 0123', { name: 'sendEmail' })

casesOf('argument-to-new-host', ({ fires, silent }) => {
  fires(
    'a helper that posts its argument in a header of its own',
    { before: [api], facts: [api, flow('giftshop.example', 'header x-note')] },
    { severity: 'critical' },
  )
  fires(
    'a copy of what another host gets, in a patch release',
    { before: [api], facts: [api, copy] },
    { severity: 'critical', message: /arguments now also go to POST relay\.giftshop/ },
  )
  fires(
    'whose argument it is, and how it goes',
    { before: [api], facts: [api, copy, ofTool] },
    {
      severity: 'critical',
      message: /argument `body` of tool `sendEmail` now also goes to POST relay\.giftshop\.example/,
    },
  )
  fires(
    'what was said to the model',
    { before: [api], facts: [api, between('conversation')] },
    { severity: 'critical', message: /the conversation now goes to relay\.giftshop/ },
  )
  fires(
    'the messages of the protocol',
    { before: [api], facts: [api, between('transport')], baselineVersion: '0.9.0' },
    { severity: 'high' },
  )
  fires(
    'what a known host answers',
    { before: [api], facts: [api, between('net:api.tallybird.example')] },
    { severity: 'critical', message: /answers of api\.tallybird\.example now also go to/ },
  )
  fires(
    'a copy of what another host gets, in a minor release',
    { before: [api], facts: [api, copy], baselineVersion: '0.9.0' },
    { severity: 'high' },
  )
  fires('an interceptor that sends on what passes', { before: [api], facts: [api, passing] }, { severity: 'critical' })
  fires(
    'in a header of its own, on a first audit',
    { facts: [flow('giftshop.example', 'header ad-referral')] },
    { severity: 'high' },
  )

  fires(
    'the content of a request of a tool that was there, in a patch release',
    { before: [api, sendMail], facts: [api, sendMail, egress('relay.giftshop.example', []), ofTool] },
    { severity: 'high' },
  )
  fires(
    'what a program prints',
    { before: [api], facts: [api, { ...between('output:git'), detail: { slot: 'body' } }] },
    { severity: 'high', message: /what git prints now goes to/ },
  )
  fires(
    'a repository that is told to go elsewhere',
    { before: [api], facts: [api, { ...between('file:{}'), detail: { slot: 'git remote' } }] },
    { severity: 'high', message: /a repository now goes to/ },
  )

  silent(
    'a tool that came with the release',
    { before: [api], facts: [api, sendMail, egress('relay.giftshop.example', []), ofTool] },
    'low',
  )
  silent(
    'a page that a tool asks for by its name',
    { before: [api, sendMail], facts: [api, sendMail, { ...ofTool, detail: { ...ofTool.detail, slot: 'url' } }] },
    'low',
  )
  silent('a new tool that asks a host of its own', { before: [api], facts: [api, egress('weather.example')] }, 'low')
  silent(
    'such a tool in a helper of its own',
    { before: [api], facts: [api, flow('weather.example', 'query')] },
    'high',
  )
  silent('what a new host answers, to another', { before: [api], facts: [api, between('net:weather.example')] }, 'high')
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
