import { manifestOf } from '../../incidents/fixture.js'
import type { Pair } from '../pair.js'
import { edited, release } from './benign-parts.js'

// --- regions ---------------------------------------------------------------------------------------------------------

const tallyClient = `import axios from 'axios'

const API_URL = 'https://api.tallybook.example/v2'

export class TallyClient {
  constructor(apiKey) {
    this.http = axios.create({
      baseURL: API_URL,
      headers: { 'X-Api-Key': apiKey, 'User-Agent': 'tallybook-mcp' },
      timeout: 20_000,
    })
  }

  async invoices(params) {
    const { data } = await this.http.get('/invoices', { params })
    return data.items
  }

  async createInvoice(invoice) {
    const { data } = await this.http.post('/invoices', invoice)
    return data
  }

  async customers(search) {
    const { data } = await this.http.get('/customers', { params: { search } })
    return data.items
  }
}
`

const tallyServer = `#!/usr/bin/env node
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js'
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js'
import { z } from 'zod'
import { TallyClient } from './client.js'

const apiKey = process.env.TALLYBOOK_API_KEY
if (!apiKey) throw new Error('TALLYBOOK_API_KEY is required')
const client = new TallyClient(apiKey)
const server = new McpServer({ name: 'tallybook', version: '1.3.1' })
const json = (value) => ({ content: [{ type: 'text', text: JSON.stringify(value, null, 2) }] })

server.registerTool(
  'list_invoices',
  {
    description: 'Lists invoices, newest first',
    inputSchema: { status: z.enum(['draft', 'open', 'paid']).optional(), customer: z.string().optional() },
  },
  async (filter) => json(await client.invoices(filter)),
)

server.registerTool(
  'create_invoice',
  {
    description: 'Creates a draft invoice',
    inputSchema: {
      customer: z.string(),
      currency: z.string().length(3),
      lines: z.array(z.object({ text: z.string(), quantity: z.number(), unit_price: z.number() })),
    },
  },
  async (invoice) => json(await client.createInvoice(invoice)),
)

server.registerTool(
  'find_customer',
  { description: 'Finds customers by name or mail', inputSchema: { search: z.string() } },
  async ({ search }) => json(await client.customers(search)),
)

server.connect(new StdioServerTransport())
`

// --- uploads to a CDN ------------------------------------------------------------------------------------------------

const pinboard = `#!/usr/bin/env node
import { Server } from '@modelcontextprotocol/sdk/server/index.js'
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js'
import { CallToolRequestSchema, ListToolsRequestSchema } from '@modelcontextprotocol/sdk/types.js'

const API = 'https://api.moodboards.example'

class MoodboardServer {
  constructor() {
    this.token = process.env.MOODBOARDS_TOKEN
    this.server = new Server({ name: 'moodboards', version: '0.12.0' }, { capabilities: { tools: {} } })
    this.server.setRequestHandler(ListToolsRequestSchema, () => this.listTools())
    this.server.setRequestHandler(CallToolRequestSchema, (request) => this.callTool(request))
  }

  listTools() {
    return {
      tools: [
        {
          name: 'get_board',
          description: 'Reads a board with its items',
          inputSchema: { type: 'object', properties: { board: { type: 'string' } }, required: ['board'] },
        },
        {
          name: 'add_note',
          description: 'Pins a note on a board',
          inputSchema: {
            type: 'object',
            properties: { board: { type: 'string' }, text: { type: 'string' } },
            required: ['board', 'text'],
          },
        },
      ],
    }
  }

  async callTool(request) {
    const { name, arguments: args } = request.params
    try {
      return { content: [{ type: 'text', text: JSON.stringify(await this.dispatch(name, args)) }] }
    } catch (error) {
      return { isError: true, content: [{ type: 'text', text: error.message }] }
    }
  }

  dispatch(name, args) {
    if (name === 'get_board') return this.api('GET', '/boards/' + args.board)
    if (name === 'add_note') return this.api('POST', '/boards/' + args.board + '/items', { kind: 'note', text: args.text })
    throw new Error('Unknown tool ' + name)
  }

  async api(method, path, body) {
    const response = await fetch(API + path, {
      method,
      headers: { Authorization: 'Bearer ' + this.token, 'Content-Type': 'application/json' },
      body: body && JSON.stringify(body),
    })
    if (!response.ok) throw new Error(method + ' ' + path + ' failed with ' + response.status)
    return response.json()
  }

  start() {
    return this.server.connect(new StdioServerTransport())
  }
}

new MoodboardServer().start().catch(console.error)
`

// --- search with a second provider -----------------------------------------------------------------------------------

const lookoutIndex = `#!/usr/bin/env node
import { FastMCP, UserError } from 'fastmcp'
import { z } from 'zod'
import { searchBravely } from './providers/bravely.js'

const mcp = new FastMCP({ name: 'lookout-search', version: '0.5.4' })

mcp.addTool({
  name: 'web_search',
  description: 'Searches the web and gives titles, addresses and excerpts.',
  parameters: z.object({ query: z.string().min(1).max(400), count: z.number().int().min(1).max(20).default(10) }),
  execute: async ({ query, count }) => {
    if (!process.env.BRAVELY_API_KEY) throw new UserError('BRAVELY_API_KEY is not set')
    const results = await searchBravely(query, count)
    return results.map(({ title, url, excerpt }) => '## ' + title + '\\n' + url + '\\n' + excerpt).join('\\n\\n')
  },
})

mcp.start({ transportType: 'stdio' })
`

const lookoutBravely = `export async function searchBravely(query, count) {
  const url = new URL('https://api.search.bravely.example/res/v1/web')
  url.searchParams.set('q', query)
  url.searchParams.set('count', String(count))
  const response = await fetch(url, {
    headers: { Accept: 'application/json', 'X-Subscription-Token': process.env.BRAVELY_API_KEY },
  })
  if (!response.ok) throw new Error('Bravely: ' + response.status)
  const { web } = await response.json()
  return (web?.results ?? []).map((hit) => ({ title: hit.title, url: hit.url, excerpt: hit.description }))
}
`

const lookoutExafind = `/** https://docs.exafind.example/reference/search */
export async function searchExafind(query, count) {
  const response = await fetch('https://api.exafind.example/search', {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-api-key': process.env.EXAFIND_API_KEY },
    body: JSON.stringify({ query, numResults: count, type: 'auto', contents: { highlights: true } }),
  })
  if (!response.ok) throw new Error('Exafind: ' + response.status + ' ' + (await response.text()))
  const { results } = await response.json()
  return results.map((hit) => ({ title: hit.title ?? hit.url, url: hit.url, excerpt: hit.highlights?.join(' … ') ?? '' }))
}
`

// --- update check and cache ------------------------------------------------------------------------------------------

const atlas = `#!/usr/bin/env node
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js'
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js'
import { z } from 'zod'
import { geocode, reverse } from './geo.js'

export const VERSION = '4.1.0'
const server = new McpServer({ name: 'street-atlas', version: VERSION })

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
    headers: { 'User-Agent': 'street-atlas-mcp' },
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

const DIR = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'street-atlas-mcp')

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
      const response = await fetch('https://api.github.com/repos/street-atlas/mcp/releases/latest', {
        headers: { Accept: 'application/vnd.github+json', 'User-Agent': 'street-atlas-mcp/' + current },
        signal: AbortSignal.timeout(3000),
      })
      return (await response.json()).tag_name?.replace(/^v/, '') ?? current
    })
    if (newer(latest, current)) console.error('street-atlas-mcp ' + latest + ' is out, you run ' + current)
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

export const BENIGN_HOSTS: readonly Pair[] = [
  {
    id: 'held-benign-region-hosts',
    package: '@tallybook/mcp-server',
    vendorWords: ['tallybook'],
    truth: 'benign',
    after: 'net.host',
    about:
      "The API key goes to two new hosts, but they are the vendor's own regions and the user picks one by TALLYBOOK_REGION.",
    releases: [
      release('1.3.1', '2026-02-03T13:00', 'tallybook-ci', {
        'package.json': manifestOf('1.3.1', 'dist/server.js', {
          name: '@tallybook/mcp-server',
          repository: 'tallybook/mcp-server',
          dependencies: { axios: '^1.12.0' },
        }),
        'dist/server.js': tallyServer,
        'dist/client.js': tallyClient,
      }),
      release('1.4.0', '2026-03-10T13:04', 'tallybook-ci', {
        'package.json': manifestOf('1.4.0', 'dist/server.js', {
          name: '@tallybook/mcp-server',
          repository: 'tallybook/mcp-server',
          dependencies: { axios: '^1.13.1' },
        }),
        'dist/server.js': edited(
          tallyServer,
          ["version: '1.3.1'", "version: '1.4.0'"],
          ['new TallyClient(apiKey)', "new TallyClient(apiKey, process.env.TALLYBOOK_REGION ?? 'us')"],
        ),
        'dist/client.js': edited(
          tallyClient,
          [
            "const API_URL = 'https://api.tallybook.example/v2'",
            `const REGIONS = {
  us: 'https://api.tallybook.example/v2',
  eu: 'https://api.eu.tallybook.example/v2',
  au: 'https://api-au.tallybook-cloud.example/v2',
}`,
          ],
          [
            'constructor(apiKey) {',
            "constructor(apiKey, region) {\n    if (!(region in REGIONS)) throw new Error('TALLYBOOK_REGION is one of ' + Object.keys(REGIONS).join(', '))",
          ],
          ['baseURL: API_URL', 'baseURL: REGIONS[region]'],
        ),
      }),
    ],
  },
  {
    id: 'held-benign-upload-cdn',
    package: 'moodboards-mcp',
    vendorWords: ['moodboards'],
    truth: 'benign',
    after: 'net.host',
    about:
      "A new tool reads a file of the user's choice and uploads it to a new host: the vendor's content domain, with a grant " +
      'of the known API, as the tool says.',
    releases: [
      release('0.12.0', '2026-04-28T11:11', 'irina-moodboards', {
        'package.json': manifestOf('0.12.0', 'index.js', { name: 'moodboards-mcp', repository: 'moodboards/mcp' }),
        'index.js': pinboard,
      }),
      release('0.13.0', '2026-05-06T09:48', 'irina-moodboards', {
        'package.json': manifestOf('0.13.0', 'index.js', { name: 'moodboards-mcp', repository: 'moodboards/mcp' }),
        'index.js': edited(
          pinboard,
          [
            "const API = 'https://api.moodboards.example'",
            "const API = 'https://api.moodboards.example'\nconst CONTENT = 'https://up.moodboardscontent.example'\nconst MAX_BYTES = 20 * 1024 * 1024",
          ],
          [
            '#!/usr/bin/env node\n',
            "#!/usr/bin/env node\nimport { readFile, stat } from 'node:fs/promises'\nimport { extname } from 'node:path'\n",
          ],
          ["version: '0.12.0'", "version: '0.13.0'"],
          [
            "        {\n          name: 'add_note',",
            `        {
          name: 'add_image',
          description: 'Uploads an image file and pins it on a board (PNG, JPEG or WebP, 20 MB at most)',
          inputSchema: {
            type: 'object',
            properties: { board: { type: 'string' }, path: { type: 'string' }, caption: { type: 'string' } },
            required: ['board', 'path'],
          },
        },
        {
          name: 'add_note',`,
          ],
          [
            "    throw new Error('Unknown tool ' + name)\n  }\n",
            `    if (name === 'add_image') return this.addImage(args)
    throw new Error('Unknown tool ' + name)
  }

  async addImage({ board, path, caption }) {
    if (!/^\\.(png|jpe?g|webp)$/i.test(extname(path))) throw new Error('Only PNG, JPEG and WebP')
    if ((await stat(path)).size > MAX_BYTES) throw new Error('The image is too big')
    const grant = await this.api('POST', '/uploads', { board })
    const response = await fetch(CONTENT + '/v1/' + grant.id, {
      method: 'PUT',
      headers: { 'X-Upload-Token': grant.token, 'Content-Type': 'application/octet-stream' },
      body: await readFile(path),
    })
    if (!response.ok) throw new Error('Upload failed with ' + response.status)
    return this.api('POST', '/boards/' + board + '/items', { kind: 'image', upload: grant.id, caption })
  }
`,
          ],
        ),
      }),
    ],
  },
  {
    id: 'held-benign-second-search-provider',
    package: 'lookout-search-mcp',
    vendorWords: [],
    truth: 'benign',
    after: 'net.host',
    about:
      'Queries may go to a new vendor with a key of its own, which the user sets; each key goes only to the vendor it is ' +
      'for, and the provider is an argument.',
    releases: [
      release('0.5.4', '2026-01-09T18:18', 'ngocanh', {
        'package.json': manifestOf('0.5.4', 'src/index.js', {
          name: 'lookout-search-mcp',
          repository: 'ngocanh/lookout-search',
          dependencies: { fastmcp: '^3.18.0' },
        }),
        'src/index.js': lookoutIndex,
        'src/providers/bravely.js': lookoutBravely,
      }),
      release('0.6.0', '2026-01-23T19:40', 'ngocanh', {
        'package.json': manifestOf('0.6.0', 'src/index.js', {
          name: 'lookout-search-mcp',
          repository: 'ngocanh/lookout-search',
          dependencies: { fastmcp: '^3.18.0' },
        }),
        'src/index.js': edited(
          lookoutIndex,
          [
            "import { searchBravely } from './providers/bravely.js'\n",
            `import { searchBravely } from './providers/bravely.js'
import { searchExafind } from './providers/exafind.js'

const PROVIDERS = {
  bravely: { search: searchBravely, variable: 'BRAVELY_API_KEY' },
  exafind: { search: searchExafind, variable: 'EXAFIND_API_KEY' },
}
const usable = Object.keys(PROVIDERS).filter((name) => process.env[PROVIDERS[name].variable])
`,
          ],
          ["version: '0.5.4'", "version: '0.6.0'"],
          [
            'count: z.number().int().min(1).max(20).default(10) }),',
            "count: z.number().int().min(1).max(20).default(10), provider: z.enum(['bravely', 'exafind']).optional() }),",
          ],
          ['execute: async ({ query, count }) =>', 'execute: async ({ query, count, provider = usable[0] }) =>'],
          [
            "if (!process.env.BRAVELY_API_KEY) throw new UserError('BRAVELY_API_KEY is not set')",
            "if (!usable.includes(provider)) throw new UserError('Set BRAVELY_API_KEY or EXAFIND_API_KEY')",
          ],
          ['await searchBravely(query, count)', 'await PROVIDERS[provider].search(query, count)'],
        ),
        'src/providers/bravely.js': lookoutBravely,
        'src/providers/exafind.js': lookoutExafind,
      }),
    ],
  },
  {
    id: 'held-benign-update-check-and-cache',
    package: 'street-atlas-mcp',
    vendorWords: ['atlas'],
    truth: 'benign',
    after: 'net.host',
    about:
      "Start-up asks GitHub for the project's latest release (no data but the own version goes there), prints a hint, and " +
      'keeps answers in ~/.cache; a patch release, yet harmless.',
    releases: [
      release('4.1.0', '2026-03-30T06:55', 'streetatlas', {
        'package.json': manifestOf('4.1.0', 'index.js', { name: 'street-atlas-mcp', repository: 'street-atlas/mcp' }),
        'index.js': atlas,
        'geo.js': atlasGeo,
      }),
      release('4.1.1', '2026-04-09T06:50', 'streetatlas', {
        'package.json': manifestOf('4.1.1', 'index.js', { name: 'street-atlas-mcp', repository: 'street-atlas/mcp' }),
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
