/** A registry that fails: each of its faults ends in a message with a next step, in bounded time. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Registry } from '../../src/registry/registry.js'
import { type Fault, type LoopbackRegistry, startRegistry } from '../support/loopback-registry.js'
import { failureOf, IMPATIENT, testRegistry } from '../support/npm-registry.js'
import { noise } from '../support/packages.js'

let loopback: LoopbackRegistry
let registry: Registry
beforeEach(async () => {
  loopback = await startRegistry({
    packages: {
      mail: { versions: { '1.0.0': { files: { 'index.js': noise(50_000) } } } },
      other: { versions: { '1.0.0': { files: {} } } },
    },
  })
  registry = await testRegistry({ registry: loopback.url })
})
afterEach(() => loopback.close())

const artifact = async () => {
  const [release] = (await registry.packument('mail')).releases
  if (!release) throw new Error('no release')
  return registry.artifact(release)
}
const TARBALL = '/mail/-/mail-1.0.0.tgz'

describe.each([
  ['packument', '/mail', () => registry.packument('mail')],
  ['tarball', TARBALL, artifact],
] as const)('a %s', (what, path, ask) => {
  const cases: [string, Fault, RegExp, number][] = [
    ['404', { status: 404 }, /not in the registry/, 1],
    ['401', { status: 401 }, /refuses access/, 1],
    ['403', { status: 403 }, /refuses access/, 1],
    ['429 for ever', { status: 429 }, /too many requests/, 3],
    ['429 until long after', { status: 429, retryAfter: '3600' }, /too many requests/, 1],
    ['500 for ever', { status: 500 }, /error \(500\)/, 3],
    ['418', { status: 418 }, /error \(418\)/, 1],
    ['silence', { connection: 'silent' }, /stopped answering/, 2],
    ['half an answer, then silence', { connection: 'half-open' }, /stopped answering/, 2],
    ['half an answer, then the end', { connection: 'cut' }, /broke off/, 3],
    ['a byte now and then', { connection: 'trickle' }, /stopped answering/, 2],
    ['a redirect to itself', { redirect: path }, /redirects without end/, 21],
    ['a redirect to another protocol', { redirect: 'ftp://files.example/x' }, /ftp: and not https/, 1],
  ]
  it.each(cases)('answered with %s', async (_, fault, message, attempts) => {
    if ('connection' in fault) registry = await testRegistry({ registry: loopback.url, timing: IMPATIENT })
    loopback.fail(path, fault)
    const error = await failureOf(ask())
    expect(error).toMatchObject({
      name: 'RegistryError',
      stage: what === 'packument' ? 'resolve' : 'fetch',
      subject: what === 'packument' ? 'mail' : 'mail@1.0.0',
    })
    expect(error.message).toMatch(message)
    expect(error.remedy.length).toBeGreaterThan(10)
    expect(loopback.count(what, path)).toBe(attempts)
    expect((await registry.packument('other')).releases).toHaveLength(1)
  })

  it.each([
    ['429', { status: 429, retryAfter: '0', times: 1 }],
    ['429 with a date', { status: 429, retryAfter: new Date(0).toUTCString(), times: 2 }],
    ['503', { status: 503, times: 2 }],
    ['silence', { connection: 'silent', times: 1 }],
    ['a cut', { connection: 'cut', times: 2 }],
  ] as [string, Fault][])('recovers from %s', async (_, fault) => {
    if ('connection' in fault) registry = await testRegistry({ registry: loopback.url, timing: IMPATIENT })
    loopback.fail(path, fault)
    await expect(ask()).resolves.toBeDefined()
  })
})

it.each([
  ['no JSON', '<html>', /no JSON/],
  ['truncated JSON', '{"name":"mail","versions":{', /no JSON/],
  ['nothing', '', /no JSON/],
  ['a list', '[]', /no packument/],
  ['null', 'null', /no packument/],
  ['another package', '{"name":"other","versions":{}}', /another package/],
  ['no versions', '{"name":"mail"}', /no versions/],
  ['versions of a wrong type', '{"name":"mail","versions":["1.0.0"]}', /no versions/],
  ['great depth', '['.repeat(200_000), /no JSON/],
  ['closed depth', `{"x":${'['.repeat(100_000)}${']'.repeat(100_000)}}`, /no versions/],
  ['depth under __proto__', `{"__proto__":${'['.repeat(100_000)}${']'.repeat(100_000)}}`, /no JSON|no versions/],
])('a packument that is %s', async (_, bytes, message) => {
  loopback.fail('/mail', { bytes })
  expect(await failureOf(registry.packument('mail'))).toMatchObject({
    stage: 'resolve',
    message: expect.stringMatching(message),
  })
})

it('bounds the bytes of a packument and of a tarball', async () => {
  registry = await testRegistry({ registry: loopback.url, limits: { packumentBytes: 300 } })
  expect((await failureOf(registry.packument('mail'))).message).toContain('larger than')
  registry = await testRegistry({ registry: loopback.url, limits: { tarballBytes: 10_000 } })
  expect((await failureOf(artifact())).message).toContain('larger than')
})

it('a registry that is not there, or whose name does not resolve', async () => {
  const { url } = loopback
  await loopback.close()
  registry = await testRegistry({ registry: url })
  expect((await failureOf(registry.packument('mail'))).message).toMatch(/can't be reached \(ECONNREFUSED\)/)
  loopback = await startRegistry({ packages: {} })
})

it.each(['ftp://registry.example/', 'file:///etc', 'not a url', 'https://user:s3cret@[bad/'])(
  'refuses %s as a registry, and does not repeat it',
  async (url) => {
    const error = await failureOf(testRegistry({ registry: url }))
    expect(error).toMatchObject({ name: 'RegistryError', subject: '--registry' })
    expect(JSON.stringify({ ...error, message: error.message })).not.toContain('s3cret')
    const ofEntry = await failureOf((await testRegistry()).packument('mail', { registry: url }))
    expect(ofEntry).toMatchObject({ name: 'RegistryError', subject: 'mail' })
  },
)

it('asks a host no more that never answers', async () => {
  registry = await testRegistry({ registry: loopback.url, timing: IMPATIENT, limits: { requests: 1 } })
  loopback.fail('*', { connection: 'silent' })
  const names = ['a', 'b', 'c', 'd', 'e', 'f']
  const failures = await Promise.all(names.map((name) => failureOf(registry.packument(name))))
  expect(new Set(failures.map(({ message }) => message)).size).toBe(1)
  expect(failures.map(({ subject }) => subject)).toEqual(names)
  expect(new Set(loopback.requests.map(({ path }) => path))).toEqual(new Set(['/a', '/b', '/c']))
})

it('goes on asking a host that has answered once', async () => {
  registry = await testRegistry({ registry: loopback.url, timing: IMPATIENT })
  await registry.packument('other')
  loopback.fail('*', { connection: 'cut', times: 12 })
  await Promise.all(['a', 'b', 'c', 'd'].map((name) => failureOf(registry.packument(name))))
  expect((await registry.packument('mail')).releases).toHaveLength(1)
})

it('ends what is under way when it is told to stop, whatever patience is left, and begins nothing more', async () => {
  const stop = new AbortController()
  // With npm's patience a silent registry is waited for longer than any test runs.
  registry = await testRegistry({ registry: loopback.url, signal: stop.signal })
  loopback.fail('*', { connection: 'silent' })
  const waiting = failureOf(registry.packument('mail'))
  while (loopback.requests.length === 0) await new Promise((resolve) => setImmediate(resolve))
  stop.abort()
  expect((await waiting).message).toContain('stopped')
  await failureOf(registry.packument('other'))
  expect(loopback.requests).toHaveLength(1)
})
