import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dropService } from '../../../src/extract/classify/drop-services.js'
import {
  addressFacts,
  classifyHost,
  hostFacts,
  hostOfUrl,
  isNamespaceUrl,
} from '../../../src/extract/classify/hosts.js'

describe('hostOfUrl: the host that a URL parser would take', () => {
  it.each([
    ['https://API.Alpha.Example/v1', 'https', 'api.alpha.example'],
    ['https://{}.alpha.example/v1', 'https', '{}.alpha.example'],
    ['https://api.alpha.example{}', 'https', 'api.alpha.example'],
    ['https://api.alpha.example:8443{}', 'https', 'api.alpha.example:8443'],
    ['https://api.alpha.example:443/', 'https', 'api.alpha.example'],
    ['http://localhost:{}/health', 'http', 'localhost'],
    ['http://user:secret@alpha.example/', 'http', 'alpha.example'],
    ['https://good.example@evil.invalid/', 'https', 'evil.invalid'],
    ['https://good.example\\@evil.invalid/', 'https', 'good.example'],
    ['https:alpha.example/x', 'https', 'alpha.example'],
    ['https:/alpha.example', 'https', 'alpha.example'],
    ['  https://alp\tha.exa\nmple/', 'https', 'alpha.example'],
    ['//cdn.alpha.example/x', '', 'cdn.alpha.example'],
    ['{}://alpha.example/x', '', 'alpha.example'],
    ['https://alpha.example.', 'https', 'alpha.example'],
    ['https://bücher.example/', 'https', 'xn--bcher-kva.example'],
    ['http://3405803777/', 'http', '203.0.113.1'],
    ['http://0xCB.0.0x71.1/', 'http', '203.0.113.1'],
    ['http://0313.0.0161.1/', 'http', '203.0.113.1'],
    ['http://[::ffff:203.0.113.1]/', 'http', '203.0.113.1'],
    ['http://[2001:DB8:0::1]:8080/', 'http', '[2001:db8::1]:8080'],
    ['postgres://u:p@db.alpha.example:5432/a', 'postgres', 'db.alpha.example:5432'],
    ['https://{}', 'https', '{}'],
    ['https://10.0.0.{}/', 'https', '10.0.0.{}'],
    ['https://{}.0.0.1/', 'https', '{}.0.0.1'],
  ])('%s → %s %s', (url, scheme, host) => {
    expect(hostOfUrl(url)).toMatchObject({ scheme, host, computed: host.includes('{}') })
  })

  it.each([
    '/etc/passwd',
    'a/b',
    '{}/a',
    'mailto:a@b.example',
    'file:///etc/x',
    'C:\\x\\y',
    'node:fs',
    'urn:x:y',
    'data:text/plain,https://a',
    '',
    'https://',
    'https:///'.repeat(2000),
  ])('no address: %s', (text) => {
    expect(hostOfUrl(text)).toBeNull()
  })

  it('never throws, whatever the text', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.webUrl(),
          fc
            .array(fc.constantFrom('https:', '/', '\\', '@', '{}', '[', ']', ':', '.', 'a', '1', '%', '#'), {
              maxLength: 40,
            })
            .map((parts) => parts.join('')),
        ),
        (text) => {
          hostOfUrl(text)
          hostFacts(text, true)
          classifyHost(text)
          isNamespaceUrl(text)
        },
      ),
    )
  })
})

describe('classifyHost', () => {
  it.each([
    ['localhost', true],
    ['app.localhost:3000', true],
    ['127.0.0.1', true],
    ['2130706433', true],
    ['10.1.2.3', true],
    ['192.168.0.9:80', true],
    ['169.254.169.254', true],
    ['::1', true],
    ['[fe80::1]', true],
    ['[fd00::1]', true],
    ['0.0.0.0', true],
    ['redis', true],
    ['printer.local', true],
    ['host.docker.internal', true],
    ['kubernetes.default.svc', true],
    ['alpha.example', false],
    ['127.0.0.1.alpha.example', false],
    ['localhost.alpha.example', false],
    ['{}', false],
  ])('%s is local: %s', (host, local) => {
    expect(classifyHost(host)).toMatchObject({ local, publicIp: false })
  })

  it.each([
    '203.0.113.7',
    '198.51.100.7:8080',
    '192.0.2.1',
    '8.8.8.8',
    '[2001:db8::1]',
    '[2606:4700::1111]',
    '3405803783',
  ])('%s is a public address, documentation range or not', (host) => {
    expect(classifyHost(host)).toMatchObject({ local: false, publicIp: true, registrable: null })
  })

  it.each([
    ['api.eu.alpha.example', 'alpha.example'],
    ['a.b.alpha.co.uk', 'alpha.co.uk'],
    ['tenant.github.io', 'tenant.github.io'],
    ['github.io', 'github.io'],
    ['{}.alpha.example', 'alpha.example'],
    ['{}.example', null],
    ['{}', null],
  ])('the registrable domain of %s is %s', (host, registrable) => {
    expect(classifyHost(host).registrable).toBe(registrable)
  })
})

describe('drop services', () => {
  it.each([
    ['https://webhook.site/0000', 'webhook'],
    ['https://eo1.m.pipedream.net/x', 'webhook'],
    ['https://abc.oast.fun/', 'oast'],
    ['https://x.burpcollaborator.net', 'oast'],
    ['https://abc.ngrok-free.app/in', 'tunnel'],
    ['https://{}.trycloudflare.com', 'tunnel'],
    ['tcp://bore.pub:34567', 'tunnel'],
    ['https://pastebin.com/raw/abc', 'paste'],
    ['https://transfer.sh/x', 'file-drop'],
    ['https://files.catbox.moe/x', 'file-drop'],
    ['https://discord.com/api/webhooks/1/a', 'chat-webhook'],
    ['https://discord.com/api/v10/webhooks/1/{}', 'chat-webhook'],
    ['https://hooks.slack.com/services/T0/B0/{}', 'chat-webhook'],
    ['https://api.telegram.org/bot1:a/sendMessage', 'chat-webhook'],
    ['https://ntfy.sh/topic', 'chat-webhook'],
    ['https://maker.ifttt.com/trigger/a/with/key/b', 'webhook'],
  ])('%s is a %s', (url, category) => {
    expect(hostFacts(url, true).find(({ kind }) => kind === 'net.drop-service')?.detail.category).toBe(category)
  })

  it.each([
    'https://discord.com/api/v10/channels/{}/messages',
    'https://discord.com/api/webhooks/{}',
    'https://hooks.slack.com/services/{}',
    'https://api.telegram.org/bot{}/sendMessage',
    'https://ngrok.io/docs',
    'https://mcp.pipedream.net/v1',
    'https://notwebhook.site.alpha.example/',
    'https://mywebhook.site2.example/',
    'https://smee.io/new',
    'https://make.com/en',
    'https://ipinfo.io/json',
  ])('%s is none', (url) => {
    expect(hostFacts(url, true).map(({ kind }) => kind)).not.toContain('net.drop-service')
  })

  it('matches whole labels', () => {
    expect(dropService('evilwebhook.site', '')).toBeNull()
    expect(dropService('a.b.c.webhook.site', '')?.category).toBe('webhook')
  })
})

describe('hostFacts', () => {
  it('names the host, and an address besides', () => {
    expect(hostFacts('http://203.0.113.7:8080/x', true)).toEqual([
      { kind: 'net.raw-ip', value: '203.0.113.7:8080', detail: { scheme: 'http', ofCall: true, resolver: false } },
      {
        kind: 'net.host',
        value: '203.0.113.7:8080',
        detail: { scheme: 'http', ofCall: true, local: false, registrable: '' },
      },
    ])
  })

  it('says that metadata services hand out credentials', () => {
    expect(hostFacts('http://169.254.169.254/latest/meta-data', true)[0]?.detail).toMatchObject({
      local: true,
      metadata: true,
    })
  })

  it('takes a service that tells the own address for recon', () => {
    expect(hostFacts('https://api.ipify.org', true).map(({ kind }) => kind)).toEqual(['net.host', 'system.recon'])
  })

  it('says nothing of what is wholly computed', () => {
    expect(hostFacts('https://{}/x', true)).toEqual([])
    expect(addressFacts('{}', { scheme: 'tcp', ofCall: true })).toEqual([])
  })
})

describe('isNamespaceUrl', () => {
  it.each([
    'http://www.w3.org/2000/svg',
    'https://json-schema.org/draft/2020-12/schema',
    'https://datatracker.ietf.org/doc/html/rfc6570',
  ])('%s', (url) => {
    expect(isNamespaceUrl(url)).toBe(true)
  })
  it.each(['https://schemas.alpha.example/x', 'https://www.w3.org.alpha.example/', 'https://apple.com/x'])(
    'not %s',
    (url) => {
      expect(isNamespaceUrl(url)).toBe(false)
    },
  )
})
