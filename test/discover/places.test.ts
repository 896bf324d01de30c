import { describe, expect, it } from 'vitest'
import { matchesGlob } from '../../src/discover/glob.js'
import { closedFolderAbove, MAX_TEMPLATE_NAMES, openPlaces } from '../../src/discover/places.js'
import type { Host } from '../../src/host.js'
import { type MemoryHostOptions, memoryHost } from '../support/memory-host.js'

const expand = async (options: MemoryHostOptions, template: string, chain: readonly string[] = ['/home/u/work']) =>
  (await openPlaces(memoryHost(options), { chain, below: [] }).expand(template)).map(({ path }) => path)

const MAC = '/Users/u/Library/Application Support'
const WINDOWS = 'C:\\Users\\u'

describe('what a template begins with', () => {
  const rows: readonly (readonly [string, NodeJS.Platform, string | null, Record<string, string>?])[] = [
    ['~/a/b.json', 'linux', '/home/u/a/b.json'],
    ['~/a/b.json', 'win32', `${WINDOWS}\\a\\b.json`],
    ['{appData}/X/b.json', 'linux', '/home/u/.config/X/b.json'],
    ['{appData}/X/b.json', 'linux', '/x/X/b.json', { XDG_CONFIG_HOME: '/x' }],
    ['{appData}/X/b.json', 'linux', '/home/u/.config/X/b.json', { XDG_CONFIG_HOME: 'relative' }],
    ['{appData}/X/b.json', 'darwin', `${MAC}/X/b.json`, { XDG_CONFIG_HOME: '/x' }],
    ['{appData}/X/b.json', 'win32', `${WINDOWS}\\AppData\\Roaming\\X\\b.json`],
    ['{appData}/X/b.json', 'win32', 'D:\\R\\X\\b.json', { appdata: 'D:\\R' }],
    ['{xdgConfig}/x/b.json', 'darwin', '/Users/u/.config/x/b.json'],
    ['{xdgConfig}/x/b.json', 'win32', `${WINDOWS}\\.config\\x\\b.json`],
    ['{localAppData}/x/b.json', 'win32', `${WINDOWS}\\AppData\\Local\\x\\b.json`],
    ['{localAppData}/x/b.json', 'win32', 'D:\\L\\x\\b.json', { LocalAppData: 'D:\\L' }],
    ['{localAppData}/x/b.json', 'linux', null, { LOCALAPPDATA: '/l' }],
    ['{programData}/x/b.json', 'win32', 'C:\\ProgramData\\x\\b.json'],
    ['{programData}/x/b.json', 'win32', 'D:\\P\\x\\b.json', { PROGRAMDATA: 'D:\\P' }],
    ['{programData}/x/b.json', 'darwin', null],
    ['{TOOL_HOME|~/.tool}/b.json', 'linux', '/home/u/.tool/b.json'],
    ['{TOOL_HOME|~/.tool}/b.json', 'linux', '/t/b.json', { TOOL_HOME: '/t' }],
    ['{TOOL_HOME|~/.tool}/b.json', 'linux', '/home/u/.tool/b.json', { TOOL_HOME: 't' }],
    ['{TOOL_HOME|~/.tool}/b.json', 'win32', 'E:\\t\\b.json', { tool_home: 'E:\\t' }],
    ['{TOOL_HOME|~}/.tool.json', 'linux', '/home/u/.tool.json'],
    ['{TOOL_HOME}/b.json', 'linux', null],
    ['{TOOL_HOME}/b.json', 'linux', '/t/b.json', { TOOL_HOME: '/t' }],
    ['{A|{B|~/.b}/data}/c.json', 'linux', '/home/u/.b/data/c.json'],
    ['{A|{B|~/.b}/data}/c.json', 'linux', '/b/data/c.json', { B: '/b' }],
    ['{A|{B|~/.b}/data}/c.json', 'linux', '/a/c.json', { A: '/a', B: '/b' }],
    ['{A|{xdgConfig}/a}/c.json', 'linux', '/home/u/.config/a/c.json'],
    ['{A|{localAppData}/a}/c.json', 'linux', null],
    ['{=TOOL_FILE}', 'linux', '/t/f.json', { TOOL_FILE: '/t/./f.json' }],
    ['{=TOOL_FILE}', 'linux', null],
    ['{=TOOL_FILE}', 'linux', null, { TOOL_FILE: 'f.json' }],
    ['{=TOOL_FILE}', 'win32', 'C:\\f.json', { Tool_File: 'C:/f.json' }],
    ['/etc/x.json', 'linux', '/etc/x.json'],
    ['C:/Program Files/x.json', 'win32', 'C:\\Program Files\\x.json'],
  ]
  const cases = rows.map(([template, platform, file, env = {}]) => ({ template, platform, file, env }))
  it.each(cases)('$template on $platform: $file', async ({ template, platform, file, env }) => {
    expect(await expand({ platform, env }, template)).toEqual(file === null ? [] : [file])
  })
})

describe('stars', () => {
  const files = {
    '/home/u/.x/a/1.json': '',
    '/home/u/.x/b/2.json': '',
    '/home/u/.x/b/2.yaml': '',
    '/home/u/.x/b/c/d/3.json': '',
    '/home/u/.x/b/folder.json/x': '',
    '/home/u/.x/b/node_modules/p/4.json': '',
    '/home/u/.x/b/.git/5.json': '',
  }

  it.each([
    ['~/.x/*/1.json', ['a/1.json']],
    ['~/.x/*/*.json', ['a/1.json', 'b/2.json']],
    ['~/.x/b/*.yaml', ['b/2.yaml']],
    ['~/.x/*/2.*', ['b/2.json', 'b/2.yaml']],
    ['~/.x/**/*.json', ['a/1.json', 'b/2.json', 'b/c/d/3.json']],
    ['~/.x/**/3.json', ['b/c/d/3.json']],
    ['~/.x/a/**/1.json', ['a/1.json']],
    ['~/.x/nowhere/*/1.json', []],
    ['~/.x/nowhere/**/1.json', []],
  ])('%s', async (template, expected) => {
    expect(await expand({ files }, template)).toEqual(expected.map((file) => `/home/u/.x/${file}`))
  })

  it('finds names however they are written, where the system does', async () => {
    const windows = { [`${WINDOWS}\\.x\\Claude_1\\A.JSON`]: '' }
    expect(await expand({ platform: 'win32', files: windows }, '~/.x/claude_*/*.json')).toEqual(Object.keys(windows))
    expect(await expand({ files: { '/home/u/.x/Claude_1/a.json': '' } }, '~/.x/claude_*/*.json')).toEqual([])
  })

  it('stands for names in the project, its ancestors and the folders below', async () => {
    const places = openPlaces(
      memoryHost({
        files: {
          '/r/a/.t/x.md': '',
          '/r/.t/y.md': '',
          '/r/a/b/.t/z.md': '',
          '/r/a/c/.T/z.md': '',
        },
      }),
      {
        chain: ['/r/a', '/r'],
        below: [
          { path: '/r/a/b', names: new Set(['.t']) },
          { path: '/r/a/c', names: new Set(['.T']) },
        ],
      },
    )
    expect(await places.expand('./.t/*.md')).toEqual([
      { path: '/r/a/.t/x.md', folder: '/r/a' },
      { path: '/r/.t/y.md', folder: '/r' },
      { path: '/r/a/b/.t/z.md', folder: '/r/a/b' },
    ])
    // The scanned folder's own place is named in any case.
    expect(await places.expand('./t.json')).toEqual([{ path: '/r/a/t.json', folder: '/r/a' }])
    expect((await places.expand('./*/z.md')).map(({ path }) => path)).toEqual(['/r/a/b/.t/z.md', '/r/a/c/.T/z.md'])
  })

  it('looks at so many names, and says so', async () => {
    const many = Object.fromEntries(
      Array.from({ length: MAX_TEMPLATE_NAMES + 1 }, (_, i) => [`/home/u/.x/${i}.json`, '']),
    )
    const places = openPlaces(memoryHost({ files: many }), { chain: [], below: [] })
    expect(await places.expand('~/.x/*.json')).toHaveLength(MAX_TEMPLATE_NAMES)
    expect(places.remarks).toMatchObject([{ subject: '/home/u/.x' }])
  })

  it('looks so deep, and says so', async () => {
    const deep = `/home/u/.x/${'d/'.repeat(7)}a.json`
    const places = openPlaces(memoryHost({ files: { [deep]: '', '/home/u/.x/d/d/d/d/d/d/a.json': '' } }), {
      chain: [],
      below: [],
    })
    expect((await places.expand('~/.x/**/a.json')).map(({ path }) => path)).toEqual(['/home/u/.x/d/d/d/d/d/d/a.json'])
    expect(places.remarks).toMatchObject([{ subject: '/home/u/.x', why: 'some are left out: more than 6 levels deep' }])
  })

  it('follows no link to a folder', async () => {
    const files = {
      '/home/u/.x/loop': { link: '/home/u/.x' },
      '/home/u/.x/a/1.json': '',
      '/home/u/.x/l': { link: '/srv' },
    }
    expect(await expand({ files: { ...files, '/srv/2.json': '' } }, '~/.x/**/*.json')).toEqual(['/home/u/.x/a/1.json'])
  })

  it('says that a folder can not be listed', async () => {
    const options = {
      files: { '/home/u/.x': { odd: 'folder' } as const },
      permissions: { '/home/u/.x': { mode: 0o300 } },
    }
    const places = openPlaces(memoryHost(options), { chain: [], below: [] })
    expect(await places.expand('~/.x/*.json')).toEqual([])
    expect(await places.expand('~/.x/*.yaml')).toEqual([])
    expect(places.failures).toMatchObject([{ stage: 'discover', subject: '/home/u/.x' }])
  })
})

describe('closed folders', () => {
  /** A host on which nothing below a folder can be looked at. */
  const closed = (folder: string): Host => {
    const host = memoryHost({ files: { [`${folder}/a/b.json`]: '' } })
    const below = (file: string) => file.startsWith(`${folder}/`)
    return {
      ...host,
      files: { ...host.files, type: async (file) => (below(file) ? 'other' : host.files.type(file)) },
    }
  }

  it('are found above a file, the outermost one', async () => {
    expect(await closedFolderAbove(closed('/home/u'), '/home/u/a/b.json')).toBe('/home/u')
    expect(await closedFolderAbove(closed('/home/u'), '/home/u/.claude.json')).toBe('/home/u')
    expect(await closedFolderAbove(closed('/home/u/a'), '/home/u/a/b.json')).toBe('/home/u/a')
  })

  it('are none where the file alone can not be read', async () => {
    const host = memoryHost({ files: { '/home/u/a/b.json': { odd: 'unreadable' }, '/home/u/c': { odd: 'loop' } } })
    expect(await closedFolderAbove(host, '/home/u/a/b.json')).toBeNull()
    expect(await closedFolderAbove(host, '/home/u/c/d.json')).toBeNull()
    expect(await closedFolderAbove(host, '/nowhere/d.json')).toBeNull()
  })
})

describe('globs', () => {
  it.each([
    ['*', '', true],
    ['*', 'a', true],
    ['a', 'a', true],
    ['a', 'ab', false],
    ['a*', 'a', true],
    ['*.json', 'a.json', true],
    ['*.json', '.json', true],
    ['*.json', 'a.jsonc', false],
    ['a*a', 'a', false],
    ['a*a', 'aa', true],
    ['*ab*ab*', 'abab', true],
    ['*ab*ab*', 'aba', false],
    ['https://*.example/*', 'https://a.example/mcp', true],
    ['https://*.example/*', 'https://a.invalid/.example/', true],
    ['', '', true],
    ['', 'a', false],
  ])('%s %s: %s', (pattern, text, expected) => {
    expect(matchesGlob(pattern, text)).toBe(expected)
  })
})
