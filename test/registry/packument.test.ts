import fc from 'fast-check'
import { expect, it } from 'vitest'
import { PackumentError, purlOf, readPackument } from '../../src/registry/packument.js'

const INTEGRITY = `sha512-${Buffer.alloc(64, 7).toString('base64')}`
const dist = { tarball: 'https://registry.example/mail/-/mail-1.0.0.tgz', integrity: INTEGRITY }
const read = (document: unknown) => readPackument(Buffer.from(JSON.stringify(document)), 'mail')
const versions = (...numbers: string[]) =>
  Object.fromEntries(numbers.map((version) => [version, { name: 'mail', version, dist }]))

it('pollutes no prototype and finds no inherited version', () => {
  const text = `{"name":"mail","__proto__":{"polluted":1},"dist-tags":{"__proto__":"1.0.0","latest":"1.0.0"},
    "versions":{"__proto__":{"polluted":1},"constructor":{},"1.0.0":{"version":"1.0.0","\\u005f_proto__":{"polluted":1},
    "dependencies":{"__proto__":"1"},"dist":${JSON.stringify({ ...dist })}}},"time":{"__proto__":"2025-01-01"}}`
  const { packument } = readPackument(Buffer.from(text), 'mail')
  expect(packument.releases.map(({ version }) => version)).toEqual(['1.0.0'])
  expect(({} as Record<string, unknown>).polluted).toBeUndefined()
  const manifest = packument.releases[0]?.manifest as Record<string, object>
  expect(Object.getOwnPropertyNames(manifest)).not.toContain('__proto__')
  expect(Object.getOwnPropertyNames(manifest.dependencies)).toEqual([])
  expect(Object.getOwnPropertyNames(packument.distTags)).toEqual(['latest'])
})

it('leaves out a malformed version, keeps the others, and says why', () => {
  const { packument, malformed } = read({
    name: 'mail',
    versions: {
      ...versions('1.0.0'),
      '1.0.1': null,
      '1.0.2': 'text',
      '1.0.3': { version: '1.0.3' },
      '1.0.4': { version: '1.0.4', dist: [] },
      '1.0.5': { version: '1.0.5', dist: { tarball: 7 } },
      '1.0.6': { version: '1.0.0', dist },
      '1.0.7': { name: 'other', version: '1.0.7', dist },
      'no-version': { dist },
    },
  })
  expect(packument.releases.map(({ version }) => version)).toEqual(['1.0.0'])
  expect([...malformed.keys()].sort()).toEqual([
    '1.0.1',
    '1.0.2',
    '1.0.3',
    '1.0.4',
    '1.0.5',
    '1.0.6',
    '1.0.7',
    'no-version',
  ])
})

it.each([
  ['absent', {}, 'no integrity'],
  ['null', { integrity: null }, 'no integrity'],
  ['a number', { integrity: 5 }, 'no text'],
  ['md5', { integrity: 'md5-1B2M2Y8AsgTpgAmY7PhCfg==' }, 'can not be checked'],
  ['nonsense', { integrity: 'sha512-short' }, 'can not be checked'],
  ['a short shasum', { shasum: 'abc' }, 'no integrity'],
])('an integrity that is %s is unknown', (_, stated, reason) => {
  const document = { versions: { '1.0.0': { dist: { tarball: dist.tarball, ...stated } } } }
  expect(read(document).packument.releases[0]?.integrity).toMatchObject({
    known: false,
    reason: expect.stringContaining(reason),
  })
})

it('takes the strongest of several hashes', () => {
  const both = `sha1-${Buffer.alloc(20).toString('base64')} ${INTEGRITY}`
  const document = { versions: { '1.0.0': { dist: { ...dist, integrity: both } } } }
  expect(read(document).packument.releases[0]?.integrity).toEqual({ known: true, value: INTEGRITY })
})

it('fields of wrong types are unknown, and never a crash', () => {
  const [release] = read({
    name: 'mail',
    'dist-tags': { latest: 5, next: null, beta: '1.0.0' },
    time: { '1.0.0': 12 },
    versions: {
      '1.0.0': { version: '1.0.0', dist, _npmUser: 5, maintainers: 'a', deprecated: {}, engines: [], bin: 7 },
    },
  }).packument.releases
  expect(release).toMatchObject({
    publishedAt: { known: false },
    publisher: { known: false },
    maintainers: { known: false },
    provenance: { known: false },
    deprecated: null,
  })
})

it('absence means something only from a registry that gives the field elsewhere', () => {
  const releases = (more: object) =>
    read({ versions: { '1.0.0': { dist: { ...dist, ...more }, _npmUser: { name: 'a' } }, '1.0.1': { dist } } })
      .packument.releases
  expect(releases({}).map(({ provenance }) => provenance.known)).toEqual([false, false])
  expect(releases({ attestations: { url: 'x' } }).map(({ provenance }) => provenance)).toEqual([
    { known: true, value: true },
    { known: true, value: false },
  ])
  expect(releases({ signatures: [] })[1]?.provenance).toEqual({ known: true, value: false })
  expect(releases({}).map(({ publisher }) => publisher.known)).toEqual([true, false])
})

it('is sorted by time, or by precedence where a time is missing', () => {
  const document = {
    versions: versions('2.0.0', '1.9.9', '1.10.0', '1.9.10'),
    time: { '1.9.9': '2025-01-01', '1.10.0': '2025-02-01', '2.0.0': '2025-03-01', '1.9.10': '2025-04-01' },
  }
  const order = (each: object) => read(each).packument.releases.map(({ version }) => version)
  expect(order(document)).toEqual(['1.9.9', '1.10.0', '2.0.0', '1.9.10'])
  expect(order({ ...document, time: { ...document.time, '1.10.0': undefined } })).toEqual([
    '1.9.9',
    '1.9.10',
    '1.10.0',
    '2.0.0',
  ])
})

it('makes purls by their specification', () => {
  expect(purlOf('mail', '1.0.0')).toBe('pkg:npm/mail@1.0.0')
  expect(purlOf('@scope/mail', '1.0.0-rc.1')).toBe('pkg:npm/%40scope/mail@1.0.0-rc.1')
  expect(purlOf('@scope/mail', '1.0.0', 'generic')).toBe('pkg:generic/%40scope/mail@1.0.0')
  for (const odd of ['@scope/', '@', '@/', '/', 'a b']) expect(purlOf(odd, '1.0.0')).toMatch(/^pkg:npm\/.+@1\.0\.0$/)
})

it('throws nothing but its own error, whatever the document is', () => {
  const key = fc.constantFrom('1.0.0', '1.0.1-rc', 'x', '__proto__', 'constructor', 'latest')
  const field = fc.constantFrom('dist', 'version', 'name', 'engines', 'maintainers', '_npmUser', 'deprecated')
  const manifest = fc.oneof(fc.jsonValue(), fc.dictionary(field, fc.oneof(fc.jsonValue(), fc.constant(dist))))
  const document = fc.record({
    versions: fc.oneof(fc.jsonValue(), fc.dictionary(key, manifest)),
    time: fc.oneof(fc.jsonValue(), fc.dictionary(key, fc.oneof(fc.jsonValue(), fc.constant('2025-01-01')))),
    'dist-tags': fc.oneof(fc.jsonValue(), fc.dictionary(key, fc.jsonValue())),
  })
  fc.assert(
    fc.property(fc.oneof(document, fc.jsonValue()), (value) => {
      try {
        read(value)
      } catch (error) {
        expect(error).toBeInstanceOf(PackumentError)
      }
    }),
    { numRuns: 500 },
  )
})

it('says how a release was published, and takes no word of a package.json for the registry’s', () => {
  const attestations = { url: 'https://registry.example/-/npm/v1/attestations/a@1.1.0', provenance: {} }
  const person = { name: 'ann', email: 'ann@Mail.Example' }
  const versions = {
    '1.0.0': { dist, _npmUser: person, maintainers: [person, { name: 'bob' }] },
    '1.1.0': {
      dist: { ...dist, attestations },
      _npmUser: { name: 'CI', trustedPublisher: { id: 'github', oidcConfigId: 'oidc:1' } },
      maintainers: [{ name: '__proto__', email: 'x@y.example' }],
    },
  }
  const [first, second] = read({ name: 'mail', versions }).packument.releases
  expect(first?.publication).toEqual({
    trustedPublisher: { known: true, value: null },
    mailDomains: { known: true, value: { ann: 'mail.example' } },
    attestations: null,
  })
  expect(second?.publication).toMatchObject({
    trustedPublisher: { known: true, value: 'github' },
    attestations: attestations.url,
  })
  const mirrored = { '1.0.0': { dist, maintainers: [person] } }
  const [release] = read({ name: 'mail', versions: mirrored }).packument.releases
  expect(release).toMatchObject({ maintainers: { known: false }, publication: { mailDomains: { known: false } } })
})
