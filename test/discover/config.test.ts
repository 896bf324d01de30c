import { describe, expect, it } from 'vitest'
import { discover } from '../../src/discover/discover.js'
import type { ServerEntry } from '../../src/model.js'
import { memoryHost } from '../support/memory-host.js'

const FILE = '/srv/servers.json'
const read = (document: unknown, file = FILE) =>
  discover(memoryHost({ files: { [file]: typeof document === 'string' ? document : JSON.stringify(document) } }), {
    configs: [file],
  })
const names = (entries: readonly ServerEntry[]) => entries.map(({ name }) => name)
const entry = { command: 'npx', args: ['pkg'] }

describe('--config: the schema by content', () => {
  it.each([
    ['mcpServers', { mcpServers: { a: entry } }, '/mcpServers/a'],
    ['servers', { servers: { a: entry }, inputs: [] }, '/servers/a'],
    ['mcp.servers', { mcp: { servers: { a: entry } } }, '/mcp/servers/a'],
    ['mcp.servers as one key', { 'mcp.servers': { a: entry } }, '/mcp.servers/a'],
    ['context_servers', { context_servers: { a: { command: { path: 'npx', args: ['pkg'] } } } }, '/context_servers/a'],
    ['mcp', { mcp: { a: { type: 'local', command: ['npx', 'pkg'], environment: { K: 'v' } } } }, '/mcp/a'],
    ['amp.mcpServers', { 'amp.mcpServers': { a: entry } }, '/amp.mcpServers/a'],
    ['projects', { projects: { '/srv/~x': { mcpServers: { a: entry } } } }, '/projects/~1srv~1~0x/mcpServers/a'],
    ['a workspace', { settings: { mcp: { servers: { a: entry } } } }, '/settings/mcp/servers/a'],
    ['a flat map', { a: entry, b: { url: 'https://h.example/' } }, '/a'],
    ['an array', { mcpServers: [{ name: 'a', ...entry }] }, '/mcpServers/0'],
    ['a nested transport', { mcpServers: { a: { transport: { type: 'stdio', ...entry } } } }, '/mcpServers/a'],
  ])('%s', async (_, document, pointer) => {
    const { entries, failures, searched } = await read(document)
    expect(failures).toEqual([])
    expect(entries[0]).toMatchObject({ client: 'config', scope: 'explicit', name: 'a', place: { file: FILE, pointer } })
    expect(entries[0]?.launch).toMatchObject({ transport: 'stdio', argv: [{ text: 'npx' }, { text: 'pkg' }] })
    expect(searched).toMatchObject([{ client: 'config', scope: 'explicit', file: FILE, found: 'servers' }])
  })

  it('names a document that is one entry by its file', async () => {
    const { entries } = await read(entry, '/srv/github.json')
    expect(entries[0]).toMatchObject({ name: 'github', place: { pointer: '' } })
    expect(entries[0]?.launch).toMatchObject({ argv: [{ pointer: '/command' }, { pointer: '/args/0' }] })
  })

  it('reads every map of one file, and files in the order given, each once', async () => {
    const files = {
      '/srv/b.json': JSON.stringify({ mcpServers: { b: entry }, projects: { '/x': { mcpServers: { c: entry } } } }),
      '/home/u/work/a.json': JSON.stringify({ mcpServers: { a: entry } }),
      '/home/u/.cursor/mcp.json': JSON.stringify({ mcpServers: { other: entry } }),
    }
    const found = await discover(memoryHost({ files }), { configs: ['/srv/b.json', 'a.json', '/srv/../srv/b.json'] })
    expect(names(found.entries)).toEqual(['b', 'c', 'a'])
    expect(found.searched.map(({ file }) => file)).toEqual(['/srv/b.json', '/home/u/work/a.json'])
  })

  it.each([
    ['nothing', ''],
    ['white space', ' \n\t'],
    ['a comment', '// nothing here'],
    ['an empty object', '{}'],
    ['an empty map', '{"mcpServers":{}}'],
    ['null', '{"mcpServers":null}'],
    ['an empty list', '{"mcpServers":[]}'],
    ['a byte order mark alone', '\ufeff'],
  ])('%s holds no servers, and is no failure', async (_, text) => {
    const { entries, failures, searched } = await read(text)
    expect([...entries, ...failures]).toEqual([])
    expect(searched[0]?.found).toBe('no servers')
  })

  it.each<readonly [string, string, string, string]>([
    ['Codex', 'config.toml', '[mcp_servers.a]\ncommand = "npx"\nargs = ["pkg"]\n', '/mcp_servers/a'],
    ['Continue', 'config.yaml', 'mcpServers:\n  - name: a\n    command: npx\n    args: [pkg]\n', '/mcpServers/0'],
    ['a subagent', 'a.md', '---\nmcpServers:\n  - a: {command: npx, args: [pkg]}\n---\n# Text\n', '/mcpServers/0/a'],
    [
      'a workspace',
      'x.code-workspace',
      '{"settings":{"mcp":{"servers":{"a":{"command":"npx","args":["pkg"]}}}},"folders":[]}',
      '/settings/mcp/servers/a',
    ],
    [
      'a container for development',
      'devcontainer.json',
      '{"customizations":{"vscode":{"mcp":{"servers":{"a":{"command":"npx","args":["pkg"]}}}}}}',
      '/customizations/vscode/mcp/servers/a',
    ],
    ['one in capitals', 'CONFIG.YML', 'mcpServers: {a: {command: npx, args: [pkg]}}\n', '/mcpServers/a'],
  ])('%s: %s', async (_, file, text, pointer) => {
    const { entries, failures } = await read(text, `/srv/${file}`)
    expect(failures).toEqual([])
    expect(entries).toMatchObject([{ client: 'config', scope: 'explicit', name: 'a', place: { pointer } }])
    expect(entries[0]?.launch).toMatchObject({ argv: [{ text: 'npx' }, { text: 'pkg', pointer: `${pointer}/args/0` }] })
  })

  it('takes notes beside servers for notes, and odd servers for servers', async () => {
    const notes = { '//': 'mine', _comment: ['a', 'b'], $schema: 'x', '#': 1, comment: 'text' }
    const { entries, failures } = await read({ mcpServers: { ...notes, a: entry, _b: entry, '//c': entry } })
    expect(names(entries)).toEqual(['a', '_b', '//c'])
    expect(failures).toEqual([])
    const odd = await read({ mcpServers: { a: entry, b: 'text', _c: {} } })
    expect(odd.failures).toHaveLength(2)
  })

  it('fails on a file without a map of servers, with the next step', async () => {
    const { failures, searched } = await read({ name: 'x', version: '1', mcp: { allowed: ['a'] } })
    expect(failures).toHaveLength(1)
    expect(failures[0]).toMatchObject({ stage: 'discover', subject: FILE })
    expect(failures[0]?.remedy).toContain('mcpServers')
    expect(searched[0]?.found).toBe('failed')
  })

  it('fails on a file that is not there', async () => {
    const { failures } = await discover(memoryHost(), { configs: ['nowhere.json'] })
    expect(failures).toMatchObject([{ subject: '/home/u/work/nowhere.json', message: 'the file does not exist' }])
  })
})

describe('entries', () => {
  const one = async (value: unknown) => {
    const { entries, failures } = await read({ mcpServers: { bad: value, good: entry } })
    // Whatever the entry is, the others of its file are read.
    expect(names(entries)).toContain('good')
    return { entry: entries.find(({ name }) => name === 'bad'), failure: failures[0] }
  }
  const argvOf = (found?: ServerEntry) =>
    found?.launch.transport === 'stdio' ? found.launch.argv.map(({ text }) => text) : null

  it.each([
    ['no args', { command: 'x' }, ['x']],
    ['args null', { command: 'x', args: null }, ['x']],
    ['numbers and booleans in args', { command: 'x', args: ['--port', 8080, true] }, ['x', '--port', '8080', 'true']],
    ['a command that is a list', { command: ['x', 'y'], args: ['z'] }, ['x', 'y', 'z']],
    ['a command that is an object', { command: { path: 'x', args: ['y'] } }, ['x', 'y']],
    ['a command with spaces', { command: 'npx -y pkg' }, ['npx -y pkg']],
    ['args that are text', { command: 'x', args: '-y pkg' }, ['x', '-y', 'pkg']],
    ['cmd', { cmd: 'x', args: ['y'] }, ['x', 'y']],
    ['a URL beside a command', { command: 'x', url: 'https://h.example/' }, ['x']],
    ['type http without a URL', { type: 'http', command: 'x' }, ['x']],
  ])('understands %s', async (_, value, argv) => {
    const { entry, failure } = await one(value)
    expect(failure).toBeUndefined()
    expect(argvOf(entry)).toEqual(argv)
  })

  it.each(['url', 'serverUrl', 'httpUrl', 'uri'])('understands a remote server under %s', async (key) => {
    const { entry } = await one({ [key]: 'https://h.example/mcp', headers: { A: 'b', C: 1, D: null } })
    expect(entry?.launch).toEqual({
      transport: 'remote',
      url: { text: 'https://h.example/mcp', pointer: `/mcpServers/bad/${key}`, offset: 0 },
      headers: { A: 'b', C: '1' },
      headersPointer: '/mcpServers/bad/headers',
    })
  })

  it.each(['http', 'streamable-http', 'streamable_http', 'streamableHttp', 'sse', 'ws', 'remote'])(
    'takes type %s for a remote server',
    async (type) => {
      const { entry } = await one({ type, url: 'https://h.example/', command: 'x' })
      expect(entry?.launch.transport).toBe('remote')
    },
  )

  it('keeps environment and folder', async () => {
    const { entry } = await one({ command: 'x', env: { A: 'b', N: 1, L: ['x'] }, cwd: '/srv' })
    expect(entry?.launch).toMatchObject({ env: { A: 'b', N: '1' }, cwd: '/srv' })
  })

  it('takes a bare switch for no entry', async () => {
    const { entry, failure } = await one({ enabled: false })
    expect([entry, failure]).toEqual([undefined, undefined])
  })

  it.each([
    ['null', null],
    ['text', 'npx -y hush-4711'],
    ['a number', 1],
    ['a list', [{ command: 'x' }]],
    ['an empty object', {}],
    ['neither command nor URL', { args: ['hush-4711'], env: { A: 'hush-4711' } }],
    ['an empty command', { command: ' ' }],
    ['a command that is a number', { command: 1 }],
    ['a command that is an empty list', { command: [] }],
    ['a command that is an object without a path', { command: { hush: 'hush-4711' } }],
    ['null in args', { command: 'x', args: ['hush-4711', null] }],
    ['an object in args', { command: 'x', args: [{ a: 'hush-4711' }] }],
    ['args that are an object', { command: 'x', args: { a: 'hush-4711' } }],
    ['a URL that is a number', { type: 'http', url: 1 }],
    ['a remote type without a URL', { type: 'sse', headers: { A: 'hush-4711' } }],
  ])('names a failure for %s, without its content', async (_, value) => {
    const { entry, failure } = await one(value)
    expect(entry).toBeUndefined()
    expect(failure).toMatchObject({ stage: 'discover', subject: `${FILE}#/mcpServers/bad` })
    expect(failure?.message).toContain('"bad"')
    expect(failure?.remedy).not.toBe('')
    expect(JSON.stringify(failure)).not.toContain('hush-4711')
  })

  it('marks a file whose entries all fail', async () => {
    const { searched } = await read({ mcpServers: { bad: 1 } })
    expect(searched[0]?.found).toBe('failed')
  })

  it('remarks a command that makes headers', async () => {
    const { notEvaluated } = await read({
      mcpServers: { a: { type: 'http', url: 'https://h.example/', headersHelper: 'x' } },
    })
    expect(notEvaluated[0]?.what).toContain('headersHelper')
  })
})

describe('keys', () => {
  it('takes the last of several values, and remarks it', async () => {
    const { entries, failures, notEvaluated } = await read(
      '{"mcpServers":{"a":{"command":"first"},"a":{"command":"second","args":["x"],"args":["y"]}}}',
    )
    expect(failures).toEqual([])
    expect(
      entries.map(({ launch }) => (launch.transport === 'stdio' ? launch.argv.map(({ text }) => text) : [])),
    ).toEqual([['second', 'y']])
    expect(notEvaluated.map(({ subject, what }) => [subject, what])).toEqual([
      [`${FILE}#/mcpServers`, 'the earlier value of "a"'],
      [`${FILE}#/mcpServers/a`, 'the earlier value of "args"'],
    ])
  })

  it('takes __proto__ and constructor for names', async () => {
    const { entries } = await read(
      '{"mcpServers":{"__proto__":{"command":"a","env":{"__proto__":"x"}},"constructor":{"command":"b"},"toString":{"command":"c"}}}',
    )
    expect(names(entries)).toEqual(['__proto__', 'constructor', 'toString'])
    expect(Object.keys(entries[0]?.launch.transport === 'stdio' ? entries[0].launch.env : {})).toEqual(['__proto__'])
    expect(({} as { command?: string }).command).toBeUndefined()
  })

  it('reads servers under a key that the client does not read, and says so', async () => {
    const files = {
      '/home/u/.cursor/mcp.json': '{"servers":{"a":{"command":"x"}}}',
      '/home/u/.config/Claude/claude_desktop_config.json':
        '{"mcpServers":{},"servers":{},"mcp":5,"context_servers":{"x":{}}}',
      '/home/u/work/.vscode/mcp.json': '{"servers":{},"mcpServers":{"b":{"command":"x"}}}',
      '/home/u/.config/Code/User/settings.json':
        '{"servers":{"c":{"command":"x"}},"context_servers":{"d":{"command":"x"}}}',
    }
    const { entries, failures, notEvaluated } = await discover(memoryHost({ files }))
    expect(names(entries)).toEqual(['a', 'b'])
    expect(failures).toEqual([])
    expect(notEvaluated).toEqual([
      {
        subject: '/home/u/.cursor/mcp.json#/servers',
        what: 'whether Cursor starts these servers',
        why: 'they stand under `servers`, and it reads `mcpServers`',
      },
      {
        subject: '/home/u/work/.vscode/mcp.json#/mcpServers',
        what: 'whether VS Code starts these servers',
        why: 'they stand under `mcpServers`, and it reads `servers`',
      },
    ])
  })
})
