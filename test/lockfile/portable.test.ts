import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isMachinePath, isServerKey } from '../../src/lockfile/patterns.js'
import { lockKey, portable } from '../../src/lockfile/portable.js'
import { oddText } from './arbitrary.js'

const folders = { home: '/home/u', dir: '/home/u/shop' }
const ofWindows = { home: 'C:\\Users\\u', dir: 'D:\\shop' }

describe('an origin in a lock', () => {
  it.each<readonly [origin: string, anywhere: string, here: string]>([
    ['dist/index.js', 'dist/index.js', 'dist/index.js'],
    ['./index.js', './index.js', './index.js'],
    ['../tools/index.js', '../tools/index.js', '../tools/index.js'],
    ['~/own/index.js', '~/own/index.js', '~/own/index.js'],
    ['$' + '{workspaceFolder}/a.js', '$' + '{workspaceFolder}/a.js', '$' + '{workspaceFolder}/a.js'],
    ['%USERPROFILE%\\a.js', '%USERPROFILE%\\a.js', '%USERPROFILE%\\a.js'],
    ['my-server', 'my-server', 'my-server'],
    ['https://mcp.example', 'https://mcp.example', 'https://mcp.example'],
    [
      'git+https://git.example/a/b.git#main',
      'git+https://git.example/a/b.git#main',
      'git+https://git.example/a/b.git#main',
    ],
    ['/home/u/shop/dist/index.js', 'index.js', './dist/index.js'],
    ['/home/u/shop', 'shop', '.'],
    ['/home/u/shop/', 'shop', '.'],
    ['/home/u/shopping/index.js', 'index.js', '~/shopping/index.js'],
    ['/home/u', 'u', '~'],
    ['/home/u/shop/../own/x.js', 'x.js', '~/own/x.js'],
    ['/home/u/../v/x.js', 'x.js', 'x.js'],
    ['/opt/own/server', 'server', 'server'],
    ['/', '.', '.'],
    ['file:///home/u/own/x.js', 'x.js', '~/own/x.js'],
    ['file:/opt/x.js', 'x.js', 'x.js'],
    ['git+file:///home/u/own', 'own', '~/own'],
    ['\\\\host\\share\\x.exe', 'x.exe', 'x.exe'],
    ['C:\\Users\\other\\x.js', 'x.js', 'x.js'],
    ['/opt/file:x', './file:x', './file:x'],
  ])('%s is %s, and here %s', (origin, anywhere, here) => {
    expect(portable(origin)).toBe(anywhere)
    expect(portable(origin, folders)).toBe(here)
  })

  it('is one of Windows', () => {
    expect(portable('c:\\users\\U\\own\\x.js', ofWindows)).toBe('~/own/x.js')
    expect(portable('D:/shop/dist\\x.js', ofWindows)).toBe('./dist/x.js')
    expect(portable('file:///D:/shop/x.js', ofWindows)).toBe('./x.js')
    expect(portable('E:\\x.js', ofWindows)).toBe('x.js')
  })

  it('is never a path of a machine', () => {
    const path = fc.tuple(
      fc.constantFrom('/', '//', 'C:\\', 'd:/', '\\\\', 'file:///', 'FILE:', 'git+file://'),
      oddText,
    )
    const folder = fc.constantFrom(folders, ofWindows, {}, { home: '/', dir: '/' })
    fc.assert(
      fc.property(path, folder, ([root, rest], where) => {
        expect(isMachinePath(portable(root + rest, where))).toBe(false)
      }),
    )
  })
})

describe('the key of a server', () => {
  it.each([
    ['npm:mail-mcp', 'npm:mail-mcp'],
    ['npm:@scope/mail-mcp#2', 'npm:@scope/mail-mcp#2'],
    ['npm:JSONStream', 'npm:JSONStream'],
    ['npm:../../etc', 'npm:%2E%2E%2F..%2Fetc'],
    ['npm:_x y#3', 'npm:%5Fx%20y#3'],
    ['pypi:mail-mcp', 'pypi:mail-mcp'],
    ['oci:ghcr.example/mail/mcp', 'oci:ghcr.example/mail/mcp'],
    ['oci:a/../b', 'oci:a%2F..%2Fb'],
    ['remote:https://mcp.example#2', 'remote:https://mcp.example#2'],
    ['local:/opt/own/index.js', 'local:index.js'],
    ['local:/home/u/own/index.js#2', 'local:~/own/index.js#2'],
    ['local:dist/index.js', 'local:dist/index.js'],
    ['unknown:__proto__', 'unknown:__proto__'],
    ['unknown:a\u001b[31mb', 'unknown:a%1B[31mb'],
    ['unknown: ', 'unknown:unnamed'],
    ['unknown:', 'unknown:unnamed'],
  ])('%j is %j', (id, key) => {
    expect(lockKey(id, folders)).toBe(key)
  })

  it('is one that the reader takes, whatever the server is called, and stays as it is', () => {
    const kinds = fc.constantFrom('npm', 'pypi', 'oci', 'git', 'remote', 'local', 'unknown')
    fc.assert(
      fc.property(kinds, oddText, (kind, name) => {
        const key = lockKey(`${kind}:${name}`, folders)
        expect([key, isServerKey(key)]).toEqual([key, true])
        expect(lockKey(key, folders)).toBe(key)
      }),
      { numRuns: 500 },
    )
  })
})
