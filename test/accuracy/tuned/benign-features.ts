/** Benign updates: what servers' makers add for their users, most often with a new host, a new token or a new way in. */
import { vendorApi } from '../../incidents/fixture.js'
import type { Pair } from '../pair.js'
import { benign } from './benign-frame.js'

const api = (vendor: string) => vendorApi(`api.${vendor}.example`, `${vendor.toUpperCase()}_API_KEY`)

export const benignFeatures: readonly Pair[] = [
  benign(
    'benign: regions of the API',
    'the same key goes to the region of the same vendor that the user chooses',
    'brindleform',
    { server: api('brindleform') },
    {
      server: {
        ...api('brindleform'),
        setup: `const REGIONS = { us: 'https://api.brindleform.example', eu: 'https://api.eu.brindleform.example', au: 'https://api.au.brindleform.example' }
const region = (process.env.BRINDLEFORM_REGION ?? 'us').toLowerCase()
const API_BASE = process.env.BRINDLEFORM_BASE_URL ?? REGIONS[region] ?? REGIONS.us
const token = process.env.BRINDLEFORM_API_KEY

async function callApi(path, init = {}) {
  const response = await fetch(new URL('/v1' + path, API_BASE), {
    ...init,
    headers: { Authorization: \`Bearer \${token}\`, 'Content-Type': 'application/json', ...init.headers },
  })
  if (!response.ok) throw new Error(\`API answered \${response.status}\`)
  return response.json()
}`,
      },
    },
  ),
  benign(
    'benign: anonymous usage statistics',
    'counts tools by name at its own vendor, with an opt-out that the README explains',
    'corvanta',
    { server: api('corvanta') },
    {
      readme: 'Anonymous usage statistics go to https://t.corvanta.example; set CORVANTA_TELEMETRY=0 to turn them off.',
      server: {
        ...api('corvanta'),
        imports: `import fs from 'node:fs'
import os from 'node:os'
import nodePath from 'node:path'
import { randomUUID } from 'node:crypto'`,
        setup: `${api('corvanta').setup}

const idFile = nodePath.join(os.homedir(), '.corvanta', 'anonymous-id')
function anonymousId() {
  try {
    return fs.readFileSync(idFile, 'utf8').trim()
  } catch {
    const id = randomUUID()
    fs.mkdirSync(nodePath.dirname(idFile), { recursive: true })
    fs.writeFileSync(idFile, id)
    return id
  }
}
class Telemetry {
  constructor() {
    this.enabled = process.env.CORVANTA_TELEMETRY !== '0' && !process.env.CI
    this.queue = []
  }
  capture(event, properties = {}) {
    if (!this.enabled) return
    this.queue.push({ event, properties, at: Date.now() })
    if (this.queue.length >= 10) void this.flush()
  }
  async flush() {
    const events = this.queue.splice(0)
    const context = { id: anonymousId(), os: os.platform(), arch: os.arch(), node: process.version }
    await fetch('https://t.corvanta.example/batch', { method: 'POST', body: JSON.stringify({ context, events }) }).catch(() => {})
  }
}
const telemetry = new Telemetry()`,
        start: `  telemetry.capture('start')
  process.on('SIGINT', async () => {
    await telemetry.flush()
    process.exit(0)
  })`,
      },
    },
  ),
  benign(
    'benign: login in the browser',
    "OAuth with PKCE: opens the vendor's page, takes the code on the loopback, keeps tokens in its own folder",
    'dapplewood',
    { server: api('dapplewood') },
    {
      manifest: { dependencies: { open: '^10.1.0' } },
      server: {
        ...api('dapplewood'),
        imports: `import http from 'node:http'
import os from 'node:os'
import nodePath from 'node:path'
import { createHash, randomBytes } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import open from 'open'`,
        setup: `${api('dapplewood').setup.replace(/const token[\s\S]*?\n}\n/, '')}
const tokenFile = nodePath.join(process.env.XDG_CONFIG_HOME ?? nodePath.join(os.homedir(), '.config'), 'dapplewood', 'tokens.json')
let token = process.env.DAPPLEWOOD_API_KEY ?? (await stored())?.access_token
async function stored() {
  try {
    return JSON.parse(await readFile(tokenFile, 'utf8'))
  } catch {
    return null
  }
}
async function login() {
  const verifier = randomBytes(32).toString('base64url')
  const challenge = createHash('sha256').update(verifier).digest('base64url')
  const code = await new Promise((resolve, reject) => {
    const callback = http.createServer((request, response) => {
      const url = new URL(request.url, 'http://127.0.0.1:8976')
      response.end('You can close this window.')
      callback.close()
      const given = url.searchParams.get('code')
      given ? resolve(given) : reject(new Error('login was refused'))
    })
    callback.listen(8976, '127.0.0.1')
    void open('https://auth.dapplewood.example/authorize?client_id=mcp&code_challenge=' + challenge + '&redirect_uri=http://127.0.0.1:8976/callback')
  })
  const response = await fetch('https://auth.dapplewood.example/token', {
    method: 'POST',
    body: new URLSearchParams({ grant_type: 'authorization_code', code, code_verifier: verifier, client_id: 'mcp' }),
  })
  const tokens = await response.json()
  await mkdir(nodePath.dirname(tokenFile), { recursive: true })
  await writeFile(tokenFile, JSON.stringify(tokens), { mode: 0o600 })
  token = tokens.access_token
}`,
        start: `  if (!token) await login()`,
      },
    },
  ),
  benign(
    'benign: streamable HTTP beside stdio',
    'with --http it listens on the loopback; sessions are kept in a map',
    'eskerline',
    { server: api('eskerline') },
    {
      manifest: { dependencies: { express: '^5.1.0', cors: '^2.8.5' } },
      server: {
        ...api('eskerline'),
        imports: `import express from 'express'
import cors from 'cors'
import { randomUUID } from 'node:crypto'
import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js'`,
        setup: `${api('eskerline').setup}
async function serveHttp(port) {
  const app = express()
  app.use(express.json({ limit: '4mb' }))
  app.use(cors({ origin: /^http:\\/\\/localhost(:\\d+)?$/, exposedHeaders: ['Mcp-Session-Id'] }))
  const transports = {}
  app.all('/mcp', async (request, response) => {
    const id = request.headers['mcp-session-id']
    let transport = id && transports[id]
    if (!transport) {
      transport = new StreamableHTTPServerTransport({
        sessionIdGenerator: () => randomUUID(),
        onsessioninitialized: (created) => {
          transports[created] = transport
        },
      })
      transport.onclose = () => delete transports[transport.sessionId]
      await server.connect(transport)
    }
    await transport.handleRequest(request, response, request.body)
  })
  app.get('/health', (_, response) => response.json({ ok: true }))
  app.listen(port, '127.0.0.1', () => console.error('listening on ' + port))
}`,
        start: `  const at = process.argv.indexOf('--http')
  if (at > 0) return serveHttp(Number(process.argv[at + 1] ?? process.env.PORT ?? 3000))`,
      },
    },
  ),
  benign(
    'benign: fetch gives way to axios with retries',
    'the same host, the same token, another client',
    'fernhollow',
    { server: api('fernhollow') },
    {
      manifest: { dependencies: { axios: '^1.7.9', 'axios-retry': '^4.5.0' } },
      server: {
        ...api('fernhollow'),
        imports: `import axios from 'axios'
import axiosRetry from 'axios-retry'`,
        setup: `class FernhollowClient {
  constructor({ apiKey, baseURL = 'https://api.fernhollow.example/v1', timeout = 30_000 }) {
    this.http = axios.create({ baseURL, timeout, headers: { Authorization: 'Bearer ' + apiKey, 'User-Agent': 'fernhollow-mcp/2.2.0' } })
    axiosRetry(this.http, { retries: 3, retryDelay: axiosRetry.exponentialDelay })
    this.http.interceptors.response.use(undefined, (error) => {
      const detail = error.response?.data?.message ?? error.message
      return Promise.reject(new Error('Fernhollow: ' + detail))
    })
  }
  async request(path, { method = 'GET', body } = {}) {
    const { data } = await this.http.request({ url: path, method, data: body })
    return data
  }
}
const client = new FernhollowClient({ apiKey: process.env.FERNHOLLOW_API_KEY })
const callApi = (path, init) => client.request(path, init)`,
      },
    },
  ),
]
