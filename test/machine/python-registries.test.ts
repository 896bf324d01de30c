import { describe, expect, it } from 'vitest'
import type { MemoryHostOptions } from '../support/memory-host.js'
import { type EntryOptions, entryOf, machineOf } from './entries.js'

const registryFiles = (host: MemoryHostOptions, argv: readonly string[], options?: EntryOptions) =>
  machineOf(host).registryFiles(entryOf(argv, options))
const PROJECT = { scope: 'project', file: '/p/.mcp.json' } as const
const TOKEN = 'invented-token-of-a-test'

const uvToml = `
# index-url = "https://commented.example"
index-url = "https://user:${TOKEN}@one.example/simple?x=${TOKEN}" # why
extra-index-url = ["https://two.example/a", 'https://three.example/b']
[pip]
index-url = "https://four.example"
[[index]]
name = "x"
url = "https://five.example/simple"
default = true
[other]
index-url = "https://other.example"
`

describe("uv's settings", () => {
  it("of the user count for the user's tools, and those of a project do not", async () => {
    const file = '/home/u/.config/uv/uv.toml'
    const files = { [file]: uvToml, '/home/u/work/uv.toml': uvToml, '/p/uv.toml': uvToml }
    const found = await registryFiles({ files }, ['uvx', 'mcp-server-time'])
    expect(found).toEqual([
      { file, key: 'index-url', origin: 'https://one.example' },
      { file, key: 'extra-index-url', origin: 'https://two.example' },
      { file, key: 'extra-index-url', origin: 'https://three.example' },
      { file, key: 'index-url', origin: 'https://four.example' },
      { file, key: 'index', origin: 'https://five.example' },
    ])
    expect(JSON.stringify(found)).not.toContain(TOKEN)
    expect(await registryFiles({ files }, ['uvx', 'mcp-server-time'], PROJECT)).toEqual([])
  })

  it('of a project count where uv runs in it: the nearest file, and its own before pyproject.toml', async () => {
    const argv = ['uv', 'run', '--with', 'fastmcp', 'fastmcp', 'run', 'x.py']
    const project =
      '[tool.uv]\nindex-url = "https://p.example"\n[[tool.uv.index]]\nurl = "https://q.example"\n[project]\nurl = "https://r.example"\n'
    const files = { '/p/pyproject.toml': project, '/uv.toml': uvToml }
    expect(await registryFiles({ files }, argv, { ...PROJECT, cwd: '/p/deeper' })).toEqual([
      { file: '/p/pyproject.toml', key: 'index-url', origin: 'https://p.example' },
      { file: '/p/pyproject.toml', key: 'index', origin: 'https://q.example' },
    ])
    const both = { ...files, '/p/uv.toml': 'index-url = "https://s.example"' }
    expect(await registryFiles({ files: both }, argv, PROJECT)).toEqual([
      { file: '/p/uv.toml', key: 'index-url', origin: 'https://s.example' },
    ])
  })

  it.each<[string, MemoryHostOptions]>([
    ['/x/uv/uv.toml', { env: { XDG_CONFIG_HOME: '/x' } }],
    ['/x/other.toml', { env: { UV_CONFIG_FILE: '/x/other.toml' } }],
    ['/Users/u/.config/uv/uv.toml', { platform: 'darwin' }],
    ['C:\\Users\\u\\AppData\\Roaming\\uv\\uv.toml', { platform: 'win32' }],
  ])('stand at %s', async (file, host) => {
    const files = { [file]: 'index-url = "https://one.example"' }
    expect(await registryFiles({ ...host, files }, ['uvx', 'a'])).toEqual([
      { file, key: 'index-url', origin: 'https://one.example' },
    ])
  })

  it.each([
    ['nonsense', `${'['.repeat(10_000)}\n${'"'.repeat(10_000)}`],
    ['no URL', 'index-url = "../simple"\nfind-links = ["/srv/wheels"]'],
    ['a variable for a host', 'index-url = "https://${HOST}/simple"'],
  ])('with %s tell nothing', async (_, text) => {
    expect(await registryFiles({ files: { '/home/u/.config/uv/uv.toml': text } }, ['uvx', 'a'])).toEqual([])
  })
})

describe("pip's settings", () => {
  const text = `[global]\nindex-url = https://u:${TOKEN}@one.example/simple\nextra-index-url =\n    https://two.example/a\n    https://three.example/b\n; index-url = https://no.example\ntimeout = 60\n`

  it.each<[string, MemoryHostOptions]>([
    ['/home/u/.config/pip/pip.conf', {}],
    ['/home/u/.pip/pip.conf', {}],
    ['/Users/u/Library/Application Support/pip/pip.conf', { platform: 'darwin' }],
    ['C:\\Users\\u\\AppData\\Roaming\\pip\\pip.ini', { platform: 'win32' }],
    ['/x/pip.conf', { env: { PIP_CONFIG_FILE: '/x/pip.conf' } }],
  ])('at %s count for pipx', async (file, host) => {
    const found = await registryFiles({ ...host, files: { [file]: text } }, ['pipx', 'run', 'mcp-server-time'])
    expect(found).toEqual([
      { file, key: 'index-url', origin: 'https://one.example' },
      { file, key: 'extra-index-url', origin: 'https://two.example' },
      { file, key: 'extra-index-url', origin: 'https://three.example' },
    ])
    expect(JSON.stringify(found)).not.toContain(TOKEN)
  })

  it('are no matter of uv', async () => {
    const files = { '/home/u/.config/pip/pip.conf': text }
    expect(await registryFiles({ files }, ['uvx', 'mcp-server-time'])).toEqual([])
  })
})
