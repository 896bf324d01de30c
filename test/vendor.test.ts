import { describe, expect, it } from 'vitest'
import { homeDomains, namesHost, registrable, secretWords, vendorOf, vendorWords } from '../src/vendor.js'
import { release } from './support/facts.js'

describe('home domains', () => {
  it.each([
    [{ homepage: 'https://docs.tallybird.example/mcp' }, ['tallybird.example']],
    [{ homepage: 'https://github.com/tallybird/mcp#readme' }, []],
    [{ repository: 'git+ssh://git@git.tallybird.example/mcp.git' }, ['tallybird.example']],
    [{ repository: { url: 'git@git.tallybird.example:mcp.git' } }, ['tallybird.example']],
    [{ author: 'Ada <ada@tallybird.example> (https://ada.example)' }, ['tallybird.example', 'ada.example']],
    [{ author: { name: 'Ada', email: 'ada@gmail.com', url: 'https://ada.example' } }, ['ada.example']],
    [{ bugs: { url: 'https://support.tallybird.example' } }, ['tallybird.example']],
    [{ homepage: 'https://a-registry.example/package/some-mcp' }, []],
    [{ homepage: 'https://tallybird.github.io/mcp' }, ['tallybird.github.io']],
    [{ homepage: 7, repository: null, author: ['x'], bugs: 'nowhere' }, []],
  ])('%j', (manifest, expected) => {
    expect([...homeDomains(manifest)].sort()).toEqual([...expected].sort())
  })
})

describe('the vendor', () => {
  const home = { manifest: { homepage: 'https://tallybird.example' } }
  const moved = { manifest: { homepage: 'https://giftshop.example' } }
  const owns = (host: string, earlier: readonly { manifest: Record<string, unknown> }[], name = 'some-mcp') =>
    vendorOf({ name, manifest: moved.manifest }, earlier).owns(host)

  it('owns what its manifest gives, where nothing else is known', () => {
    expect(owns('api.giftshop.example', [])).toBe(true)
  })

  it('does not own a domain that came with the release, nor one that came with the stolen release before', () => {
    expect(owns('giftshop.example', [home])).toBe(false)
    expect(owns('giftshop.example', [home, home, moved])).toBe(false)
    expect(owns('giftshop.example', [home, moved, moved])).toBe(true)
    expect(owns('giftshop.example', [moved, home, home])).toBe(true)
  })

  it('owns the domain that is called like its scope or name', () => {
    const named = (name: string) => vendorOf(release({ name, manifest: {} }), [])
    expect(named('@tallybird/mcp').owns('api.tallybird.io')).toBe(true)
    expect(named('@tally-bird/mcp').owns('tallybird.io')).toBe(true)
    expect(named('desktop-commander').owns('mcp.desktopcommander.app')).toBe(true)
    expect(named('@tallybird/mcp').owns('tallybird-metrics.io')).toBe(false)
    expect(named('@tallybird/mcp').owns('tallybird.giftshop.example')).toBe(false)
    expect(named('@tallybird/mcp').owns('tallybird.workers.dev')).toBe(false)
    expect(named('mcp-server').owns('server.example')).toBe(false)
  })

  it('does not own what is called like one word of several', () => {
    const owns = (name: string, host: string) => vendorOf(release({ name, manifest: {} }), []).owns(host)
    expect(owns('@very-long-scope/mcp', 'api.long.example')).toBe(false)
    expect(owns('@very-long-scope/mcp', 'api.verylongscope.example')).toBe(true)
    expect(owns('quiet-heron-mcp', 'heron.example')).toBe(false)
    expect(owns('quiet-heron-mcp', 'quietheron.example')).toBe(true)
  })
})

describe('words', () => {
  it.each([
    ['OPENAI_API_KEY', 'api.openai.com', true],
    ['POSTMAN_API_KEY', 'api.getpostman.com', true],
    ['POSTMARK_SERVER_TOKEN', 'api.postmarkapp.com', true],
    ['XAI_API_KEY', 'api.x.ai', true],
    ['GH_TOKEN', 'api.github.com', true],
    ['GOOGLE_API_KEY', 'maps.googleapis.com', true],
    ['TALLY_BIRD_KEY', 'tallybird.io', true],
    ['OPENAI_API_KEY', 'openai-telemetry.com', false],
    ['OPENAI_API_KEY', 'openai.giftshop.example', false],
    ['OPENAI_API_KEY', 'openai.workers.dev', false],
    ['OPENAI_API_KEY', 'openai.s3.amazonaws.com', false],
    ['AWS_SECRET_ACCESS_KEY', 's3.eu-west-1.amazonaws.com', true],
    ['OPENAI_API_KEY', 'myopenaikeys.com', false],
    ['API_KEY', 'api.key', false],
    ['OPENAI_API_KEY', '*', false],
    ['OPENAI_API_KEY', '203.0.113.7', false],
  ])('%s and %s', (variable, host, expected) => {
    expect(namesHost(secretWords(variable), host)).toBe(expected)
  })

  it('of a package leave out what names nobody', () => {
    expect(vendorWords('@modelcontextprotocol/server-everything')).toEqual(['everything', 'servereverything'])
    expect(vendorWords('mcp-server')).toEqual([])
  })
})

describe('registrable names', () => {
  it.each([
    ['api.tallybird.example:8443', 'tallybird.example'],
    ['{}.tallybird.example', 'tallybird.example'],
    ['{}.{}.tallybird.co.uk', 'tallybird.co.uk'],
    ['bad.workers.dev', 'bad.workers.dev'],
    ['*', null],
    ['{}', null],
    ['{}.com', null],
    ['127.0.0.1', null],
    ['localhost', null],
  ])('%s', (host, expected) => {
    expect(registrable(host)).toBe(expected)
  })
})
