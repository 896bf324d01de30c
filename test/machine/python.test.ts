import { describe, expect, it } from 'vitest'
import { openMachine } from '../../src/machine/machine.js'
import { pythonName, pythonVersion } from '../../src/machine/python.js'
import type { PackageRef } from '../../src/model.js'
import { type MemoryHostOptions, memoryHost } from '../support/memory-host.js'
import { type EntryOptions, entryOf } from './entries.js'

/** @param selector `*`, `latest`, or a version */
function refOf(name: string, selector: string): PackageRef {
  const type = selector === '*' ? 'range' : selector === 'latest' ? 'tag' : 'version'
  const token = { file: '', pointer: '', start: 0, end: 0 }
  return {
    ecosystem: 'pypi',
    name,
    spec: name,
    selector: { type, value: selector },
    floating: type !== 'version',
    token,
  }
}

function findPython(host: MemoryHostOptions, argv: readonly string[], selector = '*', options: EntryOptions = {}) {
  const entry = entryOf(argv, options)
  return openMachine(memoryHost(host), { dir: '/w' }).find(refOf('mcp-server-time', selector), [entry])
}

const distribution = (packages: string, name: string, version: string, separator = '/') => ({
  [[packages, `${name}-${version}.dist-info`, 'METADATA'].join(separator)]: '',
})

const TOOL = '/home/u/.local/share/uv/tools/mcp-server-time'
const tool = {
  ...distribution(`${TOOL}/lib/python3.12/site-packages`, 'mcp_server_time', '0.6.2'),
  ...distribution(`${TOOL}/lib/python3.12/site-packages`, 'pydantic', '2.1.0'),
  [`${TOOL}/bin/mcp-server-time`]: '',
}

describe('names and versions of Python', () => {
  it('of one package are one name', () => {
    for (const name of ['MCP.Server_time', 'mcp--server-.time', 'mcp_server_time'])
      expect(pythonName(name)).toBe('mcp-server-time')
  })

  it.each([
    ...['1', '1.0', '2!1.0.post3', '1.0a1', '1.0rc2.dev3', '1.0+local.7', '2026.11.21'].map(
      (each) => [each, true] as const,
    ),
    ...['', 'x', '1.0\u001b[31m', '../1', '1.0-1', '1..0', '1.0+', `1.${'0'.repeat(200)}`, `${'1.'.repeat(40)}x`].map(
      (each) => [each, false] as const,
    ),
  ])('%j', (text, valid) => expect(pythonVersion(text)).toBe(valid ? text : null))
})

describe('a tool that uv installed', () => {
  it('is what uvx starts, where no version is asked', async () => {
    expect(await findPython({ files: tool }, ['uvx', 'mcp-server-time'])).toEqual({
      copies: [
        { place: 'uv tool', name: 'mcp-server-time', version: '0.6.2', integrity: null, folder: TOOL, used: true },
      ],
      shadows: [{ file: `${TOOL}/bin/mcp-server-time`, package: { name: 'mcp-server-time', version: '0.6.2' } }],
    })
  })

  it.each<[string, string[], string, boolean]>([
    ['its own version', ['uvx', 'mcp-server-time==0.6.2'], '0.6.2', true],
    ['the long name of uvx', ['uv', 'tool', 'run', 'mcp-server-time'], '*', true],
    ['another version', ['uvx', 'mcp-server-time@0.5.0'], '0.5.0', false],
    ['the latest', ['uvx', 'mcp-server-time@latest'], 'latest', false],
    ['isolation', ['uvx', '--isolated', 'mcp-server-time'], '*', false],
    ['more packages', ['uvx', '--with', 'x', 'mcp-server-time'], '*', false],
    ['a run of a project', ['uv', 'run', '--with', 'mcp-server-time', 'x'], '*', false],
    ['pipx', ['pipx', 'run', 'mcp-server-time'], '*', false],
  ])('and %s', async (_, argv, selector, used) => {
    const { copies, shadows } = await findPython({ files: tool }, argv, selector)
    expect(copies).toMatchObject([{ place: 'uv tool', used }])
    expect(shadows).toHaveLength(used ? 1 : 0)
  })

  it.each<[string, MemoryHostOptions, string, string, EntryOptions]>([
    ['a variable', { env: { UV_TOOL_DIR: '/t' } }, '/t', 'lib/python3.13/site-packages', {}],
    ['a variable of the entry', {}, '/t', 'lib/python3.13/site-packages', { env: { UV_TOOL_DIR: '/t' } }],
    ['XDG', { env: { XDG_DATA_HOME: '/d' } }, '/d/uv/tools', 'lib/python3.13/site-packages', {}],
    ['macOS', { platform: 'darwin' }, '/Users/u/.local/share/uv/tools', 'lib/python3.13/site-packages', {}],
    [
      'macOS, before',
      { platform: 'darwin' },
      '/Users/u/Library/Application Support/uv/tools',
      'lib/pypy3.10/site-packages',
      {},
    ],
    ['Windows', { platform: 'win32' }, 'C:\\Users\\u\\AppData\\Roaming\\uv\\tools', 'Lib\\site-packages', {}],
    [
      'Windows, newer',
      { platform: 'win32' },
      'C:\\Users\\u\\AppData\\Roaming\\uv\\data\\tools',
      'Lib\\site-packages',
      {},
    ],
  ])('stands where %s says', async (_, host, tools, packages, options) => {
    const separator = host.platform === 'win32' ? '\\' : '/'
    const folder = [tools, 'mcp-server-time'].join(separator)
    const files = distribution([folder, packages].join(separator), 'mcp_server_time', '1.0', separator)
    const { copies } = await findPython({ ...host, files }, ['uvx', 'mcp-server-time'], '*', options)
    expect(copies).toMatchObject([{ place: 'uv tool', version: '1.0', folder, used: true }])
  })
})

describe("uv's cache", () => {
  const cache = '/home/u/.cache/uv'
  const files = {
    ...distribution(`${cache}/archive-v0/abc_1-Z`, 'mcp_server_time', '0.6.1'),
    ...distribution(`${cache}/archive-v0/def`, 'Mcp.Server.Time', '0.6.2'),
    ...distribution(`${cache}/archive-v0/env/lib/python3.12/site-packages`, 'mcp_server_time', '0.6.3'),
    ...distribution(`${cache}/archive-v0/other`, 'pydantic', '2.0.0'),
  }

  it('holds wheels and environments, of which uv chooses after it has asked the registry', async () => {
    const { copies, shadows } = await findPython({ files }, ['uvx', 'mcp-server-time'])
    expect(copies.map(({ place, version, used }) => [place, version, used])).toEqual([
      ['uv cache', '0.6.1', false],
      ['uv cache', '0.6.2', false],
      ['uv cache', '0.6.3', false],
    ])
    expect(shadows).toEqual([])
  })

  it.each<[string, MemoryHostOptions, string, EntryOptions]>([
    ['a variable', { env: { UV_CACHE_DIR: '/c' } }, '/c', {}],
    ['a variable of the entry', {}, '/c', { env: { UV_CACHE_DIR: '/c' } }],
    ['XDG', { env: { XDG_CACHE_HOME: '/c' } }, '/c/uv', {}],
    ['macOS', { platform: 'darwin' }, '/Users/u/.cache/uv', {}],
    ['Windows', { platform: 'win32' }, 'C:\\Users\\u\\AppData\\Local\\uv\\cache', {}],
  ])('stands where %s says', async (_, host, at, options) => {
    const separator = host.platform === 'win32' ? '\\' : '/'
    const archive = distribution([at, 'archive-v0', 'abc'].join(separator), 'mcp_server_time', '1.0', separator)
    const { copies } = await findPython({ ...host, files: archive }, ['uvx', 'mcp-server-time'], '*', options)
    expect(copies).toMatchObject([{ place: 'uv cache', version: '1.0' }])
  })

  it('with names that lead out, and versions that are none, says nothing', async () => {
    const hostile = {
      ...distribution(`${cache}/archive-v0/a b`, 'mcp_server_time', '6.6.6'),
      ...distribution(`${cache}/archive-v0/abc`, 'mcp_server_time', '6.6.6\u001b[31m'),
      ...distribution(`${cache}/archive-v0/abc`, 'mcp_server_time', 'latest'),
      [`${cache}/archive-v0/def/.dist-info/METADATA`]: '',
      [`${cache}/archive-v0/ghi`]: { link: `${cache}/archive-v0/ghi` },
    }
    expect((await findPython({ files: hostile }, ['uvx', 'mcp-server-time'])).copies).toEqual([])
  })

  it('of ten thousand archives is read to an end', async () => {
    const many = Array.from({ length: 10_000 }, (_, i) => distribution(`${cache}/archive-v0/${i}`, 'other', `1.${i}`))
    expect((await findPython({ files: Object.assign({}, ...many) }, ['uvx', 'mcp-server-time'])).copies).toEqual([])
  })
})

describe('pipx', () => {
  it.each<[string, MemoryHostOptions, string, string]>([
    ['Linux', {}, '/home/u/.local/share/pipx', 'lib/python3.12/site-packages'],
    ['Linux, before', {}, '/home/u/.local/pipx', 'lib/python3.12/site-packages'],
    ['everyone on Linux', {}, '/opt/pipx', 'lib/python3.12/site-packages'],
    ['macOS', { platform: 'darwin' }, '/Users/u/.local/pipx', 'lib/python3.12/site-packages'],
    ['Windows', { platform: 'win32' }, 'C:\\Users\\u\\pipx', 'Lib\\site-packages'],
    ['a variable', { env: { PIPX_HOME: '/px' } }, '/px', 'lib/python3.12/site-packages'],
  ])('keeps what it installed where %s has it', async (_, host, home, packages) => {
    const separator = host.platform === 'win32' ? '\\' : '/'
    const folder = [home, 'venvs', 'mcp-server-time'].join(separator)
    const files = distribution([folder, packages].join(separator), 'mcp_server_time', '1.0', separator)
    const { copies, shadows } = await findPython({ ...host, files }, ['pipx', 'run', 'mcp-server-time'])
    expect(copies).toMatchObject([{ place: 'global', version: '1.0', folder, used: false }])
    expect(shadows).toEqual([])
  })
})
