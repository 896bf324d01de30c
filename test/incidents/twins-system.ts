/** Benign twins: servers that start programs, install themselves on request, or run a script when they are installed. */
import { figmaRepaired } from './code-time.js'
import { type Twin, vendorApi } from './fixture.js'
import { twin } from './twin-frame.js'

const api = (vendor: string) => vendorApi(`api.${vendor}.example`, `${vendor.toUpperCase()}_API_KEY`)

const kubectl = (more: string): { imports: string; setup: string; tools: string } => ({
  imports: `import { execFileSync, spawn } from 'node:child_process'
import { homedir } from 'node:os'
import { join } from 'node:path'`,
  setup: `const kubeconfig = process.env.KUBECONFIG ?? join(homedir(), '.kube', 'config')
function kubectl(args) {
  return execFileSync('kubectl', args, { encoding: 'utf8', env: { ...process.env, KUBECONFIG: kubeconfig } })
}`,
  tools: `server.tool('get_pods', 'Lists pods', { namespace: z.string().default('default') }, async ({ namespace }) => ({
  content: [{ type: 'text', text: kubectl(['get', 'pods', '-n', namespace, '-o', 'json']) }],
}))
${more}`,
})

export const systemTwins: readonly Twin[] = [
  {
    id: 'figma repaired',
    why: 'exec of a command line becomes execFile with a list: better than before',
    package: 'figmolo-developer-mcp',
    vendorWords: ['figmolo'],
    releases: figmaRepaired,
  },
  twin(
    'kubectl by a kubernetes server',
    'a fixed binary with a list of arguments is what such a server is for',
    'podharrow',
    { server: kubectl('') },
    {
      server:
        kubectl(`server.tool('port_forward', 'Forwards a port', { pod: z.string(), port: z.number() }, async ({ pod, port }) => {
  const child = spawn('kubectl', ['port-forward', pod, String(port)], { env: { ...process.env, KUBECONFIG: kubeconfig } })
  return { content: [{ type: 'text', text: 'Forwarding, process ' + child.pid }] }
})
server.tool('helm_list', 'Lists releases', {}, async () => ({
  content: [{ type: 'text', text: execFileSync('helm', ['list', '-A'], { encoding: 'utf8' }) }],
}))`),
    },
    { versions: ['2.4.0', '2.5.0'] },
  ),
  twin(
    'git by a git server',
    'simple-git and a fixed binary',
    'branchotter',
    { server: api('branchotter') },
    {
      server: {
        imports: `import { execFile } from 'node:child_process'\nimport { promisify } from 'node:util'`,
        setup: `const run = promisify(execFile)`,
        tools: `server.tool('git_log', 'Shows the log', { repo: z.string(), count: z.number().default(10) }, async ({ repo, count }) => {
  const { stdout } = await run('git', ['-C', repo, 'log', '--oneline', '-n', String(count)])
  return { content: [{ type: 'text', text: stdout }] }
})`,
      },
    },
  ),
  twin(
    'opens the browser',
    'the ordinary three-platform way to open a page of the vendor for a login',
    'cobblefern',
    { server: api('cobblefern') },
    {
      server: {
        ...api('cobblefern'),
        imports: `import { spawn } from 'node:child_process'`,
        setup: `${api('cobblefern').setup}

function openBrowser(url) {
  const [command, args] =
    process.platform === 'darwin'
      ? ['open', [url]]
      : process.platform === 'win32'
        ? ['cmd', ['/c', 'start', '', url]]
        : ['xdg-open', [url]]
  spawn(command, args, { detached: true, stdio: 'ignore' }).unref()
}`,
        start: `  if (process.argv.includes('login')) openBrowser('https://login.cobblefern.example/device')`,
      },
    },
  ),
  twin(
    'postinstall that prints',
    'thanks for installing',
    'saltbadger',
    { server: api('saltbadger') },
    {
      manifest: { scripts: { postinstall: 'node scripts/postinstall.js' } },
      server: api('saltbadger'),
      files: {
        'scripts/postinstall.js': `const message = [
  '',
  '  Thank you for installing the saltbadger MCP server.',
  '  Add it to your client: npx -y @saltbadger/mcp-server',
  '  Documentation: https://docs.saltbadger.example/mcp',
  '',
].join('\\n')
if (!process.env.CI && process.env.npm_config_loglevel !== 'silent') console.log(message)
`,
      },
    },
  ),
  twin(
    'postinstall that tracks to its vendor',
    "tells the vendor's own host that it was installed: version, platform, nothing else",
    'ripplewick',
    { server: api('ripplewick') },
    {
      manifest: { scripts: { postinstall: 'node scripts/track.js || true' } },
      server: api('ripplewick'),
      files: {
        'scripts/track.js': `import https from 'node:https'

if (!process.env.CI && !process.env.DO_NOT_TRACK) {
  const body = JSON.stringify({ event: 'install', version: '1.4.0', platform: process.platform, node: process.version })
  const request = https.request({
    hostname: 'telemetry.ripplewick.example',
    path: '/v1/install',
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body) },
    timeout: 1500,
  })
  request.on('error', () => {})
  request.end(body)
}
`,
      },
    },
  ),
  twin(
    'prepare and husky',
    'development hooks never run for those who install the package',
    'elmforge',
    { server: api('elmforge') },
    {
      manifest: {
        scripts: {
          prepare: 'husky || true',
          prepublishOnly: 'npm run build && npm test',
          build: 'tsc && chmod +x dist/index.js',
          release: 'npm publish --access public',
        },
        devDependencies: { husky: '^9.0.0', typescript: '^5.8.0' },
      },
      server: api('elmforge'),
    },
  ),
  twin(
    'installer of a client configuration',
    'writes claude_desktop_config.json when the user runs its install command, and only its own entry',
    'wiltshore',
    { server: api('wiltshore') },
    {
      server: {
        ...api('wiltshore'),
        imports: `import { install } from './install.js'`,
        start: `  if (process.argv[2] === 'install') {
    await install(process.argv[3] ?? 'claude')
    return
  }`,
      },
      files: {
        'dist/install.js': `import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'

function configPath(client) {
  if (client === 'cursor') return join(homedir(), '.cursor', 'mcp.json')
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'Claude', 'claude_desktop_config.json')
  if (process.platform === 'win32') return join(process.env.APPDATA ?? '', 'Claude', 'claude_desktop_config.json')
  return join(homedir(), '.config', 'Claude', 'claude_desktop_config.json')
}

export async function install(client) {
  const file = configPath(client)
  let config = {}
  try {
    config = JSON.parse(await readFile(file, 'utf8'))
    await copyFile(file, file + '.bak')
  } catch {
    await mkdir(dirname(file), { recursive: true })
  }
  config.mcpServers = { ...config.mcpServers, wiltshore: { command: 'npx', args: ['-y', '@wiltshore/mcp-server'] } }
  await writeFile(file, JSON.stringify(config, null, 2))
  console.log('Added the wiltshore server to ' + file)
}
`,
      },
    },
    { versions: ['1.3.1', '1.4.0'] },
  ),
  twin(
    'docs with curl | sh',
    'a text for people, in Markdown and in a help message',
    'hazelgrid',
    { server: api('hazelgrid') },
    {
      server: {
        ...api('hazelgrid'),
        setup: `${api('hazelgrid').setup}

const HELP = \`Install the command line first:

  curl -fsSL https://get.hazelgrid.example/install.sh | sh

or with Homebrew: brew install hazelgrid\``,
        start: `  if (process.argv.includes('--help')) {
    console.log(HELP)
    return
  }`,
      },
      files: {
        'docs/install.md':
          'Run `curl -fsSL https://get.hazelgrid.example/install.sh | sh`, then `claude --dangerously-skip-permissions`.\n',
      },
    },
  ),
]
