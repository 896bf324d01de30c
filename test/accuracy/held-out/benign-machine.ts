import { manifestOf } from '../../incidents/fixture.js'
import type { Pair } from '../pair.js'
import { edited, release } from './benign-parts.js'

// --- browser ---------------------------------------------------------------------------------------------------------

const lantern = `#!/usr/bin/env node
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js'
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js'
import { z } from 'zod'
import { Session } from './session.js'

const session = new Session()
const server = new McpServer({ name: 'lantern-browser', version: '0.8.0' })
const text = (value) => ({ content: [{ type: 'text', text: value }] })

server.tool('navigate', 'Opens an address', { url: z.string().url() }, async ({ url }) => {
  const page = await session.page()
  await page.goto(url, { waitUntil: 'domcontentloaded' })
  return text(await page.title())
})

server.tool('read_page', 'Text of the open page', {}, async () => {
  const page = await session.page()
  return text(await page.locator('body').innerText())
})

server.tool('click', 'Clicks an element', { selector: z.string() }, async ({ selector }) => {
  const page = await session.page()
  await page.click(selector)
  return text('Clicked ' + selector)
})

process.on('exit', () => session.close())
server.connect(new StdioServerTransport())
`

const lanternSession = `import { chromium } from 'playwright-core'

export class Session {
  #browser
  #page

  async page() {
    if (!this.#page) {
      this.#browser = await chromium.launch({ headless: process.env.LANTERN_HEADLESS !== '0' })
      this.#page = await this.#browser.newPage()
    }
    return this.#page
  }

  close() {
    return this.#browser?.close()
  }
}
`

const lanternProfiles = `import { existsSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'

const CANDIDATES = {
  darwin: [join(homedir(), 'Library/Application Support/Google/Chrome')],
  linux: [join(homedir(), '.config/google-chrome'), join(homedir(), '.config/chromium')],
  win32: [join(process.env.LOCALAPPDATA ?? '', 'Google\\\\Chrome\\\\User Data')],
}

/** Where the user's own Chrome keeps its profiles, for --use-my-profile. */
export function userDataDir() {
  const found = (CANDIDATES[process.platform] ?? []).find((folder) => existsSync(folder))
  if (!found) throw new Error('No Chrome profile was found, name one with --user-data-dir')
  return found
}
`

// --- pinned binary ---------------------------------------------------------------------------------------------------

const sieve = `#!/usr/bin/env node
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js'
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js'
import { z } from 'zod'

const run = promisify(execFile)
const BIN = process.env.SIEVE_BIN ?? 'sieve'

const server = new McpServer({ name: 'sieve-lint', version: '2.2.0' })

server.tool('lint', 'Lints a folder with Sieve', { path: z.string(), fix: z.boolean().default(false) }, async ({ path, fix }) => {
  const args = ['check', '--format', 'json', ...(fix ? ['--fix'] : []), '--', path]
  const { stdout } = await run(BIN, args, { maxBuffer: 1 << 26 }).catch((error) => {
    if (error.code === 'ENOENT') throw new Error('Sieve is not installed')
    return error
  })
  return { content: [{ type: 'text', text: stdout }] }
})

server.connect(new StdioServerTransport())
`

const sieveInstall = `import { createHash } from 'node:crypto'
import { chmod, mkdir, rename, writeFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'

const VERSION = '7.3.1'
const SHA256 = {
  'linux-x64': '8f0b3d6a14c5e29f7d1a60b2c84e93f5a7d20c1be6489f3370a5cd12e8b94f06',
  'linux-arm64': '2c97e1450fb86ad3390e7b5d28f1c46a0e8d73bf915264acd70b3e91f6a8520d',
  'darwin-arm64': 'b51d0a9e7c3f284610e5fd98a27c4b3e6f1908d5c2a7e4b3901f6d8a5c0e2b74',
  'win32-x64': '60e4a7f91b2c85d3e0f7a6194c8b2d5e3f7091a6c4d8e2b5f3a0719c6d4e8b21',
}

export const binary = join(homedir(), '.cache', 'sieve-lint-mcp', VERSION, process.platform === 'win32' ? 'sieve.exe' : 'sieve')

/** \`sieve-lint-mcp install\`: the release of Sieve that this version was tested with. */
export async function install() {
  const target = process.platform + '-' + process.arch
  const expected = SHA256[target]
  if (!expected) throw new Error('There is no build of Sieve for ' + target)
  const url = 'https://github.com/sieve-lint/sieve/releases/download/v' + VERSION + '/sieve-' + target + '.gz'
  console.log('Downloading ' + url)
  const response = await fetch(url)
  if (!response.ok) throw new Error('GitHub answered ' + response.status)
  const archive = Buffer.from(await response.arrayBuffer())
  const actual = createHash('sha256').update(archive).digest('hex')
  if (actual !== expected) throw new Error('Checksum differs: expected ' + expected + ', got ' + actual)
  await mkdir(join(binary, '..'), { recursive: true })
  await writeFile(binary + '.part', gunzipSync(archive))
  await chmod(binary + '.part', 0o755)
  await rename(binary + '.part', binary)
  console.log('Installed ' + binary)
}
`

// --- init ------------------------------------------------------------------------------------------------------------

const beacon = `#!/usr/bin/env node
import { serve } from './serve.js'

const [command = 'serve', ...rest] = process.argv.slice(2)

const usage = 'usage: beaconmetrics-mcp [serve]'

switch (command) {
  case 'serve':
    serve(rest).catch((error) => {
      console.error(error.message)
      process.exit(1)
    })
    break
  default:
    console.error(usage)
    process.exit(2)
}
`

const beaconServe = `import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js'
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js'
import { z } from 'zod'

export async function serve() {
  const key = process.env.BEACON_API_KEY
  if (!key) throw new Error('BEACON_API_KEY is not set')
  const server = new McpServer({ name: 'beaconmetrics', version: '1.0.6' })
  server.tool(
    'query_metric',
    'Values of a metric',
    { metric: z.string(), from: z.string(), to: z.string(), step: z.string().default('5m') },
    async (query) => {
      const url = new URL('https://api.beaconmetrics.example/api/v1/query_range')
      url.search = new URLSearchParams(query).toString()
      const response = await fetch(url, { headers: { 'Beacon-Key': key } })
      return { content: [{ type: 'text', text: await response.text() }] }
    },
  )
  await server.connect(new StdioServerTransport())
}
`

const beaconInit = `import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { homedir, platform } from 'node:os'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline/promises'

const support =
  platform() === 'darwin'
    ? join(homedir(), 'Library', 'Application Support')
    : platform() === 'win32'
      ? process.env.APPDATA
      : join(homedir(), '.config')

const CLIENTS = {
  claude: { label: 'Claude Desktop', file: join(support, 'Claude', 'claude_desktop_config.json') },
  cursor: { label: 'Cursor', file: join(homedir(), '.cursor', 'mcp.json') },
  windsurf: { label: 'Windsurf', file: join(homedir(), '.codeium', 'windsurf', 'mcp_config.json') },
}

/** \`beaconmetrics-mcp init [client]\`: adds this server to a client's configuration, after asking. */
export async function init([wanted]) {
  const clients = wanted ? [CLIENTS[wanted]] : Object.values(CLIENTS).filter(({ file }) => existsSync(dirname(file)))
  if (clients.includes(undefined)) throw new Error('Clients: ' + Object.keys(CLIENTS).join(', '))
  const terminal = createInterface({ input: process.stdin, output: process.stdout })
  const key = await terminal.question('API key: ')
  for (const { label, file } of clients) {
    const answer = await terminal.question('Add beaconmetrics to ' + label + ' (' + file + ')? [y/N] ')
    if (!/^y/i.test(answer)) continue
    const config = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {}
    if (existsSync(file)) copyFileSync(file, file + '.bak')
    config.mcpServers = {
      ...config.mcpServers,
      beaconmetrics: { command: 'npx', args: ['-y', 'beaconmetrics-mcp'], env: { BEACON_API_KEY: key } },
    }
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, JSON.stringify(config, null, 2) + '\\n')
    console.log('Wrote ' + file + ', restart ' + label)
  }
  terminal.close()
}
`

// --- files -----------------------------------------------------------------------------------------------------------

const shelf = `#!/usr/bin/env node
const fs = require('node:fs/promises')
const path = require('node:path')
const { McpServer } = require('@modelcontextprotocol/sdk/server/mcp.js')
const { StdioServerTransport } = require('@modelcontextprotocol/sdk/server/stdio.js')
const { z } = require('zod')

const roots = process.argv.slice(2).map((folder) => path.resolve(folder))
if (roots.length === 0) {
  console.error('usage: shelf-files-mcp <folder> ...')
  process.exit(2)
}

async function allowed(file) {
  const real = await fs.realpath(path.resolve(file)).catch(() => path.resolve(file))
  if (!roots.some((root) => real === root || real.startsWith(root + path.sep))) throw new Error('Outside of the folders: ' + file)
  return real
}

const server = new McpServer({ name: 'shelf-files', version: '0.5.1' })
const text = (value) => ({ content: [{ type: 'text', text: value }] })

server.tool('read_file', { path: z.string() }, async ({ path: file }) => text(await fs.readFile(await allowed(file), 'utf8')))
server.tool('write_file', { path: z.string(), content: z.string() }, async ({ path: file, content }) => {
  await fs.writeFile(await allowed(file), content)
  return text('Wrote ' + file)
})
server.tool('list_folder', { path: z.string() }, async ({ path: folder }) => {
  const entries = await fs.readdir(await allowed(folder), { withFileTypes: true })
  return text(entries.map((entry) => (entry.isDirectory() ? '[dir] ' : '      ') + entry.name).join('\\n'))
})

server.connect(new StdioServerTransport())
`

export const BENIGN_MACHINE: readonly Pair[] = [
  {
    id: 'held-benign-browser-profile',
    package: 'lantern-browser-mcp',
    vendorWords: [],
    truth: 'benign',
    after: 'fs.secret-path',
    about:
      "The path of the user's Chrome profile appears, and `install` downloads a browser by playwright; the profile is opened " +
      'by the browser itself and only with --use-my-profile.',
    releases: [
      release('0.8.0', '2026-03-03T18:08', 'evaklein', {
        'package.json': manifestOf('0.8.0', 'cli.js', {
          name: 'lantern-browser-mcp',
          repository: 'evaklein/lantern',
          dependencies: { 'playwright-core': '^1.55.0' },
        }),
        'cli.js': lantern,
        'session.js': lanternSession,
      }),
      release('0.9.0', '2026-03-22T18:44', 'evaklein', {
        'package.json': manifestOf('0.9.0', 'cli.js', {
          name: 'lantern-browser-mcp',
          repository: 'evaklein/lantern',
          dependencies: { 'playwright-core': '^1.56.0' },
        }),
        'profiles.js': lanternProfiles,
        'session.js': edited(
          lanternSession,
          [
            "import { chromium } from 'playwright-core'\n",
            "import { chromium } from 'playwright-core'\nimport { userDataDir } from './profiles.js'\n",
          ],
          [
            '  async page() {\n    if (!this.#page) {',
            `  constructor({ profile, useMine } = {}) {
    this.folder = useMine ? userDataDir() : profile
  }

  async page() {
    if (!this.#page && this.folder) {
      this.#browser = await chromium.launchPersistentContext(this.folder, { headless: false, channel: 'chrome' })
      this.#page = this.#browser.pages()[0] ?? (await this.#browser.newPage())
    } else if (!this.#page) {`,
          ],
        ),
        'cli.js': edited(
          lantern,
          [
            'import { McpServer }',
            "import { spawnSync } from 'node:child_process'\nimport { createRequire } from 'node:module'\nimport { parseArgs } from 'node:util'\nimport { McpServer }",
          ],
          [
            'const session = new Session()',
            `const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { 'use-my-profile': { type: 'boolean' }, 'user-data-dir': { type: 'string' } },
})

if (positionals[0] === 'install') {
  const playwright = createRequire(import.meta.url).resolve('playwright-core/cli.js')
  const { status } = spawnSync(process.execPath, [playwright, 'install', 'chromium'], { stdio: 'inherit' })
  process.exit(status ?? 1)
}

const session = new Session({ profile: values['user-data-dir'], useMine: values['use-my-profile'] })`,
          ],
          ["version: '0.8.0'", "version: '0.9.0'"],
        ),
      }),
    ],
  },
  {
    id: 'held-benign-pinned-binary',
    package: 'sieve-lint-mcp',
    vendorWords: [],
    truth: 'benign',
    after: 'ua-parser-js',
    about:
      'A binary is downloaded, made executable and run later, but by the command `install` of the user, from releases of the ' +
      'same project, pinned and compared with SHA-256 sums that stand in the code.',
    releases: [
      release('2.2.0', '2026-05-26T06:16', 'sieve-lint', {
        'package.json': manifestOf('2.2.0', 'index.js', { name: 'sieve-lint-mcp', repository: 'sieve-lint/mcp' }),
        'index.js': sieve,
      }),
      release('2.3.0', '2026-06-11T06:34', 'sieve-lint', {
        'package.json': manifestOf('2.3.0', 'index.js', { name: 'sieve-lint-mcp', repository: 'sieve-lint/mcp' }),
        'install.js': sieveInstall,
        'index.js': edited(
          sieve,
          ["import { z } from 'zod'\n", "import { z } from 'zod'\nimport { binary, install } from './install.js'\n"],
          [
            "import { promisify } from 'node:util'",
            "import { existsSync } from 'node:fs'\nimport { promisify } from 'node:util'",
          ],
          ["process.env.SIEVE_BIN ?? 'sieve'", "process.env.SIEVE_BIN ?? (existsSync(binary) ? binary : 'sieve')"],
          ["version: '2.2.0'", "version: '2.3.0'"],
          [
            "throw new Error('Sieve is not installed')",
            "throw new Error('Sieve is not installed, run: npx sieve-lint-mcp install')",
          ],
          [
            'server.connect(new StdioServerTransport())',
            `if (process.argv[2] === 'install') {
  install().catch((error) => {
    console.error(error.message)
    process.exit(1)
  })
} else {
  server.connect(new StdioServerTransport())
}`,
          ],
        ),
      }),
    ],
  },
  {
    id: 'held-benign-init-command',
    package: 'beaconmetrics-mcp',
    vendorWords: ['beaconmetrics'],
    truth: 'benign',
    after: 'SANDWORM_MODE',
    about:
      "Writes an MCP entry into three agents' configurations: its own, only by `init`, after a question for each file and " +
      'with a backup.',
    releases: [
      release('1.0.6', '2026-01-22T15:15', 'beaconmetrics', {
        'package.json': manifestOf('1.0.6', 'cli.js', { name: 'beaconmetrics-mcp', repository: 'beaconmetrics/mcp' }),
        'cli.js': beacon,
        'serve.js': beaconServe,
      }),
      release('1.1.0', '2026-02-04T15:27', 'beaconmetrics', {
        'package.json': manifestOf('1.1.0', 'cli.js', { name: 'beaconmetrics-mcp', repository: 'beaconmetrics/mcp' }),
        'cli.js': edited(
          beacon,
          [
            "import { serve } from './serve.js'",
            "import { init } from './init.js'\nimport { serve } from './serve.js'",
          ],
          [
            "'usage: beaconmetrics-mcp [serve]'",
            "'usage: beaconmetrics-mcp [serve | init [claude | cursor | windsurf]]'",
          ],
          [
            '  default:',
            `  case 'init':
    init(rest).catch((error) => {
      console.error(error.message)
      process.exit(1)
    })
    break
  default:`,
          ],
        ),
        'init.js': beaconInit,
        'serve.js': edited(
          beaconServe,
          ["version: '1.0.6'", "version: '1.1.0'"],
          ["'BEACON_API_KEY is not set'", "'BEACON_API_KEY is not set, run: npx beaconmetrics-mcp init'"],
        ),
      }),
    ],
  },
  {
    id: 'held-benign-file-delete',
    package: 'shelf-files-mcp',
    vendorWords: [],
    truth: 'benign',
    after: 'fs.delete',
    about:
      'A file server learns to delete and to move, recursively if told; only inside the folders that the user gave on the ' +
      'command line, never a root itself, and annotated as destructive.',
    releases: [
      release('0.5.1', '2026-04-17T09:39', 'fzhang', {
        'package.json': manifestOf('0.5.1', 'server.cjs', { name: 'shelf-files-mcp', repository: 'fzhang/shelf' }),
        'server.cjs': shelf,
      }),
      release('0.5.2', '2026-04-18T11:01', 'fzhang', {
        'package.json': manifestOf('0.5.2', 'server.cjs', { name: 'shelf-files-mcp', repository: 'fzhang/shelf' }),
        'server.cjs': edited(
          shelf,
          ["version: '0.5.1'", "version: '0.5.2'"],
          [
            '\nserver.connect(',
            `server.registerTool(
  'delete',
  {
    description: 'Deletes a file, or a folder with all that it holds',
    inputSchema: { path: z.string(), recursive: z.boolean().default(false) },
    annotations: { destructiveHint: true, readOnlyHint: false },
  },
  async ({ path: file, recursive }) => {
    const real = await allowed(file)
    if (roots.includes(real)) throw new Error('The folder itself stays')
    await fs.rm(real, { recursive, force: false })
    return text('Deleted ' + file)
  },
)
server.tool('move', { from: z.string(), to: z.string() }, async ({ from, to }) => {
  await fs.rename(await allowed(from), await allowed(to))
  return text('Moved ' + from + ' to ' + to)
})

server.connect(`,
          ],
        ),
      }),
    ],
  },
]
