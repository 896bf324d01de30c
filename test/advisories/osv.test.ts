import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type AdvisoriesOptions, createAdvisories } from '../../src/advisories/advisories.js'
import type { Advisory, Known } from '../../src/model.js'
import type { Timing } from '../../src/registry/http.js'
import { memoryStore, type Store } from '../../src/store/store.js'
import { type LoopbackOsv, type OsvFault, record, startOsv } from '../support/loopback-osv.js'
import { memoryHost } from '../support/memory-host.js'

const QUICK: Timing = { idle: 200, total: 2_000, retries: [5, 5], longestRetryAfter: 50 }
const MAIL = 'pkg:npm/mail@1.0.0'

/** npm's own library reads its files itself. */
let home: string
beforeAll(async () => {
  home = await mkdtemp(path.join(tmpdir(), 'touchstone-osv-'))
})
afterAll(() => rm(home, { recursive: true, force: true }))
const npmrc = (text: string) => writeFile(path.join(home, '.npmrc'), text)

let osv: LoopbackOsv
let store: Store
beforeEach(async () => {
  await npmrc('')
  store = memoryStore()
  osv = await startOsv({
    records: [
      record('GHSA-aaaa-aaaa-aaaa', 'mail', { fixed: '1.2.0', severity: 'HIGH', summary: 'runs what it is sent' }),
      record('GHSA-bbbb-bbbb-bbbb', 'mail', { introduced: '2.0.0', severity: 'LOW' }),
      record('MAL-2026-1', '@acme/evil', { versions: ['1.0.1'] }),
      record('PYSEC-2026-7', 'tally-py', { ecosystem: 'PyPI', versions: ['3.1'], fixed: '3.2' }),
    ],
  })
})
afterEach(() => osv.close())

interface Setting extends Partial<AdvisoriesOptions> {
  readonly env?: Readonly<Record<string, string>>
  readonly day?: string
}

const advisories = ({ env, day, ...options }: Setting = {}) =>
  createAdvisories({
    host: memoryHost({
      env: { OSV_API_URL: osv.url, ...env },
      home,
      ...(day === undefined ? {} : { now: new Date(`${day}T12:00:00Z`) }),
    }),
    store,
    offline: false,
    online: true,
    timing: QUICK,
    ...options,
  })

const ids = (answer: Known<readonly Advisory[]> | undefined): unknown =>
  answer?.known ? answer.value.map(({ id }) => id) : answer?.reason

const look = async (purl: string, setting?: Setting): Promise<Known<readonly Advisory[]>> => {
  const answer = (await advisories(setting).lookup([purl])).get(purl)
  if (answer === undefined) throw new Error('no answer')
  return answer
}

describe('what is asked and answered', () => {
  it('an advisory, with its severity, its page and the release without it', async () => {
    expect(await look(MAIL)).toEqual({
      known: true,
      value: [
        {
          id: 'GHSA-aaaa-aaaa-aaaa',
          summary: 'runs what it is sent',
          severity: 'high',
          malicious: false,
          url: 'https://github.com/advisories/GHSA-aaaa-aaaa-aaaa',
          fixedIn: '1.2.0',
        },
      ],
    })
    expect(await look('pkg:npm/mail@1.3.0')).toEqual({ known: true, value: [] })
  })

  it('a malicious release, a Python package, and what comes from no registry', async () => {
    const purls = [
      'pkg:npm/%40acme/evil@1.0.1',
      'pkg:npm/%40acme/evil@1.0.2',
      'pkg:pypi/tally-py@3.1',
      'pkg:generic/x@1',
    ]
    const found = await advisories().lookup(purls)
    expect(purls.map((purl) => ids(found.get(purl)))).toEqual([['MAL-2026-1'], [], ['PYSEC-2026-7'], []])
    expect(found.get(purls[0] ?? '')).toMatchObject({ value: [{ severity: 'critical', malicious: true }] })
  })

  it('sends names and versions, and nothing else', async () => {
    await npmrc(`//${new URL(osv.url).host}/:_authToken=n0t-a-real-token\n`)
    await look('pkg:npm/%40acme/evil@1.0.1?repository_url=https%3A%2F%2Fu%3Asecret%40registry.corp.invalid#sub', {
      env: { NPM_TOKEN: 'n0t-a-real-token', GITHUB_TOKEN: 'n0t-a-real-token' },
    })
    expect(osv.requests.map(({ kind, path, body }) => [kind, path, body])).toEqual([
      [
        'query',
        '/v1/querybatch',
        '{"queries":[{"package":{"ecosystem":"npm","name":"@acme/evil"},"version":"1.0.1"}]}',
      ],
      ['record', '/v1/vulns/MAL-2026-1', ''],
    ])
    expect(JSON.stringify(osv.requests)).not.toMatch(/secret|n0t-a-real/)
    expect(osv.requests.map(({ headers }) => headers.authorization)).toEqual([undefined, undefined])
  })

  it('nothing at all without --advisories', async () => {
    expect(await look(MAIL, { online: false })).toEqual({ known: true, value: [] })
    expect(osv.requests).toEqual([])
  })

  it('a thousand in a request, each release and each record once', async () => {
    const purls = Array.from({ length: 2_500 }, (_, index) => `pkg:npm/mail@1.0.${index}`)
    const asked = advisories()
    const [found] = await Promise.all([asked.lookup(purls), asked.lookup(purls.slice(0, 10))])
    expect(found.size).toBe(2_500)
    expect(ids(found.get('pkg:npm/mail@1.0.2499'))).toEqual(['GHSA-aaaa-aaaa-aaaa'])
    expect(
      osv.requests.filter(({ kind }) => kind === 'query').map(({ body }) => JSON.parse(body).queries.length),
    ).toEqual([1_000, 1_000, 500])
    expect(osv.count('record')).toBe(1)
  })

  it('page after page, each query with its own token', async () => {
    await osv.close()
    const many = Array.from({ length: 7 }, (_, index) =>
      record(`GHSA-page-page-000${index}`, 'mail', { fixed: '9.0.0' }),
    )
    osv = await startOsv({ pageSize: 3, records: [...many, record('GHSA-one0-one0-one0', 'one', {})] })
    const found = await advisories().lookup([MAIL, 'pkg:npm/one@1.0.0'])
    expect(ids(found.get(MAIL))).toHaveLength(7)
    expect(ids(found.get('pkg:npm/one@1.0.0'))).toEqual(['GHSA-one0-one0-one0'])
    const pages = osv.requests.filter(({ kind }) => kind === 'query').map(({ body }) => JSON.parse(body).queries)
    expect(pages.map((queries) => queries.map(({ page_token }: { page_token?: string }) => page_token))).toEqual([
      [undefined, undefined],
      ['3'],
      ['6'],
    ])
  })
})

describe('the cache', () => {
  it('spares every request on the same day, and all but the question on the next', async () => {
    await look(MAIL)
    osv.forgetRequests()
    expect(ids(await look(MAIL))).toEqual(['GHSA-aaaa-aaaa-aaaa'])
    expect(osv.requests).toEqual([])
    expect(ids(await look(MAIL, { day: '2026-11-21' }))).toEqual(['GHSA-aaaa-aaaa-aaaa'])
    expect(osv.requests.map(({ kind }) => kind)).toEqual(['query'])
  })

  it('fetches a record again when it was changed', async () => {
    await look(MAIL)
    osv.forgetRequests()
    osv.publish(record('GHSA-aaaa-aaaa-aaaa', 'mail', { severity: 'CRITICAL', modified: '2026-11-21T01:00:00Z' }))
    expect(await look(MAIL, { day: '2026-11-21' })).toMatchObject({ value: [{ severity: 'critical', fixedIn: null }] })
    expect(osv.count('record')).toBe(1)
  })

  it('is all there is with --offline, however old', async () => {
    await look(MAIL)
    osv.forgetRequests()
    expect(ids(await look(MAIL, { offline: true, day: '2027-03-01' }))).toEqual(['GHSA-aaaa-aaaa-aaaa'])
    expect(ids(await look('pkg:npm/other@1.0.0', { offline: true }))).toMatch(/was not asked \(--offline\)/)
    expect(osv.requests).toEqual([])
  })

  it('of another service is another one, and a damaged one counts as none', async () => {
    await look(MAIL)
    osv.forgetRequests()
    await look(MAIL, { env: { OSV_API_URL: `${osv.url}/` } })
    expect(osv.requests).toEqual([])
    const damaged: Store = { ...store, get: async () => Buffer.from('{"day":"2026-11-20","named":[{"id":"../../x"}]}') }
    expect(ids(await look(MAIL, { store: damaged }))).toEqual(['GHSA-aaaa-aaaa-aaaa'])
  })

  it('keeps what was known when nobody answers the next day, and knows nothing new', async () => {
    await look(MAIL)
    await look('pkg:npm/fine@1.0.0')
    osv.fail('query', { status: 503 })
    expect(ids(await look(MAIL, { day: '2026-11-21' }))).toEqual(['GHSA-aaaa-aaaa-aaaa'])
    expect(ids(await look('pkg:npm/fine@1.0.0', { day: '2026-11-21' }))).toMatch(/error \(503\)/)
  })
})

describe('a service that does not answer is unknown, and never clean', () => {
  it.each<[string, OsvFault, RegExp]>([
    ['an outage', { status: 502 }, /answers with an error \(502\)/],
    ['too many requests, for an hour', { status: 429, retryAfter: '3600' }, /error \(429\)/],
    ['a refusal', { status: 403 }, /error \(403\)/],
    ['silence', { silent: true }, /stopped answering/],
    ['a redirect', { redirect: 'https://elsewhere.invalid/v1/querybatch' }, /redirects elsewhere/],
    ['a page of HTML', { body: '<html>sign in</html>' }, /no JSON/],
    ['nothing', { body: '' }, /no JSON/],
    ['brackets', { body: '['.repeat(500_000) }, /no JSON/],
    ['an answer without end', { endless: true }, /more than/],
    ['a list', { body: '[]' }, /makes no sense/],
    ['no results', { body: '{"results":null}' }, /makes no sense/],
    ['too few results', { body: '{"results":[]}' }, /makes no sense/],
    ['too many results', { body: '{"results":[{},{}]}' }, /makes no sense/],
    ['a result that is none', { body: '{"results":["fine"]}' }, /makes no sense/],
    ['records that are none', { body: '{"results":[{"vulns":{"length":0}}]}' }, /makes no sense/],
    ['an id that is a number', { body: '{"results":[{"vulns":[{"id":7}]}]}' }, /makes no sense/],
    ['an id that is a path', { body: '{"results":[{"vulns":[{"id":"../../admin"}]}]}' }, /makes no sense/],
    ['an id of two dots', { body: '{"results":[{"vulns":[{"id":".."}]}]}' }, /makes no sense/],
    ['an id with a query', { body: '{"results":[{"vulns":[{"id":"A?x=1#y"}]}]}' }, /makes no sense/],
    ['an id with a line break', { body: '{"results":[{"vulns":[{"id":"A\\r\\nX: 1"}]}]}' }, /makes no sense/],
    ['a prototype', { body: '{"results":[{"__proto__":{"vulns":[]},"vulns":3}]}' }, /makes no sense/],
    ['pages without end', { change: () => ({ results: [{ next_page_token: 'again' }] }) }, /makes no sense/],
    ['a token that is a list', { change: () => ({ results: [{ next_page_token: ['x'] }] }) }, /makes no sense/],
  ])('%s', async (_, fault, reason) => {
    osv.fail('query', fault)
    expect(ids(await look(MAIL))).toMatch(reason)
    expect(osv.requests.map(({ path }) => path).filter((path) => path !== '/v1/querybatch')).toEqual([])
    // Nothing of it is remembered.
    osv.fail('query', null)
    expect(ids(await look(MAIL))).toEqual(['GHSA-aaaa-aaaa-aaaa'])
  })

  it('a name that does not resolve, and a port where nobody is', async () => {
    const { url } = osv
    await osv.close()
    expect(ids(await look(MAIL, { env: { OSV_API_URL: url } }))).toMatch(/can't be reached \(ECONNREFUSED\)/)
    osv = await startOsv()
  })

  it('a passing fault is tried again, as its Retry-After asks', async () => {
    osv.fail('query', { status: 503, retryAfter: '0', times: 2 })
    expect(ids(await look(MAIL))).toEqual(['GHSA-aaaa-aaaa-aaaa'])
    expect(osv.count('query')).toBe(3)
  })

  it('is not asked again and again', async () => {
    osv.fail('query', { status: 500 })
    const asked = advisories()
    await asked.lookup([MAIL])
    const before = osv.requests.length
    await asked.lookup(['pkg:npm/a@1.0.0', 'pkg:npm/b@1.0.0'])
    expect(osv.requests.length).toBe(before)
  })

  it('one result of a batch that makes no sense costs no other release its answer', async () => {
    osv.fail('query', {
      change: (answer) => ({
        results: (answer as { results: unknown[] }).results.map((each, at) => (at === 1 ? 'x' : each)),
      }),
    })
    const found = await advisories().lookup([MAIL, 'pkg:npm/a@1.0.0', 'pkg:npm/b@1.0.0'])
    expect([...found.values()].map(ids)).toEqual([['GHSA-aaaa-aaaa-aaaa'], expect.stringMatching(/no sense/), []])
  })
})

describe('a record that can not be had', () => {
  it.each<[string, OsvFault, RegExp]>([
    ['an outage', { status: 500 }, /error \(500\)/],
    ['it is gone', { status: 404 }, /error \(404\)/],
    ['no object', { body: '[1]' }, /makes no sense/],
    ['another record', { change: (json) => ({ ...(json as object), id: 'GHSA-zzzz-zzzz-zzzz' }) }, /makes no sense/],
    ['nothing that is affected', { change: (json) => ({ ...(json as object), affected: 3 }) }, /makes no sense/],
    ['without end', { endless: true }, /more than/],
  ])('leaves a flaw unknown, and an attack an attack: %s', async (_, fault, reason) => {
    osv.fail('record', fault)
    expect(ids(await look(MAIL))).toMatch(reason)
    expect(await look('pkg:npm/%40acme/evil@1.0.1')).toMatchObject({ value: [{ id: 'MAL-2026-1', malicious: true }] })
  })

  it('takes no other record with it', async () => {
    osv.publish(record('GHSA-cccc-cccc-cccc', 'mail', { severity: 'CRITICAL' }))
    osv.fail('record', { status: 404, times: 1 })
    expect(ids(await look(MAIL))).toHaveLength(1)
  })
})

describe('whose names are sent', () => {
  it('not those of a scope with a registry of its own, whatever its case', async () => {
    await npmrc('@corp:registry=https://npm.corp.invalid/\nregistry=https://mirror.corp.invalid/\n')
    const found = await advisories().lookup(['pkg:npm/%40corp/secret@1.0.0', 'pkg:npm/%40Corp/other@1.0.0', MAIL])
    expect([...found.values()].map(ids)).toEqual([
      expect.stringMatching(/may be private/),
      expect.stringMatching(/may be private/),
      ['GHSA-aaaa-aaaa-aaaa'],
    ])
    expect(JSON.stringify(osv.requests)).not.toMatch(/corp/i)
  })

  it('not those of an entry that names a registry itself', async () => {
    const found = await advisories().lookup([MAIL], { registry: 'https://npm.corp.invalid/' })
    expect(ids(found.get(MAIL))).toMatch(/may be private/)
    expect(osv.requests).toEqual([])
  })

  it('none where npm’s configuration can not be read', async () => {
    const host = memoryHost({ env: { OSV_API_URL: osv.url }, files: { '/home/u/.npmrc': { odd: 'fifo' } } })
    expect(ids(await look(MAIL, { host }))).toMatch(/configuration can't be read/)
    expect(osv.requests).toEqual([])
  })

  it.each([
    ['http://osv.corp.invalid', /must be https/],
    ['https://user:n0t-a-real-token@osv.corp.invalid', /credentials/],
    ['https://osv.corp.invalid/?key=n0t-a-real-token', /credentials nor a query/],
    ['ftp://osv.corp.invalid', /no https URL/],
    ['osv', /no https URL/],
  ])('none to %s', async (url, reason) => {
    const said = ids(await look(MAIL, { env: { OSV_API_URL: url } }))
    expect(said).toMatch(reason)
    expect(said).not.toMatch(/n0t-a-real/)
  })
})

it('an attack on the shipped list is known without anybody’s answer, and told in its words', async () => {
  osv.fail('query', { status: 500 })
  const answer = await look('pkg:npm/axios@1.14.1')
  expect(answer).toMatchObject({ value: [{ id: 'MAL-2026-2307', malicious: true, severity: 'critical' }] })
  osv.fail('query', null)
  osv.publish(record('MAL-2026-2307', 'axios', { versions: ['1.14.1'], summary: 'Malicious code in axios (npm)' }))
  osv.publish(record('GHSA-dddd-dddd-dddd', 'axios', { severity: 'MODERATE' }))
  const both = await look('pkg:npm/axios@1.14.1')
  expect(ids(both)).toEqual(['MAL-2026-2307', 'GHSA-dddd-dddd-dddd'])
  expect(both).toMatchObject({ value: [{ summary: expect.stringContaining('plain-crypto-js') }, {}] })
})
