import { describe, expect, it } from 'vitest'
import { covers, lockPlaces, openLocks } from '../../src/lockfile/place.js'
import { LockError } from '../../src/lockfile/read.js'
import { printLock } from '../../src/lockfile/write.js'
import type { Scope } from '../../src/model.js'
import { memoryHost } from '../support/memory-host.js'
import { sample } from './sample.js'

const empty = printLock({ lockfileVersion: 1, servers: new Map() })
const text = printLock(sample)
const HEAD = 'ref: refs/heads/main'
const USER = '/home/u/.config/touchstone/mcp-lock.json'

const projectOf = async (dir: string, files: Parameters<typeof memoryHost>[0]): Promise<string> =>
  (await lockPlaces(memoryHost(files), { dir })).project.file

describe('the lock of a project', () => {
  it.each<readonly [what: string, dir: string, files: readonly string[], expected: string]>([
    ['stands in the folder itself', '/home/u/shop', [], '/home/u/shop/mcp-lock.json'],
    [
      'stands at the root of the repository',
      '/home/u/shop/web/app',
      ['/home/u/shop/.git/HEAD'],
      '/home/u/shop/mcp-lock.json',
    ],
    ['stands at the root of a work tree', '/home/u/shop/web', ['/home/u/shop/.git'], '/home/u/shop/mcp-lock.json'],
    [
      'is the nearest that is there',
      '/home/u/shop/web/app',
      ['/home/u/shop/.git/HEAD', '/home/u/shop/web/mcp-lock.json', '/home/u/shop/mcp-lock.json'],
      '/home/u/shop/web/mcp-lock.json',
    ],
    [
      'is none above the root',
      '/home/u/shop/web',
      ['/home/u/shop/.git/HEAD', '/home/u/mcp-lock.json'],
      '/home/u/shop/mcp-lock.json',
    ],
    [
      'is the one whose configurations apply, outside of a repository',
      '/home/u/shop/web',
      ['/home/u/shop/mcp-lock.json'],
      '/home/u/shop/mcp-lock.json',
    ],
    [
      'is none of the home, outside of a repository',
      '/home/u/shop',
      ['/home/u/mcp-lock.json'],
      '/home/u/shop/mcp-lock.json',
    ],
    ['is that of a home which is a repository', '/home/u/shop', ['/home/u/.git/HEAD'], '/home/u/mcp-lock.json'],
    [
      'is none above the home',
      '/home/u/shop',
      ['/.git/HEAD', '/mcp-lock.json', '/home/mcp-lock.json'],
      '/home/u/shop/mcp-lock.json',
    ],
    [
      'is none above a folder that others may write to',
      '/tmp/x/y',
      ['/tmp/mcp-lock.json', '/mcp-lock.json'],
      '/tmp/x/y/mcp-lock.json',
    ],
    ['is found outside of the home', '/srv/shop/web', ['/srv/shop/.git/HEAD'], '/srv/shop/mcp-lock.json'],
    ['is found above the home, where the folder is there', '/home', ['/.git/HEAD'], '/mcp-lock.json'],
  ])('%s', async (_, dir, files, expected) => {
    expect(await projectOf(dir, { files: Object.fromEntries(files.map((file) => [file, HEAD])) })).toBe(expected)
  })

  it('is found on Windows', async () => {
    const files = { 'C:\\work\\shop\\.git': HEAD }
    expect(await projectOf('C:\\work\\shop\\web', { platform: 'win32', files })).toBe('C:\\work\\shop\\mcp-lock.json')
  })

  it('is found from a path with dots, and from one that is relative', async () => {
    const host = memoryHost({ cwd: '/srv/shop/web', files: { '/srv/shop/.git': HEAD } })
    expect((await lockPlaces(host, { dir: '../web/./app/..' })).project.file).toBe('/srv/shop/mcp-lock.json')
  })

  it('may stand as deep as paths go', async () => {
    const deep = `/srv${'/d'.repeat(100)}`
    expect(await projectOf(deep, {})).toBe(`${deep}/mcp-lock.json`)
  })
})

describe('the locks that are there', () => {
  const choice = { dir: '/srv/shop' }
  const project = { '/srv/shop/mcp-lock.json': text }
  const user = { [USER]: empty }
  const seen = async (files: NonNullable<NonNullable<Parameters<typeof memoryHost>[0]>['files']>, more: object = {}) =>
    (await openLocks(memoryHost({ files, cwd: '/srv' }), { ...choice, ...more })).map((each) => [
      each.file,
      each.covers,
    ])

  it('are the project’s and the user’s', async () => {
    expect(await seen({})).toEqual([])
    expect(await seen(project)).toEqual([['/srv/shop/mcp-lock.json', 'project']])
    expect(await seen(user)).toEqual([[USER, 'all']])
    expect(await seen({ ...project, ...user })).toEqual([
      ['/srv/shop/mcp-lock.json', 'project'],
      [USER, 'user'],
    ])
    expect(await openLocks(memoryHost({ files: project }), choice)).toMatchObject([{ lock: sample, text }])
  })

  it('are the user’s alone where that is asked for', async () => {
    expect(await seen({ ...project, ...user }, { global: true })).toEqual([[USER, 'user']])
    expect(await seen(project, { global: true })).toEqual([])
  })

  it('are the named one alone', async () => {
    const files = { ...project, ...user, '/srv/own.json': empty }
    expect(await seen(files, { lockfile: 'own.json' })).toEqual([['/srv/own.json', 'all']])
    await expect(seen(files, { lockfile: 'none.json' })).rejects.toMatchObject({ file: '/srv/none.json', line: null })
    await expect(seen(files, { lockfile: '' })).rejects.toThrow(LockError)
  })

  it('are one in the folder of the user’s lock', async () => {
    expect(await seen(user, { dir: '/home/u/.config/touchstone' })).toEqual([[USER, 'all']])
  })

  it('are refused where the project’s is a link out of its repository, or to nothing', async () => {
    const linked = (link: string) => ({ ...user, '/srv/shop/.git': HEAD, '/srv/shop/web/mcp-lock.json': { link } })
    const from = { dir: '/srv/shop/web' }
    await expect(seen(linked(USER), from)).rejects.toThrow(`is a link to ${USER}, outside of the project`)
    await expect(seen({ ...user, '/srv/shop/mcp-lock.json': { link: '../other.json' } })).rejects.toThrow(
      'leads nowhere',
    )
    await expect(
      seen({ ...linked('../../shop-2/mcp-lock.json'), '/srv/shop-2/mcp-lock.json': text }, from),
    ).rejects.toThrow('outside of the project')
    // One lock for all parts of a repository; and what nobody asks for is not looked at.
    const within = { ...linked('../mcp-lock.json'), ...project }
    expect(await seen(within, from)).toEqual([
      ['/srv/shop/web/mcp-lock.json', 'project'],
      [USER, 'user'],
    ])
    expect(await seen(linked(USER), { ...from, global: true })).toEqual([[USER, 'user']])
    expect(await seen(linked(USER), { ...from, lockfile: USER })).toEqual([[USER, 'all']])
  })

  it('may be reached through a link to the project', async () => {
    const files = { ...project, '/srv/shop/.git': HEAD, '/home/u/shop': { link: '/srv/shop' } }
    expect(await seen(files, { dir: '/home/u/shop' })).toEqual([['/home/u/shop/mcp-lock.json', 'project']])
  })

  it.each(['folder', 'fifo', 'loop', 'unreadable'] as const)(
    'are an error where a %s stands in their place',
    async (odd) => {
      await expect(seen({ '/srv/shop/mcp-lock.json': { odd }, ...user })).rejects.toThrow(LockError)
      await expect(seen({ ...project, [USER]: { odd } })).rejects.toThrow(LockError)
    },
  )

  it('are an error where one of them is broken, and no other stands in for it', async () => {
    await expect(seen({ '/srv/shop/mcp-lock.json': '{', ...user })).rejects.toMatchObject({ line: 1 })
  })
})

describe('what a lock covers', () => {
  const scopes: readonly Scope[] = ['user', 'local', 'project', 'managed', 'plugin', 'explicit']

  it('is every entry in one of the two', () => {
    expect(scopes.filter((scope) => covers('project', scope))).toEqual(['project', 'explicit'])
    expect(scopes.filter((scope) => covers('user', scope))).toEqual(['user', 'local', 'managed', 'plugin'])
    expect(scopes.filter((scope) => covers('all', scope))).toEqual(scopes)
  })
})
