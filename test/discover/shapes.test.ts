import { describe, expect, it } from 'vitest'
import { stringify } from 'yaml'
import type { Client, ServerFile } from '../../src/discover/client.js'
import { discover } from '../../src/discover/discover.js'
import { versionPointer } from '../../src/discover/shapes/registry-server.js'
import { dissect } from '../../src/launch/launch.js'
import type { ServerEntry } from '../../src/model.js'
import { type MemoryHostOptions, memoryHost } from '../support/memory-host.js'

type Files = NonNullable<MemoryHostOptions['files']>

/** A client with one file. */
const clientOf = (file: Partial<ServerFile> & Pick<ServerFile, 'path' | 'servers'>): Client => ({
  id: 'one',
  title: 'One',
  docs: 'https://one.example',
  files: [{ scope: 'user', ...file }],
})

const argvOf = ({ launch }: ServerEntry) =>
  launch.transport === 'stdio' ? launch.argv.map(({ text }) => text) : [launch.url.text]
const pointersOf = ({ launch }: ServerEntry) =>
  launch.transport === 'stdio' ? launch.argv.map(({ pointer }) => pointer) : [launch.url.pointer]
const summary = (entries: readonly ServerEntry[]) => entries.map((entry) => [entry.name, argvOf(entry).join(' ')])

const named = async (file: string, document: unknown, platform: NodeJS.Platform = 'linux') =>
  discover(
    memoryHost({ platform, files: { [file]: typeof document === 'string' ? document : JSON.stringify(document) } }),
    {
      configs: [file],
    },
  )

describe('a plugin', () => {
  const PLUGIN = '/home/u/.plugins/p'
  const MANIFEST = `${PLUGIN}/.claude-plugin/plugin.json`
  const client = clientOf({
    scope: 'plugin',
    path: '~/.plugins/**/.claude-plugin/plugin.json',
    servers: [['mcpServers']],
    shape: 'plugin-manifest',
  })
  const read = (mcpServers: unknown, files: Files = {}) =>
    discover(memoryHost({ files: { [MANIFEST]: JSON.stringify({ name: 'p', mcpServers }), ...files } }), {
      clients: [client],
    })

  it('holds a map', async () => {
    const { entries, failures } = await read({ a: { command: 'x' } })
    expect(failures).toEqual([])
    expect(entries).toMatchObject([
      { client: 'one', scope: 'plugin', name: 'a', place: { file: MANIFEST, pointer: '/mcpServers/a' } },
    ])
  })

  it.each(['./servers.json', 'servers.json', '$' + '{CLAUDE_PLUGIN_ROOT}/servers.json'])(
    'names a file: %s',
    async (file) => {
      for (const text of ['{"mcpServers":{"a":{"command":"x"}}}', '{"a":{"command":"x"}}']) {
        const { entries, failures, searched } = await read(file, { [`${PLUGIN}/servers.json`]: text })
        expect(failures).toEqual([])
        expect(entries).toMatchObject([{ name: 'a', place: { file: `${PLUGIN}/servers.json` } }])
        expect(searched.map(({ file, found, entries }) => [file, found, entries])).toEqual([
          [MANIFEST, 'no servers', 0],
          [`${PLUGIN}/servers.json`, 'servers', 1],
        ])
      }
    },
  )

  it('lists files and maps', async () => {
    const { entries } = await read(['./b.json', { a: { command: 'x' } }, null], {
      [`${PLUGIN}/b.json`]: '{"mcpServers":{"b":{"command":"y"}}}',
    })
    expect(summary(entries)).toEqual([
      ['a', 'x'],
      ['b', 'y'],
    ])
    expect(entries[0]?.place.pointer).toBe('/mcpServers/1/a')
  })

  it.each<readonly [string, unknown, Files]>([
    ['outside', '../../other.json', { '/home/u/.plugins/other.json': '{"mcpServers":{"a":{"command":"x"}}}' }],
    ['absolute', '/srv/other.json', { '/srv/other.json': '{"mcpServers":{"a":{"command":"x"}}}' }],
    [
      'a link that leads out',
      './l.json',
      { [`${PLUGIN}/l.json`]: { link: '/srv/o.json' }, '/srv/o.json': '{"a":{"command":"x"}}' },
    ],
    ['absent', './hush-4711.json', {}],
    ['itself', '.', {}],
    ['a number', 1, {}],
    ['a number in a list', [1], {}],
    ['too many', Array(51).fill('./s.json'), { [`${PLUGIN}/s.json`]: '{}' }],
  ])('fails where what it names is %s, without its text', async (_, servers, files) => {
    const { entries, failures } = await read(servers, files)
    expect(entries).toEqual([])
    expect(failures).toHaveLength(1)
    expect(failures[0]?.subject.startsWith(MANIFEST)).toBe(true)
    expect(JSON.stringify(failures)).not.toContain('hush-4711')
  })

  it('does not read what is packed, and says so', async () => {
    const { failures, notEvaluated } = await read(['./a.mcpb', 'https://h.example/b.dxt'])
    expect(failures).toEqual([])
    expect(notEvaluated.map(({ subject }) => subject)).toEqual([
      `${MANIFEST}#/mcpServers/0`,
      `${MANIFEST}#/mcpServers/1`,
    ])
  })

  it('lists a server once that is reached in two ways', async () => {
    const both: Client = {
      ...client,
      files: [{ scope: 'plugin', path: '~/.plugins/*/.mcp.json', servers: [['mcpServers']] }, ...client.files],
    }
    const files = {
      [MANIFEST]: '{"mcpServers":"./.mcp.json"}',
      [`${PLUGIN}/.mcp.json`]: '{"mcpServers":{"a":{"command":"x"}}}',
    }
    const { entries, searched } = await discover(memoryHost({ files }), { clients: [both] })
    expect(entries).toHaveLength(1)
    expect(searched.map(({ file, entries }) => [file, entries])).toEqual([
      [`${PLUGIN}/.mcp.json`, 1],
      [MANIFEST, 0],
    ])
  })

  it('is read by its name alone where it is named', async () => {
    const files = { '/srv/plugin.json': '{"mcpServers":"s.json"}', '/srv/s.json': '{"a":{"command":"x"}}' }
    const { entries } = await discover(memoryHost({ files }), { configs: ['/srv/plugin.json'] })
    expect(summary(entries)).toEqual([['a', 'x']])
    const { failures } = await named('/srv/other.json', { mcpServers: 's.json' })
    expect(failures).toMatchObject([{ message: 'the servers are no object' }])
  })
})

describe('references of a subagent', () => {
  const FILE = '/home/u/.agents/a.md'
  const client = clientOf({ path: '~/.agents/*.md', servers: [['mcpServers']], shape: 'references', shared: true })
  const read = (yaml: string) =>
    discover(memoryHost({ files: { [FILE]: `---\nname: a\n${yaml}---\nText: {}\n` } }), { clients: [client] })

  it.each([
    ['names', 'mcpServers: [github, "gitlab"]\n', []],
    ['one name', 'mcpServers: github\n', []],
    ['an entry in a list', 'mcpServers:\n  - github\n  - b: {command: x}\n', [['b', '/mcpServers/1/b', 5]]],
    [
      'two entries in one item',
      'mcpServers:\n  - b: {command: x}\n    c: {url: "https://h.example/"}\n',
      [
        ['b', '/mcpServers/0/b', 4],
        ['c', '/mcpServers/0/c', 5],
      ],
    ],
    ['a map', 'mcpServers:\n  github: true\n  b:\n    command: x\n', [['b', '/mcpServers/b', 5]]],
    ['a name with nothing', 'mcpServers:\n  - github:\n', []],
  ])('%s', async (_, yaml, expected) => {
    const { entries, failures } = await read(yaml)
    expect(failures).toEqual([])
    expect(entries.map(({ name, place, line }) => [name, place.pointer, line])).toEqual(expected)
  })

  it('fails on an entry that is wrong, and on no other', async () => {
    const { entries, failures } = await read('mcpServers:\n  - b: {args: [hush-4711]}\n  - c: {command: x}\n')
    expect(summary(entries)).toEqual([['c', 'x']])
    expect(failures).toMatchObject([{ subject: `${FILE}#/mcpServers/0/b` }])
  })

  it('are the same in a file that is named', async () => {
    const { entries } = await named('/srv/agent.md', '---\nmcpServers: [github, {b: {command: x}}]\n---\n')
    expect(summary(entries)).toEqual([['b', 'x']])
  })
})

describe('Goose', () => {
  const text = stringify({
    extensions: {
      developer: { type: 'builtin', enabled: true },
      todo: { type: 'platform' },
      ask: { type: 'frontend' },
      code: { type: 'inline_python', code: 'x' },
      git: { type: 'stdio', cmd: 'npx', args: ['-y', 'pkg'], envs: { A: 'b' }, enabled: true },
      web: { type: 'streamable_http', uri: 'https://h.example/mcp', enabled: false },
      old: { type: 'sse', uri: 'https://h.example/sse' },
      bad: { type: 'stdio' },
    },
    GOOSE_MODEL: 'x',
  })
  const expected = [
    ['git', 'npx -y pkg'],
    ['web', 'https://h.example/mcp'],
    ['old', 'https://h.example/sse'],
  ]

  it('starts some of its extensions', async () => {
    const client = clientOf({ path: '~/goose.yaml', servers: [['extensions']], shape: 'goose', shared: true })
    const { entries, failures } = await discover(memoryHost({ files: { '/home/u/goose.yaml': text } }), {
      clients: [client],
    })
    expect(summary(entries)).toEqual(expected)
    expect(entries.map(({ disabled }) => disabled)).toEqual([false, true, false])
    expect(failures).toMatchObject([{ subject: '/home/u/goose.yaml#/extensions/bad' }])
  })

  it('is known by its content', async () => {
    expect(summary((await named('/srv/config.yaml', text)).entries)).toEqual(expected)
  })
})

describe("Docker's catalogue", () => {
  const client = clientOf({ path: '~/.docker/mcp/registry.yaml', servers: [['registry']], shape: 'docker-catalog' })
  const REGISTRY = '/home/u/.docker/mcp/registry.yaml'
  const TIME = `mcp/time@sha256:${'0'.repeat(64)}`
  const CATALOGUE = '/home/u/.docker/mcp/catalogs/docker-mcp.yaml'
  const registry = (...names: string[]) =>
    stringify({ registry: Object.fromEntries(names.map((name) => [name, { ref: '' }])) })
  const catalogue = stringify({
    name: 'docker-mcp',
    registry: {
      time: { type: 'server', image: TIME, env: [{ name: 'TZ', value: 'UTC' }], secrets: [] },
      files: { type: 'server', image: 'mcp/files', volumes: ['/:/host'], user: 1000, command: ['--root', '/host'] },
      web: { type: 'remote', remote: { url: 'https://h.example/mcp', transport_type: 'sse', headers: { A: 'b' } } },
      tools: {
        type: 'poci',
        tools: [
          { name: 'curl', container: { image: 'curl/curl:8', command: ['-s'] } },
          { name: 'again', container: { image: 'curl/curl:8' } },
          { name: 'jq', container: { image: 'jq' } },
        ],
      },
      odd: { type: 'server' },
      text: 'hush-4711',
      off: { type: 'server', image: 'mcp/off' },
    },
  })
  const read = (files: Files) => discover(memoryHost({ files }), { clients: [client] })

  it('has what the registry enables', async () => {
    const { entries, failures, searched } = await read({
      [REGISTRY]: registry('time', 'files', 'web', 'tools'),
      [CATALOGUE]: catalogue,
    })
    expect(failures).toEqual([])
    expect(summary(entries)).toEqual([
      ['time', `docker run -i --rm ${TIME}`],
      ['files', 'docker run -i --rm -v /:/host -u 1000 mcp/files --root /host'],
      ['web', 'https://h.example/mcp'],
      ['tools/curl', 'docker run -i --rm curl/curl:8 -s'],
      ['tools/jq', 'docker run -i --rm jq'],
    ])
    expect(entries.map(({ place }) => place)).toEqual(
      ['time', 'files', 'web', 'tools/tools/0/container', 'tools/tools/2/container'].map((at) => ({
        file: CATALOGUE,
        pointer: `/registry/${at}`,
      })),
    )
    const object = '/registry/files'
    expect(entries[1] && pointersOf(entries[1])).toEqual([
      ...[object, object, object, object, object, `${object}/volumes/0`, object, `${object}/user`, `${object}/image`],
      ...[`${object}/command/0`, `${object}/command/1`],
    ])
    expect(entries[0]?.launch).toMatchObject({ env: { TZ: 'UTC' } })
    expect(entries[2]?.launch).toMatchObject({ headers: { A: 'b' } })
    expect(searched.map(({ file, found, entries }) => [file, found, entries])).toEqual([
      [REGISTRY, 'no servers', 0],
      [CATALOGUE, 'servers', 5],
    ])
    const launches = entries.map((entry) => dissect(entry).launch)
    expect(launches.map(({ kind }) => kind)).toEqual(['oci', 'oci', 'remote', 'oci', 'oci'])
    expect(launches[0]?.packages[0]).toMatchObject({
      floating: false,
      token: { file: CATALOGUE, pointer: '/registry/time/image' },
    })
  })

  it('may be one of several, of which the first describes a server', async () => {
    const own = '/home/u/.docker/mcp/catalogs/acme.yaml'
    const { entries } = await read({
      [REGISTRY]: registry('time', 'acme'),
      [CATALOGUE]: catalogue,
      [own]: stringify({ registry: { time: { image: 'acme/time' }, acme: { image: 'acme/mcp' } } }),
    })
    expect(entries.map(({ name, place }) => [name, place.file])).toEqual([
      ['time', CATALOGUE],
      ['acme', own],
    ])
  })

  it('fails for what it does not describe', async () => {
    const { entries, failures } = await read({
      [REGISTRY]: registry('time', 'gone', 'odd', 'text'),
      [CATALOGUE]: catalogue,
    })
    expect(summary(entries)).toHaveLength(1)
    expect(failures.map(({ subject }) => subject)).toEqual([
      `${REGISTRY}#/registry/gone`,
      `${CATALOGUE}#/registry/odd`,
      `${CATALOGUE}#/registry/text`,
    ])
    expect(JSON.stringify(failures)).not.toContain('hush-4711')
  })

  it.each<readonly [string, Files]>([
    ['absent', {}],
    ['broken', { [CATALOGUE]: '{' }],
    ['empty', { [CATALOGUE]: '' }],
    ['something else', { [CATALOGUE]: 'registry: [1]' }],
  ])('fails where the catalogue is %s', async (_, files) => {
    const { entries, failures } = await read({ [REGISTRY]: registry('time'), ...files })
    expect(entries).toEqual([])
    expect(failures[0]?.message).toContain('"time" is enabled')
  })

  it('may be named itself, or by its registry', async () => {
    const files = { [REGISTRY]: registry('time'), [CATALOGUE]: catalogue }
    const byRegistry = await discover(memoryHost({ files }), { configs: [REGISTRY] })
    expect(byRegistry.entries.map(({ name, scope }) => [name, scope])).toEqual([['time', 'explicit']])
    const itself = await discover(memoryHost({ files }), { configs: [CATALOGUE] })
    expect(itself.entries).toHaveLength(6)
  })
})

describe('a bundle', () => {
  const manifest = (server: unknown) => ({ manifest_version: '0.3', name: 'mine', version: '1.0.0', server })
  const config = {
    command: 'node',
    args: ['$' + '{__dirname}/server/index.js', '--quiet'],
    env: { A: 'b', C: 'd' },
    platform_overrides: {
      win32: { command: 'node.exe', env: { C: 'e' } },
      darwin: { args: ['$' + '{__dirname}/mac.js'] },
    },
  }
  const one = async (server: unknown, platform?: NodeJS.Platform) => {
    const { entries, failures } = await named(
      platform === 'win32' ? 'C:\\x\\manifest.json' : '/x/manifest.json',
      manifest(server),
      platform,
    )
    return {
      entry: entries[0],
      failures,
      argv: entries[0] && argvOf(entries[0]),
      pointers: entries[0] && pointersOf(entries[0]),
    }
  }

  it('starts what its manifest says, in its own folder', async () => {
    const { entry, argv, pointers, failures } = await one({
      type: 'node',
      entry_point: 'server/index.js',
      mcp_config: config,
    })
    expect(failures).toEqual([])
    expect(entry).toMatchObject({ name: 'mine', place: { pointer: '/server' }, launch: { env: { A: 'b', C: 'd' } } })
    expect(argv).toEqual(['node', '$' + '{__dirname}/server/index.js', '--quiet'])
    expect(pointers).toEqual(['/server/mcp_config/command', '/server/mcp_config/args/0', '/server/mcp_config/args/1'])
  })

  it('may differ by platform', async () => {
    const server = { type: 'node', entry_point: 'server/index.js', mcp_config: config }
    const windows = await one(server, 'win32')
    expect(windows.argv).toEqual(['node.exe', '$' + '{__dirname}/server/index.js', '--quiet'])
    expect(windows.pointers?.[0]).toBe('/server/mcp_config/platform_overrides/win32/command')
    expect(windows.entry?.launch).toMatchObject({ env: { A: 'b', C: 'e' } })
    const mac = await one(server, 'darwin')
    expect(mac.argv).toEqual(['node', '$' + '{__dirname}/mac.js'])
    expect(mac.pointers).toEqual(['/server/mcp_config/command', '/server/mcp_config/platform_overrides/darwin/args/0'])
  })

  it.each([
    ['node', ['node', 'main.js']],
    ['python', ['python', 'main.js']],
    ['uv', ['uv', 'run', 'main.js']],
    ['binary', ['main.js']],
  ])('of type %s is started by its entry point', async (type, expected) => {
    const { argv, pointers } = await one({ type, entry_point: 'main.js' })
    expect(argv).toEqual(expected)
    expect(pointers?.at(-1)).toBe('/server/entry_point')
  })

  it.each([
    ['of an odd type', { type: 'constructor', entry_point: 'main.js' }],
    ['without a type', { entry_point: 'main.js' }],
    ['with an empty command', { type: 'node', mcp_config: { command: '' } }],
    ['with an entry point that is a number', { type: 'node', entry_point: 1 }],
  ])('%s is a failure', async (_, server) => {
    const { entry, failures } = await one(server)
    expect(entry).toBeUndefined()
    expect(failures).toMatchObject([{ subject: '/x/manifest.json#/server' }])
  })

  it('is found where a client unpacks it', async () => {
    const client = clientOf({ scope: 'plugin', path: '~/x/*/manifest.json', servers: [[]], shape: 'bundle' })
    const files = {
      '/home/u/x/a/manifest.json': JSON.stringify(manifest({ type: 'node', mcp_config: config })),
      '/home/u/x/b/manifest.json': '{"name":"a theme"}',
    }
    const { entries, failures, searched } = await discover(memoryHost({ files }), { clients: [client] })
    expect(failures).toEqual([])
    expect(entries).toMatchObject([{ scope: 'plugin', name: 'mine' }])
    expect(searched.map(({ found }) => found)).toEqual(['servers', 'no servers'])
  })
})

describe("the registry's server.json", () => {
  const SCHEMA = 'https://schemas.example/2025-12-11/server.schema.json'
  const read = async (document: object) =>
    named('/x/server.json', { $schema: SCHEMA, name: 'io.github.acme/x', version: '1.0.0', ...document })
  const one = async (of: object) => {
    const { entries, failures } = await read({ packages: [of] })
    expect(failures).toEqual([])
    const [entry] = entries
    if (!entry) throw new Error('no entry')
    return entry
  }

  it('starts a package of npm', async () => {
    const entry = await one({
      registryType: 'npm',
      identifier: '@acme/x',
      version: '1.2.3',
      runtimeHint: 'npx',
      runtimeArguments: [{ type: 'positional', value: '-y' }],
      packageArguments: [
        { type: 'positional', value: 'serve' },
        { type: 'named', name: '--port', value: '80' },
        { type: 'named', name: '--quiet' },
        { type: 'positional', valueHint: 'folder', default: '/srv' },
        { type: 'positional', valueHint: 'asked' },
      ],
      environmentVariables: [
        { name: 'A', value: 'b' },
        { name: 'C', default: 'd' },
        { name: 'KEY', isSecret: true },
      ],
    })
    expect(argvOf(entry).join(' ')).toBe('npx -y @acme/x@1.2.3 serve --port 80 --quiet /srv')
    expect(pointersOf(entry)).toEqual([
      '/packages/0/runtimeHint',
      '/packages/0/runtimeArguments/0/value',
      '/packages/0/identifier',
      ...['/0/value', '/1/name', '/1/value', '/2/name', '/3/default'].map((at) => `/packages/0/packageArguments${at}`),
    ])
    expect(entry).toMatchObject({
      name: 'io.github.acme/x',
      place: { pointer: '/packages/0' },
      launch: { env: { A: 'b', C: 'd' } },
    })
    const [ref] = dissect(entry).launch.packages
    expect(ref).toMatchObject({ name: '@acme/x', selector: { type: 'version', value: '1.2.3' }, floating: false })
    expect(versionPointer(ref?.token.pointer ?? '')).toBe('/packages/0/version')
  })

  it.each<readonly [string, object, string]>([
    ['npm without a hint', { registryType: 'npm', identifier: 'x' }, 'npx x'],
    [
      'npm by another runner',
      { registryType: 'npm', identifier: 'x', version: '1.0.0', runtimeHint: 'bunx' },
      'bunx x@1.0.0',
    ],
    [
      'snake_case',
      {
        registry_type: 'npm',
        identifier: 'x',
        version: '1.0.0',
        runtime_arguments: [{ type: 'positional', value: '-y' }],
        package_arguments: [{ type: 'named', name: '-p', value: '1' }],
      },
      'npx -y x@1.0.0 -p 1',
    ],
    ['the oldest', { registry_name: 'npm', name: 'x', version: '1.0.0' }, 'npx x@1.0.0'],
    ['pypi', { registryType: 'pypi', identifier: 'x', version: '1.0', runtimeHint: 'uvx' }, 'uvx x@1.0'],
    [
      'oci',
      { registryType: 'oci', identifier: 'images.example/acme/x:1.0' },
      'docker run -i --rm images.example/acme/x:1.0',
    ],
    [
      'oci with a version',
      { registryType: 'oci', identifier: 'acme/x', version: '1.0' },
      'docker run -i --rm acme/x:1.0',
    ],
    [
      'oci with a digest',
      { registryType: 'oci', identifier: 'acme/x@sha256:00', version: '1.0' },
      'docker run -i --rm acme/x@sha256:00',
    ],
    [
      'oci with a port',
      { registryType: 'oci', identifier: 'h.example:5000/x', version: '1' },
      'docker run -i --rm h.example:5000/x:1',
    ],
    [
      'oci of a registry',
      { registryType: 'oci', registryBaseUrl: 'https://images.example', identifier: 'acme/x', version: '1' },
      'docker run -i --rm images.example/acme/x:1',
    ],
    [
      'oci with options',
      {
        registry_name: 'docker',
        name: 'x',
        runtimeArguments: [{ type: 'named', name: '--mount', value: 'type=bind,src=/,dst=/h' }],
      },
      'docker run -i --rm --mount type=bind,src=/,dst=/h x',
    ],
    [
      'oci that says run',
      { registryType: 'oci', identifier: 'x', runtimeArguments: [{ value: 'run' }, { value: '-i' }] },
      'docker run -i x',
    ],
    ['nuget', { registryType: 'nuget', identifier: 'X.Y', version: '1.0.0' }, 'dnx X.Y@1.0.0'],
    ['mcpb', { registryType: 'mcpb', identifier: 'https://h.example/x.mcpb' }, 'https://h.example/x.mcpb'],
  ])('%s', async (_, of, expected) => {
    const entry = await one(of)
    expect(argvOf(entry).join(' ')).toBe(expected)
    expect(pointersOf(entry).every((pointer) => pointer.startsWith('/packages/0'))).toBe(true)
  })

  it('offers alternatives, each an entry', async () => {
    const { entries } = await read({
      packages: [
        { registryType: 'npm', identifier: 'x' },
        { registryType: 'oci', identifier: 'x' },
      ],
      remotes: [{ type: 'sse', url: 'https://h.example/sse', headers: [{ name: 'A', value: 'b' }] }],
    })
    expect(entries.map(({ name, place }) => [name, place.pointer])).toEqual([
      ['io.github.acme/x (npm)', '/packages/0'],
      ['io.github.acme/x (oci)', '/packages/1'],
      ['io.github.acme/x (remote)', '/remotes/0'],
    ])
    expect(entries[2]?.launch).toMatchObject({ url: { pointer: '/remotes/0/url' }, headers: { A: 'b' } })
  })

  it.each<readonly [string, object]>([
    ['of an unknown kind', { registryType: 'cpan', identifier: 'x' }],
    ['without an identifier', { registryType: 'npm', version: '1' }],
    ['that is no object', [] as object],
  ])('fails for a package %s', async (_, of) => {
    const { entries, failures } = await read({ packages: [of], remotes: [{ url: 'https://h.example/' }] })
    expect(entries).toHaveLength(1)
    expect(failures).toMatchObject([{ subject: '/x/server.json#/packages/0' }])
  })

  it('is known by its schema, or by what it lists', async () => {
    const bare = { name: 'x', packages: [{ registry_type: 'npm', identifier: 'x' }] }
    expect((await named('/x/server.json', bare)).entries).toHaveLength(1)
    const other = { name: 'x', packages: ['apps/*'], remotes: [{ name: 'origin' }] }
    expect((await named('/x/package.json', other)).failures).toMatchObject([
      { message: 'no servers are recognised in it' },
    ])
  })
})
