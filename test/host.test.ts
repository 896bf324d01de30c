import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { realpath } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import process from 'node:process'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { clients } from '../src/discover/clients/index.js'
import { decodeText, FileError, folders, nodeHost, variable } from '../src/host.js'
import { memoryHost } from './support/memory-host.js'

const LIMIT = { maxBytes: 1024 * 1024 }
let root = ''
beforeAll(() => {
  root = mkdtempSync(path.join(os.tmpdir(), 'touchstone-host-'))
})
afterAll(() => rmSync(root, { recursive: true, force: true }))

const problemOf = async (promise: Promise<unknown>): Promise<string> => {
  try {
    await promise
  } catch (error) {
    if (error instanceof FileError) return error.problem
    throw error
  }
  return 'none'
}

describe('reading files of the machine', () => {
  const { files } = nodeHost()
  const at = (name: string) => path.join(root, name)

  it('reads text without its byte order mark', async () => {
    writeFileSync(at('bom.json'), '\ufeff{"a":1}')
    expect(await files.readText(at('bom.json'), LIMIT)).toBe('{"a":1}')
  })

  it('names what is absent, a folder, too large, or not text', async () => {
    mkdirSync(at('folder'))
    writeFileSync(at('huge.json'), '')
    truncateSync(at('huge.json'), 50 * 1024 * 1024)
    writeFileSync(at('latin.json'), Buffer.from([0x7b, 0xff, 0x7d]))
    writeFileSync(at('utf16.json'), Buffer.from('\ufeff{}', 'utf16le'))
    expect(await problemOf(files.readText(at('nothing'), LIMIT))).toBe('absent')
    expect(await problemOf(files.readText(path.join(at('bom.json'), 'below'), LIMIT))).toBe('absent')
    expect(await problemOf(files.readText(at('folder'), LIMIT))).toBe('not-a-file')
    expect(await problemOf(files.readText(at('huge.json'), { maxBytes: 20 * 1024 * 1024 }))).toBe('too-large')
    expect(await problemOf(files.readText(at('latin.json'), LIMIT))).toBe('not-text')
    expect(await problemOf(files.readText(at('utf16.json'), LIMIT))).toBe('not-text')
    expect(await problemOf(files.readText('nul\0byte', LIMIT))).toBe('unreadable')
  })

  it('reads exactly up to the limit', async () => {
    writeFileSync(at('ten'), '0123456789')
    expect(await files.readText(at('ten'), { maxBytes: 10 })).toBe('0123456789')
    expect(await problemOf(files.readText(at('ten'), { maxBytes: 9 }))).toBe('too-large')
  })

  it('reads a large file whole', async () => {
    const text = '0123456789abcdef'.repeat(200_000)
    writeFileSync(at('large'), text)
    expect(await files.readText(at('large'), { maxBytes: 4 * 1024 * 1024 })).toBe(text)
  })

  it('leaves timers and signals their turn while it is asked without end', async () => {
    let turn = false
    setTimeout(() => {
      turn = true
    }, 0)
    // Bounded, for a reader that never leaves one.
    for (let i = 0; i < 200_000 && !turn; i += 1) await files.type(at('nothing'))
    expect(turn).toBe(true)
  })

  it.skipIf(process.platform === 'win32')('follows links, and reports a loop', async () => {
    writeFileSync(at('target'), 'text')
    symlinkSync(at('target'), at('link'))
    symlinkSync(at('b'), at('a'))
    symlinkSync(at('a'), at('b'))
    expect(await files.readText(at('link'), LIMIT)).toBe('text')
    expect(await problemOf(files.readText(at('a'), LIMIT))).toBe('loop')
  })

  it.skipIf(process.platform === 'win32')('does not open devices', async () => {
    expect(await problemOf(files.readText('/dev/zero', LIMIT))).toBe('not-a-file')
    expect(await files.type('/dev/zero')).toBe('other')
  })

  it.skipIf(process.platform !== 'linux')('reads a file that announces no size', async () => {
    expect(await files.readText('/proc/self/status', LIMIT)).toContain('Name:')
    expect(await problemOf(files.readText('/proc/self/status', { maxBytes: 10 }))).toBe('too-large')
  })

  it.skipIf(process.platform === 'win32' || process.getuid?.() === 0)('names what it may not read', async () => {
    writeFileSync(at('secret'), 'text')
    chmodSync(at('secret'), 0)
    expect(await problemOf(files.readText(at('secret'), LIMIT))).toBe('unreadable')
  })

  it('lists a folder in order, and nothing where there is none', async () => {
    mkdirSync(at('listed'))
    for (const name of ['b', 'a', 'c']) writeFileSync(path.join(at('listed'), name), '')
    expect(await files.list(at('listed'))).toEqual(['a', 'b', 'c'])
    expect(await files.list(at('listed/nowhere'))).toEqual([])
    expect(await files.type(at('listed'))).toBe('folder')
    expect(await files.type(at('listed/nowhere'))).toBe(null)
  })

  it.skipIf(process.platform === 'win32')('says where links lead, and nothing where they lead nowhere', async () => {
    mkdirSync(at('real'))
    writeFileSync(at('real/file'), '')
    symlinkSync(at('real'), at('to-folder'))
    symlinkSync(at('absent'), at('to-nothing'))
    symlinkSync(at('circle'), at('circle'))
    const real = await realpath(root)
    expect(await files.realPath(at('to-folder/file'))).toBe(path.join(real, 'real/file'))
    expect(await files.realPath(at('to-folder'))).toBe(path.join(real, 'real'))
    for (const name of ['to-nothing', 'circle', 'absent', 'nul\0byte'])
      expect(await files.realPath(at(name))).toBe(null)
  })

  it.skipIf(process.platform === 'win32')('says who may write, of what a link leads to', async () => {
    writeFileSync(at('shared'), '')
    chmodSync(at('shared'), 0o664)
    symlinkSync(at('shared'), at('to-shared'))
    expect(await files.permissions(at('to-shared'))).toMatchObject({ mode: 0o664, uid: process.getuid?.() })
    expect((await files.permissions('/tmp'))?.mode).toBe(0o1777)
    expect(await files.permissions(at('nothing'))).toBe(null)
  })
})

describe('a host in memory', () => {
  const host = memoryHost({
    files: {
      '/srv/real/file': 'text',
      '/srv/link': { link: 'real' },
      '/home/u/link': { link: '/srv/link/file' },
      '/home/u/circle': { link: '/home/u/circle' },
      '/home/u/up': { link: '../../srv' },
      '/home/u/nowhere': { link: 'absent' },
    },
    permissions: { '/srv/real/file': { mode: 0o666 } },
  })

  it('follows links as a machine does', async () => {
    expect(await host.files.readText('/home/u/link', LIMIT)).toBe('text')
    expect(await host.files.realPath('/home/u/up/link/file')).toBe('/srv/real/file')
    expect(await host.files.list('/home/u/up/link')).toEqual(['file'])
    expect(await host.files.list('/home/u')).toEqual(['circle', 'link', 'nowhere', 'up'])
    expect(await host.files.type('/srv/link')).toBe('folder')
    expect(await host.files.type('/home/u/nowhere')).toBe(null)
    expect(await host.files.type('/home/u/circle')).toBe('other')
    expect(await host.files.realPath('/home/u/circle')).toBe(null)
    expect(await problemOf(host.files.readText('/home/u/circle', LIMIT))).toBe('loop')
    expect(await problemOf(host.files.readText('/srv/link', LIMIT))).toBe('not-a-file')
  })

  it('has the permissions that are given, else the ordinary ones, and none on Windows', async () => {
    expect(await host.files.permissions('/home/u/link')).toEqual({ mode: 0o666, uid: 1000, gid: 1000 })
    expect(await host.files.permissions('/srv')).toEqual({ mode: 0o755, uid: 1000, gid: 1000 })
    expect(await host.files.permissions('/nothing')).toBe(null)
    const windows = memoryHost({ platform: 'win32', files: { 'C:\\a': '' } })
    expect(await windows.files.permissions('C:\\a')).toBe(null)
  })
})

describe('decodeText', () => {
  it.each([
    ['UTF-16 little-endian with a mark', Buffer.from('\ufeff{}', 'utf16le'), 'UTF-16'],
    ['UTF-16 big-endian with a mark', Buffer.from('\ufeff{}', 'utf16le').swap16(), 'UTF-16'],
    ['UTF-16 without a mark', Buffer.from('{}', 'utf16le'), 'UTF-16'],
    ['stray bytes', Buffer.from([0x7b, 0xc3, 0x28]), 'not valid UTF-8'],
  ])('refuses %s', (_, bytes, words) => expect(() => decodeText(bytes, 'f')).toThrow(words))

  it('keeps NUL characters inside valid UTF-8 for the parser to judge', () => {
    expect(decodeText(Buffer.from('{"a\0":1}'), 'f')).toBe('{"a\0":1}')
  })
})

describe('folders', () => {
  const table: [string, Parameters<typeof memoryHost>[0], ReturnType<typeof folders>][] = [
    [
      'Linux',
      {},
      {
        cache: '/home/u/.cache/touchstone',
        state: '/home/u/.local/state/touchstone',
        config: '/home/u/.config/touchstone',
      },
    ],
    [
      'Linux with XDG variables, of which a relative one counts as unset',
      { env: { XDG_CACHE_HOME: '/c', XDG_STATE_HOME: '/s', XDG_CONFIG_HOME: 'relative' } },
      { cache: '/c/touchstone', state: '/s/touchstone', config: '/home/u/.config/touchstone' },
    ],
    [
      'macOS',
      { platform: 'darwin', env: { XDG_CACHE_HOME: '/c' } },
      {
        cache: '/Users/u/Library/Caches/touchstone',
        state: '/Users/u/Library/Application Support/touchstone',
        config: '/Users/u/Library/Preferences/touchstone',
      },
    ],
    [
      'Windows',
      { platform: 'win32', env: { AppData: 'D:\\Roaming' } },
      {
        cache: 'C:\\Users\\u\\AppData\\Local\\touchstone\\Cache',
        state: 'C:\\Users\\u\\AppData\\Local\\touchstone\\Data',
        config: 'D:\\Roaming\\touchstone\\Config',
      },
    ],
  ]
  it.each(table)('%s', (_, options, expected) => expect(folders(memoryHost(options))).toEqual(expected))
})

describe('nodeHost', () => {
  it('detaches another home from the variables that point into the real one', () => {
    vi.stubEnv('XDG_CACHE_HOME', '/real/cache')
    vi.stubEnv('CLAUDE_CONFIG_DIR', '/real/claude')
    vi.stubEnv('GITHUB_API_URL', 'https://forge.example')
    const host = nodeHost({ home: 'elsewhere', cwd: root })
    expect(host.home).toBe(path.join(root, 'elsewhere'))
    expect(variable(host, 'XDG_CACHE_HOME')).toBeUndefined()
    expect(variable(host, 'CLAUDE_CONFIG_DIR')).toBeUndefined()
    expect(variable(host, 'GITHUB_API_URL')).toBe('https://forge.example')
    expect(folders(host).cache.startsWith(host.home)).toBe(true)
    expect(variable(nodeHost(), 'CLAUDE_CONFIG_DIR')).toBe('/real/claude')
    vi.unstubAllEnvs()
  })

  it.each([
    ...['CLINE_DATA_DIR', 'OPENCODE_CONFIG', 'CODEX_HOME', 'GEMINI_CLI_HOME', 'QWEN_HOME', 'COPILOT_HOME'],
    ...['GOOSE_PATH_ROOT', 'CLAUDE_CONFIG_DIR', 'CRUSH_GLOBAL_CONFIG', 'AMP_SETTINGS_FILE', 'DOCKER_CONFIG'],
    ...['GEMINI_CLI_SYSTEM_SETTINGS_PATH', 'CONTINUE_GLOBAL_DIR', 'CLAUDE_CODE_PLUGIN_CACHE_DIR'],
    ...[
      'npm_config_cache',
      'NPM_CONFIG_PREFIX',
      'npm_config_userconfig',
      'npm_config_globalconfig',
      'npm_config_store_dir',
    ],
    ...[
      'PREFIX',
      'PNPM_HOME',
      'VOLTA_HOME',
      'NVM_DIR',
      'NVM_BIN',
      'FNM_MULTISHELL_PATH',
      'YARN_CACHE_FOLDER',
      'DENO_DIR',
    ],
    ...['BUN_INSTALL', 'BUN_INSTALL_CACHE_DIR', 'UV_TOOL_DIR', 'UV_CACHE_DIR', 'UV_CONFIG_FILE', 'PIPX_HOME'],
    ...['PIP_CONFIG_FILE', 'VIRTUAL_ENV', 'LocalAppData', 'ProgramData', 'TMPDIR'],
  ])('another home does not follow %s', (name) => {
    vi.stubEnv(name, '/real/place')
    expect(nodeHost({ home: root }).env[name]).toBeUndefined()
    expect(nodeHost().env[name]).toBe('/real/place')
    vi.unstubAllEnvs()
  })

  it('another home follows no variable that a file of a client depends on', () => {
    const names = [...JSON.stringify(clients).matchAll(/\{=?([A-Z][A-Z0-9_]+)[|}]/g)].map(([, name = '']) => name)
    expect(names).toContain('CLAUDE_CONFIG_DIR')
    for (const name of new Set(names)) vi.stubEnv(name, '/real/place')
    const { env } = nodeHost({ home: root })
    expect(names.filter((name) => env[name] !== undefined)).toEqual([])
    vi.unstubAllEnvs()
  })

  it('another home has no commands of the real one', () => {
    const real = path.join(os.homedir(), '.local', 'bin')
    vi.stubEnv('PATH', [real, '/usr/bin'].join(path.delimiter))
    expect(nodeHost({ home: root }).env.PATH).toBe('/usr/bin')
    expect(nodeHost().env.PATH).toContain(real)
    vi.unstubAllEnvs()
  })

  it('another home keeps what speaks of no place', () => {
    const names = [
      'npm_config_registry',
      'UV_INDEX_URL',
      'SSL_CERT_FILE',
      'GITHUB_TOKEN',
      'CLAUDE_CODE_ENTRYPOINT',
      'GEMINI_MODEL',
      'LANG',
    ]
    for (const name of names) {
      vi.stubEnv(name, 'kept')
      expect(nodeHost({ home: root }).env[name]).toBe('kept')
    }
    vi.unstubAllEnvs()
  })
})
