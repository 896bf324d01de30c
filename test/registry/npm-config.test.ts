/** npm's own configuration decides which registry is asked, and who gets which credential. */
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import process from 'node:process'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { nodeHost } from '../../src/host.js'
import { type LoopbackRegistry, startRegistry } from '../support/loopback-registry.js'
import { failureOf, npmHost, testRegistry } from '../support/npm-registry.js'

const TOKEN = 'n0t-a-real-token'
let home: string
let main: LoopbackRegistry
let scoped: LoopbackRegistry

const packages = (...names: string[]) =>
  Object.fromEntries(names.map((name) => [name, { versions: { '1.0.0': { files: { 'index.js': name } } } }]))

beforeEach(async () => {
  home = await mkdtemp(path.join(os.tmpdir(), 'touchstone-npmrc-'))
  main = await startRegistry({ packages: packages('plain', '@corp/private') })
  scoped = await startRegistry({ packages: packages('@corp/private', 'plain'), token: TOKEN })
})
afterEach(async () => {
  await Promise.all([main.close(), scoped.close(), rm(home, { recursive: true, force: true })])
})

const bare = (url: string) => url.replace('http:', '')
const npmrc = (...lines: string[]) => writeFile(path.join(home, '.npmrc'), lines.join('\n'))
const authorizations = (registry: LoopbackRegistry) => registry.requests.map((each) => each.authorization)

async function fetchAll(name: string, options: Parameters<typeof testRegistry>[0] = {}, ofEntry?: string) {
  const registry = await testRegistry({ host: npmHost({}, home), ...options })
  const packument = await registry.packument(name, ofEntry === undefined ? {} : { registry: ofEntry })
  return registry.artifact(registry.pick(packument, { type: 'range', value: '*' }))
}

it("takes the user's registry, and a scope's registry with its token for packument and tarball", async () => {
  await npmrc(`registry=${main.url}`, `@corp:registry=${scoped.url}`, `${bare(scoped.url)}:_authToken=${TOKEN}`)
  await fetchAll('plain')
  await fetchAll('@corp/private')
  expect(authorizations(main)).toEqual([undefined, undefined])
  expect(authorizations(scoped)).toEqual([`Bearer ${TOKEN}`, `Bearer ${TOKEN}`])
})

it('reads credentials as user and password, and from a variable', async () => {
  await npmrc(
    `registry=${main.url}`,
    `${bare(main.url)}:username=someone`,
    `${bare(main.url)}:_password=${Buffer.from('s3cret').toString('base64')}`,
    `@corp:registry=${scoped.url}`,
    `${bare(scoped.url)}:_authToken=\${CORP_TOKEN}`,
  )
  const host = npmHost({}, home)
  await fetchAll('plain', { host })
  await fetchAll('@corp/private', { host: { ...host, env: { ...host.env, CORP_TOKEN: TOKEN } } })
  expect(authorizations(main)[0]).toBe(`Basic ${Buffer.from('someone:s3cret').toString('base64')}`)
  expect(authorizations(scoped)[0]).toBe(`Bearer ${TOKEN}`)
})

it('npm_config_registry wins over the file, and --registry over both and over scopes and entries', async () => {
  await npmrc('registry=https://registry.example/', '@corp:registry=https://registry.example/')
  await fetchAll('plain', { host: npmHost({ registry: main.url }, home) })
  expect(main.count('tarball')).toBe(1)
  await fetchAll('@corp/private', { registry: main.url }, 'https://elsewhere.example/')
  expect(main.count('tarball')).toBe(2)
})

it("an entry's registry stands in for the configured one, and gets no credential of another host", async () => {
  await npmrc(`registry=${scoped.url}`, `${bare(scoped.url)}:_authToken=${TOKEN}`)
  await fetchAll('plain', {}, main.url)
  expect(authorizations(main)).toEqual([undefined, undefined])
  expect(scoped.requests).toEqual([])
})

it("reads no project's .npmrc, neither of the scanned folder nor of the process", async () => {
  const project = path.join(home, 'project')
  await mkdir(project)
  await writeFile(path.join(project, 'package.json'), '{}')
  await writeFile(path.join(project, '.npmrc'), `registry=${scoped.url}\n${bare(scoped.url)}:_authToken=${TOKEN}\n`)
  await npmrc(`registry=${main.url}`)
  const before = process.cwd()
  await fetchAll('plain', { host: { ...npmHost({}, home), cwd: project } })
  expect(process.cwd()).toBe(before)
  expect(main.count('tarball')).toBe(1)
  expect(scoped.requests).toEqual([])
})

it('names a configuration of the user that is no file, and waits for nothing', async () => {
  // A link to itself stands for FIFOs and devices too, of which npm's library would wait for the end.
  await symlink(path.join(home, '.npmrc'), path.join(home, '.npmrc'))
  const error = await failureOf(fetchAll('plain', { host: nodeHost({ home }) }))
  expect([error.stage, error.subject]).toEqual(['resolve', path.join(home, '.npmrc')])
  expect(error.message).toContain('no regular file')
})

describe('credentials stay with the host that they are configured for', () => {
  beforeEach(() => npmrc(`registry=${scoped.url}`, `${bare(scoped.url)}:_authToken=${TOKEN}`))

  it('when the packument or the tarball is redirected elsewhere', async () => {
    scoped.fail('/plain', { redirect: `${main.url}plain` })
    await fetchAll('plain')
    expect(authorizations(scoped)).toEqual([`Bearer ${TOKEN}`])
    expect(authorizations(main)).toEqual([undefined, undefined])
  })

  it('when the packument names a tarball elsewhere', async () => {
    const { files } = { files: { 'index.js': 'x' } }
    main.publish('plain', { versions: { '1.0.0': { files } } })
    scoped.publish('plain', {
      versions: { '1.0.0': { files } },
      packument: (packument) => JSON.parse(JSON.stringify(packument).replaceAll(scoped.url, main.url)),
    })
    await fetchAll('plain')
    expect(main.requests.map(({ kind, authorization }) => [kind, authorization])).toEqual([['tarball', undefined]])
  })

  it('when a redirect carries credentials of its own', async () => {
    main.fail('/plain', { redirect: scoped.url.replace('//', '//evil:evil@').concat('plain') })
    await fetchAll('plain', {}, main.url)
    expect(new Set(authorizations(scoped))).toEqual(new Set([`Bearer ${TOKEN}`]))
  })

  it('and stand in no error', async () => {
    await npmrc(
      `registry=${scoped.url.replace('//', '//user:s3cret@')}`,
      `${bare(scoped.url)}:_authToken=wrong-${TOKEN}`,
    )
    const error = await failureOf(fetchAll('plain'))
    expect(error.message).toMatch(/refuses access/)
    for (const secret of ['s3cret', TOKEN])
      expect(`${error.message}${error.remedy}${error.subject}`).not.toContain(secret)
  })
})

it('honours `before`, as npm does', async () => {
  main.publish('plain', {
    versions: {
      '1.0.0': { files: {}, publishedAt: '2025-01-01T00:00:00Z' },
      '1.0.1': { files: {}, publishedAt: '2025-06-01T00:00:00Z' },
    },
  })
  await npmrc(`registry=${main.url}`, 'before=2025-03-01')
  expect((await fetchAll('plain')).purl).toBe('pkg:npm/plain@1.0.0')
})

it('takes tarballs from the configured registry that a mirror places at the replaced host', async () => {
  main.publish('plain', {
    versions: { '1.0.0': { files: { 'index.js': 'x' } } },
    packument: (packument) => JSON.parse(JSON.stringify(packument).replaceAll(main.url, 'https://origin.example/')),
  })
  await npmrc(`registry=${main.url}`, 'replace-registry-host=origin.example')
  await fetchAll('plain')
  expect(main.count('tarball')).toBe(1)
})

it('a configuration that can not be read costs nothing', async () => {
  await writeFile(path.join(home, '.npmrc'), Buffer.from([0xff, 0xfe, 0, 10, 61, 91, 93]))
  await fetchAll('plain', { registry: main.url })
  expect(main.count('tarball')).toBe(1)
})
