import { afterEach, describe, expect, it } from 'vitest'
import { createGitHub, type GitHubOptions } from '../../src/registry/github.js'
import { namesVersion } from '../../src/registry/github-evidence.js'
import { folderOf, gitHubName, repositoryOf } from '../../src/registry/repository-name.js'
import { memoryStore } from '../../src/store/store.js'
import { type LoopbackGitHub, startGitHub } from '../support/loopback-github.js'
import { type LoopbackRegistry, startRegistry } from '../support/loopback-registry.js'
import { memoryHost } from '../support/memory-host.js'

const TOKEN = 'n0t-a-real-token'
let github: LoopbackGitHub
afterEach(() => github?.close())

const many = Array.from({ length: 150 }, (_, index) => `v0.${150 - index}.0`)

async function start(options: Partial<GitHubOptions> = {}, env: Record<string, string> = {}) {
  github = await startGitHub({
    repositories: {
      'owner/mail': { tags: ['v1.0.0', '1.1.0', 'mail@1.2.0'], pushedAt: '2025-09-01T00:00:00Z' },
      'owner/untagged': { archived: true, fork: true, forkOf: 'up/stream', licence: null },
      'owner/many': { tags: many },
      'owner/moved': { movedTo: 'other/mail' },
      'other/mail': { tags: ['v1.0.0'] },
    },
  })
  return another(options, env)
}

const another = (options: Partial<GitHubOptions> = {}, env: Record<string, string> = {}) =>
  createGitHub({ host: memoryHost({ env: { GITHUB_API_URL: github.url, ...env } }), offline: false, ...options })

it('says whose repository it is, what became of it, and whether the version is tagged', async () => {
  const host = await start()
  expect(await host.lookup('git+https://github.com/owner/mail.git', '1.0.0')).toEqual({
    known: true,
    value: {
      url: 'https://github.example/owner/mail',
      owner: 'owner',
      archived: false,
      fork: false,
      licence: 'MIT',
      lastPush: '2025-09-01T00:00:00Z',
      tagOfVersion: true,
      tagsReleases: true,
      movedFrom: null,
      forkOf: null,
      createdAt: '2023-01-01T00:00:00Z',
    },
  })
  expect(await host.lookup('github:owner/untagged', '1.0.0')).toMatchObject({
    value: { archived: true, fork: true, forkOf: 'up/stream', licence: null, tagOfVersion: false, tagsReleases: false },
  })
  expect(await host.lookup('owner/moved', '1.0.0')).toMatchObject({
    value: { owner: 'other', tagOfVersion: true, movedFrom: 'owner/moved' },
  })
  expect(await host.lookup('owner/MAIL', '1.0.0')).toMatchObject({
    known: true,
    value: { gone: true, tagOfVersion: null },
  })
})

const named = (name: string, more: object = {}) => JSON.stringify({ name, version: '1.0.0', ...more })

describe('whether a repository knows the package', () => {
  const repositories: Parameters<typeof startGitHub>[0]['repositories'] = {
    'o/plain': {
      tags: ['v1.0.0'],
      files: { 'package.json': named('mail', { dependencies: { a: '1' } }) },
      filesAt: { 'v1.0.0': { 'package.json': named('mail', { devDependencies: { x: '1' }, scripts: { test: 't' } }) } },
    },
    'o/other': { files: { 'package.json': named('axios') } },
    'o/mono': {
      tags: ['other@1.0.0', 'mail@1.0.0'],
      files: { 'package.json': named('root', { private: true }), 'packages/mail/package.json': named('mail') },
    },
    'o/large': {
      files: Object.fromEntries(
        Array.from({ length: 9 }, (_, index) => [`packages/p${index}/package.json`, named(`p${index}`)]),
      ),
    },
    'o/huge': { truncated: true, files: { 'package.json': named('root') } },
    'o/go': { files: { 'go.mod': 'module x', 'examples/a/package.json': named('a') } },
    'o/broken': { files: { 'package.json': '{"name": ' } },
    'o/hostile': { files: { 'package.json': `{"name":"x","__proto__":{"name":"mail"}}` } },
  }
  const ask = async (
    repository: string,
    directory?: string,
    token: Record<string, string> = { GITHUB_TOKEN: TOKEN },
  ) => {
    github = await startGitHub({ repositories })
    const answer = await another({}, token).lookup(repository, '1.0.0', 'mail', directory)
    return answer.known ? answer.value : answer.reason
  }

  it('that has it at its root, as it was at the tag', async () => {
    expect(await ask('o/plain')).toMatchObject({
      knowsPackage: true,
      manifestAtTag: { name: 'mail', version: '1.0.0', scripts: { test: 't' } },
    })
    expect(github.requests.at(-1)?.path).toBe('/repos/o/plain/contents/package.json?ref=refs/tags/v1.0.0')
    expect(github.requests).toHaveLength(3)
  })

  it('that has others alone, none at all, or more than are read', async () => {
    expect(await ask('o/other')).toMatchObject({ knowsPackage: false, otherPackages: ['axios'], manifestAtTag: null })
    await github.close()
    for (const repository of ['o/large', 'o/huge', 'o/go', 'o/broken', 'o/hostile']) {
      const answer = await ask(repository)
      expect([repository, answer]).toMatchObject([
        repository,
        { knowsPackage: repository === 'o/hostile' ? false : null },
      ])
      expect(github.requests.length).toBeLessThanOrEqual(8)
      await github.close()
    }
    github = await startGitHub({ repositories: {} })
  })

  it('that has it in the folder that the release names, or in another one', async () => {
    expect(await ask('o/mono', 'packages/mail')).toMatchObject({ knowsPackage: true, manifestAtTag: { name: 'mail' } })
    expect(github.requests).toHaveLength(3)
    await github.close()
    expect(await ask('o/mono')).toMatchObject({ knowsPackage: true, manifestAtTag: { name: 'mail' } })
  })

  it('is not searched without a token', async () => {
    expect(await ask('o/other', undefined, {})).toMatchObject({ knowsPackage: null, otherPackages: ['axios'] })
    expect(github.requests).toHaveLength(3)
  })

  it.each([
    ['packages/mail', 'packages/mail'],
    ['./packages//mail/', 'packages/mail'],
    ['../../../orgs/x', ''],
    ['a?ref=evil', ''],
    ['a/%2e%2e/b', ''],
    [5, ''],
    ['x/'.repeat(50), ''],
  ])('reads the folder %j as %j', (directory, folder) => expect(folderOf(directory)).toBe(folder))
})

it('asks whether what it knows still holds, and takes it where it does', async () => {
  const store = memoryStore()
  const host = await start({ store })
  const first = await host.lookup('owner/mail', '1.0.0')
  const tomorrow = memoryHost({ env: { GITHUB_API_URL: github.url }, now: new Date('2026-11-21T12:00:00Z') })
  expect(await another({ store, host: tomorrow }).lookup('owner/mail', '1.0.0')).toEqual(first)
  expect(github.requests.map(({ status }) => status)).toEqual([200, 200, 304, 304])
})

it.each([
  ['owner/mail', '1.1.0', undefined, true],
  ['owner/mail', '1.2.0', undefined, true],
  ['owner/mail', '1.3.0', undefined, false],
  ['owner/mail', '0.0', undefined, false],
  ['owner/many', '0.150.0', undefined, true],
  ['owner/many', '0.1.0', undefined, true],
  ['owner/many', '9.0.0', undefined, null],
  ['owner/many', '9.0.0', 'mail', false],
])('%s tags %s: %s → %s', async (repository, version, name, tagOfVersion) => {
  const host = await start()
  expect(await host.lookup(repository, version, name)).toMatchObject({ value: { tagOfVersion, tagsReleases: true } })
})

it('asks once per version, sends the token, and a stored answer spares the next run', async () => {
  const store = memoryStore()
  const host = await start({ store }, { GITHUB_TOKEN: TOKEN })
  await Promise.all([host.lookup('owner/mail', '1.0.0'), host.lookup('github:owner/mail', '1.0.0')])
  expect(github.requests.map(({ path }) => path).sort()).toEqual(['/repos/owner/mail', '/repos/owner/mail/tags'])
  expect(new Set(github.requests.map(({ authorization }) => authorization))).toEqual(new Set([`token ${TOKEN}`]))
  await another({ store }).lookup('owner/mail', '1.0.0')
  expect(github.requests).toHaveLength(2)
  const tomorrow = memoryHost({ env: { GITHUB_API_URL: github.url }, now: new Date('2026-11-21T12:00:00Z') })
  expect(await another({ store, offline: true, host: tomorrow }).lookup('owner/mail', '1.0.0')).toMatchObject({
    known: true,
  })
  expect(github.requests).toHaveLength(2)
  await another({ store, host: tomorrow }).lookup('owner/mail', '1.0.0')
  expect(github.requests).toHaveLength(4)
})

describe('what can not be had is unknown, and is not asked for again where that is of no use', () => {
  it.each([
    ['a limit without a token', { status: 403, headers: { 'x-ratelimit-remaining': '0' } }, /GITHUB_TOKEN/, true],
    ['too many requests', { status: 429, headers: { 'retry-after': '3600' } }, /limit/, true],
    ['a secondary limit', { status: 403, headers: { 'retry-after': '3600' } }, /refuses/, false],
    ['a bad token', { status: 401 }, /refuses the token/, true],
    ['an outage', { status: 502 }, /error \(502\)/, false],
    ['silence', 'silent', /can't be reached/, true],
    ['a redirect to another host', { redirect: 'https://elsewhere.example/' }, /can't be reached/, true],
  ] as const)('%s', async (_, fault, reason, lasting) => {
    const host = await start({ timeout: 400 })
    github.fail(fault)
    const answer = await host.lookup('owner/mail', '1.0.0')
    expect(answer).toMatchObject({ known: false, reason: expect.stringMatching(reason) })
    const asked = github.requests.length
    await host.lookup('owner/untagged', '1.0.0')
    if (lasting) expect(github.requests).toHaveLength(asked)
    else expect(github.requests.length).toBeGreaterThan(asked)
  })

  it('without a network', async () => {
    const host = await start()
    await github.close()
    expect(await host.lookup('owner/mail', '1.0.0')).toMatchObject({ known: false, reason: /reached/ })
    github = await startGitHub({ repositories: {} })
  })

  it('offline, for another host, and with an API that is no URL', async () => {
    const host = await start({ offline: true })
    expect(await host.lookup('owner/mail', '1.0.0')).toMatchObject({ known: false, reason: /--offline/ })
    expect(await host.lookup('https://gitlab.com/a/b', '1.0.0')).toMatchObject({ reason: /not on GitHub/ })
    const broken = another({}, { GITHUB_API_URL: 'file:///etc/passwd' })
    expect(await broken.lookup('owner/mail', '1.0.0')).toMatchObject({ reason: /GITHUB_API_URL/ })
    expect(github.requests).toEqual([])
  })
})

it('the token goes to no other host', async () => {
  const elsewhere: LoopbackRegistry = await startRegistry({ packages: {} })
  const host = await start({ timeout: 400 }, { GITHUB_TOKEN: TOKEN })
  github.fail({ redirect: `${elsewhere.url}repos/owner/mail` })
  await host.lookup('owner/mail', '1.0.0')
  expect(elsewhere.requests).toEqual([])
  await elsewhere.close()
})

it.each([
  ['git+https://github.com/o/r.git'],
  ['github:o/r'],
  ['o/r'],
  ['git@github.com:o/r.git'],
  ['git+ssh://git@github.com/o/r.git'],
  ['git://github.com/o/r.git#main'],
  ['https://github.com/o/r/tree/main/packages/x'],
  ['https://www.github.com/o/r/'],
  ['https://user:password@github.com/o/r'],
])('reads %s', (url) => expect(gitHubName(url)).toEqual({ owner: 'o', repo: 'r' }))

it.each([
  'https://github.com/o/r%2f..%2f..',
  'github:o/r/../../x',
  'https://github.com/../r',
  'https://github.com/o/..',
  'https://github.com.evil.example/o/r',
  'https://evil.example/github.com/o/r',
  'gist:123',
  'gitlab:o/r',
  'https://github.com/o',
  `github:${'o'.repeat(60)}/r`,
  '',
  '\0',
  'github:o/\u202er',
])('reads no name from %j', (url) => expect(gitHubName(url)).toBeNull())

it('reads both forms of the field, and nothing from others', () => {
  expect(repositoryOf({ repository: 'github:o/r' })).toBe('github:o/r')
  expect(repositoryOf({ repository: { type: 'git', url: ' https://github.com/o/r ' } })).toBe('https://github.com/o/r')
  for (const repository of [undefined, null, 5, [], {}, { url: 5 }, '', '  '])
    expect(repositoryOf({ repository })).toBeNull()
})

it('tells tags apart', () => {
  for (const tag of ['1.2.3', 'v1.2.3', 'V1.2.3', 'a@1.2.3', '@s/a@1.2.3', 'a-v1.2.3', 'p/a/v1.2.3', 'release_1.2.3']) {
    expect([tag, namesVersion(tag, '1.2.3')]).toEqual([tag, true])
  }
  for (const tag of ['11.2.3', 'v0.1.2.3', '1.2.3-rc.1', 'v1x2x3', ''])
    expect([tag, namesVersion(tag, '1.2.3')]).toEqual([tag, false])
})
