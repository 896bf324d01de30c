import { fact } from '../support/facts.js'
import { casesOf } from '../support/heuristics.js'

const host = (name: string, ofCall = true) => fact('net.host', name, { scheme: 'https', ofCall, local: false })
const vendor = { manifest: { homepage: 'https://docs.tallybird.example/mcp' } }

casesOf('new-host', ({ fires, silent }) => {
  const known = [host('api.tallybird.example')]
  fires(
    'a stranger in a patch release',
    { before: known, facts: [...known, host('collect.giftshop.example')] },
    { severity: 'medium', message: /collect\.giftshop/ },
  )
  fires(
    'a stranger in a minor release',
    { before: known, facts: [...known, host('giftshop.example')], baselineVersion: '0.9.0' },
    { severity: 'low' },
  )
  fires(
    'two hosts of one domain, once',
    { before: known, facts: [...known, host('a.giftshop.example'), host('b.giftshop.example')] },
    { count: 1 },
  )
  fires(
    'names under which strangers register count apart',
    {
      before: [...known, host('good.workers.dev')],
      facts: [...known, host('good.workers.dev'), host('bad.workers.dev')],
    },
    { severity: 'medium' },
  )

  fires(
    'a stranger that the README named before',
    { before: known, facts: [...known, host('api.giftshop.example')], documentedBefore: ['giftshop.example'] },
    { severity: 'low', message: /which its README names/ },
  )
  fires(
    'a stranger that the README names now',
    { before: known, facts: [...known, host('api.giftshop.example')], documented: ['giftshop.example'] },
    { severity: 'low', message: /names now/ },
  )

  silent('nothing new', { before: known, facts: known })
  silent('a first audit', { facts: [host('giftshop.example')] })
  silent(
    'another host of a known domain',
    { before: known, facts: [...known, host('api.eu.tallybird.example')] },
    'info',
  )
  silent(
    "the vendor's own domain",
    { before: [], facts: [host('telemetry.tallybird.example')], release: vendor, baselineRelease: vendor },
    'info',
  )
  silent(
    'a host that no call reaches',
    { before: known, facts: [...known, host('json-schema.giftshop.example', false)] },
    'info',
  )
  silent(
    'a host that a variable names',
    {
      before: known,
      facts: [...known, host('api.giftshop.example'), fact('env.read', 'GIFTSHOP_API_KEY', { secret: true })],
    },
    'low',
  )
  silent('the name of a schema', { before: known, facts: [...known, host('json-schema.org')] }, 'info')
  silent('loopback', { before: known, facts: [...known, host('127.0.0.1:3000'), host('localhost')] })
  silent('a computed host', {
    before: known,
    facts: [...known, fact('net.egress', 'GET *', { method: 'GET', host: '*', carries: [] })],
  })

  const github = (value: string, carries: readonly string[] = []) =>
    fact('net.egress', `${value} api.github.com`, { host: 'api.github.com', carries })
  silent('a look for a newer release', { before: known, facts: [...known, github('GET')] }, 'low')
  fires(
    'one that tells something',
    { before: known, facts: [...known, github('GET', ['argument'])] },
    { severity: 'medium' },
  )
  fires('one that writes', { before: known, facts: [...known, github('POST')] }, { severity: 'medium' })
})

casesOf('new-host', ({ fires }) => {
  fires(
    'a homepage that came with the release is not yet the vendor',
    {
      before: [],
      facts: [host('giftshop.example')],
      release: { name: 'some-mcp', manifest: { homepage: 'https://giftshop.example' } },
      baselineRelease: { manifest: {} },
    },
    { severity: 'medium' },
  )
})
