import { manifestOf } from '../../incidents/fixture.js'
import type { Pair } from '../pair.js'
import { edited, release } from './benign-parts.js'

// --- AWS -------------------------------------------------------------------------------------------------------------

const aws = `#!/usr/bin/env node
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js'
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js'
import { CloudWatchLogsClient, DescribeLogGroupsCommand, FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs'
import { z } from 'zod'

const region = process.env.AWS_REGION ?? 'us-east-1'
const logs = new CloudWatchLogsClient({ region })
const server = new McpServer({ name: 'aws-logs', version: '1.2.4' })

const answer = (value) => ({ content: [{ type: 'text', text: JSON.stringify(value, null, 2) }] })

server.tool('list_log_groups', 'Lists log groups', { prefix: z.string().optional() }, async ({ prefix }) => {
  const { logGroups } = await logs.send(new DescribeLogGroupsCommand({ logGroupNamePrefix: prefix }))
  return answer(logGroups.map((group) => group.logGroupName))
})

server.tool(
  'filter_events',
  'Finds log events',
  { group: z.string(), pattern: z.string(), minutes: z.number().default(60) },
  async ({ group, pattern, minutes }) => {
    const { events } = await logs.send(
      new FilterLogEventsCommand({
        logGroupName: group,
        filterPattern: pattern,
        startTime: Date.now() - minutes * 60_000,
        limit: 200,
      }),
    )
    return answer(events.map(({ timestamp, message }) => new Date(timestamp).toISOString() + ' ' + message))
  },
)

server.connect(new StdioServerTransport())
`

const awsProfiles = `import { readFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { fromIni } from '@aws-sdk/credential-providers'

const CONFIG = process.env.AWS_CONFIG_FILE ?? join(homedir(), '.aws', 'config')
const CREDENTIALS = process.env.AWS_SHARED_CREDENTIALS_FILE ?? join(homedir(), '.aws', 'credentials')

const read = (file) => readFile(file, 'utf8').catch(() => '')

/** Names of the profiles only; keys stay in the files. */
export async function profileNames() {
  const names = new Set()
  for (const text of [await read(CONFIG), await read(CREDENTIALS)]) {
    for (const [, name] of text.matchAll(/^\\s*\\[(?:profile\\s+)?([^\\]]+)\\]/gm)) names.add(name.trim())
  }
  return [...names].sort()
}

export async function regionOf(profile) {
  const section = (await read(CONFIG)).split(/^\\s*\\[/m).find((part) => part.startsWith('profile ' + profile + ']'))
  return section?.match(/^\\s*region\\s*=\\s*(\\S+)/m)?.[1]
}

export const credentialsOf = (profile) => fromIni({ profile })
`

// --- Kubernetes ------------------------------------------------------------------------------------------------------

const kube = `#!/usr/bin/env node
import { FastMCP } from 'fastmcp'
import { KubeConfig, CoreV1Api } from '@kubernetes/client-node'
import { z } from 'zod'

const config = new KubeConfig()
config.loadFromCluster()
const core = config.makeApiClient(CoreV1Api)
const mcp = new FastMCP({ name: 'helmsman', version: '0.3.0' })

mcp.addTool({
  name: 'list_pods',
  description: 'Pods of a namespace',
  parameters: z.object({ namespace: z.string().default('default') }),
  execute: async ({ namespace }) => {
    const { items } = await core.listNamespacedPod({ namespace })
    return items.map((pod) => pod.metadata.name + ' ' + pod.status.phase).join('\\n')
  },
})

mcp.addTool({
  name: 'pod_log',
  description: 'Log of a pod',
  parameters: z.object({ namespace: z.string(), pod: z.string(), lines: z.number().int().default(200) }),
  execute: ({ namespace, pod, lines }) => core.readNamespacedPodLog({ namespace, name: pod, tailLines: lines }),
})

mcp.start({ transportType: 'stdio' })
`

const kubeCtl = `import { spawn } from 'node:child_process'

/** Runs kubectl without a shell. */
export function kubectl(args, { context, input } = {}) {
  const all = context ? ['--context', context, ...args] : args
  return new Promise((resolve, reject) => {
    const child = spawn(process.env.KUBECTL ?? 'kubectl', all, { stdio: ['pipe', 'pipe', 'pipe'] })
    let out = ''
    let err = ''
    child.stdout.on('data', (chunk) => (out += chunk))
    child.stderr.on('data', (chunk) => (err += chunk))
    child.on('error', reject)
    child.on('close', (code) => (code === 0 ? resolve(out) : reject(new Error(err.trim() || 'kubectl exited with ' + code))))
    child.stdin.end(input ?? '')
  })
}
`

// --- npm -------------------------------------------------------------------------------------------------------------

const parcelInfo = `#!/usr/bin/env node
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js'
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js'
import fetchJson from 'npm-registry-fetch'
import { z } from 'zod'

const server = new McpServer({ name: 'package-peek', version: '0.6.2' })

const packument = (name) => fetchJson.json('/' + name.replace('/', '%2f'))

server.tool('package_info', 'Facts about an npm package', { name: z.string() }, async ({ name }) => {
  const doc = await packument(name)
  const latest = doc.versions[doc['dist-tags'].latest]
  const { description, license, homepage, dependencies, engines } = latest
  return {
    content: [
      { type: 'text', text: JSON.stringify({ name, version: latest.version, description, license, homepage, dependencies, engines }) },
    ],
  }
})

server.tool('package_versions', 'Versions of an npm package', { name: z.string() }, async ({ name }) => ({
  content: [{ type: 'text', text: Object.keys((await packument(name)).versions).join('\\n') }],
}))

server.connect(new StdioServerTransport())
`

const parcelNpmrc = `import { existsSync, readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'

function parse(file) {
  const settings = {}
  if (!existsSync(file)) return settings
  for (const line of readFileSync(file, 'utf8').split(/\\r?\\n/)) {
    const match = line.match(/^\\s*([^#;=\\s][^=]*?)\\s*=\\s*(.*?)\\s*$/)
    if (match) settings[match[1]] = match[2].replace(/\\$\\{(\\w+)\\}/g, (_, name) => process.env[name] ?? '')
  }
  return settings
}

/**
 * Settings of npm for private scopes, the project's before the user's. The tokens among them are bound to a registry
 * (\`//host/:_authToken\`), and npm-registry-fetch sends each to that host alone.
 */
export function npmSettings(cwd = process.cwd()) {
  return { ...parse(join(homedir(), '.npmrc')), ...parse(join(cwd, '.npmrc')) }
}
`

// --- SSH -------------------------------------------------------------------------------------------------------------

const sshServer = `#!/usr/bin/env node
'use strict'
const { readFileSync } = require('node:fs')
const { Server } = require('@modelcontextprotocol/sdk/server/index.js')
const { StdioServerTransport } = require('@modelcontextprotocol/sdk/server/stdio.js')
const { CallToolRequestSchema, ListToolsRequestSchema } = require('@modelcontextprotocol/sdk/types.js')
const { Client } = require('ssh2')

function connect({ host, port = 22, username, key }) {
  return new Promise((resolve, reject) => {
    const client = new Client()
    client.on('ready', () => resolve(client)).on('error', reject)
    client.connect({ host, port, username, privateKey: readFileSync(key), readyTimeout: 15000 })
  })
}

function run(client, command) {
  return new Promise((resolve, reject) => {
    client.exec(command, (error, stream) => {
      if (error) return reject(error)
      let out = ''
      stream.on('data', (chunk) => (out += chunk))
      stream.stderr.on('data', (chunk) => (out += chunk))
      stream.on('close', (code) => resolve({ code, out }))
    })
  })
}

const server = new Server({ name: 'ssh-deck', version: '1.0.3' }, { capabilities: { tools: {} } })

server.setRequestHandler(ListToolsRequestSchema, async () => ({
  tools: [
    {
      name: 'run_command',
      description: 'Runs a command on a host over SSH',
      inputSchema: {
        type: 'object',
        properties: {
          host: { type: 'string' },
          port: { type: 'number' },
          username: { type: 'string' },
          key: { type: 'string', description: 'path of the private key' },
          command: { type: 'string' },
        },
        required: ['host', 'username', 'key', 'command'],
      },
    },
  ],
}))

server.setRequestHandler(CallToolRequestSchema, async ({ params }) => {
  const args = params.arguments
  const client = await connect(args)
  try {
    const { code, out } = await run(client, args.command)
    return { isError: code !== 0, content: [{ type: 'text', text: out }] }
  } finally {
    client.end()
  }
})

server.connect(new StdioServerTransport())
`

const sshConfig = `'use strict'
const { readFileSync } = require('node:fs')
const { homedir } = require('node:os')
const { join } = require('node:path')
const SSHConfig = require('ssh-config')

const home = (path) => path.replace(/^~(?=\\/)/, homedir())

function load() {
  try {
    return SSHConfig.parse(readFileSync(join(homedir(), '.ssh', 'config'), 'utf8'))
  } catch {
    return SSHConfig.parse('')
  }
}

/** What ~/.ssh/config says of a host alias. */
exports.settingsOf = (alias) => {
  const found = load().compute(alias)
  return {
    host: found.HostName ?? alias,
    port: Number(found.Port ?? 22),
    username: found.User ?? process.env.USER,
    key: home(found.IdentityFile?.[0] ?? '~/.ssh/id_ed25519'),
  }
}

exports.aliases = () =>
  load()
    .filter((line) => line.param === 'Host')
    .flatMap((line) => line.value)
    .filter((name) => !/[*?!]/.test(name))
`

export const BENIGN_CONFIG: readonly Pair[] = [
  {
    id: 'held-benign-aws-profiles',
    package: 'aws-logs-mcp',
    vendorWords: [],
    truth: 'benign',
    after: 'fs.secret-path',
    about:
      'Reads ~/.aws/config and ~/.aws/credentials for the names of profiles; keys go into the SDK of AWS alone, in a server ' +
      'whose purpose is AWS.',
    releases: [
      release('1.2.4', '2026-01-15T11:51', 'pkowalczyk', {
        'package.json': manifestOf('1.2.4', 'index.js', {
          name: 'aws-logs-mcp',
          repository: 'pkowalczyk/aws-logs-mcp',
          dependencies: { '@aws-sdk/client-cloudwatch-logs': '^3.850.0' },
        }),
        'index.js': aws,
      }),
      release('1.3.0', '2026-02-02T11:33', 'pkowalczyk', {
        'package.json': manifestOf('1.3.0', 'index.js', {
          name: 'aws-logs-mcp',
          repository: 'pkowalczyk/aws-logs-mcp',
          dependencies: { '@aws-sdk/client-cloudwatch-logs': '^3.864.0', '@aws-sdk/credential-providers': '^3.864.0' },
        }),
        'profiles.js': awsProfiles,
        'index.js': edited(
          aws,
          [
            "import { z } from 'zod'\n",
            "import { z } from 'zod'\nimport { credentialsOf, profileNames, regionOf } from './profiles.js'\n",
          ],
          ['const logs = new CloudWatchLogsClient({ region })', 'let logs = new CloudWatchLogsClient({ region })'],
          ["version: '1.2.4'", "version: '1.3.0'"],
          [
            '\nserver.connect(',
            `
server.tool('list_profiles', 'Profiles of your AWS configuration', {}, async () => answer(await profileNames()))

server.tool('use_profile', 'Switches to another profile', { profile: z.string() }, async ({ profile }) => {
  if (!(await profileNames()).includes(profile)) throw new Error('No such profile: ' + profile)
  logs = new CloudWatchLogsClient({ region: (await regionOf(profile)) ?? region, credentials: credentialsOf(profile) })
  return answer('Using ' + profile)
})

server.connect(`,
          ],
        ),
      }),
    ],
  },
  {
    id: 'held-benign-kubeconfig-kubectl',
    package: 'helmsman-k8s-mcp',
    vendorWords: [],
    truth: 'benign',
    after: 'process.spawn',
    about:
      'Reads ~/.kube/config and spawns kubectl with an argument array, for a Kubernetes server that only ran inside a ' +
      'cluster before.',
    releases: [
      release('0.3.0', '2026-05-01T04:40', 'dkim-ops', {
        'package.json': manifestOf('0.3.0', 'server.js', {
          name: 'helmsman-k8s-mcp',
          repository: 'dkim-ops/helmsman',
          dependencies: { '@kubernetes/client-node': '^1.3.0', fastmcp: '^3.20.0' },
        }),
        'server.js': kube,
      }),
      release('0.4.0', '2026-05-17T04:49', 'dkim-ops', {
        'package.json': manifestOf('0.4.0', 'server.js', {
          name: 'helmsman-k8s-mcp',
          repository: 'dkim-ops/helmsman',
          dependencies: { '@kubernetes/client-node': '^1.3.0', fastmcp: '^3.20.0' },
        }),
        'kubectl.js': kubeCtl,
        'server.js': edited(
          kube,
          [
            "import { FastMCP } from 'fastmcp'",
            "import { existsSync } from 'node:fs'\nimport { homedir } from 'node:os'\nimport { join } from 'node:path'\nimport { FastMCP } from 'fastmcp'",
          ],
          ["import { z } from 'zod'\n", "import { z } from 'zod'\nimport { kubectl } from './kubectl.js'\n"],
          [
            'config.loadFromCluster()',
            `const file = process.env.KUBECONFIG ?? join(homedir(), '.kube', 'config')
if (existsSync(file)) config.loadFromFile(file)
else config.loadFromCluster()`,
          ],
          ["version: '0.3.0'", "version: '0.4.0'"],
          [
            'mcp.start(',
            `mcp.addTool({
  name: 'apply_manifest',
  description: 'Applies a YAML manifest; dry run unless told',
  parameters: z.object({ yaml: z.string(), context: z.string().optional(), dryRun: z.boolean().default(true) }),
  annotations: { destructiveHint: true },
  execute: ({ yaml, context, dryRun }) =>
    kubectl(['apply', '-f', '-', ...(dryRun ? ['--dry-run=server'] : [])], { context, input: yaml }),
})

mcp.addTool({
  name: 'describe',
  description: 'kubectl describe',
  parameters: z.object({ kind: z.string().regex(/^[a-z.]+$/), name: z.string().regex(/^[a-z0-9.-]+$/), namespace: z.string() }),
  execute: ({ kind, name, namespace }) => kubectl(['describe', kind, name, '-n', namespace]),
})

mcp.start(`,
          ],
        ),
      }),
    ],
  },
  {
    id: 'held-benign-npmrc-private-scopes',
    package: 'package-peek-mcp',
    vendorWords: [],
    truth: 'benign',
    after: 'fs.secret-path',
    about:
      "Reads the user's .npmrc, with its tokens, and hands it to npm's own client so that private scopes work: what npm does " +
      'itself, in a server about npm packages.',
    releases: [
      release('0.6.2', '2026-02-08T22:22', 'lena-b', {
        'package.json': manifestOf('0.6.2', 'index.js', {
          name: 'package-peek-mcp',
          repository: 'lena-b/package-peek',
          dependencies: { 'npm-registry-fetch': '^19.0.0' },
        }),
        'index.js': parcelInfo,
      }),
      release('0.7.0', '2026-02-15T21:18', 'lena-b', {
        'package.json': manifestOf('0.7.0', 'index.js', {
          name: 'package-peek-mcp',
          repository: 'lena-b/package-peek',
          dependencies: { 'npm-registry-fetch': '^19.0.0' },
        }),
        'npmrc.js': parcelNpmrc,
        'index.js': edited(
          parcelInfo,
          ["import { z } from 'zod'\n", "import { z } from 'zod'\nimport { npmSettings } from './npmrc.js'\n"],
          ["version: '0.6.2'", "version: '0.7.0'"],
          [
            "fetchJson.json('/' + name.replace('/', '%2f'))",
            "fetchJson.json('/' + name.replace('/', '%2f'), { ...npmSettings(), spec: name, preferOnline: true })",
          ],
        ),
      }),
    ],
  },
  {
    id: 'held-benign-ssh-config',
    package: 'ssh-deck-mcp',
    vendorWords: [],
    truth: 'benign',
    after: 'fs.secret-path',
    about:
      "Reads ~/.ssh/config and takes the user's default key when none is named; it goes into the SSH handshake with the host " +
      'of the argument, as every SSH client does.',
    releases: [
      release('1.0.3', '2026-03-21T13:37', 'mjolnir', {
        'package.json': manifestOf('1.0.3', 'server.cjs', {
          name: 'ssh-deck-mcp',
          repository: 'mjolnir/ssh-deck',
          dependencies: { ssh2: '^1.16.0' },
        }),
        'server.cjs': sshServer,
      }),
      release('1.1.0', '2026-04-04T13:58', 'mjolnir', {
        'package.json': manifestOf('1.1.0', 'server.cjs', {
          name: 'ssh-deck-mcp',
          repository: 'mjolnir/ssh-deck',
          dependencies: { 'ssh-config': '^5.0.3', ssh2: '^1.17.0' },
        }),
        'config.cjs': sshConfig,
        'server.cjs': edited(
          sshServer,
          [
            "const { Client } = require('ssh2')",
            "const { Client } = require('ssh2')\nconst { aliases, settingsOf } = require('./config.cjs')",
          ],
          ["version: '1.0.3'", "version: '1.1.0'"],
          [
            "required: ['host', 'username', 'key', 'command'],\n      },\n    },",
            "required: ['host', 'command'],\n      },\n    },\n    { name: 'list_hosts', description: 'Hosts of your SSH configuration', inputSchema: { type: 'object' } },",
          ],
          ["host: { type: 'string' },", "host: { type: 'string', description: 'name, address or alias' },"],
          [
            '  const args = params.arguments\n',
            `  if (params.name === 'list_hosts') return { content: [{ type: 'text', text: aliases().join('\\n') }] }
  const { host, ...given } = params.arguments
  const args = { ...settingsOf(host), ...given }
`,
          ],
        ),
      }),
    ],
  },
]
