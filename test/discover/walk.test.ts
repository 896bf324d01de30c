import { describe, expect, it } from 'vitest'
import { walk } from '../../src/discover/walk.js'
import { type MemoryHostOptions, memoryHost } from '../support/memory-host.js'

const LIMITS = { depth: 12, folders: 20_000 }
const folders = async (
  files: MemoryHostOptions['files'] = {},
  ignoring?: readonly string[],
  platform?: NodeJS.Platform,
) => {
  const host = memoryHost({ files, ...(platform && { platform }) })
  const root = platform === 'win32' ? 'C:\\r' : '/r'
  const found = await walk(host, root, LIMITS, ignoring ? { ignoring } : {})
  expect(found.leftOut).toEqual([])
  return found.folders.map(({ path }) => path)
}

describe('a walk', () => {
  it('goes through all folders, nearest first, and past those of others', async () => {
    const files = {
      '/r/b/x': '',
      '/r/a/d/x': '',
      '/r/a/.hidden/x': '',
      '/r/node_modules/p/x': '',
      '/r/.git/objects/x': '',
      '/r/a/node_modules/p/x': '',
      '/r/file': '',
    }
    expect(await folders(files)).toEqual(['/r', '/r/a', '/r/b', '/r/a/.hidden', '/r/a/d'])
    expect(await folders({ 'C:\\r\\a\\x': '' }, [], 'win32')).toEqual(['C:\\r', 'C:\\r\\a'])
  })

  it('follows no link, and comes to an end where links lead in a circle', async () => {
    const files = {
      '/r/a/x': '',
      '/r/a/up': { link: '/r' },
      '/r/out': { link: '/srv' },
      '/r/beside': { link: 'a' },
      '/r/self': { link: 'self' },
      '/srv/b/x': '',
    }
    const found = await walk(memoryHost({ files }), '/r', LIMITS)
    expect(found.folders.map(({ path }) => path)).toEqual(['/r', '/r/a'])
    expect(found.leftOut).toEqual(['links to folders elsewhere are not followed'])
    const { '/r/out': _, ...inside } = files
    expect(await folders(inside)).toEqual(['/r', '/r/a'])
  })

  it('begins at a link, as that is what was named', async () => {
    expect(await folders({ '/r': { link: '/srv' }, '/srv/b/x': '' })).toEqual(['/r', '/r/b'])
  })

  it('finds nothing in what is no folder', async () => {
    expect(await folders({ '/r': 'file' })).toEqual([])
    expect(await folders({})).toEqual([])
  })

  it('keeps to its limits, and says which it met', async () => {
    const deep = memoryHost({ files: { '/r/a/b/c/x': '', '/r/d/x': '' } })
    const shallow = await walk(deep, '/r', { depth: 2, folders: 100 })
    expect(shallow.folders.map(({ path }) => path)).toEqual(['/r', '/r/a', '/r/d', '/r/a/b'])
    expect(shallow.leftOut).toEqual(['more than 2 levels deep'])
    const few = await walk(deep, '/r', { depth: 9, folders: 2 })
    expect(few.folders.map(({ path }) => path)).toEqual(['/r', '/r/a'])
    expect(few.leftOut).toEqual(['more than 2 of them'])
  })

  it('stops at so many names', async () => {
    const host = memoryHost({ files: { '/r/a/x': '', '/r/b/x': '' } })
    const names = Array.from({ length: 500_001 }, (_, i) => `f${i}`)
    const list = async (folder: string) => (folder === '/r/a' ? names : host.files.list(folder))
    const found = await walk({ ...host, files: { ...host.files, list } }, '/r', LIMITS)
    expect(found.folders.map(({ path }) => path)).toEqual(['/r'])
    expect(found.leftOut).toEqual(['more than 500000 files and folders in them'])
  })
})

describe('what is ignored', () => {
  const tree = Object.fromEntries(
    ['a/build/x', 'a/src/build/x', 'b/build/x', 'build/x', 'b/keep/x', 'b/Dist/x', 'b/x y/x', 'b/[z]/x'].map((file) => [
      `/r/${file}`,
      '',
    ]),
  )
  const all = ['/r/a', '/r/a/build', '/r/a/src', '/r/a/src/build', '/r/b', '/r/b/Dist', '/r/b/[z]', '/r/b/build']
  const without = async (ignore: Record<string, string>, above: readonly string[] = []) => {
    const found = new Set(await folders({ ...tree, ...ignore }, above))
    return [...all, '/r/b/keep', '/r/b/x y', '/r/build'].filter((folder) => !found.has(folder))
  }

  it.each<readonly [string, string, readonly string[]]>([
    ['a name, anywhere', 'build', ['/r/a/build', '/r/a/src/build', '/r/b/build', '/r/build']],
    ['a folder, anywhere', 'build/\r\n', ['/r/a/build', '/r/a/src/build', '/r/b/build', '/r/build']],
    ['here alone', '/build', ['/r/build']],
    ['a path', 'a/build', ['/r/a/build']],
    ['a star', 'b/*', ['/r/b/Dist', '/r/b/[z]', '/r/b/build', '/r/b/keep', '/r/b/x y']],
    ['all but one', 'b/*\n!b/keep', ['/r/b/Dist', '/r/b/[z]', '/r/b/build', '/r/b/x y']],
    ['two stars', 'a/**/build', ['/r/a/build', '/r/a/src/build']],
    ['a comment', '# build\n\\#x', []],
    ['case', 'dist', []],
    ['a space', 'x y', ['/r/b/x y']],
    ['brackets', '\\[z\\]', ['/r/b/[z]']],
    ['odd patterns', '[\n**\\\n!\n[z-a]\n/\n\u0000', []],
  ])('%s', async (_, patterns, expected) => {
    expect(await without({ '/r/.gitignore': patterns })).toEqual(expected)
  })

  it('is said at every level, the nearest first', async () => {
    expect(await without({ '/r/.gitignore': 'build', '/r/a/.gitignore': '!build' })).toEqual(['/r/b/build', '/r/build'])
    expect(await without({ '/r/a/.gitignore': '/build' })).toEqual(['/r/a/build'])
    // What lies in an ignored folder can't be taken back.
    expect(await without({ '/r/.gitignore': 'src', '/r/a/src/.gitignore': '!build' })).toEqual([
      '/r/a/src',
      '/r/a/src/build',
    ])
  })

  it('is said above, too', async () => {
    const files = { '/s/.gitignore': 'x', '/s/r/.gitignore': '!y', '/s/r/p/x/f': '', '/s/r/p/y/f': '' }
    const host = memoryHost({ files })
    const paths = async (root: string) =>
      (await walk(host, root, LIMITS, { ignoring: ['/s', '/s/r'] })).folders.map(({ path }) => path)
    expect(await paths('/s/r/p')).toEqual(['/s/r/p', '/s/r/p/y'])
    // Whoever names an ignored folder wants to see into it.
    expect(await paths('/s/r/p/x')).toEqual(['/s/r/p/x'])
  })

  it('is nothing where the file can not be read, or nobody asks', async () => {
    expect(await without({ '/r/.gitignore': '\ufffe' })).toEqual([])
    expect(await folders({ ...tree, '/r/.gitignore': { odd: 'unreadable' } }, [])).toHaveLength(all.length + 4)
    expect(await folders({ ...tree, '/r/.gitignore': '*' })).toHaveLength(all.length + 4)
  })

  it("does not count case where the system doesn't", async () => {
    expect(await folders({ 'C:\\r\\Dist\\x': '', 'C:\\r\\.gitignore': 'dist' }, [], 'win32')).toEqual(['C:\\r'])
  })

  it('takes no time for patterns that are made to take it', async () => {
    const name = 'a'.repeat(200)
    const patterns = ['*a'.repeat(40), '*[ab]'.repeat(40), '**/'.repeat(40), '?*'.repeat(60)].map((one) => `${one}x`)
    const files = { [`/r/${name}/${name}/${name}/f`]: '', '/r/.gitignore': patterns.join('\n') }
    expect(await folders(files, [])).toHaveLength(4)
  }, 5_000)
})
