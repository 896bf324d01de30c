import {
  chmodSync,
  chownSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import path from 'node:path'
import process from 'node:process'
import { describe, expect, it } from 'vitest'
import { type FileChange, undoChanges, writeChanges } from '../../src/write/changes.js'
import { type Disk, nodeDisk } from '../../src/write/disk.js'
import { backupsOf, folder, put, treeOf } from './faults.js'

const isRoot = process.getuid?.() === 0

/** A folder with files, and ways to write and undo there. */
function stage(files: Readonly<Record<string, string | Uint8Array>> = {}) {
  const root = folder()
  put(root, files)
  const at = (name: string) => path.join(root, name)
  const state = at('state')
  return {
    root,
    at,
    read: (name: string) => readFileSync(at(name), 'utf8'),
    change: (name: string, before: string | null, after: string, more: Partial<FileChange> = {}): FileChange => ({
      file: at(name),
      before,
      after,
      ...more,
    }),
    write: (changes: readonly FileChange[], disk: Disk = nodeDisk) => writeChanges(changes, state, { disk }),
    undo: () => undoChanges(state),
    /** Names in the folder of a file. */
    beside: (name: string) => readdirSync(path.dirname(at(name))).filter((each) => each !== 'state'),
  }
}

/** A disk on which somebody else does something right before a step. */
function meanwhile(step: keyof Disk, act: () => void, times = 1): Disk {
  let left = times
  return {
    ...nodeDisk,
    [step]: (...words: never[]) => {
      if (left > 0) {
        left -= 1
        act()
      }
      return (nodeDisk[step] as (...words: never[]) => unknown)(...words)
    },
  }
}

const failing = (...words: readonly string[]) =>
  expect.objectContaining({ stage: 'write', message: expect.stringMatching(words.join('.*')) })

describe('what is written', () => {
  it('is the text, byte for byte', async () => {
    const { at, change, write, undo } = stage({ a: '{\r\n\t"ä": "😀"\r\n}' })
    const before = '{\r\n\t"ä": "😀"\r\n}'
    const after = '{\r\n\t"ä": "😀!"\r\n}'
    expect(await write([change('a', before, after)])).toEqual({ written: [at('a')], failures: [] })
    expect(readFileSync(at('a'))).toEqual(Buffer.from(after))
    expect(await undo()).toEqual({ written: [at('a')], failures: [] })
    expect(readFileSync(at('a'))).toEqual(Buffer.from(before))
  })

  it('keeps a byte order mark, whether the texts have it or not', async () => {
    const { read, change, write } = stage({ a: '\ufeffold', b: '\ufeffold', c: 'old', d: '\ufeffold' })
    const { failures } = await write([
      change('a', 'old', 'new'),
      change('b', '\ufeffold', '\ufeffnew'),
      change('c', '\ufeffold', '\ufeffnew'),
      change('d', '\ufeffold', 'new'),
    ])
    expect([read('a'), read('b'), read('c'), read('d')]).toEqual(['\ufeffnew', '\ufeffnew', 'old', 'new'])
    // The text that it was made from began with a mark that the file does not have.
    expect(failures).toEqual([failing('changed in the meantime')])
  })

  it('keeps the mode', async () => {
    const { at, change, write, undo } = stage({ a: 'old' })
    for (const mode of [0o600, 0o640, 0o755, 0o666]) {
      writeFileSync(at('a'), 'old')
      chmodSync(at('a'), mode)
      await write([change('a', 'old', 'new')])
      expect(statSync(at('a')).mode & 0o7777).toBe(mode)
      await undo()
      expect(statSync(at('a')).mode & 0o7777).toBe(mode)
    }
  })

  it.runIf(isRoot)('keeps the owner and the group', async () => {
    const { at, change, write, undo } = stage({ a: 'old' })
    chownSync(at('a'), 1234, 2345)
    chmodSync(at('a'), 0o2664)
    await write([change('a', 'old', 'new')])
    expect(statSync(at('a'))).toMatchObject({ uid: 1234, gid: 2345 })
    expect(statSync(at('a')).mode & 0o7777).toBe(0o2664)
    await undo()
    expect(statSync(at('a'))).toMatchObject({ uid: 1234, gid: 2345 })
  })

  it('is nothing where all stands as wanted: no backup is made, and the one before stays', async () => {
    const { root, at, change, write, read, undo } = stage({ a: 'old' })
    await write([change('a', 'new', 'old')])
    expect(backupsOf(root)).toEqual([])
    await write([change('a', 'old', 'new')])
    const before = statSync(at('a')).ino
    expect(await write([change('a', 'old', 'new')])).toEqual({ written: [at('a')], failures: [] })
    expect(statSync(at('a')).ino).toBe(before)
    await undo()
    expect(read('a')).toBe('old')
  })

  it('is an empty file, a large one, and many', async () => {
    const { change, write, read, undo } = stage({ empty: '', large: 'x'.repeat(5_000_000) })
    const many = Array.from({ length: 50 }, (_, index) => change(`new-${index}`, null, String(index)))
    const changes = [change('empty', '', 'text'), change('large', 'x'.repeat(5_000_000), ''), ...many]
    expect((await write(changes)).failures).toEqual([])
    expect([read('empty'), read('large'), read('new-49')]).toEqual(['text', '', '49'])
    expect((await undo()).failures).toEqual([])
    expect([read('empty'), read('large').length]).toEqual(['', 5_000_000])
  })

  it('leaves nothing beside it', async () => {
    const { change, write, beside, undo } = stage({ a: 'old' })
    await write([change('a', 'old', 'new')])
    expect(beside('a')).toEqual(['a'])
    await undo()
    expect(beside('a')).toEqual(['a'])
  })
})

describe('links', () => {
  it('are followed to the real file, through chains and folders', async () => {
    const { root, at, change, write, undo, read } = stage({ 'dotfiles/deep/mcp.json': 'old', 'config/x': '' })
    symlinkSync('../dotfiles', at('config/linked'))
    symlinkSync('linked/deep/mcp.json', at('config/second'))
    symlinkSync(at('config/second'), at('config/first'))
    const before = treeOf(root)
    expect(await write([change('config/first', 'old', 'new')])).toEqual({ written: [at('config/first')], failures: [] })
    expect(treeOf(root)).toEqual({ ...before, 'dotfiles/deep/mcp.json': 'new' })
    expect(readlinkSync(at('config/second'))).toBe('linked/deep/mcp.json')
    await undo()
    expect(read('dotfiles/deep/mcp.json')).toBe('old')
    expect(lstatSync(at('config/first')).isSymbolicLink()).toBe(true)
  })

  it('that go up from a linked folder lead where the system says', async () => {
    const { at, change, write, read } = stage({ 'far/away/x': '', 'far/mcp.json': 'old', 'mcp.json': 'wrong' })
    symlinkSync(at('far/away'), at('near'))
    symlinkSync('../mcp.json', at('far/away/up'))
    await write([change('near/up', 'old', 'new')])
    expect([read('far/mcp.json'), read('mcp.json')]).toEqual(['new', 'wrong'])
  })

  it('that lead nowhere are refused, for a repository could choose where a file is made', async () => {
    const { at, change, write } = stage()
    symlinkSync('elsewhere', at('mcp-lock.json'))
    const { written, failures } = await write([change('mcp-lock.json', null, 'new')])
    expect(written).toEqual([])
    expect(failures).toEqual([failing('link to a file that does not exist')])
    expect(lstatSync(at('mcp-lock.json')).isSymbolicLink()).toBe(true)
  })

  it('that lead in a circle are refused', async () => {
    const { at, change, write } = stage()
    symlinkSync('b', at('a'))
    symlinkSync('a', at('b'))
    expect((await write([change('a', 'x', 'y')])).failures).toEqual([failing('leads back to itself', 'ELOOP')])
  })

  it('to one file, and the file itself, change it one after the other', async () => {
    const { at, change, write, read, undo } = stage({ real: 'one two three' })
    symlinkSync('real', at('a'))
    symlinkSync('a', at('b'))
    const edit = (from: string, to: string) => ({ again: async (text: string) => text.replace(from, to) })
    const result = await write([
      change('a', 'one two three', '1 two three', edit('one', '1')),
      change('b', 'one two three', 'one 2 three', edit('two', '2')),
      change('real', 'one two three', 'one two 3', edit('three', '3')),
    ])
    expect(result).toEqual({ written: [at('a'), at('b'), at('real')], failures: [] })
    expect(read('real')).toBe('1 2 3')
    await undo()
    expect(read('real')).toBe('one two three')
  })
})

describe('what can not be written', () => {
  it('is a file that is no UTF-8', async () => {
    const bytes = {
      latin: Uint8Array.of(0x22, 0xe4, 0x22),
      marked: Uint8Array.of(0xff, 0xfe, 0x7b, 0, 0x7d, 0),
      unmarked: Uint8Array.of(0x7b, 0, 0x7d, 0),
    }
    const { at, change, write } = stage(bytes)
    const { written, failures } = await write(Object.keys(bytes).map((name) => change(name, '{}', 'x')))
    expect(written).toEqual([])
    expect(failures).toEqual([
      failing('not valid UTF-8'),
      failing('UTF-16, and only UTF-8'),
      failing('UTF-16, and only UTF-8'),
    ])
    for (const [name, old] of Object.entries(bytes)) expect(new Uint8Array(readFileSync(at(name)))).toEqual(old)
  })

  it('is a folder, a file in a folder that is none, or in one that is not there', async () => {
    const { at, change, write } = stage({ file: 'x' })
    mkdirSync(at('folder'))
    const { failures } = await write([
      change('folder', 'x', 'y'),
      change('file/mcp.json', null, 'y'),
      change('gone/mcp.json', null, 'y'),
      change(`${'n'.repeat(300)}`, null, 'y'),
    ])
    expect(failures).toEqual([
      failing('it is a folder'),
      failing('a folder of its path is a file', 'ENOTDIR'),
      failing('its folder does not exist', 'ENOENT'),
      failing('longer than the system allows', 'ENAMETOOLONG'),
    ])
    expect(failures.map(({ subject }) => subject)).toContain(at('gone/mcp.json'))
  })

  it('is a device', async () => {
    const { change, write } = stage()
    const { failures } = await write([{ ...change('x', '', 'y'), file: '/dev/null' }])
    expect(failures).toEqual([failing('is not a regular file')])
    expect(lstatSync('/dev/null').isCharacterDevice()).toBe(true)
  })

  it('is a read-only file, for root too', async () => {
    const { at, change, write, read } = stage({ a: 'old' })
    chmodSync(at('a'), 0o444)
    expect((await write([change('a', 'old', 'new')])).failures).toEqual([failing('it is read-only')])
    expect(read('a')).toBe('old')
  })

  it('is a file with several names', async () => {
    const { at, change, write, read } = stage({ a: 'old' })
    linkSync(at('a'), at('b'))
    expect((await write([change('a', 'old', 'new')])).failures).toEqual([failing('2 names', 'hard links')])
    expect([read('a'), read('b')]).toEqual(['old', 'old'])
  })

  it.runIf(!isRoot)('is a file in a folder that is not writable', async () => {
    const { at, change, write, beside } = stage({ 'sub/a': 'old' })
    chmodSync(at('sub'), 0o555)
    expect((await write([change('sub/a', 'old', 'new')])).failures).toEqual([failing('may not make files', 'EACCES')])
    expect(beside('sub/a')).toEqual(['a'])
    chmodSync(at('sub'), 0o755)
  })

  it('is a file for which no backup can be made', async () => {
    const { at, change, write, read } = stage({ a: 'old', state: 'a file' })
    const result = await write([change('a', 'old', 'new'), change('b', null, 'new')])
    expect(result).toEqual({
      written: [],
      failures: [failing('a folder of its path is a file', 'no file was changed')],
    })
    expect(result.failures[0]?.subject).toBe(at('state/backup'))
    expect(read('a')).toBe('old')
  })

  it('does not keep the others from being written', async () => {
    const { at, change, write, read } = stage({ a: 'old', b: 'old', c: 'old' })
    chmodSync(at('b'), 0o444)
    const result = await write([change('a', 'old', 'new'), change('b', 'old', 'new'), change('c', 'old', 'new')])
    expect(result.written).toEqual([at('a'), at('c')])
    expect(result.failures.map(({ subject }) => subject)).toEqual([at('b')])
    expect([read('a'), read('b'), read('c')]).toEqual(['new', 'old', 'new'])
  })

  it('is a full disk, a failing one, or one that allows no more: in words', async () => {
    for (const [code, words] of [
      ['ENOSPC', 'the disk is full'],
      ['EDQUOT', 'quota'],
      ['EROFS', 'read-only file system'],
      ['EPERM', 'the system forbids it'],
      ['EBUSY', 'mounted by itself'],
      ['EXDEV', 'mounted by itself'],
      ['EWHATEVER', 'the system refuses it'],
    ] as const) {
      const { at, change, write, read, beside } = stage({ a: 'old' })
      const rename: Disk['rename'] = (from, to) =>
        to === at('a') ? Promise.reject(Object.assign(new Error(code), { code })) : nodeDisk.rename(from, to)
      const { failures } = await write([change('a', 'old', 'new')], { ...nodeDisk, rename })
      expect(failures).toHaveLength(1)
      expect(failures[0]?.message).toMatch(new RegExp(`${words}.*\\(${code}\\)$`))
      expect([read('a'), ...beside('a')]).toEqual(['old', 'a'])
    }
  })

  it('says nothing of what the file holds', async () => {
    const { change, write } = stage({ a: '"s3cr3t"', b: Uint8Array.of(0x73, 0x33, 0x63, 0xff) })
    const again = () => Promise.reject(new Error('at "s3cr3t"'))
    const { failures } = await write([change('a', 'x', 'y', { again }), change('b', 'x', 'y')])
    expect(failures).toHaveLength(2)
    expect(JSON.stringify(failures)).not.toMatch(/s3c/)
  })
})

describe('new files', () => {
  it('get the rights that the user gives to new files', async () => {
    const { at, change, write } = stage()
    writeFileSync(at('other'), '')
    await write([change('mcp-lock.json', null, 'lock')])
    expect(statSync(at('mcp-lock.json')).mode).toBe(statSync(at('other')).mode)
  })

  it('get folders of their own where that is wanted', async () => {
    const { at, change, write, read } = stage()
    const result = await write([change('.config/touchstone/mcp-lock.json', null, 'lock', { createFolders: true })])
    expect(result.failures).toEqual([])
    expect(read('.config/touchstone/mcp-lock.json')).toBe('lock')
    for (const name of ['.config', '.config/touchstone']) expect(statSync(at(name)).mode & 0o777).toBe(0o700)
  })

  it('are refused where somebody made one meanwhile', async () => {
    const { change, write, read } = stage({ a: 'theirs' })
    expect((await write([change('a', null, 'ours')])).failures).toEqual([failing('made by somebody else')])
    expect(read('a')).toBe('theirs')
    const again = async (text: string) => `${text} and ours`
    expect((await write([change('a', null, 'ours', { again })])).failures).toEqual([])
    expect(read('a')).toBe('theirs and ours')
  })
})

describe('what somebody else writes meanwhile', () => {
  it('is merged, where the change can be made anew', async () => {
    const { at, change, write, read, undo } = stage({ a: 'x latest, theirs' })
    const again = async (text: string) => text.replace('latest', '1.0')
    const result = await write([change('a', 'x latest', 'x 1.0', { again })])
    expect(result).toEqual({ written: [at('a')], failures: [] })
    expect(read('a')).toBe('x 1.0, theirs')
    await undo()
    expect(read('a')).toBe('x latest, theirs')
  })

  it('is left as it is, where it can not', async () => {
    const { change, write, read } = stage({ a: 'theirs', b: 'theirs' })
    const { written, failures } = await write([
      change('a', 'old', 'new'),
      change('b', 'old', 'new', { again: async () => null }),
    ])
    expect(written).toEqual([])
    expect(failures).toEqual([failing('changed in the meantime'), failing('changed in the meantime')])
    expect([read('a'), read('b')]).toEqual(['theirs', 'theirs'])
  })

  it('is kept, when it comes between reading and renaming', async () => {
    const steps: readonly (keyof Disk)[] = ['makeFolders', 'list', 'create', 'requireWritable', 'syncFolder']
    for (const step of steps) {
      const { at, change, write, read, undo, beside } = stage({ a: 'x latest' })
      const again = async (text: string) => text.replace('latest', '1.0')
      const disk = meanwhile(step, () => writeFileSync(at('a'), 'x latest, theirs'))
      expect((await write([change('a', 'x latest', 'x 1.0', { again })], disk)).failures).toEqual([])
      // By the time that a folder is flushed for the last time the file is ours: then theirs came later.
      expect(read('a'), step).toBe('x 1.0, theirs')
      await undo()
      expect([read('a'), ...beside('a')], step).toEqual(['x latest, theirs', 'a'])
    }
  })

  it('is kept, when the file is replaced, and not only overwritten', async () => {
    const { at, change, write, read } = stage({ '.claude.json': '{"numStartups":1,"spec":"latest"}' })
    let starts = 1
    const client = () => {
      starts += 1
      writeFileSync(at('client'), read('.claude.json').replace(/"numStartups":\d+/, `"numStartups":${starts}`))
      rmSync(at('.claude.json'))
      linkSync(at('client'), at('.claude.json'))
      rmSync(at('client'))
    }
    const again = async (text: string) => text.replace('latest', '1.0')
    const disk = meanwhile('requireWritable', client, 2)
    const before = read('.claude.json')
    const result = await write([change('.claude.json', before, before.replace('latest', '1.0'), { again })], disk)
    expect(result.failures).toEqual([])
    expect(read('.claude.json')).toBe('{"numStartups":3,"spec":"1.0"}')
  })

  it('wins, when it never stops: a clear failure, and nothing of it is lost', async () => {
    const { at, change, write, read, beside, undo, root } = stage({ a: 'latest 0' })
    let count = 0
    const client = () => {
      count += 1
      writeFileSync(at('a'), `latest ${count}`)
    }
    const again = async (text: string) => text.replace('latest', '1.0')
    const disk = meanwhile('requireWritable', client, 1000)
    const { written, failures } = await write([change('a', 'latest 0', '1.0 0', { again })], disk)
    expect(written).toEqual([])
    expect(failures).toEqual([
      {
        stage: 'write',
        subject: at('a'),
        message: expect.stringContaining('while it was being written'),
        remedy: 'Run this again.',
      },
    ])
    expect([read('a'), ...beside('a')]).toEqual([`latest ${count}`, 'a'])
    expect(backupsOf(root)).toEqual([])
    expect((await undo()).failures).toEqual([failing('nothing to undo')])
  })

  it('may be the same change: then there is nothing to do, and nothing to undo', async () => {
    const { at, change, write, read, root } = stage({ a: 'old' })
    const disk = meanwhile('requireWritable', () => writeFileSync(at('a'), 'new'))
    expect(await write([change('a', 'old', 'new')], disk)).toEqual({ written: [at('a')], failures: [] })
    expect(read('a')).toBe('new')
    expect(backupsOf(root)).toEqual([])
  })

  it('may be its rights alone', async () => {
    const { at, change, write } = stage({ a: 'old' })
    const disk = meanwhile('requireWritable', () => chmodSync(at('a'), 0o600))
    await write([change('a', 'old', 'new')], disk)
    expect(statSync(at('a')).mode & 0o777).toBe(0o600)
  })

  it('may be that the file is gone', async () => {
    const { at, change, write, beside } = stage({ a: 'old' })
    const disk = meanwhile('requireWritable', () => rmSync(at('a')))
    expect((await write([change('a', 'old', 'new')], disk)).failures).toEqual([failing('is gone')])
    expect(beside('a')).toEqual([])
    expect((await write([change('a', 'old', 'new')])).failures).toEqual([failing('is gone')])
  })

  it('may be that its link leads elsewhere', async () => {
    const { at, change, write, read } = stage({ one: 'old', two: 'old' })
    symlinkSync('one', at('a'))
    const disk = meanwhile('requireWritable', () => {
      writeFileSync(at('one'), 'theirs')
      rmSync(at('a'))
      symlinkSync('two', at('a'))
    })
    expect((await write([change('a', 'old', 'new')], disk)).failures).toEqual([failing('while it was being written')])
    expect([read('one'), read('two')]).toEqual(['theirs', 'old'])
  })
})
