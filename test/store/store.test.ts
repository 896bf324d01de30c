import { createHash } from 'node:crypto'
import { chmod, mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import process from 'node:process'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { memoryStore, openStore, type Store } from '../../src/store/store.js'

const bytes = Buffer.from('some content')
const sri = (algorithm: string, data: Uint8Array) =>
  `${algorithm}-${createHash(algorithm).update(data).digest('base64')}`
const posix = process.platform !== 'win32'

let folder: string
let warnings: string[]
beforeEach(async () => {
  folder = path.join(await mkdtemp(path.join(os.tmpdir(), 'touchstone-store-')), 'cache')
  warnings = []
})
afterEach(() => rm(path.dirname(folder), { recursive: true, force: true }))

const open = () => openStore(folder, { onWarning: (message) => warnings.push(message) })

describe.each([
  ['in memory', async () => memoryStore()],
  ['in a folder', open],
] as [string, () => Promise<Store>][])('a store %s', (_, make) => {
  it('keeps by key and by integrity', async () => {
    const store = await make()
    await store.put('packument x', bytes)
    expect(Buffer.from((await store.get('packument x')) ?? [])).toEqual(bytes)
    expect(await store.get('other')).toBeUndefined()
    for (const algorithm of ['sha512', 'sha384', 'sha256', 'sha1']) {
      await store.putByIntegrity(sri(algorithm, bytes), bytes)
      expect(Buffer.from((await store.getByIntegrity(sri(algorithm, bytes))) ?? [])).toEqual(bytes)
    }
  })

  it('stores nothing under an integrity that it does not have', async () => {
    const store = await make()
    const other = sri('sha512', Buffer.from('other'))
    await store.putByIntegrity(other, bytes)
    expect(await store.getByIntegrity(other)).toBeUndefined()
  })

  it('takes any key', async () => {
    const store = await make()
    for (const key of ['../../escape', '', '__proto__', 'a\0b', 'x'.repeat(5000)]) {
      await store.put(key, bytes)
      expect(Buffer.from((await store.get(key)) ?? [])).toEqual(bytes)
    }
  })
})

it('is there again when the folder is opened again', async () => {
  await (await open()).put('key', bytes)
  expect(Buffer.from((await (await open()).get('key')) ?? [])).toEqual(bytes)
})

it('treats damaged content as absent, and takes it anew', async () => {
  const store = await open()
  await store.put('key', bytes)
  await store.putByIntegrity(sri('sha512', bytes), bytes)
  await damage(folder)
  expect(await store.get('key')).toBeUndefined()
  expect(await store.getByIntegrity(sri('sha512', bytes))).toBeUndefined()
  await store.putByIntegrity(sri('sha512', bytes), bytes)
  expect(Buffer.from((await store.getByIntegrity(sri('sha512', bytes))) ?? [])).toEqual(bytes)
})

it('is for its owner alone', async () => {
  await open()
  if (posix) expect((await stat(folder)).mode & 0o777).toBe(0o700)
})

it.runIf(posix)('does not use a folder that others can write to', async () => {
  await mkdir(folder)
  await chmod(folder, 0o777)
  const store = await open()
  await store.put('key', bytes)
  expect(warnings).toEqual([expect.stringContaining('other users can write to it')])
  expect(await readdir(folder)).toEqual([])
  expect(Buffer.from((await store.get('key')) ?? [])).toEqual(bytes)
})

it('warns once and goes on where the folder is a file', async () => {
  await writeFile(folder, '')
  const store = await open()
  await store.put('a', bytes)
  expect(warnings).toHaveLength(1)
})

it('warns once and goes on where writing fails later', async () => {
  const store = await open()
  // As root no permission stops a write; a file in place of cacache's folder does.
  await rm(path.join(folder, 'tmp'), { recursive: true, force: true })
  await writeFile(path.join(folder, 'tmp'), '')
  await store.put('a', bytes)
  await store.put('b', bytes)
  expect(warnings).toEqual([expect.stringContaining("can't be written")])
  expect(await store.get('a')).toBeUndefined()
})

async function damage(directory: string): Promise<void> {
  for (const entry of await readdir(directory, { withFileTypes: true, recursive: true })) {
    const file = path.join(entry.parentPath, entry.name)
    if (entry.isFile() && file.includes('content-v')) await writeFile(file, 'some c0ntent')
  }
}
