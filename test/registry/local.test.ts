import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import process from 'node:process'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { localArtifact } from '../../src/registry/local.js'
import { DEFAULT_REGISTRY_LIMITS } from '../../src/registry/npm.js'
import { failureOf } from '../support/npm-registry.js'
import { hostileTarballs, packageTarball } from '../support/packages.js'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'touchstone-local-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

async function write(files: Record<string, string>): Promise<string> {
  for (const [name, content] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(folder, name)), { recursive: true })
    await writeFile(path.join(folder, name), content)
  }
  return folder
}

const manifest = JSON.stringify({ name: '@scope/mail', version: '1.2.3' })

it('reads a tarball like one of a registry', async () => {
  const { bytes, integrity } = packageTarball({ 'package.json': { name: 'mail', version: '1.0.0' }, 'a.js': 'x' })
  const file = path.join(folder, 'mail-1.0.0.tgz')
  await writeFile(file, bytes)
  const { artifact, release } = await localArtifact(file)
  expect(artifact).toMatchObject({ purl: 'pkg:npm/mail@1.0.0', integrity, refused: [] })
  expect(artifact.list().map(({ path }) => path)).toEqual(['a.js', 'package.json'])
  expect(release).toMatchObject({ name: 'mail', version: '1.0.0', integrity: { known: true, value: integrity } })
  expect(release.publishedAt.known || release.publisher.known || release.provenance.known).toBe(false)
})

it('reads a folder, without what npm never packs, and hashes its content', async () => {
  const files = {
    'package.json': manifest,
    'dist/index.js': 'x()',
    'node_modules/dep/index.js': 'dep',
    '.git/config': 'g',
  }
  const { artifact, release } = await localArtifact(await write(files))
  expect(artifact.list().map(({ path }) => path)).toEqual(['dist/index.js', 'package.json'])
  expect(Buffer.from(artifact.read('dist/index.js') ?? []).toString()).toBe('x()')
  expect(release.purl).toBe('pkg:npm/%40scope/mail@1.2.3')
  expect(artifact.integrity).toBe((await localArtifact(folder)).artifact.integrity)
  await write({ 'dist/index.js': 'y()' })
  expect((await localArtifact(folder)).artifact.integrity).not.toBe(artifact.integrity)
})

it.runIf(process.platform !== 'win32')('follows no link, neither out of the folder nor in a circle', async () => {
  await write({ 'package.json': manifest, 'index.js': 'x' })
  await symlink('/etc', path.join(folder, 'etc'))
  await symlink('/etc/passwd', path.join(folder, 'passwd.js'))
  await symlink('.', path.join(folder, 'self'))
  const { artifact } = await localArtifact(folder)
  expect(artifact.list().map(({ path }) => path)).toEqual(['index.js', 'package.json'])
  expect(artifact.refused.map(({ path }) => path).sort()).toEqual(['etc', 'passwd.js', 'self'])
})

it('bounds the number and the size of files', async () => {
  await write({ 'package.json': manifest, 'a.js': 'x'.repeat(500), 'b.js': 'y' })
  const limited = (limits: object) => failureOf(localArtifact(folder, { ...DEFAULT_REGISTRY_LIMITS, ...limits }))
  expect((await limited({ files: 2 })).message).toContain('more than 2 files')
  expect((await limited({ unpackedBytes: 300 })).message).toContain('holds more than')
})

it.each([
  ['nothing', {}, 'holds no package.json'],
  ['no JSON', { 'package.json': '{' }, 'no JSON object'],
  ['a list', { 'package.json': '[]' }, 'no JSON object'],
])('says what is wrong with a folder that holds %s', async (_, files, message) => {
  const error = await failureOf(localArtifact(await write(files as Record<string, string>)))
  expect(error).toMatchObject({ name: 'RegistryError', stage: 'fetch', subject: folder })
  expect(error.message).toContain(message)
})

it('a manifest without name and version, or with hostile ones, still gives an artefact', async () => {
  expect((await localArtifact(await write({ 'package.json': '{}' }))).release.purl).toBe('pkg:npm/unnamed@0.0.0')
  const hostile = '{"name":"../../x\\u001b[2J","version":5,"__proto__":{"polluted":1}}'
  const { release } = await localArtifact(await write({ 'package.json': hostile }))
  expect(release.purl).not.toContain('\u001b')
  expect(({} as Record<string, unknown>).polluted).toBeUndefined()
})

it('says what is wrong with a path that is absent, or with a file that is no tarball', async () => {
  expect(await failureOf(localArtifact(path.join(folder, 'absent.tgz')))).toMatchObject({
    message: expect.stringContaining('does not exist'),
  })
  const file = path.join(folder, 'x.tgz')
  for (const kind of ['notTarball', 'truncated', 'empty'] as const) {
    await writeFile(file, hostileTarballs[kind]().bytes)
    expect(await failureOf(localArtifact(file))).toMatchObject({ name: 'RegistryError', stage: 'fetch' })
  }
})
