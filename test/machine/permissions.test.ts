import { expect, it } from 'vitest'
import type { MemoryHostOptions } from '../support/memory-host.js'
import { machineOf } from './entries.js'

const FILE = '/home/u/p/.mcp.json'
const files = { [FILE]: '{}' }
const at = (file: object, folder: object = {}): MemoryHostOptions => ({
  files,
  permissions: { [FILE]: file, '/home/u/p': folder },
})

it.each<[string, MemoryHostOptions, 'group' | 'everyone' | null]>([
  ["the user's own file", { files }, null],
  ["root's file", at({ uid: 0, gid: 0, mode: 0o644 }, { uid: 0, gid: 0, mode: 0o755 }), null],
  ["root's own group", at({ uid: 0, gid: 0, mode: 0o664 }, { uid: 0, gid: 0, mode: 0o775 }), null],
  ['a file that everyone may write', at({ mode: 0o666 }), 'everyone'],
  ['a file that a group may write', at({ mode: 0o664, gid: 100 }), 'group'],
  ["a file that the user's own group may write", at({ mode: 0o664 }), null],
  ['a folder that everyone may write', at({}, { mode: 0o777 }), 'everyone'],
  ['a folder that a group may write', at({}, { mode: 0o775, gid: 20 }), 'group'],
  ['a sticky folder', at({}, { mode: 0o1777, uid: 0, gid: 0 }), null],
  ['a sticky folder, and a file that everyone may write', at({ mode: 0o666 }, { mode: 0o1777 }), 'everyone'],
  ['a file that a group may write in a folder of everyone', at({ mode: 0o664, gid: 7 }, { mode: 0o777 }), 'everyone'],
  ['no file', { files: {} }, null],
  ['a circle', { files: { [FILE]: { link: FILE } } }, null],
])('%s', async (_, options, expected) => expect(await machineOf(options).writableBy(FILE)).toBe(expected))

it('asks of what a link leads to, and of the folder that the link stands in', async () => {
  const linked = { [FILE]: { link: '/srv/shared/mcp.json' }, '/srv/shared/mcp.json': '{}' }
  const of = (permissions: MemoryHostOptions['permissions'] = {}) =>
    machineOf({ files: linked, permissions }).writableBy(FILE)
  expect(await of()).toBe(null)
  expect(await of({ '/srv/shared/mcp.json': { mode: 0o666 } })).toBe('everyone')
  expect(await of({ '/srv/shared': { mode: 0o777 } })).toBe('everyone')
  expect(await of({ '/home/u/p': { mode: 0o777 } })).toBe('everyone')
})

it('is silent where there are no such bits', async () => {
  const file = 'C:\\Users\\u\\.cursor\\mcp.json'
  expect(await machineOf({ platform: 'win32', files: { [file]: '{}' } }).writableBy(file)).toBe(null)
  const disk = '/mnt/c/Users/u/.cursor/mcp.json'
  const options = { files: { [disk]: '{}' }, permissions: { [disk]: { mode: 0o777 } } }
  expect(await machineOf({ ...options, env: { WSL_DISTRO_NAME: 'Debian' } }).writableBy(disk)).toBe(null)
  expect(await machineOf(options).writableBy(disk)).toBe('everyone')
})
