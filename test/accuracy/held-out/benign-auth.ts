import { manifestOf } from '../../incidents/fixture.js'
import type { Pair } from '../pair.js'
import { edited, release } from './benign-parts.js'

// --- OAuth -----------------------------------------------------------------------------------------------------------

const cadence = `#!/usr/bin/env node
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js'
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js'
import { z } from 'zod'
import { accessToken } from './auth.js'

const server = new McpServer({ name: 'cadence-calendar', version: '0.9.1' })

async function calendar(path, init = {}) {
  const response = await fetch('https://api.cadencecal.example/v1' + path, {
    ...init,
    headers: { authorization: 'Bearer ' + (await accessToken()), 'content-type': 'application/json' },
  })
  if (!response.ok) throw new Error('Cadence ' + response.status + ': ' + (await response.text()))
  return response.json()
}

const asText = (value) => ({ content: [{ type: 'text', text: JSON.stringify(value, null, 2) }] })

server.tool('list_events', { from: z.string(), to: z.string() }, async ({ from, to }) =>
  asText(await calendar('/events?' + new URLSearchParams({ from, to }))),
)

server.tool(
  'create_event',
  {
    title: z.string(),
    start: z.string(),
    end: z.string(),
    attendees: z.array(z.string().email()).default([]),
  },
  async (event) => asText(await calendar('/events', { method: 'POST', body: JSON.stringify(event) })),
)

server.connect(new StdioServerTransport())
`

const cadenceAuth = `export async function accessToken() {
  const token = process.env.CADENCE_ACCESS_TOKEN
  if (!token) throw new Error('CADENCE_ACCESS_TOKEN is not set')
  return token
}
`

const cadenceOauth = `import { createHash, randomBytes } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
import open from 'open'

const CLIENT_ID = 'mcp-desktop'
const AUTHORITY = 'https://login.cadencecal.example/oauth2'
const FILE = join(homedir(), '.cadence-mcp', 'tokens.json')

async function exchange(fields) {
  const response = await fetch(AUTHORITY + '/token', {
    method: 'POST',
    body: new URLSearchParams({ client_id: CLIENT_ID, ...fields }),
  })
  if (!response.ok) throw new Error('Login failed: ' + (await response.text()))
  const grant = await response.json()
  const tokens = { access: grant.access_token, refresh: grant.refresh_token, until: Date.now() + grant.expires_in * 1000 }
  await mkdir(dirname(FILE), { recursive: true, mode: 0o700 })
  await writeFile(FILE, JSON.stringify(tokens), { mode: 0o600 })
  return tokens
}

/** Waits on the loopback address for the browser to come back. */
function codeFromBrowser(challenge) {
  const state = randomBytes(16).toString('hex')
  return new Promise((resolve, reject) => {
    const listener = createServer((request, response) => {
      const url = new URL(request.url, 'http://127.0.0.1')
      if (url.pathname !== '/callback') return response.writeHead(404).end()
      response.end('You are logged in and may close this window.')
      listener.close()
      if (url.searchParams.get('state') !== state) reject(new Error('The answer is not for this login'))
      else resolve({ code: url.searchParams.get('code'), redirect: 'http://127.0.0.1:' + port + '/callback' })
    })
    let port
    listener.listen(0, '127.0.0.1', () => {
      port = listener.address().port
      const url = new URL(AUTHORITY + '/authorize')
      url.search = new URLSearchParams({
        client_id: CLIENT_ID,
        response_type: 'code',
        redirect_uri: 'http://127.0.0.1:' + port + '/callback',
        scope: 'events.read events.write offline',
        code_challenge: challenge,
        code_challenge_method: 'S256',
        state,
      })
      console.error('Opening ' + url)
      open(url.href)
    })
    setTimeout(() => reject(new Error('Nobody logged in within five minutes')), 300_000).unref()
  })
}

async function login() {
  const verifier = randomBytes(32).toString('base64url')
  const { code, redirect } = await codeFromBrowser(createHash('sha256').update(verifier).digest('base64url'))
  return exchange({ grant_type: 'authorization_code', code, redirect_uri: redirect, code_verifier: verifier })
}

export async function accessToken() {
  if (process.env.CADENCE_ACCESS_TOKEN) return process.env.CADENCE_ACCESS_TOKEN
  const kept = await readFile(FILE, 'utf8').then(JSON.parse, () => undefined)
  if (kept && kept.until > Date.now() + 60_000) return kept.access
  const tokens = kept?.refresh
    ? await exchange({ grant_type: 'refresh_token', refresh_token: kept.refresh }).catch(login)
    : await login()
  return tokens.access
}
`

// --- proxies and certificates ----------------------------------------------------------------------------------------

const ledger = `#!/usr/bin/env node
import { Server } from '@modelcontextprotocol/sdk/server/index.js'
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js'
import { CallToolRequestSchema, ListToolsRequestSchema } from '@modelcontextprotocol/sdk/types.js'
import { request } from './http.js'

const server = new Server({ name: 'northwind-erp', version: '5.0.2' }, { capabilities: { tools: {} } })

const tools = [
  { name: 'find_order', description: 'Finds an order by number', inputSchema: { type: 'object', properties: { number: { type: 'string' } }, required: ['number'] } },
  { name: 'list_stock', description: 'Stock of an article', inputSchema: { type: 'object', properties: { article: { type: 'string' } }, required: ['article'] } },
]

server.setRequestHandler(ListToolsRequestSchema, async () => ({ tools }))
server.setRequestHandler(CallToolRequestSchema, async ({ params: { name, arguments: args } }) => {
  if (name === 'find_order') {
    return { content: [{ type: 'text', text: await request('/orders/' + encodeURIComponent(args.number)) }] }
  }
  if (name === 'list_stock') {
    return { content: [{ type: 'text', text: await request('/stock?article=' + encodeURIComponent(args.article)) }] }
  }
  throw new Error('Unknown tool ' + name)
})

server.connect(new StdioServerTransport())
`

const ledgerHttp = `import https from 'node:https'

const base = new URL(process.env.NORTHWIND_URL ?? 'https://erp.northwinderp.example/rest/')

export function request(path) {
  return new Promise((resolve, reject) => {
    const options = {
      host: base.hostname,
      port: base.port || 443,
      path: base.pathname.replace(/\\/$/, '') + path,
      headers: { Authorization: 'Basic ' + Buffer.from(process.env.NORTHWIND_LOGIN ?? '').toString('base64') },
    }
    https
      .get(options, (response) => {
        let body = ''
        response.setEncoding('utf8')
        response.on('data', (chunk) => (body += chunk))
        response.on('end', () =>
          response.statusCode < 400 ? resolve(body) : reject(new Error('ERP: ' + response.statusCode)),
        )
      })
      .on('error', reject)
  })
}
`

// --- opt-in insecure -------------------------------------------------------------------------------------------------

const wikiCli = `#!/usr/bin/env node
import { parseArgs } from 'node:util'
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js'
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js'
import { z } from 'zod'
import { Wiki } from './wiki.js'

const { values } = parseArgs({
  options: { url: { type: 'string' }, token: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
})

if (values.help) {
  console.log('usage: wikiyard-mcp --url <https://wiki.your.org> [--token <token>]')
  process.exit(0)
}

const wiki = new Wiki({ url: values.url ?? process.env.WIKI_URL, token: values.token ?? process.env.WIKI_TOKEN })
const server = new McpServer({ name: 'wikiyard', version: '1.1.0' })

server.tool('read_page', { path: z.string() }, async ({ path }) => ({
  content: [{ type: 'text', text: await wiki.read(path) }],
}))
server.tool('write_page', { path: z.string(), markdown: z.string() }, async ({ path, markdown }) => {
  await wiki.write(path, markdown)
  return { content: [{ type: 'text', text: 'Saved ' + path }] }
})

server.connect(new StdioServerTransport())
`

const wikiClient = `import { Agent, fetch } from 'undici'

export class Wiki {
  constructor({ url, token }) {
    if (!url) throw new Error('Where is your wiki? Use --url or WIKI_URL')
    this.url = url.replace(/\\/+$/, '')
    this.token = token
    this.dispatcher = new Agent({ keepAliveTimeout: 10_000 })
  }

  async #call(path, init) {
    const response = await fetch(this.url + '/api' + path, {
      ...init,
      dispatcher: this.dispatcher,
      headers: { authorization: 'Bearer ' + this.token, 'content-type': 'text/markdown' },
    })
    if (!response.ok) throw new Error('The wiki answered ' + response.status)
    return response.text()
  }

  read(path) {
    return this.#call('/pages/' + path)
  }

  write(path, body) {
    return this.#call('/pages/' + path, { method: 'PUT', body })
  }
}
`

export const BENIGN_AUTH: readonly Pair[] = [
  {
    id: 'held-benign-oauth-loopback',
    package: 'cadencecal-mcp',
    vendorWords: ['cadencecal'],
    truth: 'benign',
    after: 'net.listen',
    about:
      "OAuth login with PKCE: a listener on 127.0.0.1, the browser is opened, tokens are kept in the user's home, and a new " +
      "host gets them: the vendor's own login.",
    releases: [
      release('0.9.1', '2026-02-20T12:12', 'cadencecal', {
        'package.json': manifestOf('0.9.1', 'index.js', {
          name: 'cadencecal-mcp',
          repository: 'cadencecal/mcp',
        }),
        'index.js': cadence,
        'auth.js': cadenceAuth,
      }),
      release('0.10.0', '2026-03-11T15:47', 'cadencecal', {
        'package.json': manifestOf('0.10.0', 'index.js', {
          name: 'cadencecal-mcp',
          repository: 'cadencecal/mcp',
          dependencies: { open: '^10.2.0' },
        }),
        'index.js': edited(
          cadence,
          ["version: '0.9.1'", "version: '0.10.0'"],
          [
            'attendees: z.array(z.string().email()).default([]),',
            'attendees: z.array(z.string().email()).default([]),\n    location: z.string().optional(),',
          ],
        ),
        'auth.js': cadenceOauth,
      }),
    ],
  },
  {
    id: 'held-benign-proxy-and-ca',
    package: 'northwinderp-mcp',
    vendorWords: ['northwinderp'],
    truth: 'benign',
    after: 'net.egress',
    about:
      "Traffic with the login may go through another machine: the proxy of the user's HTTPS_PROXY, and the certificates of " +
      'NODE_EXTRA_CA_CERTS are added to the trusted ones. Verification stays on.',
    releases: [
      release('5.0.2', '2026-04-14T05:31', 'j.hallberg', {
        'package.json': manifestOf('5.0.2', 'index.js', { name: 'northwinderp-mcp', repository: 'northwinderp/mcp' }),
        'index.js': ledger,
        'http.js': ledgerHttp,
      }),
      release('5.1.0', '2026-04-30T05:36', 'j.hallberg', {
        'package.json': manifestOf('5.1.0', 'index.js', {
          name: 'northwinderp-mcp',
          repository: 'northwinderp/mcp',
          dependencies: { 'https-proxy-agent': '^7.0.6' },
        }),
        'index.js': edited(ledger, ["version: '5.0.2'", "version: '5.1.0'"]),
        'http.js': edited(
          ledgerHttp,
          [
            "import https from 'node:https'\n",
            `import { readFileSync } from 'node:fs'
import https from 'node:https'
import tls from 'node:tls'
import { HttpsProxyAgent } from 'https-proxy-agent'
`,
          ],
          [
            'export function request',
            `const proxy = process.env.HTTPS_PROXY ?? process.env.https_proxy
const direct = (process.env.NO_PROXY ?? '').split(',').some((end) => end && base.hostname.endsWith(end.trim()))
const extra = process.env.NODE_EXTRA_CA_CERTS
const ca = extra ? [...tls.rootCertificates, readFileSync(extra, 'utf8')] : undefined
const agent = proxy && !direct ? new HttpsProxyAgent(proxy, { ca }) : new https.Agent({ keepAlive: true, ca })

export function request`,
          ],
          ['    const options = {\n', '    const options = {\n      agent,\n      ca,\n'],
        ),
      }),
    ],
  },
  {
    id: 'held-benign-insecure-flag',
    package: 'wikiyard-mcp',
    vendorWords: [],
    truth: 'benign',
    after: 'net.egress',
    about:
      'Certificate checks can be turned off, but only by the flag --insecure that the user of a self-hosted wiki gives, ' +
      'with a warning, and only for this client.',
    releases: [
      release('1.1.0', '2026-03-05T19:55', 'omarhaddad', {
        'package.json': manifestOf('1.1.0', 'cli.js', {
          name: 'wikiyard-mcp',
          repository: 'omarhaddad/wikiyard-mcp',
          dependencies: { undici: '^7.10.0' },
        }),
        'cli.js': wikiCli,
        'wiki.js': wikiClient,
      }),
      release('1.2.0', '2026-03-14T20:13', 'omarhaddad', {
        'package.json': manifestOf('1.2.0', 'cli.js', {
          name: 'wikiyard-mcp',
          repository: 'omarhaddad/wikiyard-mcp',
          dependencies: { undici: '^7.10.0' },
        }),
        'cli.js': edited(
          wikiCli,
          [
            "token: { type: 'string' }, help",
            "token: { type: 'string' }, insecure: { type: 'boolean', default: false }, help",
          ],
          ['[--token <token>]', '[--token <token>] [--insecure]'],
          [
            'token: values.token ?? process.env.WIKI_TOKEN })',
            'token: values.token ?? process.env.WIKI_TOKEN, insecure: values.insecure })',
          ],
          ["version: '1.1.0'", "version: '1.2.0'"],
        ),
        'wiki.js': edited(
          wikiClient,
          ['constructor({ url, token }) {', 'constructor({ url, token, insecure = false }) {'],
          [
            'this.dispatcher = new Agent({ keepAliveTimeout: 10_000 })',
            `if (insecure) console.error('Warning: certificates of ' + this.url + ' are not checked (--insecure)')
    this.dispatcher = new Agent({
      keepAliveTimeout: 10_000,
      connect: { rejectUnauthorized: !insecure },
    })`,
          ],
        ),
      }),
    ],
  },
]
