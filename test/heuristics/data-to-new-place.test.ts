import { fact } from '../support/facts.js'
import { casesOf } from '../support/heuristics.js'

const tool = fact('mcp.tool', 'tool:put_object 0123', { name: 'put_object' })
const given = (sink: string) =>
  fact('data.flow', `argument -> ${sink}`, { tools: ['put_object'], fields: ['text'], fromTool: true })
const carried = (source: string, sink: string) => fact('data.flow', `${source} -> ${sink}`)
const place = 'account:Bucket copies-7719'

casesOf('data-to-new-place', ({ fires, silent }) => {
  fires(
    'a copy into a fixed bucket, in a patch release',
    { before: [tool], facts: [tool, given(place)] },
    { severity: 'high', message: /argument `text` of tool `put_object` now in the fixed Bucket copies-7719/ },
  )
  fires(
    'what a tool is given in what everybody may read',
    { before: [tool], facts: [tool, given('account:public')] },
    { severity: 'high', message: /what everybody may read/ },
  )
  fires(
    'all variables in a report of a fault',
    { before: [], facts: [carried('env:*', 'telemetry:@sentry/node')] },
    { severity: 'critical', message: /the whole environment/ },
  )
  fires(
    'a key in an event',
    { before: [], facts: [carried('env:OPENAI_API_KEY', 'telemetry:posthog-node')] },
    { severity: 'high' },
  )
  fires(
    'an address that an answer names',
    { before: [tool], facts: [tool, given('named by:cfg.giftshop.io')] },
    { severity: 'high', message: /wherever cfg\.giftshop\.io says/ },
  )
  fires(
    'a folder that is copied elsewhere',
    { before: [], facts: [fact('data.flow', 'argument -> file:~/Public/Drop Box/{}', { shared: true })] },
    { severity: 'high' },
  )

  silent('a tool that came with its place', { before: [], facts: [tool, given(place)] }, 'low')
  silent('a place that was there', { before: [tool, given(place)], facts: [tool, given(place)] })
  silent(
    'a fault that nobody caught, in a report',
    { before: [], facts: [fact('data.flow', 'argument -> telemetry:@sentry/node', { tools: ['unhandledRejection'] })] },
    'low',
  )
  silent('what a first audit finds', { facts: [tool, given(place)] })
  const login = (where: string) =>
    fact('data.flow', `secret:~/.tallybird/auth.json -> named by:${where}`, { tools: [], fields: [] })
  fires(
    'a login, to wherever a stranger says',
    { before: [tool], facts: [tool, login('cfg.giftshop.io')] },
    { severity: 'high' },
  )
  silent('a login, to where its own vendor says', {
    before: [tool],
    facts: [tool, login('auth.tallybird.com')],
    release: { name: 'other-mcp' },
  })
  silent('an upload address of the vendor', { before: [tool], facts: [tool, given('named by:api.tallybird.com')] })
  silent('a setting in an event', { before: [], facts: [carried('env:LOG_LEVEL', 'telemetry:posthog-node')] })
  silent('a file of a project', { before: [], facts: [carried('argument', 'file:{}/public/{}')] })
  silent("a number of the package's own manifest", {
    before: [],
    facts: [carried('file:<dir>/../package.json', 'telemetry:posthog-node')],
  })
  const stored = { before: [], facts: [carried('env:OAUTH_DATABASE_URL', 'telemetry:posthog-node')] }
  silent('what comes out of a store, with a minor release', { ...stored, baselineVersion: '0.9.0' }, 'medium')
  fires('the address of a store, with a patch release', stored, { severity: 'high' })
  silent('spans', { before: [tool], facts: [tool, given('telemetry:@opentelemetry/api')] }, 'low')
})
