import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { type FileChange, undoChanges, writeChanges } from '../../src/write/changes.js'
import { backupsOf, folder, put } from './faults.js'

async function pinned() {
  const root = folder()
  put(root, { a: 'old a', b: 'old b' })
  const at = (name: string) => path.join(root, name)
  const state = at('state')
  const changes: readonly FileChange[] = [
    { file: at('a'), before: 'old a', after: 'new a' },
    { file: at('b'), before: 'old b', after: 'new b' },
    { file: at('lock'), before: null, after: 'lock' },
  ]
  expect(await writeChanges(changes, state)).toEqual({ written: [at('a'), at('b'), at('lock')], failures: [] })
  return {
    root,
    at,
    state,
    manifest: at('state/backup/1/manifest.json'),
    read: (name: string) => readFileSync(at(name), 'utf8'),
    write: (name: string, before: string, after: string) => writeChanges([{ file: at(name), before, after }], state),
    undo: () => undoChanges(state),
  }
}

const failing = (message: RegExp, remedy = /./) =>
  expect.objectContaining({
    stage: 'write',
    message: expect.stringMatching(message),
    remedy: expect.stringMatching(remedy),
  })

const NOTHING = failing(/^there is nothing to undo$/)

describe('undoing', () => {
  it('puts everything back, removes what was new, and then itself', async () => {
    const { root, at, read, undo } = await pinned()
    expect(await undo()).toEqual({ written: [at('a'), at('b'), at('lock')], failures: [] })
    expect([read('a'), read('b'), existsSync(at('lock'))]).toEqual(['old a', 'old b', false])
    expect(backupsOf(root)).toEqual([])
  })

  it('can be done once', async () => {
    const { undo } = await pinned()
    await undo()
    expect(await undo()).toEqual({ written: [], failures: [NOTHING] })
  })

  it('makes no folder where there was none', async () => {
    const root = folder()
    expect(await undoChanges(path.join(root, 'state'))).toEqual({ written: [], failures: [NOTHING] })
    expect(existsSync(path.join(root, 'state'))).toBe(false)
  })

  it('brings back what was before the last change alone', async () => {
    const { root, read, write, undo } = await pinned()
    await write('a', 'new a', 'newer a')
    expect(backupsOf(root)).toEqual(['2'])
    await undo()
    expect([read('a'), read('b')]).toEqual(['new a', 'new b'])
    expect((await undo()).failures).toEqual([NOTHING])
  })

  it('leaves what somebody changed since, says where the old bytes are, and keeps them', async () => {
    const { at, read, undo } = await pinned()
    writeFileSync(at('a'), 'theirs')
    writeFileSync(at('lock'), 'theirs')
    const { written, failures } = await undo()
    expect(written).toEqual([at('b')])
    expect(failures).toEqual([
      failing(/^was changed since/, /What it held before is in .*backup\/1\/0/),
      failing(/^was changed since/, /no such file before/),
    ])
    expect([read('a'), read('b'), read('lock')]).toEqual(['theirs', 'old b', 'theirs'])
    expect(read('state/backup/1/0')).toBe('old a')
    // What was put back is out of it, whatever becomes of it.
    writeFileSync(at('b'), 'later')
    writeFileSync(at('a'), 'new a')
    expect(await undo()).toMatchObject({ written: [at('a')], failures: [{ subject: at('lock') }] })
    expect([read('a'), read('b')]).toEqual(['old a', 'later'])
  })

  it('leaves files that are gone, became links or folders', async () => {
    const { root, at, undo } = await pinned()
    rmSync(at('a'))
    rmSync(at('b'))
    put(root, { elsewhere: 'new b' })
    symlinkSync('elsewhere', at('b'))
    rmSync(at('lock'))
    mkdirSync(at('lock'))
    const { written, failures } = await undo()
    expect(written).toEqual([])
    expect(failures).toEqual([failing(/changed since/), failing(/changed since/), failing(/changed since/)])
    expect(readFileSync(at('elsewhere'), 'utf8')).toBe('new b')
  })

  it('counts what stands as before already', async () => {
    const { root, at, undo } = await pinned()
    writeFileSync(at('a'), 'old a')
    rmSync(at('lock'))
    expect(await undo()).toEqual({ written: [at('a'), at('b'), at('lock')], failures: [] })
    expect(backupsOf(root)).toEqual([])
  })

  it('leaves read-only files, and can be done again', async () => {
    const { at, read, undo } = await pinned()
    chmodSync(at('a'), 0o444)
    expect(await undo()).toMatchObject({ failures: [{ subject: at('a') }] })
    chmodSync(at('a'), 0o644)
    expect(await undo()).toEqual({ written: [at('a')], failures: [] })
    expect(read('a')).toBe('old a')
  })
})

describe('a backup', () => {
  it('is for the user alone', async () => {
    const { at, manifest } = await pinned()
    for (const name of ['state', 'state/backup', 'state/backup/1']) expect(statSync(at(name)).mode & 0o777).toBe(0o700)
    expect(statSync(manifest).mode & 0o777).toBe(0o600)
    expect(statSync(at('state/backup/1/0')).mode & 0o777).toBe(0o600)
  })

  it('whose bytes were altered or are gone puts nothing back', async () => {
    const { at, read, undo } = await pinned()
    writeFileSync(at('state/backup/1/0'), 'altered')
    rmSync(at('state/backup/1/1'))
    const { written, failures } = await undo()
    expect(written).toEqual([at('lock')])
    expect(failures).toEqual([failing(/was altered, or is gone/), failing(/was altered, or is gone/)])
    expect([read('a'), read('b')]).toEqual(['new a', 'new b'])
  })

  it.each([
    ['empty', () => ''],
    ['cut off', (text: string) => text.slice(0, 100)],
    ['no object', () => 'null'],
    ['of a newer version', (text: string) => text.replace('"backupVersion": 1', '"backupVersion": 2')],
    ['with a relative path', (text: string) => text.replace(/"real": "[^"]*"/, '"real": "../x"')],
    ['with a content that leads out', (text: string) => text.replace('"content": "0"', '"content": "../../../x"')],
    ['with another digest', (text: string) => text.replace(/"after": "\w+"/, '"after": "0"')],
    ['with a token that leads out', (text: string) => text.replace(/"token": "\w+"/, '"token": "/../../x"')],
    ['with something more', (text: string) => text.replace('"whole"', '"__proto__": {}, "x": 1, "whole"')],
    [
      'with a file twice',
      (text: string) => {
        const data = JSON.parse(text)
        data.files.push(data.files[0])
        return JSON.stringify(data)
      },
    ],
    ['in another encoding', (text: string) => Buffer.from(text, 'utf16le')],
  ] as const)('whose manifest is %s is not used', async (_, broken) => {
    const { root, manifest, read, undo, write } = await pinned()
    writeFileSync(manifest, broken(readFileSync(manifest, 'utf8')))
    const { written, failures } = await undo()
    expect(written).toEqual([])
    expect(failures).toEqual([failing(/^the backup can't be used: /, /What it holds of your files is in .*backup\/1/)])
    expect([read('a'), read('b'), read('lock'), read('state/backup/1/0')]).toEqual(['new a', 'new b', 'lock', 'old a'])
    // The next change makes one of its own, and it alone stays.
    expect((await write('a', 'new a', 'newer a')).failures).toEqual([])
    expect(backupsOf(root)).toEqual(['2'])
    expect((await undo()).failures).toEqual([])
    expect(read('a')).toBe('new a')
  })

  it('whose manifest is a folder, a link or a FIFO is not used', async () => {
    const { manifest, undo, at } = await pinned()
    rmSync(manifest)
    mkdirSync(manifest)
    expect((await undo()).failures).toEqual([failing(/is a folder/)])
    rmSync(manifest, { recursive: true })
    symlinkSync(at('a'), manifest)
    expect((await undo()).failures).toEqual([failing(/not a regular file/)])
  })

  it('holds nothing that a stranger put beside it', async () => {
    const { root, undo } = await pinned()
    put(root, { 'state/backup/1/notes': 'mine', 'state/backup/x': 'mine', 'state/backup/007/manifest.json': '{}' })
    expect((await undo()).failures).toEqual([])
    expect(backupsOf(root)).toEqual(['007', '1', 'x'])
    expect(readFileSync(path.join(root, 'state/backup/1/notes'), 'utf8')).toBe('mine')
    expect((await undo()).failures).toEqual([NOTHING])
  })
})
