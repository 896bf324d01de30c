import { describe, expect, it } from 'vitest'
import { discover } from '../../src/discover/discover.js'
import type { Grants, ServerEntry } from '../../src/model.js'
import { memoryHost } from '../support/memory-host.js'

/** An entry, in few words: what it starts or where it connects, and what else is said of it. */
interface Short {
  readonly argv?: readonly string[]
  readonly url?: string
  readonly env?: Readonly<Record<string, string>>
  readonly headers?: Readonly<Record<string, string>>
  readonly cwd?: string
  readonly envFile?: string
  readonly disabled?: true
  readonly autoApproved?: readonly string[]
  readonly shellHooks?: readonly string[]
  readonly startsOnOpen?: true
}

const filled = (value: object | undefined) => (value && Object.keys(value).length > 0 ? { ...value } : undefined)

function short({ launch, disabled, grants }: ServerEntry): Short {
  const { autoApproved, shellHooks, startsOnOpen }: Grants = grants
  const said = {
    ...(launch.transport === 'stdio'
      ? {
          argv: launch.argv.map(({ text }) => text),
          env: filled(launch.env),
          cwd: launch.cwd,
          envFile: launch.envFile,
        }
      : { url: launch.url.text, headers: filled(launch.headers) }),
    disabled: disabled || undefined,
    autoApproved: autoApproved.length > 0 ? autoApproved : undefined,
    shellHooks: shellHooks.length > 0 ? shellHooks : undefined,
    startsOnOpen: startsOnOpen || undefined,
  }
  return Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined))
}

const URL = 'https://h.example/mcp'
const dollar = '$'

/** As each client's documentation shows it, with other names and values. */
const cases: readonly (readonly [client: string, file: string, text: string, servers: Record<string, Short>])[] = [
  [
    'claude-desktop',
    '/home/u/.config/Claude/claude_desktop_config.json',
    '{"globalShortcut":"","mcpServers":{"fs":{"command":"npx","args":["-y","pkg","/srv"],"env":{"A":"b"}}},"preferences":{}}',
    { fs: { argv: ['npx', '-y', 'pkg', '/srv'], env: { A: 'b' } } },
  ],
  [
    'claude-desktop',
    '/home/u/.config/Claude/Claude Extensions/x/manifest.json',
    `{"manifest_version":"0.3","name":"tool","server":{"type":"node","entry_point":"s/i.js","mcp_config":{"command":"node","args":["${dollar}{__dirname}/s/i.js"],"env":{"K":"${dollar}{user_config.k}"}}}}`,
    { tool: { argv: ['node', `${dollar}{__dirname}/s/i.js`], env: { K: `${dollar}{user_config.k}` } } },
  ],
  [
    'claude-code',
    '/home/u/.claude.json',
    `{"mcpServers":{"a":{"type":"http","url":"${URL}","headers":{"X":"y"},"headersHelper":"/opt/h.sh"},"b":{"type":"stdio","command":"npx","args":["pkg"],"env":{}},"c":{"type":"ws","url":"wss://h.example/"}}}`,
    {
      a: { url: URL, headers: { X: 'y' }, shellHooks: ['headersHelper'] },
      b: { argv: ['npx', 'pkg'] },
      c: { url: 'wss://h.example/' },
    },
  ],
  [
    'claude-code',
    '/home/u/work/.claude/agents/a.md',
    '---\nname: a\nmcpServers:\n  - elsewhere\n  - own:\n      command: uvx\n      args: [pkg]\n---\nYou are …\n',
    { own: { argv: ['uvx', 'pkg'] } },
  ],
  [
    'cursor',
    '/home/u/work/.cursor/mcp.json',
    `{"mcpServers":{"a":{"type":"stdio","command":"python","args":["s.py"],"envFile":"${dollar}{workspaceFolder}/.env"},"b":{"url":"${URL}"}}}`,
    { a: { argv: ['python', 's.py'], envFile: `${dollar}{workspaceFolder}/.env` }, b: { url: URL } },
  ],
  [
    'vscode',
    '/home/u/work/.vscode/mcp.json',
    `{ // comment
      "inputs": [{"id":"k","type":"promptString","password":true}],
      "servers": {
        "a": {"type":"stdio","command":"npx","args":["-y","pkg"],"env":{"K":"${dollar}{input:k}"},"envFile":".env","cwd":"sub","sandboxEnabled":true,},
        "b": {"type":"http","url":"${URL}","headers":{"H":"${dollar}{input:k}"}},
      }
    }`,
    {
      a: { argv: ['npx', '-y', 'pkg'], env: { K: `${dollar}{input:k}` }, envFile: '.env', cwd: 'sub' },
      b: { url: URL, headers: { H: `${dollar}{input:k}` } },
    },
  ],
  [
    'copilot-cli',
    '/home/u/.copilot/mcp-config.json',
    `{"mcpServers":{"a":{"type":"local","command":"npx","args":["pkg"],"tools":["*"]},"b":{"type":"sse","url":"${URL}","tools":["one"]}}}`,
    { a: { argv: ['npx', 'pkg'] }, b: { url: URL } },
  ],
  [
    'copilot-cli',
    '/home/u/work/.github/agents/a.agent.md',
    "---\nname: a\nmcp-servers:\n  own:\n    type: 'local'\n    command: 'npx'\n    args: ['pkg']\n    tools: ['*']\n    env:\n      K: v\n---\n",
    { own: { argv: ['npx', 'pkg'], env: { K: 'v' } } },
  ],
  [
    'codex',
    '/home/u/.codex/config.toml',
    `model = "x"
[mcp_servers.a]
command = "npx"
args = ["-y", "pkg"]
env_vars = ["TOKEN"]
cwd = "/srv"
default_tools_approval_mode = "approve"
[mcp_servers.a.env]
K = "v"
[mcp_servers.b]
url = "${URL}"
bearer_token_env_var = "TOKEN"
http_headers = { "X" = "y" }
enabled = false
[mcp_servers.c]
command = "c"
[mcp_servers.c.tools.search]
approval_mode = "approve"
[mcp_servers.c.tools.write]
approval_mode = "prompt"
`,
    {
      a: { argv: ['npx', '-y', 'pkg'], env: { K: 'v' }, cwd: '/srv', autoApproved: ['*'] },
      b: { url: URL, headers: { X: 'y' }, disabled: true },
      c: { argv: ['c'], autoApproved: ['search'] },
    },
  ],
  [
    'gemini-cli',
    '/home/u/work/.gemini/settings.json',
    `{"mcpServers":{"a":{"command":"npx","args":["pkg"],"trust":true},"b":{"httpUrl":"${URL}","url":"https://o.example/"},"c":{"url":"${URL}","trust":false},"d":{"tcp":"localhost:9"}},"mcp":{"excluded":["c"]}}`,
    {
      a: { argv: ['npx', 'pkg'], autoApproved: ['*'], startsOnOpen: true },
      b: { url: URL, startsOnOpen: true },
      c: { url: URL, disabled: true, startsOnOpen: true },
      d: { url: 'localhost:9', startsOnOpen: true },
    },
  ],
  [
    'windsurf',
    '/home/u/.codeium/windsurf/mcp_config.json',
    `{"mcpServers":{"a":{"serverUrl":"${URL}","headers":{"X":"y"}},"b":{"command":"npx","args":["pkg"],"disabled":true,"disabledTools":["x"]}}}`,
    { a: { url: URL, headers: { X: 'y' } }, b: { argv: ['npx', 'pkg'], disabled: true } },
  ],
  [
    'cline',
    '/home/u/.cline/data/settings/cline_mcp_settings.json',
    `{"mcpServers":{"a":{"transport":{"type":"stdio","command":"npx","args":["pkg"],"env":{"K":"v"}},"disabled":true,"autoApprove":["read"]},"b":{"url":"${URL}","type":"streamableHttp","autoApprove":[],"timeout":60},"c":{"command":"c","transportType":"stdio"}}}`,
    {
      a: { argv: ['npx', 'pkg'], env: { K: 'v' }, disabled: true, autoApproved: ['read'] },
      b: { url: URL },
      c: { argv: ['c'] },
    },
  ],
  [
    'roo-code',
    '/home/u/work/.roo/mcp.json',
    `{"mcpServers":{"a":{"command":"npx","args":["pkg"],"cwd":"x","alwaysAllow":["*"]},"b":{"type":"streamable-http","url":"${URL}","alwaysAllow":["one","two"]}}}`,
    {
      a: { argv: ['npx', 'pkg'], cwd: 'x', autoApproved: ['*'], startsOnOpen: true },
      b: { url: URL, autoApproved: ['one', 'two'], startsOnOpen: true },
    },
  ],
  [
    'kilo-code',
    '/home/u/.config/kilo/kilo.jsonc',
    `{"mcp":{"a":{"type":"local","command":["npx","-y","pkg"],"environment":{"K":"v"},"enabled":true},"b":{"enabled":false}}}`,
    { a: { argv: ['npx', '-y', 'pkg'], env: { K: 'v' } } },
  ],
  [
    'continue',
    '/home/u/.continue/config.yaml',
    `name: a
version: 0.0.1
mcpServers:
  - name: One
    command: npx
    args:
      - -y
      - pkg
    env:
      K: ${dollar}{{ secrets.K }}
    cwd: /srv
  - name: Two
    type: streamable-http
    url: ${URL}
    requestOptions:
      headers:
        X: y
`,
    {
      One: { argv: ['npx', '-y', 'pkg'], env: { K: `${dollar}{{ secrets.K }}` }, cwd: '/srv' },
      Two: { url: URL, headers: { X: 'y' } },
    },
  ],
  [
    'continue',
    '/home/u/work/.continue/mcpServers/lone.json',
    '{"command":"npx","args":["pkg"]}',
    { lone: { argv: ['npx', 'pkg'] } },
  ],
  [
    'continue',
    '/home/u/.continue/config.json',
    '{"experimental":{"modelContextProtocolServers":[{"transport":{"type":"stdio","command":"npx","args":["pkg"]}}]}}',
    { 0: { argv: ['npx', 'pkg'] } },
  ],
  [
    'zed',
    '/home/u/.config/zed/settings.json',
    `{"theme":"x","context_servers":{"a":{"source":"custom","command":"npx","args":["pkg"],"env":{"K":"v"},"enabled":false},"b":{"command":{"path":"uvx","args":["pkg"],"env":{"K":"v"}},"settings":{}},"c":{"url":"${URL}","headers":{"X":"y"}},"ext":{"source":"extension","enabled":true,"settings":{"k":1}},"old":{"settings":{}},"bare":{"enabled":true}}}`,
    {
      a: { argv: ['npx', 'pkg'], env: { K: 'v' }, disabled: true },
      b: { argv: ['uvx', 'pkg'], env: { K: 'v' } },
      c: { url: URL, headers: { X: 'y' } },
    },
  ],
  [
    'antigravity',
    '/home/u/.gemini/antigravity/mcp_config.json',
    `{"mcpServers":{"a":{"serverUrl":"${URL}","headers":{"Content-Type":"x"},"disabled":true}}}`,
    { a: { url: URL, headers: { 'Content-Type': 'x' }, disabled: true } },
  ],
  [
    'kiro',
    '/home/u/.kiro/settings/mcp.json',
    `{"mcpServers":{"a":{"command":"uvx","args":["pkg@latest"],"disabled":false,"autoApprove":["*"],"disabledTools":[]}},"powers":{"mcpServers":{"power-x":{"url":"${URL}"}}}}`,
    { a: { argv: ['uvx', 'pkg@latest'], autoApproved: ['*'] }, 'power-x': { url: URL } },
  ],
  [
    'opencode',
    '/home/u/work/opencode.jsonc',
    `{"${dollar}schema":"x","mcp":{"a":{"type":"local","command":["bunx","pkg"],"environment":{"K":"{env:K}"},"enabled":true,"cwd":"x"},"b":{"type":"remote","url":"${URL}","enabled":false,"headers":{"X":"y"}},"c":{"enabled":true}}}`,
    {
      a: { argv: ['bunx', 'pkg'], env: { K: '{env:K}' }, cwd: 'x', startsOnOpen: true },
      b: { url: URL, headers: { X: 'y' }, disabled: true, startsOnOpen: true },
    },
  ],
  [
    'goose',
    '/home/u/.config/goose/config.yaml',
    `GOOSE_PROVIDER: x
extensions:
  developer: {type: builtin, name: developer, enabled: true}
  todo: {type: platform, name: todo, enabled: true}
  a:
    type: stdio
    name: a
    cmd: npx
    args: [-y, pkg]
    envs: {K: v}
    env_keys: [TOKEN]
    enabled: true
    timeout: 300
  b:
    type: streamable_http
    uri: ${URL}
    headers: {X: y}
    enabled: false
  c: {type: sse, uri: "${URL}/sse", enabled: true}
`,
    {
      a: { argv: ['npx', '-y', 'pkg'], env: { K: 'v' } },
      b: { url: URL, headers: { X: 'y' }, disabled: true },
      c: { url: `${URL}/sse` },
    },
  ],
  [
    'qwen-code',
    '/home/u/.qwen/settings.json',
    `{"mcpServers":{"a":{"httpUrl":"${URL}","headers":{"X":"y"},"trust":"true"},"b":{"command":"b"}},"mcp":{"allowed":["a"]}}`,
    { a: { url: URL, headers: { X: 'y' }, autoApproved: ['*'] }, b: { argv: ['b'], disabled: true } },
  ],
  [
    'crush',
    '/home/u/work/.crush.json',
    `{"mcp":{"a":{"type":"stdio","command":"npx","args":["pkg"],"env":{"K":"${dollar}(cat /etc/k)"},"disabled":true},"b":{"type":"http","url":"${URL}","headers":{"X":"${dollar}K"}}}}`,
    {
      a: {
        argv: ['npx', 'pkg'],
        env: { K: `${dollar}(cat /etc/k)` },
        disabled: true,
        shellHooks: ['env'],
        startsOnOpen: true,
      },
      b: { url: URL, headers: { X: `${dollar}K` }, startsOnOpen: true },
    },
  ],
  [
    'amp',
    '/home/u/.config/amp/settings.json',
    `{"amp.theme":"x","amp.mcpServers":{"a":{"command":"npx","args":["pkg"],"env":{"K":"${dollar}{K}"}},"b":{"url":"${URL}"}}}`,
    { a: { argv: ['npx', 'pkg'], env: { K: `${dollar}{K}` } }, b: { url: URL } },
  ],
  [
    'amazon-q',
    '/home/u/.aws/amazonq/cli-agents/dev.json',
    `{"name":"dev","mcpServers":{"a":{"command":"uvx","args":["pkg"],"timeout":1000,"disabled":true}},"tools":["*"],"allowedTools":["@a/x"]}`,
    { a: { argv: ['uvx', 'pkg'], disabled: true } },
  ],
  [
    'factory-droid',
    '/home/u/.factory/mcp.json',
    `{"mcpServers":{"a":{"type":"stdio","command":"npx","args":["pkg"],"disabled":false},"b":{"type":"http","url":"${URL}","disabled":true}}}`,
    { a: { argv: ['npx', 'pkg'] }, b: { url: URL, disabled: true } },
  ],
  [
    'warp',
    '/home/u/.warp/.mcp.json',
    `{"mcpServers":{"a":{"command":"npx","args":["pkg"],"working_directory":"/srv","start_on_launch":true}}}`,
    { a: { argv: ['npx', 'pkg'], cwd: '/srv' } },
  ],
  [
    '5ire',
    '/home/u/.config/5ire/mcp.json',
    '{"mcpServers":{"a":{"name":"A","command":"npx","args":["pkg"],"isActive":false}}}',
    { a: { argv: ['npx', 'pkg'], disabled: true } },
  ],
  [
    'jan',
    '/home/u/.config/Jan/data/mcp_config.json',
    '{"mcpServers":{"a":{"command":"npx","args":["pkg"],"env":{},"active":false}},"mcpSettings":{"toolCallTimeoutSeconds":30}}',
    { a: { argv: ['npx', 'pkg'], disabled: true } },
  ],
  [
    'witsy',
    '/home/u/.config/Witsy/settings.json',
    `{"mcp":{"servers":[{"uuid":"1","name":"a","state":"disabled","type":"stdio","command":"npx","url":"-y pkg"},{"uuid":"2","name":"b","state":"enabled","type":"sse","url":"${URL}"}]}}`,
    { a: { argv: ['npx', '-y', 'pkg'], disabled: true }, b: { url: URL } },
  ],
  [
    'augment',
    '/home/u/.config/Code/User/settings.json',
    '{"augment.advanced":{"mcpServers":[{"name":"a","command":"npx","args":["pkg"]}]}}',
    { a: { argv: ['npx', 'pkg'] } },
  ],
  [
    'mistral-vibe',
    '/home/u/.vibe/config.toml',
    `[[mcp_servers]]\nname = "a"\ntransport = "stdio"\ncommand = "uvx"\nargs = ["pkg"]\n[[mcp_servers]]\nname = "b"\ntransport = "streamable-http"\nurl = "${URL}"\n`,
    { a: { argv: ['uvx', 'pkg'] }, b: { url: URL } },
  ],
  [
    'openhands',
    '/home/u/.openhands/config.toml',
    `[mcp]\nsse_servers = ["${URL}"]\nstdio_servers = [{ name = "a", command = "npx", args = ["pkg"] }]\n`,
    { a: { argv: ['npx', 'pkg'] }, 0: { url: URL } },
  ],
  [
    'openclaw',
    '/home/u/.openclaw/openclaw.json',
    `{"mcp":{"servers":{"a":{"command":"npx","args":["pkg"],"transport":"stdio"},"b":{"url":"${URL}","transport":"streamable-http"}}}}`,
    { a: { argv: ['npx', 'pkg'] }, b: { url: URL } },
  ],
  [
    'mcphub',
    '/home/u/.config/mcphub/servers.json',
    `{"mcpServers":{"a":{"command":"npx","args":["pkg"],"env":{"K":"${dollar}{cmd: pass k}"},"autoApprove":true},"b":{"url":"${URL}","headers":{"X":"${dollar}{K}"},"disabled":true}}}`,
    {
      a: {
        argv: ['npx', 'pkg'],
        env: { K: `${dollar}{cmd: pass k}` },
        autoApproved: ['*'],
        shellHooks: ['env'],
      },
      b: { url: URL, headers: { X: `${dollar}{K}` }, disabled: true },
    },
  ],
  [
    'oh-my-pi',
    '/home/u/.omp/agent/mcp.json',
    `{"mcpServers":{"a":{"type":"http","url":"${URL}","headers":{"Authorization":"!pass k"}},"b":{"command":"b"}},"disabledServers":["b"]}`,
    {
      a: { url: URL, headers: { Authorization: '!pass k' }, shellHooks: ['headers'] },
      b: { argv: ['b'], disabled: true },
    },
  ],
  [
    'grok-build',
    '/home/u/.grok/config.toml',
    'disabled_mcp_servers = ["b"]\n[mcp_servers.a]\ncommand = "a"\n[mcp_servers.b]\ncommand = "b"\n',
    { a: { argv: ['a'] }, b: { argv: ['b'], disabled: true } },
  ],
  [
    'ibm-bob',
    '/home/u/.bob/mcp_settings.json',
    `{"mcpServers":{"a":{"httpURL":"${URL}","alwaysAllow":["x"]}}}`,
    { a: { url: URL, autoApproved: ['x'] } },
  ],
]

describe('every client, how its entries look', () => {
  it.each(cases)('%s %s', async (client, file, text, servers) => {
    const found = await discover(memoryHost({ files: { [file]: text } }))
    const own = found.entries.filter((entry) => entry.client === client)
    expect(found.failures).toEqual([])
    expect(Object.fromEntries(own.map((entry) => [entry.name, short(entry)]))).toEqual(servers)
    for (const { place, line, launch } of own) {
      expect(place.file).toBe(file)
      expect(line).toBeGreaterThan(0)
      const words = launch.transport === 'stdio' ? launch.argv : [launch.url]
      expect(words.every(({ pointer }) => pointer.startsWith(place.pointer))).toBe(true)
    }
  })

  it("docker-mcp: what is enabled in one file, and stands in Docker's catalogue", async () => {
    const folder = '/home/u/.docker/mcp'
    const files = {
      [`${folder}/registry.yaml`]: 'registry:\n  fetch:\n    ref: ""\n',
      [`${folder}/catalogs/docker-mcp.yaml`]:
        'registry:\n  fetch: {type: server, image: "mcp/fetch@sha256:aa"}\n  other: {type: server, image: mcp/other}\n',
    }
    const { entries, failures } = await discover(memoryHost({ files }))
    expect(failures).toEqual([])
    expect(entries.map(({ client, name }) => [client, name])).toEqual([['docker-mcp', 'fetch']])
    expect(short(entries[0] ?? expect.fail()).argv?.at(-1)).toBe('mcp/fetch@sha256:aa')
  })

  it('claude-code: a plugin whose manifest names its file, once', async () => {
    const folder = '/home/u/.claude/plugins/cache/market/tool/1.0.0'
    const files = {
      [`${folder}/.claude-plugin/plugin.json`]: '{"name":"tool","mcpServers":"./.mcp.json"}',
      [`${folder}/.mcp.json`]: '{"mcpServers":{"a":{"command":"npx","args":["pkg"]}}}',
    }
    const { entries, failures } = await discover(memoryHost({ files }))
    expect(failures).toEqual([])
    expect(entries.map(({ scope, place }) => [scope, place.file])).toEqual([['plugin', `${folder}/.mcp.json`]])
  })
})
