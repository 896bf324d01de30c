import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { discover } from '../../src/discover/discover.js'
import type { ServerEntry } from '../../src/model.js'
import { memoryHost } from '../support/memory-host.js'

const FILE = '/srv/servers.json'
const AT = '/mcpServers/one'

/** The entry as `one`, beside another that has to be read whatever it holds. */
async function read(value: unknown) {
  const text = JSON.stringify({ mcpServers: { one: value, good: { command: 'x' } } })
  const { entries, failures } = await discover(memoryHost({ files: { [FILE]: text } }), { configs: [FILE] })
  expect(entries.map(({ name }) => name)).toContain('good')
  return { entry: entries.find(({ name }) => name === 'one'), failures }
}

const started = (entry: ServerEntry | undefined) =>
  entry?.launch.transport === 'stdio' ? entry.launch : expect.fail('nothing is started')
const connected = (entry: ServerEntry | undefined) =>
  entry?.launch.transport === 'remote' ? entry.launch : expect.fail('nothing is connected to')

describe('what an entry starts', () => {
  it.each([
    ['arguments under another name', { command: 'x', arguments: ['y'] }, ['x', 'y']],
    ['empty text as arguments', { command: 'x', args: ' ' }, ['x']],
    ['numbers, booleans', { command: 'x', args: [1, -2.5, true, 'y'] }, ['x', '1', '-2.5', 'true', 'y']],
    ['a list with arguments behind it', { command: ['x', 'y'], args: ['z'] }, ['x', 'y', 'z']],
    ['a program in an object', { command: { path: 'x', args: ['y'] }, args: ['z'] }, ['x', 'y', 'z']],
    ['an object within a command', { command: { command: 'x', args: ['y'] } }, ['x', 'y']],
    ['a command that is null beside cmd', { command: null, cmd: 'x' }, ['x']],
    ['spaces in a command, as written', { command: ' npx -y pkg ' }, [' npx -y pkg ']],
    ['a local type with a URL beside it', { type: 'local', command: 'x', url: 'https://h.example/' }, ['x']],
    ['an unknown type', { type: 'spawn', command: 'x' }, ['x']],
    ['a type that is no text', { type: 7, command: 'x' }, ['x']],
    ['a transport as text', { transport: 'stdio', command: 'x' }, ['x']],
    ['a transport as an object', { transport: { type: 'stdio', command: 'x', args: ['y'] } }, ['x', 'y']],
  ])('%s', async (_, value, argv) => {
    const { entry, failures } = await read(value)
    expect(failures).toEqual([])
    const words = started(entry).argv
    expect(words.map(({ text }) => text)).toEqual(argv)
    expect(words.every(({ pointer, offset }) => pointer.startsWith(`${AT}/`) && offset === 0)).toBe(true)
  })

  it.each([
    [
      '-y pkg',
      [
        ['-y', 0],
        ['pkg', 3],
      ],
    ],
    [
      "  -y\t'a b'  ",
      [
        ['-y', 2],
        ['a b', 6],
      ],
    ],
    [
      '--x="a b" "c" it\'s',
      [
        ['--x="a', 0],
        ['b"', 7],
        ['c', 11],
        ["it's", 14],
      ],
    ],
    [
      '"" x',
      [
        ['', 1],
        ['x', 3],
      ],
    ],
    ['"open', [['"open', 0]]],
  ] as const)('text as arguments: %s', async (args, words) => {
    const { argv } = started((await read({ command: 'x', args })).entry)
    expect(argv.slice(1)).toEqual(words.map(([text, offset]) => ({ text, pointer: `${AT}/args`, offset })))
    for (const { text, offset } of argv.slice(1)) expect(args.slice(offset, offset + text.length)).toBe(text)
  })

  it.each([
    ['a map', { env: { A: 'b', N: 1, T: true, L: ['x'], O: {}, Z: null } }, { A: 'b', N: '1', T: 'true' }, `${AT}/env`],
    ['envs', { envs: { A: 'b' } }, { A: 'b' }, `${AT}/envs`],
    ['environment', { environment: { A: 'b' } }, { A: 'b' }, `${AT}/environment`],
    ['null before another', { env: null, environment: { A: 'b' } }, { A: 'b' }, `${AT}/environment`],
    ['a list of pairs', { env: ['A=b=c', 'B=', '=x', 'C', 7] }, { A: 'b=c', B: '' }, undefined],
    [
      'a list of objects',
      { env: [{ name: 'A', value: 'b' }, { key: 'B', value: 1 }, { name: 'C' }, {}] },
      { A: 'b', B: '1' },
      undefined,
    ],
    ['of the program', { command: { path: 'x', env: { A: 'b' } } }, { A: 'b' }, `${AT}/command/env`],
    ['text, which is none', { env: 'A=b' }, {}, undefined],
    ['names that are no values', { env_vars: ['A'], env_keys: ['B'] }, {}, undefined],
    ['names of objects', { env: JSON.parse('{"__proto__":"x"}') }, JSON.parse('{"__proto__":"x"}'), `${AT}/env`],
  ])('variables: %s', async (_, value, env, pointer) => {
    const launch = started((await read({ command: 'x', ...value })).entry)
    expect(Object.entries(launch.env)).toEqual(Object.entries(env))
    expect(launch.envPointer).toBe(pointer)
  })

  it.each(['cwd', 'working_directory', 'workingDirectory'])('the folder under %s', async (key) => {
    expect(started((await read({ command: 'x', [key]: '/srv' })).entry).cwd).toBe('/srv')
    expect(started((await read({ command: 'x', [key]: 7 })).entry).cwd).toBeUndefined()
  })

  it.each(['envFile', 'env_file'])('a file of variables under %s', async (key) => {
    expect(started((await read({ command: 'x', [key]: '.env' })).entry).envFile).toBe('.env')
    expect(started((await read({ command: 'x', [key]: '' })).entry).envFile).toBeUndefined()
  })
})

describe('where an entry connects', () => {
  const url = 'https://h.example/mcp'

  it.each([
    ['url alone', { url }, 'url'],
    ['httpUrl before url, as Gemini CLI takes them', { url: 'https://o.example/', httpUrl: url }, 'httpUrl'],
    ['httpUrl before a command', { command: 'x', httpUrl: url }, 'httpUrl'],
    ['a remote type before a command', { type: 'http', command: 'x', url }, 'url'],
    ['serverUrl', { serverUrl: url }, 'serverUrl'],
    ['uri', { type: 'streamable_http', uri: url }, 'uri'],
    ['baseUrl', { type: 'sse', baseUrl: url }, 'baseUrl'],
    ['transport as text', { transport: 'streamable-http', url }, 'url'],
    ['transportType', { transportType: 'SSE', url }, 'url'],
    ['null before another', { httpUrl: null, serverUrl: '', url }, 'url'],
    ['a transport as an object', { transport: { type: 'sse', url } }, 'transport/url'],
  ])('%s', async (_, value, path) => {
    const { entry, failures } = await read(value)
    expect(failures).toEqual([])
    expect(connected(entry).url).toEqual({ text: url, pointer: `${AT}/${path}`, offset: 0 })
  })

  it('a bare URL', async () => {
    expect(connected((await read(url)).entry).url).toEqual({ text: url, pointer: AT, offset: 0 })
  })

  it.each([
    ['headers', { headers: { A: 'b', N: 1 } }, { A: 'b', N: '1' }, `${AT}/headers`],
    ['http_headers', { http_headers: { A: 'b' } }, { A: 'b' }, `${AT}/http_headers`],
    ['of a request', { requestOptions: { headers: { A: 'b' } } }, { A: 'b' }, `${AT}/requestOptions/headers`],
    ['a list', { headers: [{ name: 'A', value: 'b' }] }, { A: 'b' }, undefined],
    ['text, which is none', { headers: 'A: b' }, {}, undefined],
  ])('headers: %s', async (_, value, headers, pointer) => {
    const launch = connected((await read({ url, ...value })).entry)
    expect({ ...launch.headers }).toEqual(headers)
    expect(launch.headersPointer).toBe(pointer)
  })
})

describe('what an entry says beside', () => {
  it.each([
    [{ disabled: true }, true],
    [{ disabled: 'true' }, true],
    [{ disabled: 'TRUE ' }, true],
    [{ disabled: false }, false],
    [{ disabled: 'false' }, false],
    [{ disabled: 'no' }, false],
    [{ enabled: false }, true],
    [{ enabled: 'false' }, true],
    [{ enabled: true }, false],
    [{ enabled: null }, false],
    [{ isActive: false }, true],
    [{ is_active: false }, true],
    [{ active: false }, true],
    [{ state: 'disabled' }, true],
    [{ state: 'enabled' }, false],
    [{ disabled: {} }, false],
  ])('%j', async (value, disabled) => {
    expect((await read({ command: 'x', ...value })).entry?.disabled).toBe(disabled)
  })

  it.each([
    [{ autoApprove: ['a', 'b', 7] }, ['a', 'b']],
    [{ autoApprove: true }, ['*']],
    [{ autoApprove: 'true' }, ['*']],
    [{ autoApprove: '*' }, ['*']],
    [{ autoApprove: 'none' }, []],
    [{ autoApprove: [] }, []],
    [{ autoApprove: false }, []],
    [{ alwaysAllow: ['*'] }, ['*']],
    [{ alwaysAllow: { a: true, b: false } }, ['a']],
    [{ autoApprove: ['a'], alwaysAllow: ['a', 'c'] }, ['a', 'c']],
    [{ autoApproveAll: true }, ['*']],
    [{ trust: true }, ['*']],
    [{ trust: false }, []],
    [{ trust: 'workspace' }, []],
    [{ tools: ['*'] }, []],
    [{ allowedTools: ['a'], includeTools: ['b'], enabled_tools: ['c'] }, []],
    [{ default_tools_approval_mode: 'approve' }, ['*']],
    [{ default_tools_approval_mode: 'prompt', tools: { a: { approval_mode: 'approve' }, b: 7 } }, ['a']],
  ])('%j approves %j', async (value, tools) => {
    expect((await read({ command: 'x', ...value })).entry?.grants.autoApproved).toEqual(tools)
  })

  it('names the keys that are run as commands', async () => {
    const hooks = async (value: object) => (await read(value)).entry?.grants.shellHooks
    expect(await hooks({ url: 'https://h.example/', headersHelper: 'x' })).toEqual(['headersHelper'])
    expect(await hooks({ transport: { url: 'https://h.example/', headersHelper: 'x' } })).toEqual(['headersHelper'])
    // Only a client that expands values runs them.
    expect(await hooks({ command: 'x', env: { A: '$(id)', B: '!id', C: '${' + 'cmd: id}' } })).toEqual([])
  })

  it('gives what they run, and nothing else', async () => {
    const commands = async (value: object) => (await read(value)).entry?.grants.hookCommands
    const url = 'https://h.example/'
    expect(await commands({ url, headersHelper: './token.sh --x' })).toEqual(['./token.sh --x'])
    expect(await commands({ url, headersHelper: { command: 'sh', args: ['-c', 'id'] } })).toEqual(['sh', '-c', 'id'])
    expect(await commands({ transport: { url, headersHelper: 'x' } })).toEqual(['x'])
    expect(await commands({ url, headers: { A: '$(id)' } })).toEqual([])
  })

  it.each([
    [{ enabled: true }],
    [{ disabled: true }],
    [{ isActive: false, enabled: true }],
    [{ source: 'extension', settings: { k: 1 } }],
    [{ enabled: true, settings: {} }],
  ])('%j switches a server that stands elsewhere', async (value) => {
    const { entry, failures } = await read(value)
    expect([entry, failures]).toEqual([undefined, []])
  })
})

describe('what can not be understood', () => {
  it.each([
    ['nothing', {}],
    ['settings of nothing', { source: 'custom', settings: {} }],
    ['a command that is a number', { command: 7 }],
    ['a command without a program', { command: { args: ['hush-4711'] } }],
    ['an item that is no word', { command: 'x', args: ['hush-4711', {}] }],
    ['an item that is null', { command: 'x', args: [null] }],
    ['arguments in an object', { command: 'x', args: { a: 'hush-4711' } }],
    ['a URL in an object', { url: { href: 'hush-4711' } }],
    ['text that is no URL', 'npx hush-4711'],
    ['a remote type and nothing else', { type: 'sse', headers: { A: 'hush-4711' } }],
    ['an empty transport', { transport: {} }],
  ])('%s is a problem of this entry alone', async (_, value) => {
    const { entry, failures } = await read(value)
    expect(entry).toBeUndefined()
    expect(failures).toMatchObject([{ stage: 'discover', subject: `${FILE}#${AT}` }])
    expect(JSON.stringify(failures)).not.toContain('hush-4711')
  })

  it('nothing else: a wrong type beside what is started hides nothing', async () => {
    const odd = fc.oneof(
      fc.constant(null),
      fc.integer(),
      fc.string(),
      fc.constant([]),
      fc.constant({ a: 1 }),
      fc.boolean(),
    )
    const keys = ['env', 'cwd', 'envFile', 'headers', 'tools', 'timeout', 'autoApprove', 'trust', 'name', 'description']
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...keys), odd, async (key, value) => {
        const { entry, failures } = await read({ command: 'x', args: ['y'], [key]: value })
        expect(failures).toEqual([])
        expect(started(entry).argv.map(({ text }) => text)).toEqual(['x', 'y'])
      }),
    )
  })
})
