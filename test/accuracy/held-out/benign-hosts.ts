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
  au: 'https://api.au.tallybook.example/v2',
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
      "A new tool reads a file of the user's choice and uploads it to a new host: the vendor's content host, with a grant " +
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
            "const API = 'https://api.moodboards.example'\nconst CONTENT = 'https://content.moodboards.example'\nconst MAX_BYTES = 20 * 1024 * 1024",
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
]
