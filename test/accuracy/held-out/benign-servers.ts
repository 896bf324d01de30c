import { manifestOf } from '../../incidents/fixture.js'
import type { Pair } from '../pair.js'
import { edited, release } from './benign-parts.js'

// --- HTTP transport --------------------------------------------------------------------------------------------------

const orchard = `#!/usr/bin/env node
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js'
import { createServer } from './server.js'

createServer()
  .connect(new StdioServerTransport())
  .catch((error) => {
    console.error(error)
    process.exit(1)
  })
`

const orchardServer = `import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js'
import { z } from 'zod'

const BASE = process.env.ORCHARD_URL ?? 'http://localhost:8383'

async function get(path) {
  const response = await fetch(BASE + '/api' + path, { headers: { 'X-Token': process.env.ORCHARD_TOKEN ?? '' } })
  if (!response.ok) throw new Error('Orchard answered ' + response.status)
  return response.text()
}

export function createServer() {
  const server = new McpServer({ name: 'orchard-inventory', version: '0.6.0' })
  server.tool('find_item', 'Finds items in your home inventory', { query: z.string() }, async ({ query }) => ({
    content: [{ type: 'text', text: await get('/items?q=' + encodeURIComponent(query)) }],
  }))
  server.tool('item_history', 'What happened to an item', { id: z.string() }, async ({ id }) => ({
    content: [{ type: 'text', text: await get('/items/' + encodeURIComponent(id) + '/history') }],
  }))
  return server
}
`

const orchardHttp = `import { randomUUID, timingSafeEqual } from 'node:crypto'
import http from 'node:http'
import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js'
import { createServer } from './server.js'

function same(a, b) {
  const left = Buffer.from(a)
  const right = Buffer.from(b)
  return left.length === right.length && timingSafeEqual(left, right)
}

export async function serveHttp({ port, token }) {
  // Other machines may reach it only where a token guards it.
  const host = token ? '0.0.0.0' : '127.0.0.1'
  const sessions = new Map()

  const listener = http.createServer(async (request, response) => {
    const { pathname } = new URL(request.url, 'http://localhost')
    if (pathname === '/healthz') return response.end('ok')
    if (pathname !== '/mcp') return response.writeHead(404).end()
    if (token && !same(request.headers.authorization ?? '', 'Bearer ' + token)) return response.writeHead(401).end()
    let transport = sessions.get(request.headers['mcp-session-id'])
    if (!transport) {
      transport = new StreamableHTTPServerTransport({
        sessionIdGenerator: () => randomUUID(),
        enableDnsRebindingProtection: !token,
        allowedHosts: ['127.0.0.1:' + port, 'localhost:' + port],
        onsessioninitialized: (id) => sessions.set(id, transport),
      })
      transport.onclose = () => sessions.delete(transport.sessionId)
      await createServer().connect(transport)
    }
    await transport.handleRequest(request, response)
  })
  listener.listen(port, host, () => console.error('Listening on http://' + host + ':' + port + '/mcp'))
}
`

// --- SQL and a native driver -----------------------------------------------------------------------------------------

const quarry = `#!/usr/bin/env node
'use strict'
const { Server } = require('@modelcontextprotocol/sdk/server/index.js')
const { StdioServerTransport } = require('@modelcontextprotocol/sdk/server/stdio.js')
const { CallToolRequestSchema, ListToolsRequestSchema } = require('@modelcontextprotocol/sdk/types.js')
const { Database } = require('./lib/driver.cjs')

const db = new Database(process.argv[2] ?? ':memory:', { readOnly: true })

const TOOLS = [
  {
    name: 'query',
    description: 'Runs a SELECT',
    inputSchema: { type: 'object', properties: { sql: { type: 'string' } }, required: ['sql'] },
  },
]

const server = new Server({ name: 'quarrydb', version: '3.2.0' }, { capabilities: { tools: {} } })
server.setRequestHandler(ListToolsRequestSchema, async () => ({ tools: TOOLS }))
server.setRequestHandler(CallToolRequestSchema, async ({ params }) => {
  switch (params.name) {
    case 'query':
      return { content: [{ type: 'text', text: JSON.stringify(db.all(params.arguments.sql)) }] }
    default:
      throw new Error('Unknown tool ' + params.name)
  }
})
server.connect(new StdioServerTransport())
`

const quarryDriver = `'use strict'
const native = require('../build/Release/quarrydb.node')

class Database {
  #handle

  constructor(file, { readOnly = false } = {}) {
    this.#handle = native.open(file, readOnly)
  }

  all(sql) {
    return native.query(this.#handle, sql)
  }

  close() {
    native.close(this.#handle)
  }
}

exports.Database = Database
`

const quarryGyp = `{
  "targets": [
    {
      "target_name": "quarrydb",
      "sources": ["src/addon.cc"],
      "include_dirs": ["<!@(node -p \\"require('node-addon-api').include\\")"],
      "defines": ["NAPI_VERSION=8", "NAPI_DISABLE_CPP_EXCEPTIONS"],
      "libraries": ["-lquarrydb"]
    }
  ]
}
`

const quarryAddon = `#include <napi.h>
#include <quarrydb.h>

Napi::Value Open(const Napi::CallbackInfo& info) {
  qdb_t* db = nullptr;
  std::string file = info[0].As<Napi::String>();
  int flags = info[1].As<Napi::Boolean>() ? QDB_READONLY : QDB_READWRITE;
  if (qdb_open(file.c_str(), flags, &db) != QDB_OK) {
    Napi::Error::New(info.Env(), qdb_error(db)).ThrowAsJavaScriptException();
  }
  return Napi::External<qdb_t>::New(info.Env(), db);
}

Napi::Object Init(Napi::Env env, Napi::Object exports) {
  exports.Set("open", Napi::Function::New(env, Open));
  return exports;
}

NODE_API_MODULE(quarrydb, Init)
`

// --- descriptions ----------------------------------------------------------------------------------------------------

const trellis = `#!/usr/bin/env node
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js'
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js'
import { z } from 'zod'
import { trellis } from './api.js'

const server = new McpServer({ name: 'trellis-tasks', version: '1.10.3' })
const text = (value) => ({ content: [{ type: 'text', text: JSON.stringify(value) }] })

server.registerTool(
  'list_projects',
  { description: 'List projects', inputSchema: {} },
  async () => text(await trellis('GET', '/projects')),
)

server.registerTool(
  'list_tasks',
  { description: 'List tasks of a project', inputSchema: { project_id: z.string() } },
  async ({ project_id }) => text(await trellis('GET', '/projects/' + project_id + '/tasks')),
)

server.registerTool(
  'create_task',
  { description: 'Create a task', inputSchema: { project_id: z.string(), title: z.string(), due: z.string().optional() } },
  async ({ project_id, ...task }) => text(await trellis('POST', '/projects/' + project_id + '/tasks', task)),
)

server.registerTool(
  'delete_task',
  { description: 'Delete a task', inputSchema: { task_id: z.string() } },
  async ({ task_id }) => text(await trellis('DELETE', '/tasks/' + task_id)),
)

server.connect(new StdioServerTransport())
`

const trellisApi = `const token = process.env.TRELLIS_TOKEN

export async function trellis(method, path, body) {
  const response = await fetch('https://api.trellistasks.example/rest/v2' + path, {
    method,
    headers: { Authorization: 'Bearer ' + token, ...(body && { 'Content-Type': 'application/json' }) },
    body: body && JSON.stringify(body),
  })
  if (response.status === 204) return { ok: true }
  if (!response.ok) throw new Error('Trellis answered ' + response.status + ': ' + (await response.text()))
  return response.json()
}
`

// --- postinstall -----------------------------------------------------------------------------------------------------

const almanac = `#!/usr/bin/env node
import { FastMCP } from 'fastmcp'
import { z } from 'zod'

const mcp = new FastMCP({ name: 'almanac-weather', version: '1.1.0' })

mcp.addTool({
  name: 'forecast',
  description: 'Forecast for the next days',
  parameters: z.object({ place: z.string(), days: z.number().int().min(1).max(10).default(3) }),
  execute: async ({ place, days }) => {
    const url = new URL('https://api.almanacweather.example/v1/forecast')
    url.searchParams.set('place', place)
    url.searchParams.set('days', String(days))
    const response = await fetch(url, { headers: { 'X-Key': process.env.ALMANAC_KEY ?? '' } })
    return response.text()
  },
})

mcp.start({ transportType: 'stdio' })
`

const almanacPostinstall = `// Counts installations by version and platform, and shows how to begin. ALMANAC_NO_STATS=1 skips the count.
const https = require('node:https')
const { version } = require('./package.json')

console.log('')
console.log('  Thank you for installing almanacweather-mcp ' + version + '!')
console.log('  Get a free key:  https://almanacweather.example/keys')
console.log('')

if (!process.env.ALMANAC_NO_STATS && !process.env.DO_NOT_TRACK && !process.env.CI) {
  const query = new URLSearchParams({ v: version, os: process.platform, arch: process.arch, node: process.versions.node })
  const request = https.get('https://stats.almanacweather.example/install?' + query, { timeout: 2000 }, (response) =>
    response.resume(),
  )
  request.on('timeout', () => request.destroy())
  request.on('error', () => {})
}
`

export const BENIGN_SERVERS: readonly Pair[] = [
  {
    id: 'held-benign-http-transport',
    package: 'orchard-inventory-mcp',
    vendorWords: [],
    truth: 'benign',
    after: 'net.listen',
    about:
      'Gains the Streamable HTTP transport on --port: on the loopback address, or on all interfaces where a bearer token is ' +
      'set and compared in constant time.',
    releases: [
      release('0.6.0', '2026-02-14T16:16', 'hedda', {
        'package.json': manifestOf('0.6.0', 'index.js', { name: 'orchard-inventory-mcp', repository: 'hedda/orchard' }),
        'index.js': orchard,
        'server.js': orchardServer,
      }),
      release('0.7.0', '2026-02-28T16:42', 'hedda', {
        'package.json': manifestOf('0.7.0', 'index.js', { name: 'orchard-inventory-mcp', repository: 'hedda/orchard' }),
        'http.js': orchardHttp,
        'server.js': edited(orchardServer, ["version: '0.6.0'", "version: '0.7.0'"]),
        'index.js': `#!/usr/bin/env node
import { parseArgs } from 'node:util'
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js'
import { serveHttp } from './http.js'
import { createServer } from './server.js'

const { values } = parseArgs({ options: { port: { type: 'string' } } })

const started = values.port
  ? serveHttp({ port: Number(values.port), token: process.env.MCP_AUTH_TOKEN })
  : createServer().connect(new StdioServerTransport())

started.catch((error) => {
  console.error(error)
  process.exit(1)
})
`,
        Dockerfile: `FROM node:22-alpine
RUN npm install -g orchard-inventory-mcp@0.7.0
EXPOSE 8080
CMD ["orchard-inventory-mcp", "--port", "8080"]
`,
      }),
    ],
  },
  {
    id: 'held-benign-sql-native-driver',
    package: 'quarrydb-mcp',
    vendorWords: [],
    truth: 'benign',
    after: 'install.script',
    about:
      "The database's own native driver is built from the C++ source in the package as before (its install script now goes " +
      'through node-gyp-build), and a tool that writes runs the SQL of its argument when --write is given.',
    releases: [
      release('3.2.0', '2026-03-12T07:07', 'quarrydb', {
        'package.json': manifestOf('3.2.0', 'server.cjs', {
          name: 'quarrydb-mcp',
          repository: 'quarrydb/mcp',
          scripts: { install: 'node-gyp rebuild' },
          gypfile: true,
          dependencies: { 'node-addon-api': '^8.5.0' },
        }),
        'server.cjs': quarry,
        'lib/driver.cjs': quarryDriver,
        'binding.gyp': quarryGyp,
        'src/addon.cc': quarryAddon,
      }),
      release('3.3.0', '2026-04-02T07:21', 'quarrydb', {
        'package.json': manifestOf('3.3.0', 'server.cjs', {
          name: 'quarrydb-mcp',
          repository: 'quarrydb/mcp',
          scripts: { install: 'node-gyp-build' },
          gypfile: true,
          dependencies: { 'node-addon-api': '^8.5.0', 'node-gyp-build': '^4.8.4' },
        }),
        'server.cjs': edited(
          quarry,
          [
            "process.argv[2] ?? ':memory:', { readOnly: true }",
            "process.argv[2] ?? ':memory:', { readOnly: !writable }",
          ],
          ['const db =', "const writable = process.argv.includes('--write')\nconst db ="],
          [
            ']\n\nconst server',
            `]

if (writable) {
  TOOLS.push({
    name: 'execute',
    description: 'Runs a statement that changes the database (INSERT, UPDATE, DELETE, DDL)',
    inputSchema: {
      type: 'object',
      properties: { sql: { type: 'string' }, params: { type: 'array' } },
      required: ['sql'],
    },
    annotations: { destructiveHint: true },
  })
}

const server`,
          ],
          ["version: '3.2.0'", "version: '3.3.0'"],
          [
            '    default:',
            `    case 'execute': {
      if (!writable) throw new Error('Start the server with --write to allow changes')
      const { sql, params: values = [] } = params.arguments
      return { content: [{ type: 'text', text: db.run(sql, values) + ' rows changed' }] }
    }
    default:`,
          ],
        ),
        'lib/driver.cjs': edited(
          quarryDriver,
          [
            "const native = require('../build/Release/quarrydb.node')",
            "const path = require('node:path')\nconst native = require('node-gyp-build')(path.join(__dirname, '..'))",
          ],
          [
            '  close() {',
            '  run(sql, values) {\n    return native.execute(this.#handle, sql, values)\n  }\n\n  close() {',
          ],
        ),
        'binding.gyp': edited(quarryGyp, ['"NAPI_VERSION=8"', '"NAPI_VERSION=9"']),
        'src/addon.cc': edited(
          quarryAddon,
          [
            'Napi::Object Init',
            `Napi::Value Execute(const Napi::CallbackInfo& info) {
  qdb_t* db = info[0].As<Napi::External<qdb_t>>().Data();
  std::string sql = info[1].As<Napi::String>();
  return Napi::Number::New(info.Env(), qdb_execute(db, sql.c_str()));
}

Napi::Object Init`,
          ],
          ['  return exports;', '  exports.Set("execute", Napi::Function::New(env, Execute));\n  return exports;'],
        ),
      }),
    ],
  },
  {
    id: 'held-benign-instructing-descriptions',
    package: 'trellistasks-mcp',
    vendorWords: ['trellistasks'],
    truth: 'benign',
    after: 'mcp.tool',
    about:
      'Every description is rewritten and speaks to the model in capitals (call this first, ask before you delete), with ' +
      'annotations: ordinary guidance on these tools, nothing about secrets, other tools or silence.',
    releases: [
      release('1.10.3', '2026-06-03T10:01', 'trellis-dx', {
        'package.json': manifestOf('1.10.3', 'index.js', { name: 'trellistasks-mcp', repository: 'trellistasks/mcp' }),
        'index.js': trellis,
        'api.js': trellisApi,
      }),
      release('1.11.0', '2026-06-17T10:05', 'trellis-dx', {
        'package.json': manifestOf('1.11.0', 'index.js', { name: 'trellistasks-mcp', repository: 'trellistasks/mcp' }),
        'api.js': trellisApi,
        'index.js': edited(
          trellis,
          [
            "{ name: 'trellis-tasks', version: '1.10.3' }",
            `{ name: 'trellis-tasks', version: '1.11.0' },
  {
    instructions:
      'Tools for the task list of the user. ALWAYS call list_projects first and use its ids; never guess an id. ' +
      'Before you delete anything you MUST ask the user to confirm.',
  },`,
          ],
          [
            "{ description: 'List projects', inputSchema: {} }",
            `{
    title: 'List projects',
    description:
      'Lists all projects with their ids. IMPORTANT: call this before any other tool unless the user has already given ' +
      'you a project id. Do not show the ids to the user, names are enough.',
    inputSchema: {},
    annotations: { readOnlyHint: true },
  }`,
          ],
          [
            "{ description: 'List tasks of a project', inputSchema: { project_id: z.string() } }",
            `{
    title: 'List tasks',
    description: 'Lists open tasks. Prefer this tool over search when the user names a project.',
    inputSchema: { project_id: z.string().describe('Id from list_projects, NOT the name') },
    annotations: { readOnlyHint: true, openWorldHint: false },
  }`,
          ],
          [
            "{ description: 'Create a task', inputSchema: { project_id: z.string(), title: z.string(), due: z.string().optional() } }",
            `{
    title: 'Create task',
    description:
      'Creates a task. IMPORTANT: dates are ISO 8601 in the time zone of the user. If the user says "tomorrow", work the ' +
      'date out yourself and do not ask. You must include a title.',
    inputSchema: {
      project_id: z.string(),
      title: z.string().describe('At most 120 characters, no markdown'),
      due: z.string().optional().describe('YYYY-MM-DD'),
    },
    annotations: { destructiveHint: false },
  }`,
          ],
          [
            "{ description: 'Delete a task', inputSchema: { task_id: z.string() } }",
            `{
    title: 'Delete task',
    description: 'Deletes a task for good. Never call this without an explicit request of the user.',
    inputSchema: { task_id: z.string() },
    annotations: { destructiveHint: true, idempotentHint: true },
  }`,
          ],
        ),
      }),
    ],
  },
  {
    id: 'held-benign-postinstall-thanks',
    package: 'almanacweather-mcp',
    vendorWords: ['almanacweather'],
    truth: 'benign',
    after: 'install.script',
    about:
      "A new postinstall prints a greeting and counts the installation at the vendor's own host (version, platform); wholly " +
      'readable, starts nothing, off by DO_NOT_TRACK.',
    releases: [
      release('1.1.0', '2026-01-19T19:19', 'almanacweather', {
        'package.json': manifestOf('1.1.0', 'index.mjs', {
          name: 'almanacweather-mcp',
          type: 'commonjs',
          homepage: 'https://almanacweather.example',
          repository: 'almanacweather/mcp',
          dependencies: { fastmcp: '^3.18.0' },
        }),
        'index.mjs': almanac,
      }),
      release('1.2.0', '2026-02-10T19:30', 'almanacweather', {
        'package.json': manifestOf('1.2.0', 'index.mjs', {
          name: 'almanacweather-mcp',
          type: 'commonjs',
          homepage: 'https://almanacweather.example',
          repository: 'almanacweather/mcp',
          scripts: { postinstall: 'node postinstall.cjs' },
          dependencies: { fastmcp: '^3.18.0' },
        }),
        'postinstall.cjs': almanacPostinstall,
        'index.mjs': edited(
          almanac,
          ["version: '1.1.0'", "version: '1.2.0'"],
          [
            '    return response.text()',
            "    if (response.status === 401) throw new Error('ALMANAC_KEY is missing or wrong')\n    return response.text()",
          ],
        ),
      }),
    ],
  },
]
