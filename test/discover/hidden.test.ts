/** Files that would hide a server: each ends as an entry, a failure, or a remark. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { discover } from '../../src/discover/discover.js'
import { type MemoryHostOptions, memoryHost } from '../support/memory-host.js'

const WORK = '/home/u/work'
const entry = { command: 'npx', args: ['pkg'] }
const frontmatter = (end: string) => `---\nname: a\nmcpServers:\n  a:\n    command: npx\n${end}`

async function read(files: MemoryHostOptions['files'], recursive = false) {
  const host = memoryHost({ files: { [`${WORK}/.git/HEAD`]: '', ...files } })
  const { entries, failures, notEvaluated } = await discover(host, { recursive })
  const names = entries.map(({ name, disabled }) => `${name}${disabled ? ' (off)' : ''}`)
  return { entries, names: [...new Set(names)], failures, whys: notEvaluated.map(({ why }) => why) }
}

describe('keys', () => {
  it.each([
    ['.cursor/mcp.json', { MCPServers: { a: entry } }, 'they stand under `mcpServers` in another case'],
    ['crush.json', { Mcp: { a: entry } }, 'they stand under `mcp` in another case'],
    ['.cursor/mcp.json', { mcpServers: { a: { Command: 'npx', ARGS: ['pkg'] } } }, 'some tell keys apart by case'],
    ['.cursor/mcp.json', '{"mcpServers":{},"mcpServers":{"a":{"command":"x"}}}', 'the key stands more than once'],
    ['.vscode/settings.json', '{"mcp":{},"mcp":{"servers":{"a":{"command":"x"}}}}', 'the key stands more than once'],
    ['.cursor/mcp.json', { mcpServers: { a: { ...entry, url: 'https://h.example' } } }, 'both `command` and `url`'],
    ['.gemini/settings.json', { mcpServers: { a: { command: 'x', httpUrl: 'https://h.example' } } }, 'it has both'],
    ['.cursor/mcp.json', { mcpServers: { a: { ...entry, arguments: ['b'] } } }, '`args` stands for the same'],
    ['.cursor/mcp.json', { mcpServers: { a: { ...entry, cmd: 'uvx' } } }, '`command` stands for the same'],
    ['.mcp.json', { mcpServers: { a: { url: 'https://h.example' } } }, 'it has a URL and no `type`'],
    ['.mcp.json', { mcpServers: { a: { type: 'http', url: 'https://h.example' } } }, null],
    ['.cursor/mcp.json', { mcpServers: { a: { url: 'https://h.example' } } }, null],
    ['.cursor/mcp.json', { mcpServers: { a: { ...entry, url: '', cmd: null, arguments: [] } } }, null],
    [
      '.devcontainer/devcontainer.json',
      { customizations: { vscode: { settings: { 'mcp.servers': { a: entry } } } } },
      null,
    ],
  ])('%s %o', async (file, value, why) => {
    const text = typeof value === 'string' ? value : JSON.stringify(value)
    const { names, whys } = await read({ [`${WORK}/${file}`]: text })
    expect(names).toEqual(['a'])
    expect(whys.join('; ')).toContain(why ?? '')
    if (why === null) expect(whys).toEqual([])
  })
})

it('remarks servers in settings under a key that their client does not read', async () => {
  const { names, whys } = await read({ [`${WORK}/.codex/config.toml`]: '[mcpServers.a]\ncommand = "npx"\n' })
  expect([names, whys]).toEqual([[], ['they stand under `mcpServers`, and it reads `mcp_servers`']])
})

describe('entries without a command', () => {
  it.each([
    [
      '.zed/settings.json',
      { context_servers: { a: { source: 'extension', settings: {} } } },
      'only switches or sets up',
    ],
    ['opencode.json', { mcp: { a: { enabled: true } } }, 'only switches or sets up'],
    ['.continue/mcpServers/a.yaml', { mcpServers: [{ uses: 'acme/memory' }] }, 'it is taken from elsewhere'],
  ])('%s', async (file, value, why) => {
    const { names, failures, whys } = await read({ [`${WORK}/${file}`]: JSON.stringify(value) })
    expect([names, failures]).toEqual([[], []])
    expect(whys.join()).toContain(why)
  })

  it('are no news where the client knows the server', async () => {
    const files = {
      '/home/u/.config/opencode/opencode.json': JSON.stringify({ mcp: { a: { type: 'local', command: ['x'] } } }),
      [`${WORK}/opencode.json`]: JSON.stringify({ mcp: { a: { enabled: true } } }),
    }
    expect((await read(files)).whys).toEqual([])
  })
})

describe('frontmatter', () => {
  it.each([
    ['a comment that ends it', frontmatter('# ---\nbody')],
    ['dashes within a line', frontmatter('    cwd: x---\n')],
    ['white space behind the dashes', `---\f\nmcpServers:\n  a: {command: npx}\n---\n`],
    ['an entry with its name in a list', '---\nmcpServers:\n  - name: a\n    command: npx\n---\n'],
  ])('%s', async (_, text) => {
    expect((await read({ [`${WORK}/.claude/agents/x.md`]: text })).names).toEqual(['a'])
  })
})

describe('what lies elsewhere', () => {
  const mcp = JSON.stringify({ servers: { a: entry } })

  it('is read where a workspace opens it', async () => {
    const files = {
      [`${WORK}/x.code-workspace`]: JSON.stringify({ folders: [{ path: '../other' }, { uri: 'vscode-remote://h/x' }] }),
      '/home/u/other/.vscode/mcp.json': mcp,
    }
    const { names, whys } = await read(files)
    expect(names).toEqual(['a'])
    expect(whys).toEqual(['it is on another machine'])
  })

  it('is remarked behind links, in ignored folders, and above the project', async () => {
    const agents = { [`${WORK}/.claude/agents/l`]: { link: '/srv/x' }, '/srv/x/a.md': frontmatter('---') }
    expect((await read(agents)).whys).toEqual(['some are left out: links to folders elsewhere are not followed'])
    const ignored = { [`${WORK}/.gitignore`]: 'sub/\n', [`${WORK}/sub/.vscode/mcp.json`]: mcp }
    expect((await read(ignored, true)).whys).toEqual([
      'some are left out: folders that are ignored hold configurations, too',
    ])
    const plain = { [`${WORK}/.gitignore`]: 'dist/\n', [`${WORK}/dist/x.js`]: '' }
    expect((await read(plain, true)).whys).toEqual([])
    expect((await read({ '/home/.mcp.json': '{}' })).whys.join()).toContain('it lies above the project')
  })
})

describe('plugins', () => {
  const PLUGINS = '/home/u/.claude/plugins'
  const server = (name: string) => JSON.stringify({ mcpServers: { [name]: entry } })
  const record = JSON.stringify({
    version: 2,
    plugins: { 'p@m': [{ scope: 'user', installPath: '/root/.claude/plugins/cache/m/p/2.0.0', version: '2.0.0' }] },
  })
  const copies = {
    [`${PLUGINS}/cache/m/p/1.0.0/.mcp.json`]: server('old'),
    [`${PLUGINS}/cache/m/p/2.0.0/.mcp.json`]: server('new'),
    [`${PLUGINS}/cache/m/p/2.0.0-beta/.mcp.json`]: server('other'),
  }

  it('are in use where the record says so', async () => {
    expect((await read(copies)).names.sort()).toEqual(['new', 'old', 'other'])
    const files = { ...copies, [`${PLUGINS}/installed_plugins.json`]: record }
    expect((await read(files)).names.sort()).toEqual(['new', 'old (off)', 'other (off)'])
    const off = { ...files, '/home/u/.claude/settings.json': '{"enabledPlugins":{"p@m":false}}' }
    expect((await read(off)).names.sort()).toEqual(['new (off)', 'old (off)', 'other (off)'])
    for (const odd of ['{', '[]', '{"plugins":[]}', '{"plugins":{"p@m":[{"installPath":7}]}}']) {
      const names = (await read({ ...copies, [`${PLUGINS}/installed_plugins.json`]: odd })).names
      expect(names.sort()).toEqual(['new', 'old', 'other'])
    }
  })

  it('that a project switches on are remarked, unless they are installed', async () => {
    const settings = { [`${WORK}/.claude/settings.json`]: '{"enabledPlugins":{"p@m":true,"q@m":false}}' }
    expect((await read(settings)).whys.join()).toContain("the project's settings switch these plugins on")
    const files = { ...copies, ...settings, [`${PLUGINS}/installed_plugins.json`]: record }
    expect((await read(files)).whys).toEqual([])
  })

  it.each([
    '/home/u/.cursor/plugins/cache/p/.cursor-plugin/plugin.json',
    '/home/u/.codex/plugins/cache/p/.codex-plugin/plugin.json',
    '/home/u/.copilot/installed-plugins/m/p/.github/plugin/plugin.json',
  ])('%s names a file from the folder of the plugin', async (manifest) => {
    const folder = manifest.replace(/\/\.[^/]*(\/plugin)?\/plugin\.json$/, '')
    const files = { [manifest]: '{"mcpServers":"./servers.json"}', [`${folder}/servers.json`]: server('a') }
    expect((await read(files)).names).toEqual(['a'])
  })
})

it('approves a project by its own settings before those of the user', async () => {
  const { entries } = await read({
    [`${WORK}/.mcp.json`]: JSON.stringify({ mcpServers: { a: entry } }),
    '/home/u/.claude.json': JSON.stringify({ projects: { [WORK]: { enableAllProjectMcpServers: true } } }),
    [`${WORK}/.claude/settings.json`]: '{"enableAllProjectMcpServers":true}',
  })
  const [own] = entries.filter(({ client }) => client === 'claude-code')
  expect(own?.grants.approvedBy?.file).toBe(`${WORK}/.claude/settings.json`)
})

it('takes the registry that a server.json names', async () => {
  const file = '/srv/server.json'
  const npm = { registryType: 'npm', registryBaseUrl: 'https://r.example', identifier: 'pkg', version: '1.0.0' }
  const text = JSON.stringify({ name: 'x', packages: [npm] })
  const { entries } = await discover(memoryHost({ files: { [file]: text } }), { configs: [file] })
  const launch = entries[0]?.launch
  expect(launch?.transport === 'stdio' ? launch.argv.map(({ text }) => text) : []).toEqual([
    'npx',
    '--registry',
    'https://r.example',
    'pkg@1.0.0',
  ])
})

it('remarks nothing on an entry in one spelling', async () => {
  const text = '{"mcpServers":{"a":{"httpUrl":"https://h.example/"},"b":{"command":"npx","args":["pkg"],"env":{}}}}'
  const host = memoryHost({ files: { [`${WORK}/.git/HEAD`]: '', [`${WORK}/.gemini/settings.json`]: text } })
  const { entries, notEvaluated } = await discover(host)
  expect(entries.map(({ name }) => name)).toEqual(['a', 'b'])
  expect(notEvaluated).toEqual([])
})

/** Keys and values as an attacker mixes them. */
const part = fc.oneof(
  fc.constantFrom(
    'command',
    'Command',
    'cmd',
    'args',
    'url',
    'URL',
    'type',
    'enabled',
    'source',
    'uses',
    'name',
    'env',
  ),
  fc.constantFrom('transport', 'disabled', '_comment', '__proto__', 'settings', 'httpUrl'),
)
const scalar = fc.oneof(
  fc.constantFrom<unknown>('npx', 'pkg', 'https://h.example/', 'stdio', 'http', 'extension', '', null, true, 7),
  fc.array(fc.constantFrom<unknown>('npx', 'pkg', 1, null), { maxLength: 3 }),
)
const record = <T>(keys: fc.Arbitrary<string>, values: fc.Arbitrary<T>) =>
  fc.uniqueArray(fc.tuple(keys, values), { maxLength: 5, selector: ([key]) => key }).map((pairs) => {
    const map: Record<string, T> = Object.create(null)
    for (const [key, value] of pairs) map[key] = value
    return map
  })
const anything = fc.oneof(record(part, fc.oneof(scalar, record(part, scalar))), scalar)
const FILES: readonly (readonly [string, string])[] = [
  [`${WORK}/.mcp.json`, 'mcpServers'],
  [`${WORK}/.cursor/mcp.json`, 'mcpServers'],
  [`${WORK}/.vscode/mcp.json`, 'servers'],
  [`${WORK}/opencode.json`, 'mcp'],
  [`${WORK}/.zed/settings.json`, 'context_servers'],
  [`${WORK}/.gemini/settings.json`, 'mcpServers'],
]

it('leaves nothing of a map of servers unsaid', async () => {
  const names = fc.constantFrom('a', 'b', 'constructor', '__proto__', 'x y')
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...FILES), record(names, anything), async ([file, key], servers) => {
      const pairs = Object.keys(servers).map((name) => `${JSON.stringify(name)}:${JSON.stringify(servers[name])}`)
      const host = memoryHost({ files: { [`${WORK}/.git/HEAD`]: '', [file]: `{"${key}":{${pairs.join()}}}` } })
      const { entries, failures, notEvaluated } = await discover(host)
      const said = [
        ...entries.map(({ place }) => `${place.file}#${place.pointer}`),
        ...[...failures, ...notEvaluated].map(({ subject }) => subject),
      ]
      for (const name of Object.keys(servers)) {
        // What only switches a server is told by that server's entry.
        if (entries.some((entry) => entry.name === name)) continue
        const pointer = `${file}#/${key}/${name}`
        expect(said.some((one) => one === pointer || one.startsWith(`${pointer}/`))).toBe(true)
      }
    }),
    { numRuns: 500 },
  )
})
