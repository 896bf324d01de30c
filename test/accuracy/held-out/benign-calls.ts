import { manifestOf } from '../../incidents/fixture.js'
import type { Pair } from '../pair.js'
import { edited, release } from './benign-parts.js'

// --- update check and cache ------------------------------------------------------------------------------------------

const atlas = `#!/usr/bin/env node
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js'
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js'
import { z } from 'zod'
import { geocode, reverse } from './geo.js'

export const VERSION = '4.1.0'
const server = new McpServer({ name: 'streetatlas', version: VERSION })

server.tool('geocode', 'Coordinates of an address', { address: z.string() }, async ({ address }) => {
  const places = await geocode(address)
  return { content: [{ type: 'text', text: JSON.stringify(places) }] }
})

server.tool('reverse_geocode', 'Address at a place', { lat: z.number(), lon: z.number() }, async ({ lat, lon }) => {
  const place = await reverse(lat, lon)
  return { content: [{ type: 'text', text: place.display_name }] }
})

async function main() {
  await server.connect(new StdioServerTransport())
}

main().catch((error) => {
  console.error(error)
  process.exit(1)
})
`

const atlasGeo = `const BASE = process.env.NOMINATIM_URL ?? 'https://nominatim.streetatlas.example'

async function get(path, params) {
  const response = await fetch(BASE + path + '?' + new URLSearchParams({ format: 'jsonv2', ...params }), {
    headers: { 'User-Agent': 'streetatlas-mcp' },
  })
  if (!response.ok) throw new Error('Geocoder answered ' + response.status)
  return response.json()
}

export const geocode = (address) => get('/search', { q: address, limit: '5' })
export const reverse = (lat, lon) => get('/reverse', { lat, lon })
`

const atlasCache = `import { createHash } from 'node:crypto'
import { mkdir, readFile, rename, stat, writeFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'

const DIR = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'streetatlas-mcp')

/** What \`load\` gave for \`key\` less than \`maxAge\` ms ago, else what it gives now. */
export async function cached(key, maxAge, load) {
  const file = join(DIR, createHash('sha256').update(key).digest('hex').slice(0, 32) + '.json')
  try {
    if (Date.now() - (await stat(file)).mtimeMs < maxAge) return JSON.parse(await readFile(file, 'utf8'))
  } catch {}
  const value = await load()
  await mkdir(DIR, { recursive: true })
  const part = file + '.' + process.pid
  await writeFile(part, JSON.stringify(value))
  await rename(part, file)
  return value
}
`

const atlasUpdate = `import { cached } from './cache.js'

const newer = (a, b) => a.localeCompare(b, undefined, { numeric: true }) > 0

export async function hintAtUpdate(current) {
  if (process.env.NO_UPDATE_NOTIFIER || process.env.CI) return
  try {
    const latest = await cached('latest-release', 24 * 3_600_000, async () => {
      const response = await fetch('https://api.github.com/repos/streetatlas/mcp/releases/latest', {
        headers: { Accept: 'application/vnd.github+json', 'User-Agent': 'streetatlas-mcp/' + current },
        signal: AbortSignal.timeout(3000),
      })
      return (await response.json()).tag_name?.replace(/^v/, '') ?? current
    })
    if (newer(latest, current)) console.error('streetatlas-mcp ' + latest + ' is out, you run ' + current)
  } catch {
    // offline: no hint
  }
}
`

// --- addresses of a chain --------------------------------------------------------------------------------------------

const ledgerline = `#!/usr/bin/env node
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js'
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js'
import { createPublicClient, formatEther, http, isAddress } from 'viem'
import { mainnet } from 'viem/chains'
import { z } from 'zod'

const rpc = process.env.RPC_URL ?? 'https://rpc.ledgerline.example'
const chain = createPublicClient({ chain: mainnet, transport: http(rpc) })
const server = new McpServer({ name: 'ledgerline', version: '0.9.0' })

const address = z.string().refine(isAddress, 'not an address')
const say = (text) => ({ content: [{ type: 'text', text }] })

server.tool('get_balance', 'Balance of an address in ETH', { address }, async ({ address }) =>
  say(formatEther(await chain.getBalance({ address })) + ' ETH'),
)

server.tool('get_transaction', 'Reads a transaction', { hash: z.string() }, async ({ hash }) => {
  const transaction = await chain.getTransaction({ hash })
  return say(JSON.stringify(transaction, (_, value) => (typeof value === 'bigint' ? value.toString() : value), 2))
})

server.connect(new StdioServerTransport())
`

// --- HTTP client -----------------------------------------------------------------------------------------------------

const tidesAxios = `const axios = require('axios')

const client = axios.create({
  baseURL: 'https://api.tidetables.example/v1',
  timeout: 10000,
  headers: { 'x-api-key': process.env.TIDETABLES_KEY },
})

exports.stations = async (near) => (await client.get('/stations', { params: near })).data
exports.tides = async (station, from, days) =>
  (await client.get('/stations/' + station + '/tides', { params: { from, days } })).data
exports.subscribe = async (station, email) => (await client.post('/alerts', { station, email })).data
`

const tidesUndici = `const { Agent, RetryAgent, request } = require('undici')

const BASE = 'https://api.tidetables.example/v1'
const RETRIED = [429, 502, 503, 504]

const agent = new RetryAgent(new Agent({ connectTimeout: 5000, bodyTimeout: 10000 }), {
  maxRetries: 4,
  minTimeout: 300,
  timeoutFactor: 2,
  statusCodes: RETRIED,
  methods: ['GET', 'HEAD', 'POST'],
})

const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms))

async function send(method, path, { query, body } = {}) {
  for (let attempt = 0; ; attempt++) {
    try {
      const response = await request(BASE + path, {
        method,
        query,
        dispatcher: agent,
        headers: { 'x-api-key': process.env.TIDETABLES_KEY, ...(body && { 'content-type': 'application/json' }) },
        body: body && JSON.stringify(body),
      })
      if (response.statusCode >= 400) throw new Error('Tidetables answered ' + response.statusCode)
      return await response.body.json()
    } catch (error) {
      if (error.code !== 'ECONNRESET' || attempt === 3) throw error
      await sleep(2 ** attempt * 250 + Math.random() * 100)
    }
  }
}

exports.ping = async () => {
  const started = performance.now()
  await send('GET', '/health')
  return Math.round(performance.now() - started)
}
exports.stations = (near) => send('GET', '/stations', { query: near })
exports.tides = (station, from, days) => send('GET', '/stations/' + station + '/tides', { query: { from, days } })
exports.subscribe = (station, email) => send('POST', '/alerts', { body: { station, email } })
`

const tidesServer = `#!/usr/bin/env node
const { McpServer } = require('@modelcontextprotocol/sdk/server/mcp.js')
const { StdioServerTransport } = require('@modelcontextprotocol/sdk/server/stdio.js')
const { z } = require('zod')
const api = require('./api.cjs')

const server = new McpServer({ name: 'tidetables', version: '2.0.1' })
const reply = (value) => ({ content: [{ type: 'text', text: JSON.stringify(value) }] })

server.tool('find_stations', { lat: z.number(), lon: z.number() }, async (near) => reply(await api.stations(near)))
server.tool(
  'get_tides',
  { station: z.string(), from: z.string().date(), days: z.number().int().max(30).default(3) },
  async ({ station, from, days }) => reply(await api.tides(station, from, days)),
)
server.tool('subscribe_alerts', { station: z.string(), email: z.string().email() }, async ({ station, email }) =>
  reply(await api.subscribe(station, email)),
)

server.connect(new StdioServerTransport())
`

export const BENIGN_CALLS: readonly Pair[] = [
  {
    id: 'held-benign-update-check-and-cache',
    package: 'streetatlas-mcp',
    vendorWords: ['streetatlas'],
    truth: 'benign',
    after: 'net.host',
    about:
      "Start-up asks GitHub for the project's latest release (no data but the own version goes there), prints a hint, and " +
      'keeps answers in ~/.cache; a patch release, yet harmless.',
    releases: [
      release('4.1.0', '2026-03-30T06:55', 'streetatlas', {
        'package.json': manifestOf('4.1.0', 'index.js', { name: 'streetatlas-mcp', repository: 'streetatlas/mcp' }),
        'index.js': atlas,
        'geo.js': atlasGeo,
      }),
      release('4.1.1', '2026-04-09T06:50', 'streetatlas', {
        'package.json': manifestOf('4.1.1', 'index.js', { name: 'streetatlas-mcp', repository: 'streetatlas/mcp' }),
        'index.js': edited(
          atlas,
          ["VERSION = '4.1.0'", "VERSION = '4.1.1'"],
          [
            "import { geocode, reverse } from './geo.js'",
            "import { geocode, reverse } from './geo.js'\nimport { hintAtUpdate } from './update.js'",
          ],
          [
            '  await server.connect(new StdioServerTransport())',
            '  await server.connect(new StdioServerTransport())\n  void hintAtUpdate(VERSION)',
          ],
        ),
        'geo.js': edited(
          atlasGeo,
          ['const BASE', "import { cached } from './cache.js'\n\nconst DAY = 86_400_000\nconst BASE"],
          [
            "(address) => get('/search', { q: address, limit: '5' })",
            "(address) =>\n  cached('search ' + address, 7 * DAY, () => get('/search', { q: address, limit: '5' }))",
          ],
        ),
        'cache.js': atlasCache,
        'update.js': atlasUpdate,
      }),
    ],
  },
  {
    id: 'held-benign-chain-transfer-arguments',
    package: 'ledgerline-mcp',
    vendorWords: ['ledgerline'],
    truth: 'benign',
    after: 'xrpl',
    about:
      'A wallet server learns to sign: it reads a private key from the environment and sends coins, to the address of the ' +
      'argument only, through the RPC host it already had. The constant address is a public token contract.',
    releases: [
      release('0.9.0', '2026-02-17T16:26', 'ledgerline', {
        'package.json': manifestOf('0.9.0', 'index.js', {
          name: 'ledgerline-mcp',
          repository: 'ledgerline/mcp',
          dependencies: { viem: '^2.37.0' },
        }),
        'index.js': ledgerline,
      }),
      release('0.10.0', '2026-03-18T16:02', 'ledgerline', {
        'package.json': manifestOf('0.10.0', 'index.js', {
          name: 'ledgerline-mcp',
          repository: 'ledgerline/mcp',
          dependencies: { viem: '^2.38.3' },
        }),
        'index.js': edited(
          ledgerline,
          [
            "import { createPublicClient, formatEther, http, isAddress } from 'viem'",
            "import { createPublicClient, createWalletClient, erc20Abi, formatEther, http, isAddress, parseEther, parseUnits } from 'viem'\nimport { privateKeyToAccount } from 'viem/accounts'",
          ],
          ["version: '0.9.0'", "version: '0.10.0'"],
          [
            '\nserver.connect(',
            `
const key = process.env.WALLET_PRIVATE_KEY
if (key) {
  const account = privateKeyToAccount(key)
  const wallet = createWalletClient({ account, chain: mainnet, transport: http(rpc) })
  const USDC = '0xA0b86991c6218b36c1d19D4a2e9Eb0cE3606eB48'

  server.registerTool(
    'transfer_eth',
    {
      description: 'Sends ETH from your wallet. Ask the user to confirm address and amount first.',
      inputSchema: { to: address, amount: z.string() },
      annotations: { destructiveHint: true, idempotentHint: false },
    },
    async ({ to, amount }) => say('Sent: ' + (await wallet.sendTransaction({ to, value: parseEther(amount) }))),
  )

  server.registerTool(
    'transfer_usdc',
    { description: 'Sends USDC from your wallet', inputSchema: { to: address, amount: z.string() } },
    async ({ to, amount }) => {
      const hash = await wallet.writeContract({
        address: USDC,
        abi: erc20Abi,
        functionName: 'transfer',
        args: [to, parseUnits(amount, 6)],
      })
      return say('Sent: ' + hash)
    },
  )
}

server.connect(`,
          ],
        ),
      }),
    ],
  },
  {
    id: 'held-benign-axios-to-undici',
    package: 'tidetables-mcp',
    vendorWords: ['tidetables'],
    truth: 'benign',
    after: 'net.egress',
    about:
      'The HTTP client is another, requests are retried with a growing pause and a health check comes: new package, new ' +
      'calls and timers, but the same host, key and fields.',
    releases: [
      release('2.0.1', '2026-05-20T20:20', 'hsu.meiling', {
        'package.json': manifestOf('2.0.1', 'server.cjs', {
          name: 'tidetables-mcp',
          repository: 'tidetables/mcp',
          dependencies: { axios: '^1.11.0' },
        }),
        'server.cjs': tidesServer,
        'api.cjs': tidesAxios,
      }),
      release('2.1.0', '2026-06-02T20:31', 'hsu.meiling', {
        'package.json': manifestOf('2.1.0', 'server.cjs', {
          name: 'tidetables-mcp',
          repository: 'tidetables/mcp',
          dependencies: { undici: '^7.16.0' },
        }),
        'server.cjs': edited(
          tidesServer,
          ["version: '2.0.1'", "version: '2.1.0'"],
          [
            '\nserver.connect(',
            "server.tool('ping', 'Is the service up?', {}, async () => reply({ ok: true, ms: await api.ping() }))\n\nserver.connect(",
          ],
        ),
        'api.cjs': tidesUndici,
      }),
    ],
  },
]
